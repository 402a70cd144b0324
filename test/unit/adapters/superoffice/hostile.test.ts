import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { everything } from '../../../../src/criteria/types.js';
import { created, updated } from '../../../../src/model/changes.js';
import { emptyCompany, emptyContact } from '../../../../src/model/defaults.js';
import { entityNames } from '../../../../src/model/records.js';
import { AdapterError, type Rows } from '../../../../src/store/port.js';
import { adapterFor, connect } from './subject.js';

const signal = new AbortController().signal;
const companies = [emptyCompany({ id: '1', name: 'Acme', categoryId: 'lead', country: 'Norway' })];
const contacts = [emptyContact({ id: '11', lastName: 'Hopper', companyId: '1' })];
const selections = [
  { SelectionId: 1, Name: 'By hand', SelectionType: 'Static', TargetTableName: 'contact', Members: [11] },
  { SelectionId: 2, Name: 'Found', SelectionType: 'Dynamic', TargetTableName: 'contact', CriteriaGroups: [] },
] as const;

/** Which answers are replaced. */
const places = [
  '$metadata',
  'restrictionOperators',
  'MDOList/category',
  'GetCategoryEntity',
  'SimplePerson?',
  'SimpleContact?',
  'v1/Selection?',
  'Selection/1',
  'CriteriaGroups',
  'Members',
  'Person/11',
  'Person/default',
  'v1/Person',
];

/** JSON that nearly fits: names of the protocol with values that do not belong there. */
const junk = fc.oneof(
  fc.jsonValue({ maxDepth: 3 }),
  fc.dictionary(
    fc.constantFrom(
      'value',
      'odata.nextLink',
      'PrimaryKey',
      'Column',
      'Id',
      'Name',
      'Type',
      'PersonId',
      'Emails',
      'Contact',
      'Restrictions',
      '__proto__',
      'RawValue',
    ),
    fc.jsonValue({ maxDepth: 2 }),
  ),
  fc.array(
    fc.dictionary(
      fc.constantFrom('Id', 'Name', 'PrimaryKey', 'Column', 'Restrictions', 'Values'),
      fc.jsonValue({ maxDepth: 1 }),
    ),
  ),
  fc.record({
    value: fc.array(
      fc.record({ PrimaryKey: fc.constantFrom(11, '11', 'x', null), Column: fc.jsonValue({ maxDepth: 2 }) }),
    ),
  }),
);

async function readAll(adapter: ReturnType<typeof adapterFor>): Promise<void> {
  const batches: Rows[] = [];
  for await (const batch of adapter.read({ signal, entities: entityNames }) as AsyncIterable<Rows>) {
    batches.push(batch);
    if (batches.length > 50) throw new Error('The reading does not end.');
  }
}

describe('[A5] whatever the server answers', () => {
  test('a call ends, with an answer or with a problem', async () => {
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...places), junk, async (place, body) => {
        const connection = connect({ companies, contacts, selections });
        const adapter = adapterFor(connection, {
          tries: 1,
          fetch: async (input, init) => {
            const answer = await connection.fetch(input, init);
            return (input as URL).href.includes(place) ? Response.json(body) : answer;
          },
        });
        const calls = [
          () => readAll(adapter),
          () =>
            adapter.query!(
              {
                of: 'contact',
                criteria: everything,
                sort: [{ field: 'contact.title', direction: 'ascending' }],
                limit: 5,
                timeZone: 'UTC',
              },
              { signal },
            ),
          () =>
            adapter.get!(
              [
                { entity: 'contact', id: '11' },
                { entity: 'category', id: 'lead' },
              ],
              { signal },
            ),
          () =>
            adapter.save([updated('contact', '11', { title: 'x', email: 'a@b.example', companyId: null })], {
              signal,
              key: 'a',
            }),
          () =>
            adapter.save(
              [
                created(
                  'contact',
                  emptyContact({ id: 'new', lastName: 'y', email: 'a@b.example', companyId: '1' }),
                ),
              ],
              { signal, key: 'b' },
            ),
          () => adapter.boardSettings('1', { signal }),
        ];
        for (const call of calls) {
          const error: unknown = await Promise.resolve(call()).then(() => undefined, (caught: unknown) => caught); // prettier-ignore
          if (error !== undefined) expect(error).toBeInstanceOf(AdapterError);
        }
        expect(({} as Record<string, unknown>)['RawValue']).toBeUndefined();
      }),
      { numRuns: 300 },
    );
  }, 60_000);

  test('pages end, though it claims that there is always more', async () => {
    const connection = connect({ companies, contacts });
    const claims = (rows: (value: unknown[]) => unknown[]) =>
      adapterFor(connection, {
        fetch: async (input, init) => {
          const answer = await connection.fetch(input, init);
          if (!(input as URL).href.includes('SimplePerson?')) return answer;
          const { value } = (await answer.json()) as { value: unknown[] };
          return Response.json({ 'odata.nextLink': 'https://elsewhere.example/', value: rows(value) });
        },
      });
    const query = { of: 'contact', criteria: everything, sort: [], limit: 5, timeZone: 'UTC' } as const;
    const nothing = await claims(() => []).query!(query, { signal });
    expect([nothing.ids, nothing.next]).toEqual([[], undefined]);
    const again = claims((value) => value);
    const { ids, next } = await again.query!(query, { signal });
    expect(ids).toEqual(['11']);
    const end = await again.query!({ ...query, after: next! }, { signal });
    expect([end.ids, end.next]).toEqual([[], undefined]);
    await readAll(again);
    // Found by the test above: the same rows in every page, of which none is of the first part, those with a title.
    let known: unknown[] = [];
    const twice = claims((value) => (known = known.length > 0 ? known : [...value, ...value]));
    await twice.query!(query, { signal });
    const byTitle = [{ field: 'contact.title', direction: 'ascending' }] as const;
    const untitled = await twice.query!({ ...query, sort: byTitle }, { signal });
    expect(new Set(untitled.ids)).toEqual(new Set(['11']));
  });
});
