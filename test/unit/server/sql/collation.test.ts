import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { everything } from '../../../../src/criteria/types.js';
import { emptyCompany } from '../../../../src/model/defaults.js';
import type { Company } from '../../../../src/model/records.js';
import type { CallContext } from '../../../../src/server/data.js';
import type { SqlConnection } from '../../../../src/server/sql/connection.js';
import type { Engine } from '../../../../src/server/sql/engine.js';
import { openPostgres } from '../../../../src/server/sql/postgres.js';
import { disagreement } from '../../../differential/server-rounds.js';
import { randomRecords, randomServerQuestion } from '../../../differential/server-world.js';
import { everyText, randomFrom } from '../../../differential/world.js';
import { distributedDatabases } from '../../../helpers/distributed-databases.js';
import { sqlDatabases } from '../../../helpers/sql-databases.js';
import { sqlDataWith } from '../../../helpers/sql-data-with.js';

const context: CallContext = { caller: {}, signal: new AbortController().signal };

// Many of them, and yet each of them beside its like: letters with marks, composed and not, case, signs, other scripts.
const names = [...new Set(everyText())].filter((name, index) => name !== '' && index % 3 === 0);
const companies: readonly Company[] = names.map((name, index) =>
  emptyCompany({ id: `c${String(index).padStart(4, '0')}`, name }),
);

async function sortedNames(
  connection: SqlConnection,
  language: string,
  engine?: Engine,
): Promise<readonly string[]> {
  const { data } = await sqlDataWith(connection, { companies }, { language, engine });
  const { ids } = await data.query(
    {
      of: 'company',
      criteria: everything,
      timeZone: 'UTC',
      sort: [{ field: 'company.name', direction: 'ascending' }],
      limit: companies.length,
    },
    context,
  );
  return ids.map((id) => names[Number(id.slice(1))]!);
}

/** Of texts that the language takes for equal, the one with the smaller id comes first: sorting is stable. */
const asIntl = (language: string) => [...names].sort(new Intl.Collator(language).compare);

describe.each(sqlDatabases())('the order of texts in $name (Q4)', ({ name, open }) => {
  let connection: SqlConnection;

  beforeAll(async () => {
    connection = await open();
  }, 30_000);

  afterAll(() => connection.close());

  it('is that of Intl.Collator in English', async () => {
    expect(await sortedNames(connection, 'en')).toEqual(asIntl('en'));
  }, 30_000);

  it.runIf(name === 'PostgreSQL').each(['nb', 'de', 'sv', 'tr'])(
    'is that of Intl.Collator in %s, where the server knows the language',
    async (language) => {
      expect(await sortedNames(connection, language)).toEqual(asIntl(language));
    },
    30_000,
  );

  // docs/deploy.md: PGlite brings no languages along.
  it.runIf(name === 'PGlite')(
    'is Unicode’s own where the language is not known, and says so',
    async () => {
      const { data } = await sqlDataWith(connection, { companies: [] }, { language: 'nb' });
      expect((await data.capabilities(context)).collation).toBe('und');
      expect(await sortedNames(connection, 'nb')).toEqual(asIntl('en'));
      expect(asIntl('en')).not.toEqual(asIntl('nb'));
    },
    30_000,
  );

  // JavaScript compares ids by UTF-16 units, a database by code points: beyond U+FFFF these differ.
  it('puts ids beyond U+FFFF after all others, which memory does not', async () => {
    const [private_, emoji] = ['\uE000', '👍'];
    const rows = { companies: [emoji, private_].map((id) => emptyCompany({ id, name: 'Same' })) };
    const { data } = await sqlDataWith(connection, rows);
    const { ids } = await data.query(
      { of: 'company', criteria: everything, timeZone: 'UTC', sort: [], limit: 10 },
      context,
    );
    expect(ids).toEqual([private_, emoji]);
    expect([private_, emoji].sort()).toEqual([emoji, private_]);
  });
});

const server = inject('postgres');

describe.runIf(server)('a PostgreSQL database whose own language is another one', () => {
  const database = `nb_${Date.now().toString(36)}_${process.pid}`;
  let connection: SqlConnection;
  let own: SqlConnection;

  beforeAll(async () => {
    connection = openPostgres(server!);
    await sql
      .raw(
        `create database ${database} template template0 encoding 'UTF8'
        locale_provider icu icu_locale 'nb-NO' locale 'C'`,
      )
      .execute(connection.db);
    const address = new URL(server!);
    address.pathname = `/${database}`;
    own = openPostgres(address.href);
  }, 30_000);

  afterAll(async () => {
    await own.close();
    await sql.raw(`drop database ${database}`).execute(connection.db);
    await connection.close();
  });

  it('answers as memory does all the same', { timeout: 120_000 }, async () => {
    const seed = 20_261_123;
    const records = randomRecords(randomFrom(seed));
    const { data } = await sqlDataWith(own, { ...records.all, setup: records.setup });
    for (let index = 0; index < 150; index++) {
      const question = randomServerQuestion(randomFrom(seed + index));
      const found = await disagreement(question, records, [{ name: database, data }], 'en');
      expect(found && `Seed ${seed + index}: ${found}`).toBeUndefined();
    }
  });
});

describe.each(distributedDatabases())('the order of texts in $name (Q4)', ({ engine, open }) => {
  let connection: SqlConnection;

  beforeAll(async () => {
    connection = await open();
  }, 30_000);

  afterAll(() => connection.close());

  it.runIf(engine.sorting !== 'found')(
    'is that of Intl.Collator',
    async () => expect(await sortedNames(connection, 'en', engine)).toEqual(asIntl('en')),
    30_000,
  );

  // docs/deploy.md: YugabyteDB has no collation that takes texts for equal.
  it.runIf(engine.sorting === 'found')(
    'is that of Intl.Collator, but of texts that it takes for equal those of smaller bytes come first',
    async () => {
      const { compare } = new Intl.Collator('en');
      const inBytes = (a: string, b: string) => Buffer.compare(Buffer.from(a), Buffer.from(b));
      const wanted = [...names].sort((a, b) => compare(a, b) || inBytes(a, b));
      expect(await sortedNames(connection, 'en', engine)).toEqual(wanted);
      expect(wanted).not.toEqual(asIntl('en'));
    },
    30_000,
  );

  // docs/deploy.md: without `normalize`, the usual two ways to compose letters are one text, and no others.
  it('is exactly a text, however its letters are composed; half and half only where the database composes', async () => {
    const text = '\u00C5ngstr\u00F6m';
    const half = '\u00C5ngstro\u0308m';
    const rows = [text.normalize('NFC'), text.normalize('NFD'), half].map((name, index) =>
      emptyCompany({ id: String(index), name }),
    );
    const { data } = await sqlDataWith(connection, { companies: rows }, { engine });
    const isExactly = { field: 'company.name', operator: 'isExactly', value: text } as const;
    const criteria = { match: 'all', items: [isExactly] } as const;
    const total = await data.count({ of: 'company', criteria, timeZone: 'UTC' }, context);
    expect(total).toEqual({ exact: engine.composes ? 3 : 2 });
  });
});
