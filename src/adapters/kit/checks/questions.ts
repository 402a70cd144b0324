import { compareKeys, orderOf } from '../../../query/order.js';
import {
  operatorIds,
  type Criteria,
  type CriteriaGroup,
  type CriteriaLine,
} from '../../../criteria/types.js';
import { isRelative } from '../../../criteria/operators.js';
import type { FieldId, Subject } from '../../../model/fields.js';
import { emptyContact } from '../../../model/defaults.js';
import { created, deleted } from '../../../model/changes.js';
import type { FieldType } from '../../../model/records.js';
import type { Sort } from '../../../query/types.js';
import { rowsOf } from '../../rows.js';
import { expectProblem, expectSame, expectSameSet, expectThat, show } from '../expectations.js';
import { hostFieldRows, manyRows, sortableRows } from '../rows.js';
import type { KitSession } from '../session.js';
import type { AdapterCheck, Offer } from '../types.js';
import { linesFor, matching, recordsOf, valueOf } from './oracle.js';
import { unless } from './saving.js';

const subjects = ['contact', 'company'] as const;

/** Questions that the backend answers itself (`capabilities.query`): Q1–Q5 over its own data. */
export const questionChecks: readonly AdapterCheck[] = [
  {
    id: 'query.declared',
    title: 'has the methods that its capabilities promise',
    skip: noQuestions,
    run: async ({ adapter, offer }) => {
      for (const of of asked(offer)) {
        const { count, groupFields, pageSize } = offer.capabilities.query![of]!;
        expectThat(
          typeof adapter.query === 'function',
          `Questions about ${of} are declared, but there is no query().`,
        );
        expectThat(
          !count || typeof adapter.count === 'function',
          'Counting is declared, but there is no count().',
        );
        expectThat(
          groupFields === 0 || typeof adapter.groups === 'function',
          'Grouping is declared, but there is no groups().',
        );
        expectThat(
          typeof adapter.get === 'function',
          'A backend that answers questions needs get(): cards show single records.',
        );
        expectThat(Number.isInteger(pageSize) && pageSize > 0, `"pageSize" is ${show(pageSize)}.`);
      }
      return Promise.resolve();
    },
  },
  ...(Object.keys(operatorIds) as FieldType[]).map((type): AdapterCheck => ({
    id: `query.operators.${type}`,
    title: `answers every declared operator on ${type} fields as SPEC Q3–Q5 say`,
    rows: hostFieldRows,
    skip: (offer) =>
      noQuestions(offer) ??
      (declaredOperators(offer).some((operator) =>
        (operatorIds[type] as readonly string[]).includes(operator),
      )
        ? undefined
        : `no operator for ${type} is declared`),
    run: (session) => sameForLines(session, type),
  })),
  {
    id: 'query.days',
    title: "begins and ends days in the question's time zone (Q5)",
    skip: (offer) =>
      noQuestions(offer) ??
      (operatorsOf(offer, 'contact.created').includes('on')
        ? undefined
        : 'no "on" for contact.created is declared'),
    run: async (session) => {
      for (const timeZone of ['Pacific/Auckland', 'America/Los_Angeles', 'Europe/Oslo']) {
        for (const value of ['2026-03-28', '2026-03-29', '2026-03-30']) {
          const criteria: Criteria = {
            match: 'all',
            items: [{ field: 'contact.created', operator: 'on', value }],
          };
          expectSameSet(
            await session.ids({ of: 'contact', criteria, timeZone }),
            matching(session, 'contact', criteria, timeZone),
            `Created on ${value} in ${timeZone}`,
          );
        }
      }
    },
  },
  {
    id: 'query.groups-of-lines',
    title: 'joins lines by every declared kind of group, nested as deep as declared (Q1)',
    skip: (offer) =>
      noQuestions(offer) ??
      (lineParts(offer).length < 2 ? 'fewer than two usable fields are declared' : undefined),
    run: async (session) => {
      const { match, depth } = session.offer.capabilities.query!.contact!;
      const [first, second, third] = lineParts(session.offer);
      for (const outer of match) {
        const flat: Criteria = { match: outer, items: [first!, second!] };
        await expectMatches(session, 'contact', flat);
        if (depth < 2) continue;
        for (const inner of match)
          await expectMatches(session, 'contact', {
            match: outer,
            items: [{ match: inner, items: [first!, second!] }, third ?? second!],
          });
      }
      let nested: CriteriaGroup = { match: match[0]!, items: [first!] };
      for (let level = 1; level < Math.min(depth, 6); level++)
        nested = { match: match[level % match.length]!, items: [nested, second!] };
      await expectMatches(session, 'contact', nested);
    },
  },
  {
    id: 'query.sort',
    title: 'sorts by every declared field in both directions; records without a value come last, ties by id',
    rows: sortableRows,
    skip: (offer) =>
      noQuestions(offer) ?? (sortable(offer).length === 0 ? 'no field is declared to sort by' : undefined),
    run: async (session) => {
      for (const field of sortable(session.offer))
        for (const direction of ['ascending', 'descending'] as const)
          await expectOrder(session, [{ field, direction }]);
    },
  },
  {
    id: 'query.sort-by-several',
    title: 'sorts by several fields, the first one leading',
    rows: sortableRows,
    skip: (offer) =>
      noQuestions(offer) ??
      ((offer.capabilities.query!.contact?.sortFields ?? 0) < 2 || sortable(offer).length < 2
        ? 'sorting by several fields is not declared'
        : undefined),
    run: async (session) => {
      const fields = [
        'contact.lastName',
        'contact.title',
        'contact.leadStatus',
        ...sortable(session.offer),
      ].filter((field) => sortable(session.offer).includes(field));
      await expectOrder(session, [
        { field: fields[0]!, direction: 'descending' },
        { field: fields.find((field) => field !== fields[0])!, direction: 'ascending' },
      ]);
    },
  },
  {
    id: 'query.pages',
    title: 'gives pages without a gap or a repetition, none larger than wanted',
    rows: manyRows,
    skip: noQuestions,
    run: async (session) => {
      const [field] = sortable(session.offer);
      const sort: Sort[] = field ? [{ field, direction: 'ascending' }] : [];
      for (const limit of [1, 7, 50]) {
        const pages = await session.pages({ of: 'contact', sort, limit });
        for (const { ids } of pages)
          expectThat(ids.length <= limit, `A page of ${limit} has ${ids.length} records.`);
        expectSameSet(
          pages.flatMap(({ ids }) => ids),
          recordsOf(session, 'contact').map(({ id }) => id),
          `Pages of ${limit}`,
        );
      }
    },
  },
  {
    id: 'query.pages-while-changing',
    title: 'skips and repeats nothing of what stays while other records come and go between pages',
    rows: manyRows,
    skip: (offer) =>
      noQuestions(offer) ?? unless('create', 'contact')(offer) ?? unless('delete', 'contact')(offer),
    run: async (session) => {
      const [field] = sortable(session.offer);
      const sort: Sort[] = field ? [{ field, direction: 'ascending' }] : [];
      const whole = await session.ids({ of: 'contact', sort });
      const first = await session.page({ of: 'contact', sort, limit: 10 });
      await session.saved([
        deleted('contact', first.ids[2]!),
        created('contact', emptyContact({ id: 'k-000', lastName: 'Aaron' })),
        created('contact', emptyContact({ id: 'k-001', lastName: 'Aaron' })),
      ]);
      const seen = [...first.ids];
      let { next } = first;
      while (next !== undefined) {
        const page = await session.page({ of: 'contact', sort, limit: 10, after: next });
        seen.push(...page.ids);
        next = page.next;
        expectThat(seen.length < 200, 'The pages never end.');
      }
      expectSameSet(
        seen.filter((id) => id !== 'k-000' && id !== 'k-001'),
        whole,
        'All pages, the ones that came meanwhile left out',
      );
    },
  },
  {
    id: 'query.offset',
    title: 'begins a page at any place',
    rows: manyRows,
    skip: (offer) =>
      noQuestions(offer) ??
      (offer.capabilities.query!.contact?.offset ? undefined : 'starting at any place is not declared'),
    run: async (session) => {
      const whole = await session.ids({ of: 'contact' });
      for (const offset of [0, 1, 23, 56, 57, 500]) {
        const { ids } = await session.page({ of: 'contact', offset, limit: 5 });
        expectSame(ids, whole.slice(offset, offset + 5), `The page at place ${offset}`);
      }
    },
  },
  {
    id: 'query.total',
    title: 'says of the total, if anything, what is true',
    rows: manyRows,
    skip: noQuestions,
    run: async (session) => {
      const all = recordsOf(session, 'contact').length;
      for (const { total } of await session.pages({ of: 'contact', limit: 20 })) {
        if (total === undefined || total === 'unknown') continue;
        expectThat(
          'exact' in total ? total.exact === all : total.atLeast <= all,
          `There are ${all} contacts, but the total is ${show(total)}.`,
        );
      }
    },
  },
  {
    id: 'query.rows',
    title: 'gives the rows of a page, and the companies of its contacts',
    skip: (offer) =>
      noQuestions(offer) ??
      (asked(offer).includes('contact') ? undefined : 'questions about contacts are not declared'),
    run: async (session) => {
      for (const { ids, rows } of await session.pages({ of: 'contact', limit: 4 })) {
        const contacts = rowsOf(rows, 'contact') as readonly { id: string; companyId: string | null }[];
        expectSameSet([...new Set(contacts.map(({ id }) => id))], ids, 'The rows of a page');
        const companies = rowsOf(rows, 'company').map((row) => (row as { id: string }).id);
        for (const { id, companyId } of contacts)
          expectThat(
            companyId === null || companies.includes(companyId),
            `The company "${companyId}" of contact "${id}" is not on the page.`,
          );
      }
    },
  },
  {
    id: 'query.unknown',
    title: 'refuses a question about a field that it does not know, instead of answering another one (A2)',
    skip: noQuestions,
    run: async (session) => {
      const criteria = {
        match: 'all',
        items: [{ field: 'contact.noSuchField', operator: 'is', value: 'x' }],
      } as const;
      await expectProblem(
        session.page({ of: 'contact', criteria }),
        ['invalid'],
        'A question about an unknown field',
      );
    },
  },
  {
    id: 'query.cancel',
    title: 'ends as cancelled when it is cancelled (A3)',
    skip: noQuestions,
    run: async ({ adapter }) => {
      const query = {
        of: 'contact',
        criteria: { match: 'all', items: [] },
        sort: [],
        limit: 1,
        timeZone: 'UTC',
      } as const;
      await expectProblem(
        adapter.query!(query, { signal: AbortSignal.abort() }),
        ['cancelled'],
        'query() with an aborted signal',
      );
    },
  },
];

export function noQuestions({ capabilities }: Offer): string | undefined {
  return capabilities.query && Object.keys(capabilities.query).length > 0
    ? undefined
    : 'the backend answers no questions: the store does, in memory';
}

function asked({ capabilities }: Offer): Subject[] {
  return subjects.filter((of) => capabilities.query?.[of]);
}

function operatorsOf({ capabilities }: Offer, field: FieldId): readonly string[] {
  return capabilities.query?.contact?.fields[field]?.operators ?? [];
}

function declaredOperators(offer: Offer): string[] {
  return asked(offer).flatMap((of) =>
    Object.values(offer.capabilities.query![of]!.fields).flatMap(({ operators }) => [...operators]),
  );
}

function sortable({ capabilities }: Offer): FieldId[] {
  const contact = capabilities.query?.contact;
  return contact && contact.sortFields > 0
    ? Object.keys(contact.fields).filter((field) => contact.fields[field]!.sort)
    : [];
}

/** Each operator on each field, with a few of the values that are tried; all of them, over all fields. */
async function sameForLines(session: KitSession, type: FieldType): Promise<void> {
  let turn = 0;
  for (const of of asked(session.offer)) {
    for (const [id, { operators }] of Object.entries(session.offer.capabilities.query![of]!.fields)) {
      const field = session.catalog.get(id);
      if (field?.type !== type) continue;
      for (const operator of operators.filter((each) => !isRelative(each))) {
        const lines = linesFor(session, of, field, operator);
        const some = lines.length <= 4 ? lines : [0, 1, 2, 3].map((at) => lines[(turn + at) % lines.length]!);
        turn += 4;
        await Promise.all(some.map((line) => expectMatches(session, of, { match: 'all', items: [line] })));
      }
    }
  }
}

async function expectMatches(session: KitSession, of: Subject, criteria: Criteria): Promise<void> {
  expectSameSet(
    await session.ids({ of, criteria }),
    matching(session, of, criteria),
    `${of} where ${show(criteria)}`,
  );
}

/** One line for each of some common fields, so that each leaves some records out. */
function lineParts(offer: Offer): CriteriaLine[] {
  const lines: readonly CriteriaLine[] = [
    { field: 'contact.leadStatus', operator: 'oneOf', value: ['1', '2'] },
    { field: 'contact.title', operator: 'isEmpty' },
    { field: 'contact.lastName', operator: 'contains', value: 'l' },
    { field: 'company.country', operator: 'is', value: 'norway' },
    { field: 'contact.retired', operator: 'isNo' },
    { field: 'company.category', operator: 'oneOf', value: ['lead', 'customer'] },
  ];
  return lines.filter(({ field, operator }) => operatorsOf(offer, field).includes(operator));
}

/** Text of these rows is made of plain words, so every collation agrees. */
async function expectOrder(session: KitSession, sort: readonly Sort[]): Promise<void> {
  const keys = sort.map(({ field: id, direction }) => {
    const field = session.catalog.get(id)!;
    const order = orderOf(field, session.setup, 'en');
    return {
      order,
      direction,
      keyOf: (record: Parameters<typeof valueOf>[2]) => order.key(valueOf(session, field, record)),
    };
  });
  const expected = [...recordsOf(session, 'contact')].sort((a, b) => {
    for (const { order, direction, keyOf } of keys) {
      const [left, right] = [keyOf(a), keyOf(b)];
      if (left === null || right === null) {
        if (left !== right) return left === null ? 1 : -1;
        continue;
      }
      const by = order.compare(left, right);
      if (by !== 0) return direction === 'ascending' ? by : -by;
    }
    return compareKeys(a.id, b.id);
  });
  expectSame(
    await session.ids({ of: 'contact', sort, limit: 3 }),
    expected.map(({ id }) => id),
    `Contacts sorted by ${show(sort)}`,
  );
}
