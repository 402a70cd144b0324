import { expectProblem, expectThat, show } from '../expectations.js';
import type { AdapterCheck } from '../types.js';
import { criteriaChecks } from './criteria.js';
import { asked, noQuestions } from './declared.js';
import { pagingChecks } from './paging.js';
import { sortingChecks } from './sorting.js';

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
  ...criteriaChecks,
  ...sortingChecks,
  ...pagingChecks,
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
