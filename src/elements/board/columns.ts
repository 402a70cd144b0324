import { optionsOf, type Field, type FieldOption } from '../../model/fields.js';
import type { Id, Setup } from '../../model/records.js';
import type { Group } from '../../query/types.js';
import { reason, type Reason } from '../../rules/reasons.js';

/** One column of the board: a value of the grouping field. */
export interface BoardColumn {
  /** Distinct for each value, null included. */
  readonly key: string;
  readonly value: Id | null;
  /** Absent for no value, and for an id that is in no list (L13). */
  readonly option?: FieldOption;
  /** How many cards there are, loaded or not. */
  readonly count: number;
  /** Why no card can be moved here (L9). */
  readonly blocked?: Reason;
}

export function keyOf(value: Id | null): string {
  return value === null ? 'none' : `value:${value}`;
}

/**
 * B1: the choices of a list in rank order, then values that are in no list, then no value. Deleted ones and no value
 * only while cards hold them. Text (an owner) has the values that there are.
 */
export function columnsOf(
  field: Field,
  groups: readonly Group[],
  setup: Setup,
  hideEmpty = false,
): readonly BoardColumn[] {
  const counts = new Map(groups.map(({ value, count }) => [value === null ? null : String(value), count]));
  const options = optionsOf(field, setup).filter(
    ({ id, deleted }) => counts.has(id) || (!deleted && !hideEmpty),
  );
  const known = new Set(options.map(({ id }) => id));
  const others = [...counts.keys()].filter((value): value is string => value !== null && !known.has(value));
  return [
    ...options.map((option) => withOption(field, option, counts.get(option.id) ?? 0)),
    ...others.map((value) => withoutOption(field, value, counts.get(value) ?? 0)),
    ...(counts.has(null) ? [{ key: keyOf(null), value: null, count: counts.get(null) ?? 0 }] : []),
  ];
}

/** Everything that a card can be moved to, whether it has a column at present or not. */
export function targetsOf(
  field: Field,
  columns: readonly BoardColumn[],
  setup: Setup,
): readonly BoardColumn[] {
  const shown = new Map(columns.map((column) => [column.key, column]));
  const options = optionsOf(field, setup).filter(({ id, deleted }) => !deleted || shown.has(keyOf(id)));
  const all = new Map(options.map((option) => [keyOf(option.id), withOption(field, option, 0)]));
  for (const column of columns) all.set(column.key, column);
  all.delete(keyOf(null));
  return [...all.values(), shown.get(keyOf(null)) ?? { key: keyOf(null), value: null, count: 0 }];
}

function withOption(field: Field, option: FieldOption, count: number): BoardColumn {
  const column = { key: keyOf(option.id), value: option.id, option, count };
  if (!option.deleted) return column;
  const records =
    field.list === 'category' || field.list === 'leadStatus' ? [{ entity: field.list, id: option.id }] : [];
  return { ...column, blocked: reason('item-deleted', records, { name: option.label ?? option.id }) };
}

function withoutOption(field: Field, value: Id, count: number): BoardColumn {
  if (field.type === 'text') return { key: keyOf(value), value, option: { id: value, label: value }, count };
  return { key: keyOf(value), value, count, blocked: reason('item-not-found', [], { id: value }) };
}
