import type { Field, FieldCatalog, Subject } from '../../model/fields.js';
import type { Value } from '../../model/records.js';
import { parseQuestion } from '../parse-question.js';
import { QuestionFault } from '../question-fault.js';
import type { GroupKey, GroupLevel } from './groups.js';
import { keyOf } from './groups.js';
import { numberOf, valueOfNumber } from './number-values.js';
import type { Aggregate, ColumnarQuestion } from './types.js';
import type { Views } from './views.js';

const functions = ['sum', 'minimum', 'maximum', 'average'] as const;
const maxAggregates = 12;

/** Q6, as `parseQuestion`, with the aggregates. */
export function parseColumnarQuestion(input: unknown, catalog: FieldCatalog): ColumnarQuestion {
  const question = parseQuestion(input, catalog);
  const given = (input as ColumnarQuestion).aggregates as unknown;
  if (given === undefined || given === null) return question;
  if (!Array.isArray(given) || given.length > maxAggregates)
    throw new QuestionFault('not-a-list', '/aggregates');
  return {
    ...question,
    aggregates: given.map((each, index) => parseAggregate(each, index, question, catalog)),
  };
}

function parseAggregate(
  input: unknown,
  index: number,
  { of: subject }: ColumnarQuestion,
  catalog: FieldCatalog,
): Aggregate {
  const path = `/aggregates/${index}`;
  if (typeof input !== 'object' || input === null) throw new QuestionFault('not-an-object', path);
  const { field: id, of } = input as Readonly<Record<string, unknown>>;
  const field = typeof id === 'string' ? catalog.get(id) : undefined;
  if (!field) throw new QuestionFault('unknown-field', `${path}/field`);
  if (subject === 'company' && field.entity !== 'company')
    throw new QuestionFault('field-not-of-subject', `${path}/field`, { field: field.id, subject });
  const known = functions.find((each) => each === of);
  if (!known || !(field.type === 'number' || (field.type === 'date' && known !== 'sum')))
    throw new QuestionFault('operator-not-for-type', `${path}/of`, { field: field.id, type: field.type });
  return { field: field.id, of: known };
}

interface Tally {
  sum: number;
  count: number;
  minimum: number;
  maximum: number;
}

/** Figures of the rows, by group. Sums go in the order of the rows, so that the same rows always give the same. */
export class Tallies {
  readonly #aggregates: readonly Aggregate[];
  readonly #fields: readonly Field[];
  readonly #all: Tally[];
  readonly #outer = new Map<number, Tally[]>();
  readonly #inner = new Map<GroupKey, Tally[]>();

  constructor(
    views: Views,
    of: Subject,
    aggregates: readonly Aggregate[],
    levels: readonly GroupLevel[],
    rows: Uint32Array,
    count: number,
  ) {
    this.#aggregates = aggregates;
    this.#fields = aggregates.map(({ field }) => views.field(field));
    const readers = this.#fields.map((field) => numberReader(views, field, of));
    const fresh = () =>
      readers.map((): Tally => ({ sum: 0, count: 0, minimum: Infinity, maximum: -Infinity }));
    this.#all = fresh();
    const [first, second] = levels;
    const firsts = new Uint32Array(first ? count : 0);
    const seconds = new Uint32Array(second ? count : 0);
    first?.fill(rows, count, firsts);
    second?.fill(rows, count, seconds);
    for (let at = 0; at < count; at++) {
      const row = rows[at]!;
      const outer = first && tallyIn(this.#outer, firsts[at]!, fresh);
      const inner = second && tallyIn(this.#inner, keyOf(firsts[at]!, seconds[at]!), fresh);
      for (let index = 0; index < readers.length; index++) {
        const value = readers[index]!(row);
        if (Number.isNaN(value)) continue;
        add(this.#all[index]!, value);
        if (outer) add(outer[index]!, value);
        if (inner) add(inner[index]!, value);
      }
    }
  }

  get all(): readonly Value[] {
    return this.#values(this.#all);
  }

  of(key: GroupKey | undefined, first: number): readonly Value[] {
    return this.#values((key === undefined ? this.#outer.get(first) : this.#inner.get(key)) ?? []);
  }

  #values(tallies: readonly Tally[]): readonly Value[] {
    return this.#aggregates.map(({ of }, index) => {
      const tally = tallies[index];
      if (!tally || tally.count === 0) return null;
      const field = this.#fields[index]!;
      const number = of === 'average' ? tally.sum / tally.count : tally[of];
      if (field.type === 'number') return number;
      const unit = field.instant ? 1 : 86_400_000;
      return valueOfNumber(Math.floor(number / unit) * unit, field);
    });
  }
}

function tallyIn<Key>(tallies: Map<Key, Tally[]>, key: Key, fresh: () => Tally[]): Tally[] {
  let tally = tallies.get(key);
  if (!tally) tallies.set(key, (tally = fresh()));
  return tally;
}

function add(tally: Tally, value: number): void {
  tally.sum += value;
  tally.count++;
  if (value < tally.minimum) tally.minimum = value;
  if (value > tally.maximum) tally.maximum = value;
}

/** NaN for no value, and for dates that are not written as dates are. */
function numberReader(views: Views, field: Field, of: Subject): (row: number) => number {
  const source = views.source(field);
  if (source.kind !== 'numbers') {
    const read = views.reader(field.id, of);
    return (row) => numberOf(read(row), field) ?? NaN;
  }
  const { column } = source;
  const index = views.index(field, of);
  return (row) => column.numbers[index()?.[row] ?? row]!;
}
