import { sql, type RawBuilder } from 'kysely';
import type { Field, FieldCatalog, FieldId, Subject } from '../../model/fields.js';
import type { FieldType, Value } from '../../model/records.js';

/** SQL that gives a value, or true and false. */
export type Expression = RawBuilder<unknown>;
export type Condition = RawBuilder<boolean>;

/** Where a field's value stands. In questions, `p` is the contact (a person) and `c` the company, joined where needed. */
export interface Column {
  /** Null for what counts as no value: nothing there, empty text, what an adapter put there of another type. */
  readonly value: Expression;
  /** Of texts: what criteria compare (Q4). */
  readonly folded: Expression;
  /** Follows from `value = any(ids)`, and can be looked up in an index where that can't. */
  readonly lookup?: (ids: Expression) => Condition;
  /** Follows from a text's being in `folded`, given as the pattern `%text%`. */
  readonly search?: (pattern: Expression) => Condition;
}

export function fieldOf(id: FieldId, catalog: FieldCatalog): Field {
  const field = catalog.get(id);
  if (!field) throw new Error(`There is no field "${id}", although the question was parsed.`);
  return field;
}

/** Whether a question about contacts has to join the company for this field. */
export function needsCompany({ id, entity }: Field, of: Subject): boolean {
  return of === 'contact' && entity === 'company' && !ofCategory.has(id) && id !== 'company.id';
}

/** Fields that follow from the company's category, which contacts hold as a copy: no join. */
const ofCategory: ReadonlySet<string> = new Set([
  'company.category',
  'company.categoryGroup',
  'company.leadStatusEnabled',
]);

/** The column of a field, except for those that are worked out from the category: see `categoryColumn`. */
export function columnOf(field: Field, of: Subject): Column {
  if (of === 'contact' && field.id === 'company.category') return copiedCategory;
  if (of === 'contact' && field.id === 'company.id') return companyOfContact;
  const key = field.id.slice(field.entity.length + 1);
  const table = field.entity === 'contact' ? 'p' : 'c';
  const name = builtIn[field.entity][key];
  if (!name) return hostColumn(table, key, field.type);
  const value = ref(`${table}.${name}`);
  const folded = field.type === 'text' ? ref(`${table}.${name}_folded`) : value;
  return { value, folded, ...more[field.id] };
}

/** The company's category, or its copy: null or '' where there is none. */
export function categoryColumn(of: Subject): Expression {
  return ref(of === 'contact' ? 'p.category_id' : 'c.category_id');
}

export function ref(name: string): Expression {
  return sql.ref(name);
}

const builtIn: Readonly<Record<Subject, Readonly<Record<string, string>>>> = {
  contact: {
    id: 'id',
    name: 'name',
    firstName: 'first_name',
    lastName: 'last_name',
    title: 'title',
    email: 'email',
    phone: 'phone',
    mobile: 'mobile',
    leadStatus: 'lead_status_id',
    companyId: 'company_id',
    retired: 'retired',
    created: 'created',
    updated: 'updated',
  },
  company: {
    id: 'id',
    name: 'name',
    category: 'category_id',
    business: 'business',
    city: 'city',
    country: 'country',
    phone: 'phone',
    email: 'email',
    website: 'website',
    owner: 'owner',
    created: 'created',
    updated: 'updated',
  },
};

/** A company's contacts are found by their home, and parts of a name by the whole name. */
const inHome = (ids: Expression) => sql<boolean>`p.home = any(${ids})`;
const inName = (pattern: Expression) => sql<boolean>`p.name_folded like ${pattern}`;
const more: Readonly<Record<string, Pick<Column, 'lookup' | 'search'>>> = {
  'contact.companyId': { lookup: inHome },
  'contact.firstName': { search: inName },
  'contact.lastName': { search: inName },
};

const copiedCategory: Column = {
  value: sql`nullif(p.category_id, '')`,
  folded: sql`nullif(p.category_id, '')`,
  lookup: (ids) => sql<boolean>`p.category_id = any(${ids})`,
};

/** A contact may name a company that is not there; then it has no value in any field of a company. */
const companyId = sql`case when p.category_id is not null then p.company_id end`;
const companyOfContact: Column = { value: companyId, folded: companyId, lookup: inHome };

/** Values of the host's fields are what a save put there, whatever type their field has by now. */
function hostColumn(table: 'p' | 'c', key: string, type: FieldType): Column {
  const [extra, name] = [sql.ref(`${table}.extra`), sql.lit(key)];
  const text = sql`(${extra} ->> ${name}) collate "C"`;
  const given: Readonly<Record<FieldType, readonly [jsonType: string, value: Expression]>> = {
    text: ['string', sql`nullif(${text}, '')`],
    list: ['string', sql`nullif(${text}, '')`],
    date: ['string', sql`nullif(${text}, '')`],
    number: ['number', sql`(${extra} ->> ${name})::double precision`],
    yesno: ['boolean', sql`(${extra} ->> ${name})::boolean`],
  };
  const [jsonType, inside] = given[type];
  const value = sql`(case when jsonb_typeof(${extra} -> ${name}) = ${sql.lit(jsonType)} then ${inside} end)`;
  const folded = sql`((${sql.ref(`${table}.extra_folded`)} ->> ${name}) collate "C")`;
  return { value, folded: type === 'text' ? folded : value };
}

/** A parameter with its type, since a database can't always tell. */
export function parameter(value: Value, type: FieldType): Expression {
  switch (type) {
    case 'number':
      return sql`${value}::double precision`;
    case 'yesno':
      return sql`${value}::boolean`;
    default:
      return sql`${value}::text`;
  }
}

/** Any number of texts as one parameter. */
export function texts(values: Iterable<string>): Expression {
  return sql`${[...values]}::text[]`;
}
