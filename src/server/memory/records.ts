import { defaultCategories, defaultLeadStatuses, defaultSettings } from '../../model/defaults.js';
import { parseRow } from '../../model/parse.js';
import { entityNames, type EntityName, type Id } from '../../model/records.js';
import type { RowPage, ReadPage } from '../data.js';
import type { Rows } from '../../store/port.js';
import { asRows, rowsOf } from '../collections.js';
import { Tables } from '../tables.js';
import { compareKeys } from '../../query/order.js';

/**
 * The records as parsed tables, and beside them the rows that are none: those are passed on when everything is read, so
 * that the store can report them (A4), and take part in nothing else.
 */
export class Records {
  readonly tables = new Tables();
  readonly #strays = new Map<EntityName, unknown[]>(entityNames.map((entity) => [entity, []]));
  #ids = new Map<EntityName, readonly Id[]>();

  /** Lists and settings that are left out are those of a new installation; rows without a version get `version`. */
  constructor(rows: Rows, version: string) {
    const all: Rows = {
      ...rows,
      settings: rows.settings ?? defaultSettings,
      categories: rows.categories ?? defaultCategories,
      leadStatuses: rows.leadStatuses ?? defaultLeadStatuses,
    };
    for (const entity of entityNames)
      for (const row of rowsOf(all, entity)) {
        const parsed = parseRow(entity, row);
        if (!parsed.ok) this.#strays.get(entity)!.push(row);
        else this.tables.put(entity, parsed.record.id, { version, ...parsed.record });
      }
    this.tables.takeTouched();
  }

  all(entity: EntityName): readonly unknown[] {
    return [...this.tables.all(entity), ...this.#strays.get(entity)!];
  }

  rows(): Rows {
    return Object.assign({}, ...entityNames.map((entity) => asRows(entity, this.all(entity)))) as Rows;
  }

  /** In the order of the ids. Rows that are no records come with the last page. */
  page(entity: 'company' | 'contact', { limit, after }: ReadPage): RowPage {
    const ids = this.#idsOf(entity);
    const start = after ? firstAfter(ids, after.id) : 0;
    const own = ids.slice(start, start + limit);
    const strays = this.#strays.get(entity)!;
    const isLast = start + limit >= ids.length;
    return {
      rows: [...own.map((id) => this.tables.get(entity, id)), ...(isLast ? strays : [])],
      expected: ids.length + strays.length,
      ...(isLast ? {} : { next: { values: [], id: own.at(-1)! } }),
    };
  }

  /** Somebody created or deleted records of this entity. */
  idsChanged(entity: EntityName): void {
    this.#ids.delete(entity);
  }

  #idsOf(entity: EntityName): readonly Id[] {
    let ids = this.#ids.get(entity);
    if (!ids) {
      ids = Array.from(this.tables.all(entity), ({ id }) => id).sort(compareKeys);
      this.#ids.set(entity, ids);
    }
    return ids;
  }
}

function firstAfter(ids: readonly Id[], id: Id): number {
  let [low, high] = [0, ids.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (ids[middle]! <= id) low = middle + 1;
    else high = middle;
  }
  return low;
}
