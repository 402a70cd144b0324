import { isObject } from '../../model/parse-values.js';
import type { Subject } from '../../model/fields.js';
import type { Decisions } from './decisions.js';
import type { FieldMap } from './fields.js';
import type { IdBook } from './ids.js';
import { everyName, inLanguage } from './texts.js';

/** A row of an archive as it came, in FULL mode or not. */
export type ArchiveRow = Readonly<Record<string, unknown>>;
/** A row as the store reads it. */
export type Row = Readonly<Record<string, unknown>> & { readonly id: string; readonly version: string };

/** An item of a list, as far as rows need it. */
export interface NamedItem {
  readonly id: number;
  /** As it came: perhaps in all languages. */
  readonly name: string;
}

export interface RowContext {
  readonly ids: IdBook;
  readonly decisions: Pick<Decisions, 'zone'>;
  readonly language: string;
  /** By MDO list: for answers that hold names and no ids. */
  readonly lists: ReadonlyMap<string, readonly NamedItem[]>;
}

/** A field, and the column that this archive has it in. */
export interface PlacedField {
  readonly map: FieldMap;
  readonly column: string;
}

/** `PrimaryKey` is a number in some answers and a text in others. Undefined: the row has none that can be used. */
export function keyOf({ PrimaryKey }: ArchiveRow): number | undefined {
  const key = typeof PrimaryKey === 'string' && PrimaryKey.trim() !== '' ? Number(PrimaryKey) : PrimaryKey;
  return Number.isSafeInteger(key) ? (key as number) : undefined;
}

/** A row of the model. What can't be read is passed on as it is, so that the store says where it stands (A4). */
export function toRow(
  of: Subject,
  raw: ArchiveRow,
  fields: readonly PlacedField[],
  context: RowContext,
): Row {
  const key = keyOf(raw);
  const extra: Record<string, unknown> = {};
  const record: Record<string, unknown> = { extra };
  for (const { map, column } of fields) {
    const value = read(map, cellOf(raw, column), context);
    if (!map.custom) record[map.key] = value;
    else if (value !== null) extra[map.key] = value;
  }
  return {
    ...record,
    id: key === undefined ? '' : context.ids.idOf(of, key)!,
    version: digest(JSON.stringify(record)),
  };
}

interface Cell {
  readonly raw: unknown;
  /** What people read; all there is, unless the answer came in FULL mode. */
  readonly display: string;
}

function cellOf(row: ArchiveRow, column: string): Cell {
  const { Column: cells } = row;
  if (!isObject(cells)) return { raw: row[column], display: asText(row[column]) };
  const cell = isObject(cells[column]) ? cells[column] : {};
  return { raw: cell['RawValue'], display: asText(cell['DisplayValue']) };
}

function read(map: FieldMap, { raw, display }: Cell, context: RowContext): unknown {
  switch (map.kind) {
    case 'text':
    case 'entry':
      return typeof raw === 'string' ? inLanguage(raw, context.language) : (raw ?? null);
    case 'name': {
      const item = itemOf(map, raw, display, context);
      return inLanguage(item?.name ?? display, context.language) || null;
    }
    case 'id': {
      const number = raw === null || raw === '' ? 0 : Number(raw ?? (display || 0));
      if (Number.isSafeInteger(number)) return context.ids.idOf(map.entity!, number);
      const item = itemOf(map, undefined, display, context);
      return item ? context.ids.idOf(map.entity!, item.id) : { display };
    }
    case 'yesno':
      return typeof raw === 'string'
        ? /^(true|1)$/i.test(raw)
        : raw === 1 || (raw === 0 ? false : (raw ?? null));
    case 'number':
      return typeof raw === 'string' ? (raw === '' ? null : Number(raw)) : (raw ?? null);
    case 'instant':
      return instant(raw, context.decisions.zone);
    case 'day':
      return instant(raw, context.decisions.zone)?.slice(0, 10) ?? null;
  }
}

function itemOf(
  { list = '' }: FieldMap,
  raw: unknown,
  display: string,
  { lists }: RowContext,
): NamedItem | undefined {
  const items = lists.get(list) ?? [];
  const byNumber = items.find(({ id }) => id === Number(raw));
  return byNumber ?? items.find(({ name }) => display !== '' && everyName(name).includes(display));
}

/** Year 1 is no date. A date without a zone is documented to be in UTC. */
export function instant(raw: unknown, zone: string): string | null {
  if (typeof raw !== 'string' || raw === '' || raw.startsWith('0001-')) return null;
  return /(Z|[+-]\d\d:?\d\d)$/i.test(raw) ? raw : `${raw}${raw.includes('T') ? '' : 'T00:00:00'}${zone}`;
}

function asText(value: unknown): string {
  return typeof value === 'string' ? value : typeof value === 'number' ? String(value) : '';
}

/**
 * The version of a row: what it holds. Times of change know whole seconds and people change twice in one; a digest of
 * the fields that are shown tells every difference that matters here. FNV-1a, twice.
 */
export function digest(text: string): string {
  let [a, b] = [0x811c9dc5, 0x01000193];
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    a = Math.imul(a ^ code, 0x01000193);
    b = Math.imul(b ^ code, 0x85ebca6b) + 1;
  }
  return (a >>> 0).toString(36) + (b >>> 0).toString(36);
}
