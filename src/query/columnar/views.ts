import {
  createFieldCatalog,
  type Field,
  type FieldCatalog,
  type FieldId,
  type Subject,
} from '../../model/fields.js';
import type { Setup, Value } from '../../model/records.js';
import { collatorOf, orderOf, type SortKey, type ValueOrder } from '../order.js';
import type { Sort, Surroundings } from '../types.js';
import { collationKeys, unitKeys } from './collation-keys.js';
import {
  numberLevel,
  rankLevel,
  rowLevel,
  rowOrder,
  valueLevel,
  type Level,
  type Owners,
  type RowOrder,
} from './levels.js';
import { GroupLevel } from './group-level.js';
import type { Bits } from './memory.js';
import { NameWords } from './name-level.js';
import { Ranks, type RankedBy } from './ranks.js';
import { ownerOf, sourceOf, storedFields, type Source, type Tables } from './sources.js';
import type { Table } from './table.js';
import type { ColumnarQuestion } from './types.js';

/** Where the values of a field come from, and how rows of a subject have them: contacts those of their company, too. */
export interface Seen extends Source, Owners {
  readonly field: Field;
  /** Whether the values are those of the rows' companies. */
  readonly isJoined: boolean;
  readonly read: (row: number) => Value;
  /** The subject's rows as a bitset for each code, where those are few. */
  readonly bitmaps: () => readonly Bits[] | undefined;
}

/** What is made of a field's values and kept. */
interface Kept {
  readonly field: Field;
  /** What is made of rows, not of codes, has to hear of changes in this one, before (`leave`) and after (`enter`). */
  readonly table: Table | undefined;
  leave?(row: number): void;
  enter(row: number): void;
  /** A piece of it. False: it is made. */
  step(): boolean;
  free(): void;
}

interface Ranked extends Kept {
  /** Whether there are ranks of all, or next to all. */
  readonly isNear: () => boolean;
  readonly level: (owners: Owners, descending: boolean) => Level;
}

/** So many records, or what they have in a field, are put in order at once, in some 10 ms; beyond, piece by piece. */
export const atOnce = 2_048;
/** Columns of so many different texts leave next to nothing to the ids. */
const manyTexts = 4096;

/** What questions see of the tables: fields with their values, and orders of rows. */
export class Views {
  readonly tables: Tables;
  readonly #seen = { contact: new Map<FieldId, Seen>(), company: new Map<FieldId, Seen>() };
  readonly #kept = new Map<string, Kept>();
  readonly #atOnce: number;
  setup: Setup;
  catalog: FieldCatalog;
  /** Another number whenever what was worked out of questions does not hold any more. */
  version = 0;
  /** Fields whose values are being fetched. */
  readonly missing = new Set<FieldId>();

  constructor(tables: Tables, setup: Setup, ranksAtOnce = atOnce) {
    this.tables = tables;
    this.#atOnce = ranksAtOnce;
    this.setup = setup;
    this.catalog = createFieldCatalog(setup.settings.fields);
  }

  /** What was seen does not hold any more, nor does what was made of these fields; left out: of any. */
  reset(isOther: (field: Field) => boolean = () => true): void {
    this.version++;
    this.#seen.contact.clear();
    this.#seen.company.clear();
    for (const [name, kept] of this.#kept) {
      if (!isOther(kept.field)) continue;
      kept.free();
      this.#kept.delete(name);
    }
  }

  /** Another setup. Answers the stored fields that mean something else now, or are new, or gone. */
  change(setup: Setup): ReadonlySet<FieldId> {
    const [before, known] = [this.setup, this.catalog];
    this.setup = setup;
    if (setup.settings.fields !== before.settings.fields)
      this.catalog = createFieldCatalog(setup.settings.fields);
    const changed = new Set<FieldId>();
    for (const { id } of [...known.all, ...this.catalog.all])
      if (known.get(id)?.type !== this.catalog.get(id)?.type) changed.add(id);
    if (groupsOf(before) !== groupsOf(setup)) changed.add('company.category');
    this.reset((field) => sortsAnew(field, changed));
    return changed;
  }

  /** A field as the rows of a subject have it. */
  see(id: FieldId, of: Subject): Seen {
    const known = this.#seen[of].get(id);
    if (known) return known;
    const field = this.catalog.get(id);
    if (!field) throw new Error(`There is no field "${id}".`);
    const source = sourceOf(field, this.tables, this.setup);
    const { value, codes } = source;
    const { join } = this.tables;
    const isJoined = of !== ownerOf(field);
    const seen: Seen = {
      ...source,
      field,
      isJoined,
      index: () => (isJoined ? join.companies : undefined),
      rowsOf: (owners) => (isJoined ? join.filter(owners) : owners),
      read: isJoined ? (row) => value(join.companies[row]!) : value,
      bitmaps: () => codes && (isJoined ? join.bitmaps(codes) : codes.bitmaps()),
    };
    this.#seen[of].set(id, seen);
    return seen;
  }

  /**
   * The order of rows, ids last. Undefined: it takes ranks that are not there yet; `step` leads there.
   *
   * @param isFew rows whose values may as well be compared.
   */
  order(
    { of, sort = [] }: ColumnarQuestion,
    { language }: Surroundings,
    isFew = false,
  ): RowOrder | undefined {
    // After instants next to nothing is left to decide; after texts that are nearly all different, nothing for ids.
    let [isReady, isDecided, isSettled] = [true, false, isFew];
    const byId: Sort = { field: `${of}.id`, direction: 'ascending' };
    const levels = [...sort, byId].map(({ field: id, direction }) => {
      const seen = this.see(id, of);
      const { field, numbers, codes, isId, isJoined } = seen;
      const descending = direction === 'descending';
      if (numbers) {
        isDecided ||= field.instant === true;
        return numberLevel(numbers, seen, descending);
      }
      const isOwnId = isId && !isJoined;
      if (isOwnId && this.tables[of].ids.isAscending) return rowLevel(this.tables[of], descending);
      const ranked = isDecided || (isOwnId && isSettled) ? undefined : this.#rankedBy(seen, language);
      isSettled ||= field.type === 'text' && !(codes && codes.values.length < manyTexts);
      const isSmall = this.tables[ownerOf(field)].count <= this.#atOnce;
      if (ranked && (isSmall || ranked.isNear())) return ranked.level(seen, descending);
      isReady &&= isFew || !ranked;
      return valueLevel(seen.read, orderOf(field, this.setup, language), descending);
    });
    return isReady ? rowOrder(levels) : undefined;
  }

  /** Groups by a field. All that group by it have the same ones. */
  level(id: FieldId, of: Subject, language: string): GroupLevel {
    return this.#keep(`${of} by ${id} ${language}`, () => new GroupLevel(this, id, of, language));
  }

  /** Drops codes that were made for groups, when no live question has them any more. */
  dropLevels(): void {
    for (const [name, kept] of this.#kept) {
      if (!(kept instanceof GroupLevel) || !kept.table || kept.users > 0) continue;
      kept.free();
      this.#kept.delete(name);
      this.version++;
    }
  }

  /** Whether levels are ready to count by, or become that at once. */
  areReady(levels: readonly GroupLevel[]): boolean {
    return levels.every((level) => level.isReady(this.#atOnce));
  }

  /** Whether so many rows are looked at one by one at once: some ten thousands. */
  isQuick(rows: number): boolean {
    return rows <= this.#atOnce * 24;
  }

  /** Whether by levels that are ready there may be so few groups that any number of rows is counted at once. */
  areFew(levels: readonly GroupLevel[]): boolean {
    return levels.reduce((groups, { values }) => groups * values.length, 1) <= this.#atOnce * 2;
  }

  /** Ranks for values of a field. */
  ranks(field: Field, isId: boolean | undefined, language: string, by: RankedBy): Ranks {
    return new Ranks(this.tables.arena, {
      ...by,
      ...(isId && { keysFor: unitKeys }),
      ...(field.type === 'text' && { keysFor: (texts) => collationKeys(texts, language) }),
    });
  }

  /** A piece of what orders of rows, and groups, need. False: nothing is left. */
  step(): boolean {
    for (const kept of this.#kept.values()) if (kept.step()) return true;
    return false;
  }

  /** What is made of rows hears of one before its values change, and after they did. `fields` left out: all of them. */
  follow(when: 'leave' | 'enter', table: Table, row: number, fields?: ReadonlySet<FieldId>): void {
    if (this.#kept.size === 0) return;
    for (const kept of this.#kept.values())
      if (kept.table === table && (!fields || storedFields(kept.field.id).some((id) => fields.has(id))))
        kept[when]?.(row);
  }

  #rankedBy(seen: Seen, language: string): Ranked {
    return this.#keep(`${seen.field.id} ${language}`, () => this.#rank(seen, language));
  }

  #keep<What extends Kept>(name: string, make: () => What): What {
    let kept = this.#kept.get(name) as What | undefined;
    if (!kept) this.#kept.set(name, (kept = make()));
    return kept;
  }

  #rank({ field, value, codes, derive, names, isId }: Seen, language: string): Ranked {
    const order = orderOf(field, this.setup, language);
    const base = collatorOf(language, 'base').compare as ValueOrder['compare'];
    // In Thai a space counts for nothing.
    const words = names && base(' ', '') > 0 ? new NameWords(names, base) : undefined;
    const key = (entry: number): SortKey | null => {
      if (words) return words.texts[entry]!;
      if (!codes) return order.key(value(entry));
      const given = codes.values[entry];
      return order.key(derive ? derive(given) : (given ?? null));
    };
    const ranks = this.ranks(field, isId, language, { key, compare: words ? base : order.compare });
    const table = words || codes ? undefined : this.tables[ownerOf(field)];
    const count = () => words?.count() ?? codes?.values.length ?? table!.size;
    const upToDate = () => ranks.upTo(words?.count(Infinity) ?? count());
    return {
      field,
      table,
      isNear: () => ranks.isNear(count(), this.#atOnce),
      level: (owners, descending) =>
        words ? words.level(upToDate, order, descending) : rankLevel(upToDate, codes, owners, descending),
      leave: (row) => ranks.leave(row),
      enter: (row) => ranks.enter(row),
      step: () => ranks.step(count()) || words?.prepare(ranks) === true,
      free: () => ranks.free(),
    };
  }
}

/** Whether a field sorts in another way now that these stored fields mean something else, and lists are others. */
export function sortsAnew(field: Field | undefined, changed: ReadonlySet<FieldId>): boolean {
  return !field || field.list !== undefined || storedFields(field.id).some((each) => changed.has(each));
}

/** What of the categories criteria can ask about. */
function groupsOf({ categories }: Setup): string {
  return JSON.stringify(
    Array.from(categories.values(), (each) => [each.id, each.group, each.leadStatusEnabled]),
  );
}
