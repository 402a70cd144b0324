import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { explain, openWatched, type WatchedConnection } from '../../../../bench/server/statements.js';
import { createCompanies, createWorld, setup } from '../../../../bench/data.js';
import { everything, type Criteria, type CriteriaLine } from '../../../../src/criteria/types.js';
import type { Sort } from '../../../../src/query/types.js';
import type { CallContext, PlacedQuery, ServerData } from '../../../../src/server/data.js';
import { sqlDataWith } from '../../../helpers/sql-data-with.js';

// That an index can serve what people ask most: the planner is told to read no table whole where there is another way,
// so that it decides for few records as it does for a million. What it costs then: npm run bench -- server.

const server = inject('postgres');
const context = (): CallContext => ({ caller: {}, signal: new AbortController().signal });

const all = (...items: CriteriaLine[]): Criteria => ({ match: 'all', items });
const potential: CriteriaLine = {
  field: 'company.category',
  operator: 'oneOf',
  value: ['lead', 'mql', 'opportunity'],
};
const contacting: CriteriaLine = { field: 'contact.leadStatus', operator: 'oneOf', value: ['2'] };
const by = (field: string, direction: Sort['direction'] = 'ascending'): readonly Sort[] => [
  { field, direction },
];

describe.runIf(server)('what is read in PostgreSQL', () => {
  let connection: WatchedConnection;
  let data: ServerData;
  let schema: string;

  beforeAll(async () => {
    const address = new URL(server!);
    address.searchParams.set('options', '-c enable_seqscan=off -c enable_sort=off -c enable_bitmapscan=on');
    connection = openWatched(address.href);
    const { contacts } = createWorld(4_000);
    const made = await sqlDataWith(connection, { companies: createCompanies(4_000), contacts, setup });
    ({ data, schema } = made);
    await learn();
  }, 60_000);

  afterAll(() => connection.close());

  /** The planner knows what there is, and which pages an index need not look up. */
  async function learn(): Promise<void> {
    for (const table of ['contact', 'company'])
      await sql`vacuum (analyze) ${sql.id(schema, table)}`.execute(connection.db);
  }

  /** `Index Scan contact_name` and the like, of contacts and companies. */
  async function scansOf(ask: () => Promise<unknown>): Promise<readonly string[]> {
    const statements = (await connection.watch(ask)).filter(({ text }) => !/setup_record|meta/.test(text));
    const plans = [];
    for (const statement of statements) plans.push(await explain(connection.pool, statement));
    const scans = plans.flatMap(({ scans: own }) => own.map(({ node, table }) => `${node} ${table}`));
    return [...new Set(scans)];
  }

  const page = (query: Partial<PlacedQuery>): PlacedQuery => ({
    of: 'contact',
    criteria: everything,
    timeZone: 'UTC',
    sort: [],
    limit: 50,
    ...query,
  });

  it.each<[string, readonly Sort[], string]>([
    ['by name', by('contact.name'), 'Index Scan contact_name'],
    ['by name, descending', by('contact.name', 'descending'), 'Index Scan contact_name'],
    [
      'by last name, then first name',
      [...by('contact.lastName'), ...by('contact.firstName')],
      'Index Scan contact_last_name',
    ],
    ['what changed last', by('contact.updated', 'descending'), 'Index Scan contact_updated'],
    ['by lead status', by('contact.leadStatus'), 'Index Scan contact_status'],
    ['by the company’s name', by('company.name'), 'Index Only Scan company_name'],
    ['in the order of the ids', [], 'Index Scan contact_id'],
  ])('pages of contacts %s walk an index, from the start and from a place on', async (_, sort, index) => {
    const first = await scansOf(() => data.query(page({ sort }), context()));
    expect(first).toContain(index);
    const { next: after } = await data.query(page({ sort, offset: 1_500 }), context());
    const later = await scansOf(() => data.query(page({ sort, after }), context()));
    expect(later).toContain(index);
    for (const scan of [...first, ...later]) expect(scan).not.toContain('Seq Scan');
  });

  it.each<[string, () => Promise<unknown>, readonly string[]]>([
    [
      'cards of a board’s columns are counted in the index alone',
      () =>
        data.groups(
          { of: 'contact', criteria: all(potential), timeZone: 'UTC', groupBy: ['contact.leadStatus'] },
          context(),
        ),
      ['Index Only Scan contact_board'],
    ],
    [
      'cards by category and status too, where lead status is enabled (L1)',
      () =>
        data.groups(
          {
            of: 'contact',
            criteria: all({ field: 'company.leadStatusEnabled', operator: 'isYes' }),
            timeZone: 'UTC',
            groupBy: ['company.category', 'contact.leadStatus'],
          },
          context(),
        ),
      ['Index Only Scan contact_board'],
    ],
    [
      'one column is counted in the index alone',
      () => data.count(page({ criteria: all(potential, contacting) }), context()),
      ['Index Only Scan contact_board'],
    ],
    [
      'a part of a name is found by its trigrams',
      () =>
        data.count(
          page({ criteria: all({ field: 'contact.name', operator: 'contains', value: 'Lundstr' }) }),
          context(),
        ),
      ['Bitmap Heap Scan contact', 'Bitmap Index Scan contact_name_text'],
    ],
    [
      'so is a part of a last name, since the whole name holds it',
      () =>
        data.count(
          page({ criteria: all({ field: 'contact.lastName', operator: 'begins', value: 'Polarqv' }) }),
          context(),
        ),
      ['Bitmap Heap Scan contact', 'Bitmap Index Scan contact_name_text'],
    ],
    [
      'a text in contacts or their companies is found in the index of each',
      () => {
        const items = ['contact.name', 'contact.email', 'company.name'].map((field): CriteriaLine => ({
          field,
          operator: 'contains',
          value: 'polarqv',
        }));
        return data.count(page({ criteria: { match: 'any', items } }), context());
      },
      [
        'Bitmap Heap Scan contact',
        'Bitmap Index Scan contact_name_text',
        'Bitmap Index Scan contact_email_text',
        'Bitmap Heap Scan company',
        'Bitmap Index Scan company_name_text',
        'Index Scan contact_pkey',
        'Index Only Scan contact_id',
      ],
    ],
    [
      'an e-mail address is looked up',
      () =>
        data.count(
          page({ criteria: all({ field: 'contact.email', operator: 'is', value: 'Anna.Berg@polar.no' }) }),
          context(),
        ),
      ['Index Only Scan contact_email'],
    ],
    [
      'the contacts of a company are found by it',
      () =>
        data.count(
          page({ criteria: all({ field: 'contact.companyId', operator: 'oneOf', value: ['c000007'] }) }),
          context(),
        ),
      ['Index Scan contact_pkey'],
    ],
  ])('%s', async (_, ask, scans) => {
    expect(await scansOf(ask)).toEqual(scans);
  });

  // As docs/decisions/0503 prints it: the expression has to be the one that questions have.
  it('a field of the host is looked up where somebody has made an index of it', async () => {
    await sql
      .raw(
        `create index contact_score on ${schema}.contact (tenant, (case when jsonb_typeof(extra -> 'score') = 'number'
          then (extra ->> 'score')::double precision end))`,
      )
      .execute(connection.db);
    await learn();
    const criteria = all({ field: 'contact.score', operator: 'greaterOrEqual', value: 99 });
    expect(await scansOf(() => data.count(page({ criteria }), context()))).toEqual([
      'Index Scan contact_score',
    ]);
  });
});
