import type { Field } from '../../model/fields.js';
import type { Answer, Row, RowWindow } from '../../query/types.js';
import type { GridGroup, GridRecord, GridRow, GridTotal } from '../../ui/grid/grid.js';
import { placesIn, windowWithin, type GroupLayout, type GroupPlace } from './group-layout.js';
import { optionOf, valueText, type ValueContext } from './values.js';

/** A row as the grid has it: `row` is missing while it is on its way. */
export interface RecordRow extends GridRecord {
  readonly row?: Row;
}

export function recordRow(row: Row, level?: number): RecordRow {
  return level === undefined ? { id: row.id, row } : { id: row.id, row, level };
}

/** Where pages come one after the other, there is room to scroll as far as is known, and a little further. */
export function totalOf({ total, rows, offset, reach }: Answer): GridTotal {
  if (reach !== undefined) return { atLeast: reach };
  if (total === 'unknown') return { atLeast: offset + rows.length };
  return 'exact' in total ? total.exact : total;
}

/** The headers and records of groups that lie in a window. Records that are on their way have a place already. */
export function groupedRows(
  layout: GroupLayout,
  window: RowWindow,
  answerOf: (place: GroupPlace) => Answer | undefined,
  headerOf: (place: GroupPlace) => GridGroup,
): readonly GridRow[] {
  const rows: GridRow[] = [];
  for (const place of placesIn(layout, window)) {
    if (place.at >= window.offset) rows.push(headerOf(place));
    const within = windowWithin(place, window);
    if (!within) continue;
    const answer = answerOf(place);
    for (let index = within.offset; index < within.offset + within.limit; index++) {
      const row = answer?.rows[index - answer.offset];
      rows.push(row ? recordRow(row, place.level + 1) : placeholder(place, index));
    }
  }
  return rows;
}

const placeholder = ({ key, level }: GroupPlace, index: number): RecordRow => ({
  id: `${key}:${index}`,
  level: level + 1,
});

/** How a group is headed: the field's value, its tone if it has one, and how many there are. */
export function groupHeader(
  place: GroupPlace,
  field: Field,
  texts: { readonly value: (text: string) => string; readonly none: () => string },
  context: ValueContext,
): GridGroup {
  const value = place.path.at(-1) ?? null;
  const text = valueText(field, value, context);
  const option =
    field.list && value !== null ? optionOf(field, String(value), context.store.setup) : undefined;
  return {
    kind: 'group',
    key: place.key,
    label: value === null ? texts.none() : texts.value(text),
    count: place.count,
    expanded: place.expanded,
    level: place.level,
    ...(option?.tone ? { tone: option.tone } : {}),
  };
}
