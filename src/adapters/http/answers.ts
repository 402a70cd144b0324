import { fault, id, isObject, listOf, shape, textOrNull, type Parser } from '../../model/parse-values.js';
import type { Group, Total } from '../../query/types.js';
import type { Capabilities, Page, SaveOutcome } from '../../store/port.js';
import { problemIn } from './problem-details.js';
import { anything, optional, rows } from './reading.js';
import { protocol } from './wire.js';

// What a backend answers to each question.

const must =
  <Value>(be: string, is: (value: unknown) => boolean): Parser<Value> =>
  (value, path, faults) =>
    is(value) ? (value as Value) : (fault(faults, path, `must be ${be}`) as never);

const isAmount = (value: unknown) => Number.isSafeInteger(value) && (value as number) >= 0;
const amount = must<number>('a whole number', isAmount);
/** As many items as were asked for. */
const listFor =
  <Item>(asked: number, parse: Parser<Item>): Parser<readonly Item[]> =>
  (value, path, faults) => {
    const list = listOf(parse)(value, path, faults);
    return list?.length === asked ? list : (fault(faults, path, `must hold ${asked} items`) as never);
  };

/** Where the next page starts; empty is none. */
const cursor: Parser<string | undefined> = (value, path, faults) =>
  textOrNull(value, path, faults) ?? undefined;

/** A page of everything. */
export interface ListPage {
  readonly rows: readonly unknown[];
  readonly next?: string;
  /** All rows that there are on all pages, exactly. */
  readonly expected?: number;
}

export const listPage = shape<ListPage>({ rows: listOf(anything), next: cursor, expected: optional(amount) });

const total = must<Total>(
  'a total',
  (value) => value === 'unknown' || (isObject(value) && isAmount(value['exact'] ?? value['atLeast'])),
);

export const totals = (asked: number) => shape({ totals: listFor(asked, total) });

const pageShape = shape<Page>({ ids: listOf(id), rows, next: cursor, total: optional(total) });

/** Ids that come twice, or without their rows, are half an answer. */
export const page =
  (part: 'companies' | 'contacts'): Parser<Page> =>
  (value, path, faults) => {
    const answer = pageShape(value, path, faults);
    if (faults.length > 0) return answer;
    const { size } = new Set(answer.ids);
    if (size < answer.ids.length) fault(faults, `${path}/ids`, 'must hold no id twice');
    if (size > (answer.rows[part] ?? []).length)
      fault(faults, `${path}/rows/${part}`, 'must hold a row for each id');
    return answer;
  };

const scalar = must<Group['value']>('one value', (value) => value === null || /^[bns]/.test(typeof value));

const groupsOf = (inner: Parser<readonly Group[] | undefined>) =>
  listOf(shape<Group>({ value: scalar, count: amount, groups: inner, aggregates: optional(listOf(scalar)) }));

export const groups = shape({ groups: groupsOf(optional(groupsOf(() => undefined))) });

const outcome: Parser<SaveOutcome> = (value, path, faults) => {
  if (!isObject(value)) return fault(faults, path, 'must be an object') as never;
  const { ok, version, row, problem, current } = value;
  if (ok === true) return { ok, version: optional(id)(version, path, faults), row };
  if (ok !== false) return fault(faults, path, 'must say whether it is ok') as never;
  return { ok, problem: problemIn(isObject(problem) ? problem : {}), current: currentIn(current) };
};

export const outcomes = (asked: number) => shape({ outcomes: listFor(asked, outcome) });

/** What a record is now, for those who lost a conflict (S6). */
export function currentIn(value: unknown): (SaveOutcome & { ok: false })['current'] {
  if (!isObject(value)) return undefined;
  const [by, at] = [value['by'], value['at']].map((each) => (typeof each === 'string' ? each : undefined));
  return { row: value['row'] ?? null, by, at };
}

/** What the store parses; here only whether this adapter is the one to talk to this backend. */
export const capabilities: Parser<Capabilities> = (value, path, faults) => {
  if (isObject(value) && (value['protocol'] ?? protocol) !== protocol)
    fault(faults, `${path}/protocol`, `must be ${protocol}`);
  return value as Capabilities;
};
