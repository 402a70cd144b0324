import { resolveDates } from '../src/criteria/periods.js';
import { instantRange } from '../src/criteria/time-zone.js';
import { isGroup, type Criteria, type CriteriaLine, type CriteriaNode } from '../src/criteria/types.js';
import type { Contact } from '../src/model/records.js';
import type { Question, Sort } from '../src/query/types.js';
import { now, surroundings, type World } from './data.js';
import { mulberry32 } from './random.js';

// What is measured, once, in our own terms. Every peer says the same under the same names in its own way; `session.ts`
// compares the answers before it times anything.

/** Values that ours and every peer look for. */
export const wanted = {
  statuses: ['1', '3'],
  joinGroups: ['potentialCustomer', 'partner'],
  joinNotStatuses: ['3', '5'],
  name: 'berg',
  email: 'lar',
  treeGroups: ['customer', 'potentialCustomer'],
  score: [40, 80],
  createdDays: ['2024-03-01', '2025-09-30'],
  deadStatus: ['3'],
  country: 'n',
  title: 's',
} as const;

const line = (
  field: string,
  operator: CriteriaLine['operator'],
  value?: CriteriaLine['value'],
): CriteriaLine => (value === undefined ? { field, operator } : { field, operator, value });
const group = (match: Criteria['match'], ...items: CriteriaNode[]): Criteria => ({ match, items });

/** The lines of the tree; each is also asked alone, as the criteria builder does. */
const lines = {
  t_group: line('company.categoryGroup', 'oneOf', wanted.treeGroups),
  t_name: line('contact.name', 'contains', wanted.name),
  t_created: line('contact.created', 'between', wanted.createdDays),
  t_score: line('contact.score', 'between', wanted.score),
  t_nomail: line('contact.email', 'isEmpty'),
  t_dead: line('contact.leadStatus', 'oneOf', wanted.deadStatus),
  t_country: line('company.country', 'begins', wanted.country),
  t_title: line('contact.title', 'begins', wanted.title),
  t_active: line('contact.retired', 'isNo'),
} as const;

/** The groups of the tree. */
const groups = {
  t_any1: group('any', lines.t_group, lines.t_name),
  t_any2: group('any', lines.t_created, lines.t_score),
  t_none: group('none', lines.t_nomail, lines.t_dead),
  t_any3: group('any', lines.t_country, lines.t_title),
} as const;

export const filters = {
  all: group('all'),
  f_simple: group('all', line('contact.leadStatus', 'oneOf', wanted.statuses)),
  f_join: group(
    'all',
    line('company.categoryGroup', 'oneOf', wanted.joinGroups),
    line('contact.leadStatus', 'notOneOf', wanted.joinNotStatuses),
  ),
  f_tree: group('all', groups.t_any1, groups.t_any2, groups.t_none, groups.t_any3, lines.t_active),
  f_text: group('all', lines.t_name),
  f_email: group('all', line('contact.email', 'contains', wanted.email)),
  f_date7: group('all', line('contact.created', 'thisAndPrevious', { period: 'day', amount: 6 })),
  f_country: group('all', lines.t_country),
  ...(Object.fromEntries(
    Object.entries(lines).map(([name, each]) => [name, group('all', each)]),
  ) as unknown as Record<keyof typeof lines, Criteria>),
  ...groups,
} as const satisfies Record<string, Criteria>;

export type FilterName = keyof typeof filters;

/** What the criteria panel shows a count for: every line and group of the tree by itself, and the whole. */
export const panelParts: readonly FilterName[] = partsOf(filters.f_tree);

function partsOf(node: CriteriaNode): FilterName[] {
  const names = Object.keys(filters) as FilterName[];
  const own = names.find((name) =>
    isGroup(node) ? filters[name] === node : name in lines && lines[name as keyof typeof lines] === node,
  );
  if (!own) throw new Error('A part of the tree has no name.');
  return [own, ...(isGroup(node) ? node.items.flatMap(partsOf) : [])];
}

/** Milliseconds since 1970, from the first included to the second not included. */
export type TimeRange = readonly [number, number];

/** Dates as peers get them: worked out for the zone, since none of them knows zones or "last 7 days" (Q5). */
export const times: Readonly<Record<'t_created' | 'f_date7', TimeRange>> = {
  t_created: timeRange(lines.t_created),
  f_date7: timeRange(filters.f_date7.items[0] as CriteriaLine),
};

function timeRange(of: CriteriaLine): TimeRange {
  const clock = { now, timeZone: surroundings.timeZone };
  const range = resolveDates(of, clock);
  const { start, end } = instantRange(range ?? { from: null, to: null }, surroundings.timeZone);
  return [start === null ? -Infinity : Date.parse(start), end === null ? Infinity : Date.parse(end)];
}

export const sorts = {
  name: [{ field: 'contact.name', direction: 'ascending' }],
  three: [
    { field: 'contact.leadStatus', direction: 'ascending' },
    { field: 'contact.created', direction: 'descending' },
    { field: 'contact.name', direction: 'ascending' },
  ],
  created: [{ field: 'contact.created', direction: 'descending' }],
  updated: [{ field: 'contact.updated', direction: 'descending' }],
} as const satisfies Record<string, readonly Sort[]>;

export type SortName = keyof typeof sorts;

export const windowLimit = 50;

/** Rows 5,000 to 5,050, or as far in as a small result allows. */
export const windowOffset = (n: number) => Math.min(5_000, Math.floor(n / 20));

/** Offsets as somebody scrolls on from one: never the same twice running, since the last answer can be kept. */
export function scrolling(from: number): () => number {
  let step = 0;
  return () => from + (step++ % 40);
}

/** What a row of a grid shows. */
export const windowFields = [
  'contact.name',
  'contact.title',
  'contact.email',
  'contact.phone',
  'contact.leadStatus',
  'contact.created',
  'company.name',
  'company.country',
] as const;

export const countQuestion = (filter: FilterName): Question => ({
  of: 'contact',
  criteria: filters[filter],
  fields: [],
});

export const windowQuestion = (
  filter: FilterName,
  sort: SortName,
  offset: number,
  limit = windowLimit,
): Question => ({
  of: 'contact',
  criteria: filters[filter],
  sort: sorts[sort],
  fields: windowFields,
  window: { offset, limit },
});

export const boardQuestion = (filter: FilterName): Question => ({
  ...countQuestion(filter),
  groupBy: ['contact.leadStatus'],
});

export const nestedQuestion = (filter: FilterName): Question => ({
  ...countQuestion(filter),
  groupBy: ['company.country', 'contact.leadStatus'],
});

export const figuresQuestion = (filter: FilterName): Question => ({
  ...boardQuestion(filter),
  aggregates: [
    { field: 'contact.score', of: 'sum' },
    { field: 'contact.score', of: 'average' },
    { field: 'contact.created', of: 'minimum' },
    { field: 'contact.updated', of: 'maximum' },
  ],
});

/** The ids of all that match: only for comparing answers, never timed. */
export const idsQuestion = (filter: FilterName, n: number): Question => ({
  ...countQuestion(filter),
  window: { offset: 0, limit: n },
});

/** One of the questions that stay asked. */
export type LiveSpec =
  | { readonly kind: 'board' | 'count'; readonly filter: FilterName }
  | { readonly kind: 'window'; readonly filter: FilterName; readonly sort: SortName };

const board = (filter: FilterName): LiveSpec => ({ kind: 'board', filter });
const count = (filter: FilterName): LiveSpec => ({ kind: 'count', filter });
const topOf = (filter: FilterName, sort: SortName): LiveSpec => ({ kind: 'window', filter, sort });

/** A busy page: five boards, ten grids, five counters. */
export const liveSet: readonly LiveSpec[] = [
  ...(['f_join', 'f_simple', 'f_country', 'f_tree', 'all'] as const).map(board),
  topOf('f_join', 'name'),
  topOf('f_join', 'created'),
  topOf('f_join', 'updated'),
  topOf('f_simple', 'name'),
  topOf('f_simple', 'updated'),
  topOf('f_country', 'name'),
  topOf('f_country', 'created'),
  topOf('f_tree', 'name'),
  topOf('f_tree', 'updated'),
  topOf('all', 'created'),
  ...(['f_simple', 'f_join', 'f_tree', 'f_text', 'f_date7'] as const).map(count),
];

export function liveQuestion(spec: LiveSpec): Question {
  switch (spec.kind) {
    case 'board':
      return boardQuestion(spec.filter);
    case 'count':
      return countQuestion(spec.filter);
    case 'window':
      return windowQuestion(spec.filter, spec.sort, 0);
  }
}

/** What a drag on the board does: contacts get another lead status, one after the other. */
export function* changes(world: World, random = mulberry32(7)): Generator<[before: Contact, after: Contact]> {
  const changed = new Map<number, Contact>();
  for (let step = 1; ; step++) {
    const index = Math.floor(random() * world.contacts.length);
    const before = changed.get(index) ?? world.contacts[index];
    if (!before) return;
    const status = String(1 + ((Number(before.leadStatusId) + Math.floor(random() * 4)) % 5));
    const updated = new Date(now.getTime() + step * 1_000).toISOString();
    const after: Contact = { ...before, leadStatusId: status, updated };
    changed.set(index, after);
    yield [before, after];
  }
}
