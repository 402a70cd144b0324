import { defaultSettings, emptyCompany, emptyContact } from './defaults.js';
import { instant } from './parse-dates.js';
import { parseHostFields } from './parse-host-field.js';
import {
  at,
  fault,
  id,
  idOrNull,
  isObject,
  isSafeKey,
  json,
  listOf,
  name,
  number,
  oneOf,
  orElse,
  shape,
  text,
  textOrNull,
  yesNo,
  type Parser,
  type RowFault,
} from './parse-values.js';
import {
  categoryGroups,
  setOperations,
  tones,
  type Category,
  type Company,
  type Contact,
  type Entities,
  type EntityName,
  type Extra,
  type LeadStatus,
  type Selection,
  type SelectionSource,
  type Settings,
  type Value,
} from './records.js';

/** What became of one untrusted row (A4). */
export type ParsedRow<Record> =
  | {
      readonly ok: true;
      /** A fresh object with the known keys and no others. */
      readonly record: Record;
      /** Parts that were left out although the row is good: fields of the host that can't be used. Mostly empty. */
      readonly faults: readonly RowFault[];
    }
  | { readonly ok: false; readonly id: string | undefined; readonly faults: readonly RowFault[] };

/** A row, or a part of one, that was left out. `id` is undefined when the row has none that can be used. */
export interface RejectedRow {
  readonly id: string | undefined;
  readonly faults: readonly RowFault[];
}

/**
 * Reads one row from outside (A4). Tolerant where that is harmless: what is missing gets its empty value, unknown keys
 * are dropped, numbers as ids become text. Everything else that is wrong is reported with its path. Never throws.
 */
export function parseRow<Name extends EntityName>(entity: Name, raw: unknown): ParsedRow<Entities[Name]> {
  const faults: RowFault[] = [];
  const leftOut: RowFault[] = [];
  const row = entity === 'settings' && isObject(raw) ? withUsableFields(raw, leftOut) : raw;
  const record = parsers[entity](row, '', faults);
  if (faults.length > 0) return { ok: false, id: idOf(raw), faults };
  return { ok: true, record, faults: leftOut };
}

/** All rows of an entity: the good ones, and what is wrong with the others. */
export function parseRows<Name extends EntityName>(
  entity: Name,
  rows: Iterable<unknown>,
): { readonly records: Entities[Name][]; readonly rejected: RejectedRow[] } {
  const records: Entities[Name][] = [];
  const rejected: RejectedRow[] = [];
  for (const row of rows) {
    const parsed = parseRow(entity, row);
    if (parsed.ok) records.push(parsed.record);
    if (!parsed.ok) rejected.push({ id: parsed.id, faults: parsed.faults });
    else if (parsed.faults.length > 0) rejected.push({ id: parsed.record.id, faults: parsed.faults });
  }
  return { records, rejected };
}

const version: Parser<string | undefined> = orElse(id, undefined);
const date = orElse(instant, null);

const isValue = (raw: unknown): raw is Value | undefined =>
  typeof raw === 'string' ||
  typeof raw === 'boolean' ||
  raw === undefined ||
  raw === null ||
  Number.isFinite(raw);

/** Values of fields that the host defines. */
const extra: Parser<Extra> = (raw, path, faults) => {
  if (raw === undefined || raw === null) return {};
  if (!isObject(raw)) return fault(faults, path, 'must be an object') as never;
  const values: Record<string, Value> = {};
  for (const [key, each] of Object.entries(raw)) {
    if (!isSafeKey(key)) fault(faults, at(path, key), 'is not a possible key of a field');
    else if (isValue(each)) values[key] = each ?? null;
    else fault(faults, at(path, key), 'must be text, a number, true, false or null');
  }
  return values;
};

// What is missing gets what `emptyCompany` and `emptyContact` give it.
const noCompany = emptyCompany({ id: '' });
const noContact = emptyContact({ id: '' });

const company = shape<Company>({
  id,
  version,
  name: orElse(text, noCompany.name),
  categoryId: idOrNull,
  business: textOrNull,
  city: textOrNull,
  country: textOrNull,
  phone: textOrNull,
  email: textOrNull,
  website: textOrNull,
  owner: textOrNull,
  created: date,
  updated: date,
  extra,
});

const contact = shape<Contact>({
  id,
  version,
  companyId: idOrNull,
  firstName: orElse(text, noContact.firstName),
  lastName: orElse(text, noContact.lastName),
  title: textOrNull,
  email: textOrNull,
  phone: textOrNull,
  mobile: textOrNull,
  leadStatusId: idOrNull,
  retired: orElse(yesNo, noContact.retired),
  note: textOrNull,
  created: date,
  updated: date,
  extra,
});

const listItem = {
  id,
  version,
  name,
  description: textOrNull,
  rank: orElse(number, 0),
  deleted: orElse(yesNo, false),
};

const leadStatus = shape<LeadStatus>({ ...listItem, tone: orElse(oneOf(tones), tones[0]) });

const category = shape<Category>({
  ...listItem,
  group: orElse(oneOf(categoryGroups), categoryGroups[0]),
  leadStatusEnabled: orElse(yesNo, false),
});

const settings = shape<Settings>({
  id: orElse(oneOf([defaultSettings.id]), defaultSettings.id),
  version,
  // Null is an answer ("no default"), a missing key is none.
  defaultStatusId: (raw, path, faults) =>
    raw === undefined ? defaultSettings.defaultStatusId : idOrNull(raw, path, faults),
  onReturn: orElse(oneOf(['default', 'retained']), defaultSettings.onReturn),
  fields: (raw) => raw as Settings['fields'], // parsed one by one before, see withUsableFields
});

const sources: { readonly [Kind in SelectionSource['kind']]: Parser<SelectionSource> } = {
  static: shape<SelectionSource & { kind: 'static' }>({
    kind: oneOf(['static']),
    members: orElse(listOf(id), []),
  }),
  dynamic: shape<SelectionSource & { kind: 'dynamic' }>({ kind: oneOf(['dynamic']), criteria: json }),
  combined: shape<SelectionSource & { kind: 'combined' }>({
    kind: oneOf(['combined']),
    first: id,
    second: id,
    operation: oneOf(setOperations),
  }),
};

const source: Parser<SelectionSource> = (raw, path, faults) => {
  if (!isObject(raw)) return fault(faults, path, 'must be an object') as never;
  const kind = Object.hasOwn(raw, 'kind') ? raw['kind'] : undefined;
  if (typeof kind === 'string' && Object.hasOwn(sources, kind))
    return sources[kind as keyof typeof sources](raw, path, faults);
  return fault(faults, at(path, 'kind'), `must be one of ${Object.keys(sources).join(', ')}`) as never;
};

const selection = shape<Selection>({
  id,
  version,
  name,
  description: textOrNull,
  of: oneOf(['contact', 'company']),
  source,
  created: date,
  updated: date,
});

const parsers: { readonly [Name in EntityName]: Parser<Entities[Name]> } = {
  company,
  contact,
  category,
  leadStatus,
  settings,
  selection,
};

/** One unusable field of a host must not take the default status and the policies with it. */
function withUsableFields(raw: Readonly<Record<string, unknown>>, leftOut: RowFault[]): object {
  return {
    ...raw,
    fields: parseHostFields(Object.hasOwn(raw, 'fields') ? raw['fields'] : undefined, '/fields', leftOut),
  };
}

function idOf(raw: unknown): string | undefined {
  if (!isObject(raw) || !Object.hasOwn(raw, 'id')) return undefined;
  const faults: RowFault[] = [];
  const own = id(raw['id'], '/id', faults);
  return faults.length > 0 ? undefined : own;
}
