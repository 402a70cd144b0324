import { created, deleted } from '../../../model/changes.js';
import { emptyContact } from '../../../model/defaults.js';
import type { Sort } from '../../../query/types.js';
import { rowsOf } from '../../rows.js';
import { expectSame, expectSameSet, expectThat, show } from '../expectations.js';
import { manyRows } from '../rows.js';
import type { AdapterCheck } from '../types.js';
import { asked, noQuestions, sortable, unless } from './declared.js';
import { recordsOf } from './oracle.js';

/** What each page of an answer has, and what all of them have together. */
export const pagingChecks: readonly AdapterCheck[] = [
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
];
