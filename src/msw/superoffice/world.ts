import { defaultCategories, defaultLeadStatuses } from '../../model/defaults.js';
import {
  categoryGroups,
  type Category,
  type Company,
  type Contact,
  type Id,
  type LeadStatus,
} from '../../model/records.js';
import { notFound } from './errors.js';

/** A record as the Web API gives it; names are those of SuperOffice. */
export type Entity = Record<string, unknown>;

/** An item of one of the lists. */
export interface Item {
  readonly Id: number;
  readonly Name: string;
  readonly ToolTip: string;
  readonly Rank: number;
  readonly Deleted: boolean;
  /** Only categories. */
  readonly Group?: number;
  readonly EnableLeadStatus?: boolean;
}

export interface Selection {
  readonly SelectionId: number;
  readonly Name: string;
  readonly Description?: string;
  readonly SelectionType: 'Static' | 'Dynamic' | 'Combined';
  /** `contact` for companies and the people in them. */
  readonly TargetTableName: string;
  readonly LeftSelectionId?: number;
  readonly RightSelectionId?: number;
  readonly SelectionUnionType?: string;
  /** Of a static one. */
  readonly Members?: readonly number[];
  /** Of a dynamic one. */
  readonly CriteriaGroups?: readonly object[];
}

export interface WorldRows {
  readonly companies?: readonly unknown[];
  readonly contacts?: readonly unknown[];
  readonly categories?: readonly unknown[];
  readonly leadStatuses?: readonly unknown[];
  readonly selections?: readonly Selection[];
}

/** A date that is none. */
export const noDate = '0001-01-01T00:00:00';

/** Whose numbers are which ids of the rows that it was filled with. */
export type Numbers = ReadonlyMap<string, number>;

/**
 * What a SuperOffice installation holds, in memory. It is filled with rows of this project's model, which get numbers in
 * the order of their ids; ids that are numbers stay what they are.
 */
export class World {
  readonly tables: Readonly<Record<'Contact' | 'Person', Map<number, Entity>>> = {
    Contact: new Map(),
    Person: new Map(),
  };
  readonly lists: Record<string, Item[]>;
  readonly selections: Map<number, Selection>;
  readonly boards = new Map<string, Entity>();
  /** `contact/k-01` → 17: which number a row of the model got. Companies are companies here. */
  readonly numbers: Numbers;
  readonly #now: () => Date;
  #last = 0;

  constructor(rows: WorldRows, now: () => Date) {
    this.#now = now;
    const numbers = new Map<string, number>();
    const all = <Row extends { id: Id }>(entity: string, given: readonly unknown[] = []) =>
      [...(given as readonly Row[])].sort(byId).map((row, index) => {
        const number = /^[1-9]\d*$/.test(row.id) ? Number(row.id) : index + 1;
        numbers.set(`${entity}/${row.id}`, number);
        return [number, row] as const;
      });
    const companies = all<Company>('company', rows.companies);
    const contacts = all<Contact>('contact', rows.contacts);
    this.lists = {
      leadstatus: all<LeadStatus>('leadStatus', rows.leadStatuses ?? defaultLeadStatuses).map(toItem),
      category: all<Category>('category', rows.categories ?? defaultCategories).map(toItem),
      categorygroup: categoryGroups.map((name, Id) => item(Id, groupNames[name])),
      business: namesOf(companies.map(([, { business }]) => business)),
      country: namesOf(companies.map(([, { country }]) => country)),
      associate: namesOf(companies.map(([, { owner }]) => owner)),
    };
    this.numbers = numbers;
    for (const [number, row] of companies) this.put('Contact', this.#companyOf(number, row));
    for (const [number, row] of contacts) this.put('Person', this.#personOf(number, row));
    this.selections = new Map((rows.selections ?? []).map((each) => [each.SelectionId, each]));
  }

  get(table: 'Contact' | 'Person', id: number): Entity {
    const entity = this.tables[table].get(id);
    if (!entity) throw notFound(`${table} id ${id}`);
    return entity;
  }

  put(table: 'Contact' | 'Person', entity: Entity): Entity {
    const id = Number(entity[`${table}Id`]);
    this.#last = Math.max(this.#last, id);
    this.tables[table].set(id, entity);
    return entity;
  }

  /** A new record, with what the server sets by itself. */
  create(table: 'Contact' | 'Person', entity: Entity): Entity {
    const stamp = this.stamp();
    return this.put(table, {
      ...entity,
      [`${table}Id`]: this.#last + 1,
      CreatedDate: stamp,
      UpdatedDate: stamp,
    });
  }

  stamp(): string {
    return this.#now().toISOString();
  }

  find(list: string, id: unknown): Item | undefined {
    return this.lists[list]?.find(({ Id }) => Id === Number(id));
  }

  #companyOf(id: number, row: Company): Entity {
    return {
      ...emptyCompany(),
      ContactId: id,
      Name: row.name,
      Category: this.#reference('category', this.#number('category', row.categoryId)),
      Business: this.#named('business', row.business),
      Country: this.#named('country', row.country),
      Associate: this.#named('associate', row.owner),
      Address: { Street: { City: row.city ?? '' }, Postal: { City: '' } },
      Phones: entries(row.phone),
      Emails: entries(row.email),
      Urls: entries(row.website),
      CreatedDate: row.created ?? noDate,
      UpdatedDate: row.updated ?? noDate,
      CustomFields: { ...row.extra },
    };
  }

  #personOf(id: number, row: Contact): Entity {
    return {
      ...emptyPerson(),
      PersonId: id,
      Firstname: row.firstName,
      Lastname: row.lastName,
      Title: row.title ?? '',
      Contact: row.companyId === null ? null : { ContactId: this.#number('company', row.companyId) },
      Emails: entries(row.email),
      OfficePhones: entries(row.phone),
      MobilePhones: entries(row.mobile),
      LeadstatusId: this.#number('leadStatus', row.leadStatusId),
      Retired: row.retired,
      Description: row.note ?? '',
      CreatedDate: row.created ?? noDate,
      UpdatedDate: row.updated ?? noDate,
      CustomFields: { ...row.extra },
    };
  }

  #number(entity: string, id: Id | null): number {
    return id === null ? 0 : (this.numbers.get(`${entity}/${id}`) ?? Number(id));
  }

  #reference(list: string, id: number): Entity | null {
    return id === 0 ? null : { Id: id, Value: this.find(list, id)?.Name ?? '' };
  }

  #named(list: string, name: string | null): Entity | null {
    const found = this.lists[list]?.find(({ Name }) => Name === name);
    return found ? asReference(list, found) : null;
  }
}

const byId = (a: { id: Id }, b: { id: Id }) => (a.id < b.id ? -1 : 1);

/** How an entity refers to an item of a list: each carrier has names of its own. */
export function asReference(list: string, { Id, Name }: Item): Entity {
  if (list === 'associate') return { AssociateId: Id, FullName: Name };
  if (list === 'country') return { CountryId: Id, Name };
  return { Id, Value: Name };
}

/** What `GET Contact/default` and `GET Person/default` answer. */
export const emptyCompany = (): Entity => ({
  ContactId: 0, Name: '', Department: '', Category: null, Business: null, Country: null, Associate: null,
  Address: { Street: { City: '' }, Postal: { City: '' } }, Phones: [], Emails: [], Urls: [], Description: '',
  CreatedDate: noDate, UpdatedDate: noDate, CustomFields: {}, TableRight: null, FieldProperties: {},
}); // prettier-ignore

export const emptyPerson = (): Entity => ({
  PersonId: 0, Firstname: '', MiddleName: '', Lastname: '', Title: '', Contact: null, Emails: [], OfficePhones: [],
  MobilePhones: [], PrivatePhones: [], Urls: [], Category: null, Business: null, Associate: null, LeadstatusId: 0,
  Retired: false, Description: '', CreatedDate: noDate, UpdatedDate: noDate, CustomFields: {}, TableRight: null,
  FieldProperties: {},
}); // prettier-ignore

const groupNames = {
  none: '(No Selection)',
  customer: 'NO:"Kunde";US:"Customer"',
  potentialCustomer: 'NO:"Potensiell kunde";US:"Potential Customer"',
  partner: 'Partner',
  lost: 'NO:"Tapt";US:"Lost"',
  other: 'NO:"Annet";US:"Other"',
} as const;

function item(Id: number, Name: string, rest: Partial<Item> = {}): Item {
  return { Id, Name, ToolTip: '', Rank: Id, Deleted: false, ...rest };
}

function toItem([number, row]: readonly [number, LeadStatus | Category]): Item {
  const { name, description, rank: Rank, deleted: Deleted } = row;
  const rest = { ToolTip: description ?? '', Rank, Deleted };
  if (!('group' in row)) return item(number, name, rest);
  return item(number, name, {
    ...rest,
    Group: categoryGroups.indexOf(row.group),
    EnableLeadStatus: row.leadStatusEnabled,
  });
}

function namesOf(texts: readonly (string | null)[]): Item[] {
  const names = new Set(texts.filter((text): text is string => Boolean(text)));
  return [...names].map((name, index) => item(index + 1, name));
}

/** E-mail addresses, phone numbers and URLs are lists of entries. */
function entries(text: string | null): Entity[] {
  return text === null ? [] : [{ Value: text, StrippedValue: text, Description: '' }];
}
