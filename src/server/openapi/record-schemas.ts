import { categoryGroups, fieldTypes, setOperations, tones } from '../../model/records.js';
import {
  described,
  id,
  idOrNull,
  instantOrNull,
  list,
  map,
  number,
  object,
  oneOf,
  ref,
  text,
  textOrNull,
  yesNo,
  type Schema,
} from './schema.js';

const value: Schema = { type: ['string', 'number', 'boolean', 'null'] };
const version = described('The record’s ETag without its quotes.', text);

/** The members of a record besides `id` and `version`. */
const members: Readonly<Record<string, Readonly<Record<string, Schema>>>> = {
  Company: {
    name: text,
    categoryId: idOrNull,
    business: textOrNull,
    city: textOrNull,
    country: textOrNull,
    phone: textOrNull,
    email: textOrNull,
    website: textOrNull,
    owner: textOrNull,
    created: instantOrNull,
    updated: instantOrNull,
    extra: ref('Extra'),
  },
  Contact: {
    companyId: idOrNull,
    firstName: text,
    lastName: text,
    title: textOrNull,
    email: textOrNull,
    phone: textOrNull,
    mobile: textOrNull,
    leadStatusId: described('Kept while it is hidden, so it says nothing about what may be shown.', idOrNull),
    retired: yesNo,
    note: textOrNull,
    created: instantOrNull,
    updated: instantOrNull,
    extra: ref('Extra'),
  },
  Category: {
    name: text,
    description: textOrNull,
    rank: number,
    deleted: yesNo,
    group: oneOf(...categoryGroups),
    leadStatusEnabled: yesNo,
  },
  LeadStatus: { name: text, description: textOrNull, rank: number, deleted: yesNo, tone: oneOf(...tones) },
  Settings: {
    defaultStatusId: idOrNull,
    onReturn: oneOf('default', 'retained'),
    fields: list(ref('HostField')),
  },
  Selection: {
    name: text,
    description: textOrNull,
    of: oneOf('contact', 'company'),
    source: ref('SelectionSource'),
    created: instantOrNull,
    updated: instantOrNull,
  },
};

export type RecordName = 'Company' | 'Contact' | 'Category' | 'LeadStatus' | 'Settings' | 'Selection';

/** A record, what one sends to create it, and what one sends to change it. */
function schemasOf(name: string): Readonly<Record<string, Schema>> {
  const own = members[name]!;
  const optional = Object.fromEntries(Object.entries(own).map(([key, schema]) => [`${key}?`, schema]));
  // In a patch, null empties a field (RFC 7396), and a member of `extra` that is null is taken away.
  const patch = Object.fromEntries(
    Object.entries(own).map(([key, schema]) => [
      `${key}?`,
      '$ref' in schema
        ? { anyOf: [{ type: 'object' }, { type: 'null' }] }
        : { anyOf: [schema, { type: 'null' }] },
    ]),
  );
  return {
    [name]: object({ id: name === 'Settings' ? { const: 'settings' } : id, 'version?': version, ...own }),
    [`${name}Draft`]: object({ 'id?': id, 'version?': version, ...optional }),
    [`${name}Patch`]: object({ 'id?': id, 'version?': version, ...patch }),
  };
}

export const recordSchemas: Readonly<Record<string, Schema>> = {
  ...(Object.assign({}, ...Object.keys(members).map(schemasOf)) as Readonly<Record<string, Schema>>),
  Extra: described('Values of the fields that the host defines, by key.', map(value)),
  HostField: object({
    entity: oneOf('company', 'contact'),
    key: text,
    label: text,
    type: oneOf(...fieldTypes),
    'options?': list(object({ id, label: text, 'deleted?': yesNo })),
  }),
  SelectionSource: {
    oneOf: [
      object({ kind: { const: 'static' }, members: list(id) }),
      object({ kind: { const: 'dynamic' }, criteria: true as unknown as Schema }),
      object({ kind: { const: 'combined' }, first: id, second: id, operation: oneOf(...setOperations) }),
    ],
  },
  Rows: object({
    'settings?': ref('Settings'),
    'categories?': list(ref('Category')),
    'leadStatuses?': list(ref('LeadStatus')),
    'companies?': list(ref('Company')),
    'contacts?': list(ref('Contact')),
    'selections?': list(ref('Selection')),
  }),
};
