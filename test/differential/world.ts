import { contactName } from '../../src/model/records.js';
import { mulberry32, type Random } from '../../bench/random.js';
import { emptyCompany, emptyContact, createSetup, defaultCategories } from '../../src/model/defaults.js';
import { createFieldCatalog, type Field, type FieldCatalog, type Subject } from '../../src/model/fields.js';
import type {
  Category,
  Company,
  Contact,
  HostField,
  LeadStatus,
  Setup,
  Value,
} from '../../src/model/records.js';
import { valueShape } from '../../src/criteria/operators.js';
import {
  operatorIds,
  periods,
  type Criteria,
  type CriteriaLine,
  type CriteriaNode,
  type CriteriaValue,
} from '../../src/criteria/types.js';
import type { Aggregate, ColumnarQuestion } from '../../src/query/columnar/types.js';

// Random records, criteria and questions from one seed. Values come from small stocks, so that they meet each other.

export type { Random };
export const randomFrom = (seed: number): Random => mulberry32(seed);

export const below = (random: Random, limit: number) => Math.floor(random() * limit);
export const pick = <Item>(random: Random, items: readonly Item[]): Item =>
  items[below(random, items.length)] as Item;
const chance = (random: Random, share: number) => random() < share;
const orNull = <Item>(random: Random, item: Item): Item | null => (chance(random, 0.25) ? null : item);
const some = <Item>(random: Random, items: readonly Item[], limit: number) =>
  Array.from({ length: below(random, limit + 1) }, () => pick(random, items));

const hostFields: readonly HostField[] = [
  { entity: 'company', key: 'budget', label: 'Budget', type: 'number' },
  { entity: 'company', key: 'fair', label: 'Fair', type: 'date' },
  { entity: 'company', key: 'slogan', label: 'Slogan', type: 'text' },
  { entity: 'contact', key: 'score', label: 'Score', type: 'number' },
  { entity: 'contact', key: 'vip', label: 'VIP', type: 'yesno' },
  { entity: 'contact', key: 'birthday', label: 'Birthday', type: 'date' },
  {
    entity: 'contact',
    key: 'size',
    label: 'Size',
    type: 'list',
    options: [
      { id: 'l', label: 'Large' },
      { id: 's', label: 'Small', deleted: true },
      { id: 'm', label: 'Medium' },
    ],
  },
];

/** Ranks that are equal, out of order and of deleted items. */
const leadStatuses: readonly LeadStatus[] = (
  [
    ['3', 'Åpen', 1],
    ['1', 'Open', 2],
    ['2', 'contacting', 2],
    ['4', 'Zurück', 2],
    ['5', 'Qualified', 0],
  ] as const
).map(([id, name, rank]) => ({
  id,
  name,
  description: null,
  rank,
  tone: 'slate',
  deleted: id === '4',
}));
const categories: readonly Category[] = defaultCategories.map((category, index) => ({
  ...category,
  rank: index % 4,
  leadStatusEnabled: index !== 1,
}));

export const setup: Setup = createSetup({ categories, leadStatuses, settings: { fields: hostFields } });
export const catalog: FieldCatalog = createFieldCatalog(hostFields);

// No lone surrogates and no NUL, which text in SQL cannot hold, and nothing between U+E000 and U+FFFF, which UTF-8
// and UTF-16 order differently beside letters beyond that: adapters meet both limits, questions do not.
export const texts = [
  ...[
    '',
    ' ',
    'a',
    'A',
    'ab',
    'aab',
    'ABBA',
    'Ole',
    'ole ',
    'OLE',
    'Anna Berg',
    'anna',
    'Berg',
    'berg-Olsen',
  ],
  ...[
    'Åse',
    'A\u030Ase',
    'åse',
    'AASE',
    'Aas',
    'Ærø',
    'ÆRØ',
    'øre',
    'Öl',
    'O\u0308l',
    'Łódź',
    'ŁÓDŹ',
    'lodz',
  ],
  ...[
    'İstanbul',
    'istanbul',
    'I',
    'ı',
    'i\u0307',
    'Straße',
    'STRASSE',
    'ẞ',
    'ﬀ',
    'Ǆ',
    'ΟΔΟΣ',
    'οδος',
    'οδοσ',
  ],
  ...['é', 'e\u0301', 'É', '\u0301', '日本', '한글', '한글', '👍', '👍🏽', '\u212A', 'k', 'ſ', 's'],
  ...[
    '%',
    '_',
    'a%b',
    'a_b',
    "'",
    '"',
    '\\',
    '\\%',
    ';--',
    '.*',
    '[a]',
    '^',
    'null',
    'true',
    '0',
    '00',
    '10',
    '9',
  ],
];
/** Every text that a record can have, full names included. */
export function* everyText(): Generator<string> {
  yield* texts;
  for (const firstName of texts) for (const lastName of texts) yield contactName({ firstName, lastName });
}

const numbers = [-1000.25, -2.5, -1, -0.5, 0, 0.25, 1, 2, 3, 10, 99.75, 1000, 123_456_789, 1_099_511_627_776];
const statusIds = ['1', '2', '3', '4', '5', 'lost', 'Lost'];
const categoryIds = [...categories.map(({ id }) => id), 'gone'];
const sizes = ['l', 's', 'm', 'xs', 'XL'];

const dayLength = 86_400_000;
/** Around New Year, both changes of clocks, and a leap day. */
const anchors = ['2019-12-31', '2020-02-29', '2020-03-29', '2020-10-25', '2020-06-15', '2020-01-01'];
const day = (random: Random) =>
  new Date(Date.parse(pick(random, anchors)) + (below(random, 41) - 20) * dayLength)
    .toISOString()
    .slice(0, 10);
const clockTimes = [
  '00:00:00',
  '22:00:00',
  '23:00:00',
  '22:59:59',
  '23:59:59',
  '03:00:00',
  '12:34:56',
  '01:00:00',
];

function instant(random: Random): string {
  const [date, time] = [day(random), pick(random, clockTimes)];
  const form = random();
  if (form < 0.8) return `${date}T${time}.000Z`;
  if (form < 0.9) return `${date}T${time}.999Z`;
  return form < 0.95 ? `${date}T${time}Z` : `${date}T${time}+02:00`;
}

export function randomCompany(random: Random, id: string): Company {
  const text = () => orNull(random, pick(random, texts));
  return emptyCompany({
    id,
    name: pick(random, texts),
    categoryId: orNull(random, pick(random, categoryIds)),
    business: text(),
    city: text(),
    country: text(),
    phone: text(),
    email: text(),
    website: text(),
    owner: text(),
    created: orNull(random, instant(random)),
    updated: orNull(random, instant(random)),
    extra: withoutSome(random, {
      budget: orNull(random, pick(random, numbers)),
      fair: orNull(random, day(random)),
      slogan: text(),
    }),
  });
}

export function randomContact(random: Random, id: string, companyIds: readonly string[]): Contact {
  const text = () => orNull(random, pick(random, texts));
  return emptyContact({
    id,
    companyId: orNull(random, chance(random, 0.1) ? 'nobody' : pick(random, companyIds)),
    firstName: pick(random, texts),
    lastName: pick(random, texts),
    title: text(),
    email: text(),
    phone: text(),
    mobile: text(),
    leadStatusId: orNull(random, pick(random, statusIds)),
    retired: chance(random, 0.3),
    created: orNull(random, instant(random)),
    updated: orNull(random, instant(random)),
    extra: withoutSome(random, {
      score: orNull(random, pick(random, numbers)),
      vip: orNull(random, chance(random, 0.5)),
      birthday: orNull(random, day(random)),
      size: orNull(random, pick(random, sizes)),
    }),
  });
}

function withoutSome(random: Random, extra: Record<string, Value>): Record<string, Value> {
  return Object.fromEntries(Object.entries(extra).filter(() => !chance(random, 0.1)));
}

export interface Asked {
  readonly question: ColumnarQuestion;
  readonly now: Date;
  readonly timeZone: string;
}

const zones = ['UTC', 'Europe/Oslo', 'America/Sao_Paulo', 'Asia/Kolkata', 'Pacific/Apia', 'America/New_York'];

export function randomAsked(random: Random): Asked {
  const of: Subject = chance(random, 0.75) ? 'contact' : 'company';
  const fields = catalog.for(of);
  const field = () => pick(random, fields).id;
  const groupBy = some(random, [0], 2).map(field);
  return {
    now: new Date(Date.parse(`${day(random)}T${pick(random, clockTimes)}Z`)),
    timeZone: pick(random, zones),
    question: {
      of,
      criteria: randomGroup(random, fields, 3),
      sort: Array.from({ length: below(random, 4) }, () => ({
        field: field(),
        direction: pick(random, ['ascending', 'descending'] as const),
      })),
      groupBy,
      aggregates: randomAggregates(random, fields),
      fields: [],
      window: chance(random, 0.6)
        ? { offset: 0, limit: 500 }
        : { offset: below(random, 30), limit: below(random, 20) },
    },
  };
}

/** Of numbers, and of dates that are not instants: those can be written in more than one form. */
function randomAggregates(random: Random, fields: readonly Field[]): readonly Aggregate[] {
  const numeric = fields.filter(({ type }) => type === 'number');
  const dates = fields.filter(({ type, instant }) => type === 'date' && !instant);
  return [
    ...some(random, numeric, 2).map(({ id }) => ({
      field: id,
      of: pick(random, ['sum', 'minimum', 'maximum', 'average'] as const),
    })),
    ...some(random, dates, 1).map(({ id }) => ({
      field: id,
      of: pick(random, ['minimum', 'maximum'] as const),
    })),
  ];
}

function randomGroup(random: Random, fields: readonly Field[], depth: number): Criteria {
  const count = below(random, depth === 3 ? 5 : 4);
  const items: CriteriaNode[] = Array.from({ length: count }, () =>
    depth > 0 && chance(random, 0.35) ? randomGroup(random, fields, depth - 1) : randomLine(random, fields),
  );
  const match = pick(random, ['all', 'any', 'none'] as const);
  return chance(random, 0.06) ? { match, items, muted: true } : { match, items };
}

function randomLine(random: Random, fields: readonly Field[]): CriteriaLine {
  const { id, type } = pick(random, fields);
  const operator = pick<CriteriaLine['operator']>(random, operatorIds[type]);
  const shape = valueShape(operator, type) ?? 'none';
  const line: CriteriaLine = { field: id, operator };
  const value = chance(random, 0.08) ? undefined : randomValue(random, shape);
  return {
    ...line,
    ...(value === undefined ? {} : { value }),
    ...(chance(random, 0.3) ? { empty: pick(random, ['include', 'exclude'] as const) } : {}),
    ...(chance(random, 0.06) ? { muted: true } : {}),
  };
}

const ids = [...statusIds, ...categoryIds, ...sizes, 'customer', 'potentialCustomer', 'lost', 'none', 'mars'];

function randomValue(
  random: Random,
  shape: NonNullable<ReturnType<typeof valueShape>>,
): CriteriaValue | undefined {
  switch (shape) {
    case 'none':
      return undefined;
    case 'text': {
      const text = pick(random, texts);
      // Parts of texts are found more often than whole ones.
      return chance(random, 0.5) ? [...text].slice(0, 1 + below(random, 3)).join('') : text;
    }
    case 'texts':
      return [
        ...some(random, ids, 5),
        ...some(random, ['p1', 'p7', 'p30', 'c1', 'c2', 'c3', 'nobody', ''], 3),
      ];
    case 'number':
      return pick(random, numbers);
    case 'numberRange':
      return [pick(random, [...numbers, null]), pick(random, numbers)];
    case 'date':
      return chance(random, 0.1) ? '' : day(random);
    case 'dateRange':
      return [chance(random, 0.1) ? '' : day(random), day(random)];
    case 'periodAmount':
    case 'period':
      return { period: pick(random, periods), amount: 1 + below(random, 3) };
  }
}
