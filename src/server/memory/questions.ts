import type { Subject } from '../../model/fields.js';
import type { EntityName, RecordRef, Setup, Value } from '../../model/records.js';
import {
  createColumnarEngine,
  type ColumnarEngine,
  type LiveQuery,
  type RecordChange,
} from '../../query/columnar/index.js';
import { parseQuestion } from '../../query/parse-question.js';
import { compareKeys, orderOf } from '../../query/order.js';
import type { Group, Sort, Surroundings, Total } from '../../query/types.js';
import type { CountQuery, GroupQuery } from '../../store/port.js';
import type { AnswerPage, Place, PlacedQuery } from '../data.js';
import type { Tables } from '../tables.js';

/** Ordered questions that stay asked, so that the next page costs nothing. Those asked longest ago are closed. */
const openQuestions = 32;

const setupEntities: readonly EntityName[] = ['settings', 'category', 'leadStatus'];

/** Answers the questions of a backend from tables in memory, by the engine that pages use as well. */
export class Questions {
  readonly #engine: ColumnarEngine;
  readonly #tables: Tables;
  readonly #language: string;
  readonly #now: () => Date;
  readonly #open = new Map<string, LiveQuery>();

  constructor(tables: Tables, language: string, now: () => Date) {
    this.#tables = tables;
    this.#language = language;
    this.#now = now;
    this.#engine = createColumnarEngine({ setup: tables.setup, parse: parseQuestion, source: tables });
    this.#engine.load('company', [...tables.companies()]);
    this.#engine.load('contact', [...tables.contacts()]);
  }

  /** Takes in what was saved. */
  update(touched: readonly RecordRef[]): void {
    const isSetup = ({ entity }: RecordRef) => setupEntities.includes(entity);
    if (touched.some(isSetup)) this.#engine.setupChanged(this.#tables.setup);
    this.#engine.apply(
      touched.flatMap(({ entity, id }): RecordChange[] => {
        if (entity === 'contact') return [{ entity, id, after: this.#tables.contact(id) }];
        return entity === 'company' ? [{ entity, id, after: this.#tables.company(id) }] : [];
      }),
    );
  }

  count({ of, criteria, timeZone }: CountQuery): Total {
    return this.#engine.answer({ of, criteria, fields: [] }, this.#surroundings(timeZone)).total;
  }

  groups({ of, criteria, timeZone, groupBy }: GroupQuery): readonly Group[] {
    const question = { of, criteria, fields: [], groupBy };
    const answer = () => this.#engine.answer(question, this.#surroundings(timeZone));
    const { phase, groups } = answer();
    if (phase !== 'loading') return groups;
    while (this.#engine.prepare());
    return answer().groups;
  }

  page(query: PlacedQuery): Pick<AnswerPage, 'ids' | 'next' | 'total'> {
    const { of, sort, limit, after, offset = 0 } = query;
    const live = this.#ask(query);
    const start = after ? this.#placeAfter(live, of, sort, after) : offset;
    const handles = live.window(start, limit);
    const ids = Array.from(handles, (handle) => this.#engine.idOf(of, handle));
    const last = handles.at(-1);
    const more = last !== undefined && start + handles.length < live.total;
    return {
      ids,
      total: { exact: live.total },
      ...(more ? { next: this.#placeOf(last, of, sort) } : {}),
    };
  }

  #ask({ of, criteria, sort, timeZone }: PlacedQuery): LiveQuery {
    const key = JSON.stringify([of, criteria, sort, timeZone]);
    let live = this.#open.get(key);
    this.#open.delete(key);
    live ??= this.#engine.subscribe(
      { of, criteria, sort, fields: sort.map(({ field }) => field), window: { offset: 0, limit: 0 } },
      this.#surroundings(timeZone),
      () => {},
    );
    this.#open.set(key, live); // the youngest is last
    const [oldest] = this.#open;
    if (this.#open.size > openQuestions && oldest) {
      oldest[1].close();
      this.#open.delete(oldest[0]);
    }
    while (this.#engine.prepare());
    return live;
  }

  /** The first record after a place, by halves: the record of the place itself may have gone, or have moved. */
  #placeAfter(live: LiveQuery, of: Subject, sort: readonly Sort[], place: Place): number {
    const compare = comparePlaces(sort, this.#tables.setup, this.#language, (id) =>
      this.#tables.fields.get(id),
    );
    let [low, high] = [0, live.total];
    while (low < high) {
      const middle = (low + high) >> 1;
      const [handle] = live.window(middle, 1);
      if (compare(this.#placeOf(handle!, of, sort), place) <= 0) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  #placeOf(handle: number, of: Subject, sort: readonly Sort[]): Place {
    const values = sort.map(({ field }) => this.#engine.valueOf(handle, field, of));
    return { values, id: this.#engine.idOf(of, handle) };
  }

  #surroundings(timeZone: string): Surroundings {
    return { language: this.#language, timeZone, now: this.#now };
  }
}

/** As the engine sorts: no value last in either direction, ties by id. */
function comparePlaces(
  sort: readonly Sort[],
  setup: Setup,
  language: string,
  field: (id: string) => Parameters<typeof orderOf>[0] | undefined,
): (a: Place, b: Place) => number {
  const levels = sort.map((each) => {
    const { key, compare } = orderOf(field(each.field)!, setup, language);
    return (first: Value, second: Value): number => {
      const [a, b] = [key(first), key(second)];
      if (a === null || b === null) return a === b ? 0 : a === null ? 1 : -1;
      return each.direction === 'ascending' ? compare(a, b) : compare(b, a);
    };
  });
  return (a, b) => {
    for (const [index, compare] of levels.entries()) {
      const difference = compare(a.values[index] ?? null, b.values[index] ?? null);
      if (difference !== 0) return difference;
    }
    return compareKeys(a.id, b.id);
  };
}
