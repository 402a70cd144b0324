import type { Raw, RestrictionType } from './operators.js';
import { noDate, type Entity, type World } from './world.js';

/** A column of an archive. */
export interface Column {
  readonly name: string;
  /** Undefined: it can't be filtered by. */
  readonly type: RestrictionType | undefined;
  readonly canOrderBy: boolean;
  readonly label: string;
  /** The MDO list whose ids the raw values are. */
  readonly list?: string;
  readonly raw: (entity: Entity, world: World) => Raw;
}

/** Columns of people and companies as archives have them, `SimplePerson` and `SimpleContact` among them. */
export function columnsOf(table: 'Contact' | 'Person', custom: readonly Column[] = []): readonly Column[] {
  return table === 'Contact'
    ? [...companyColumns, ...custom]
    : [...personColumns, ...ofTheirCompany, ...custom];
}

type Read = Column['raw'];
const column = (name: string, type: Column['type'], raw: Read, more: Partial<Column> = {}): Column => ({
  name,
  type,
  canOrderBy: true,
  label: `[SR_${name.toUpperCase()}]`,
  raw,
  ...more,
});

const plain =
  (key: string): Read =>
  (entity) =>
    entity[key] as Raw;
/** The first entry; an outer join finds nothing where there is none. */
const entry =
  (key: string): Read =>
  (entity) =>
    (entity[key] as { Value: string }[])[0]?.Value ?? null;
const reference =
  (key: string, id = 'Id'): Read =>
  (entity) =>
    Number((entity[key] as Entity | null)?.[id] ?? 0);
const date =
  (key: string): Read =>
  (entity) =>
    entity[key] === noDate ? null : (entity[key] as string);

const companyColumns: readonly Column[] = [
  column('contactId', 'int', plain('ContactId')),
  column('name', 'stringorPK', plain('Name'), { label: '[SR_SINGULAR_COMPANY]' }),
  column('category', 'listAny', reference('Category'), { list: 'category' }),
  column('categoryGroup', 'listAny', (entity, world) => groupOf(entity, world), { list: 'categorygroup' }),
  column(
    'companyCategoryRank',
    'int',
    (entity, world) => world.find('category', reference('Category')(entity, world))?.Rank ?? null,
  ),
  column('business', 'listAny', reference('Business'), { list: 'business' }),
  column('country', 'listAny', reference('Country', 'CountryId'), { list: 'country' }),
  column('associateId', 'associate', reference('Associate', 'AssociateId'), { list: 'associate' }),
  column(
    'contactAssociate/fullName',
    'string',
    (entity) => ((entity['Associate'] as Entity | null)?.['FullName'] as Raw) ?? null,
  ),
  column(
    'streetAddress/city',
    'string',
    (entity) => (entity['Address'] as { Street: { City: string } }).Street.City,
  ),
  column('contactPhone/formattedNumber', 'string', entry('Phones'), { canOrderBy: false }),
  column('email/emailAddress', 'string', entry('Emails')),
  column('url/URLAddress', 'string', entry('Urls')),
  column('registeredDate', 'date', date('CreatedDate')),
  column('updatedDate', 'date', date('UpdatedDate')),
  column('nameDepartment', undefined, plain('Name')),
];

const personColumns: readonly Column[] = [
  column('personId', 'int', plain('PersonId')),
  column('firstName', 'string', plain('Firstname')),
  column('lastName', 'string', plain('Lastname')),
  column('fullName', 'stringorPK', (entity) =>
    `${entity['Firstname'] as string} ${entity['Lastname'] as string}`.trim(),
  ),
  column('title', 'string', plain('Title')),
  column('contactId', 'int', reference('Contact', 'ContactId')),
  column('leadStatus', 'listAny', plain('LeadstatusId'), {
    list: 'leadstatus',
    label: '[SR_LABEL_LEADSTATUS]',
  }),
  column(
    'leadstatusRank',
    'int',
    (entity, world) => world.find('leadstatus', entity['LeadstatusId'])?.Rank ?? null,
  ),
  column('retired', 'bool', plain('Retired')),
  column('email/emailAddress', 'string', entry('Emails')),
  column('personDirectPhone/formattedNumber', 'string', entry('OfficePhones'), { canOrderBy: false }),
  column('personMobilePhone/formattedNumber', 'string', entry('MobilePhones'), { canOrderBy: false }),
  column('personInfo/infoText', 'positiveString', plain('Description')),
  column('personRegisteredDate', 'date', date('CreatedDate')),
  column('personUpdatedDate', 'date', date('UpdatedDate')),
];

/** The company's columns, through the outer join of a person with it. */
const ofTheirCompany = companyColumns.map((own): Column => ({
  ...own,
  name: `personContact/${own.name}`,
  raw: (person, world) => {
    const company = world.tables.Contact.get(Number(reference('Contact', 'ContactId')(person, world)));
    return company ? own.raw(company, world) : null;
  },
}));

function groupOf(entity: Entity, world: World): Raw {
  const category = world.find('category', reference('Category')(entity, world));
  return category ? (category.Group ?? 0) : null;
}

/** A field of an installation's own: `personUdef/SuperOffice:3`, whose value stands in `CustomFields`. */
export function customColumn(name: string, type: RestrictionType, key: string): Column {
  return column(name, type, (entity) => {
    return (entity['CustomFields'] as Record<string, Raw>)[key] ?? null;
  });
}
