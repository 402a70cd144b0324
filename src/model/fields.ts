import {
  byRank,
  categoryGroups,
  contactName,
  type Company,
  type Contact,
  type FieldType,
  type HostField,
  type Id,
  type Setup,
  type Value,
} from './records.js';

/** `contact.lastName`, `company.categoryGroup`; a host's field `budget` of a company is `company.budget`. */
export type FieldId = string;

/** The entities that questions can be about. */
export type Subject = 'contact' | 'company';

/** What can be asked about, shown in a column, or grouped by. */
export interface Field {
  readonly id: FieldId;
  readonly entity: Subject;
  readonly type: FieldType;
  /** Absent for built-in fields: the locale names those by id. */
  readonly label?: string;
  /** Text that changes only in its date: true for fields that hold an instant rather than a calendar date. */
  readonly instant?: boolean;
  /** For type `list`: where the options come from. Ids are lists without options: "is one of" is what one asks of them. */
  readonly list?: 'leadStatus' | 'category' | 'categoryGroup' | 'host';
  readonly hostOptions?: HostField['options'];
  /** Reads the value from a record of `entity`. A missing company gives null for every field. */
  readonly read: (record: never, setup: Setup) => Value;
}

/** One of the choices of a list field. Names of category groups come from the locale, so `label` is absent there. */
export interface FieldOption {
  readonly id: Id;
  readonly label?: string;
  readonly description?: string | null;
  readonly tone?: string;
  readonly deleted?: boolean;
}

type Reader<Record> = (record: Record, setup: Setup) => Value;

function field<Record>(
  entity: Subject,
  key: string,
  type: FieldType,
  read: Reader<Record>,
  more?: Partial<Field>,
): Field {
  return { id: `${entity}.${key}`, entity, type, read: read, ...more };
}

const contactField = (key: string, type: FieldType, read: Reader<Contact>, more?: Partial<Field>) =>
  field('contact', key, type, read, more);
const companyField = (key: string, type: FieldType, read: Reader<Company>, more?: Partial<Field>) =>
  field('company', key, type, read, more);

const instant = { instant: true } as const;

const builtIn: readonly Field[] = [
  contactField('id', 'list', (contact) => contact.id),
  contactField('name', 'text', (contact) => contactName(contact)),
  contactField('firstName', 'text', (contact) => contact.firstName),
  contactField('lastName', 'text', (contact) => contact.lastName),
  contactField('title', 'text', (contact) => contact.title),
  contactField('email', 'text', (contact) => contact.email),
  contactField('phone', 'text', (contact) => contact.phone),
  contactField('mobile', 'text', (contact) => contact.mobile),
  contactField('leadStatus', 'list', (contact) => contact.leadStatusId, { list: 'leadStatus' }),
  contactField('companyId', 'list', (contact) => contact.companyId),
  contactField('retired', 'yesno', (contact) => contact.retired),
  contactField('created', 'date', (contact) => contact.created, instant),
  contactField('updated', 'date', (contact) => contact.updated, instant),
  companyField('id', 'list', (company) => company.id),
  companyField('name', 'text', (company) => company.name),
  companyField('category', 'list', (company) => company.categoryId, { list: 'category' }),
  companyField('categoryGroup', 'list', (company, setup) => categoryOf(company, setup)?.group ?? null, {
    list: 'categoryGroup',
  }),
  companyField('leadStatusEnabled', 'yesno', (company, setup) => hasLeadStatus(company, setup)),
  companyField('business', 'text', (company) => company.business),
  companyField('city', 'text', (company) => company.city),
  companyField('country', 'text', (company) => company.country),
  companyField('phone', 'text', (company) => company.phone),
  companyField('email', 'text', (company) => company.email),
  companyField('website', 'text', (company) => company.website),
  companyField('owner', 'text', (company) => company.owner),
  companyField('created', 'date', (company) => company.created, instant),
  companyField('updated', 'date', (company) => company.updated, instant),
];

const reserved = new Set(builtIn.map((each) => each.id));

/** All fields there are: the built-in ones and the host's. */
export interface FieldCatalog {
  get(id: FieldId): Field | undefined;
  /** In the order in which people should see them: contacts first. */
  readonly all: readonly Field[];
  /** The fields that a question about `subject` may name: a contact also has its company's. */
  for(subject: Subject): readonly Field[];
}

/** A host's field whose key is taken by a built-in one is left out; `parseHostField` has reported it by then. */
export function createFieldCatalog(hostFields: readonly HostField[]): FieldCatalog {
  const own = hostFields.map(fromHost).filter((each) => !reserved.has(each.id));
  const all = [...builtIn, ...own].sort((a, b) =>
    a.entity === b.entity ? 0 : a.entity === 'contact' ? -1 : 1,
  );
  const byId = new Map(all.map((each) => [each.id, each]));
  const ofCompany = all.filter((each) => each.entity === 'company');
  return { all, get: (id) => byId.get(id), for: (subject) => (subject === 'contact' ? all : ofCompany) };
}

export function isReservedField(id: FieldId): boolean {
  return reserved.has(id);
}

function fromHost({ entity, key, label, type, options }: HostField): Field {
  const read = ({ extra }: { extra: Readonly<Record<string, Value>> }) =>
    Object.hasOwn(extra, key) ? extra[key]! : null;
  return field(entity, key, type, read, {
    label,
    ...(type === 'list' ? { list: 'host', hostOptions: options ?? [] } : {}),
  });
}

/** The choices of a list field in rank order, deleted ones (L9) included and marked. */
export function optionsOf(field: Field, setup: Setup): readonly FieldOption[] {
  switch (field.list) {
    case 'leadStatus':
      return byRank(setup.leadStatuses.values()).map(({ id, name, description, tone, deleted }) => ({
        id,
        label: name,
        description,
        tone,
        deleted,
      }));
    case 'category':
      return byRank(setup.categories.values()).map(({ id, name, description, deleted }) => ({
        id,
        label: name,
        description,
        deleted,
      }));
    case 'categoryGroup':
      return categoryGroups.map((id) => ({ id }));
    case 'host':
      return field.hostOptions ?? [];
    default:
      return [];
  }
}

/** The value of any field of a contact question: own fields from the contact, the others from its company. */
export function readField(
  field: Field,
  record: Contact | Company,
  company: Company | undefined,
  setup: Setup,
): Value {
  if (field.entity === 'contact' || !('firstName' in record)) return field.read(record as never, setup);
  return company ? field.read(company as never, setup) : null;
}

function categoryOf(company: Company, setup: Setup) {
  return company.categoryId === null ? undefined : setup.categories.get(company.categoryId);
}

/** L1 as a fact about a company: its category is in group potentialCustomer and has lead status enabled. */
export function hasLeadStatus(company: Company, setup: Setup): boolean {
  const category = categoryOf(company, setup);
  return category?.group === 'potentialCustomer' && category.leadStatusEnabled;
}
