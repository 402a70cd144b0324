import { compareKeys, orderOf } from '../../../query/order.js';
import type { Sort } from '../../../query/types.js';
import { expectSame, show } from '../expectations.js';
import { sortableRows } from '../rows.js';
import type { KitSession } from '../session.js';
import type { AdapterCheck } from '../types.js';
import { noQuestions, sortable } from './declared.js';
import { recordsOf, valueOf } from './oracle.js';

/** In which order the records of an answer are. */
export const sortingChecks: readonly AdapterCheck[] = [
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
];

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
