import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { SqlConnection } from '../../../../src/server/sql/connection.js';
import { disagreement } from '../../../differential/server-rounds.js';
import {
  randomRecords,
  randomSearch,
  randomServerQuestion,
  type ServerQuestion,
} from '../../../differential/server-world.js';
import { randomFrom, setup } from '../../../differential/world.js';
import { sqlDataWith } from '../../../helpers/sql-data-with.js';
import { distributedDatabases } from '../../../helpers/distributed-databases.js';
import { sqlDatabases } from '../../../helpers/sql-databases.js';

// One criteria suite for memory, PGlite, PostgreSQL, and what stands for distributed databases. npm test runs a fixed seed. To look for more:
//   LEADKIT_FUZZ_SECONDS=600 npx vitest run --project unit test/unit/server/sql/criteria.test.ts
//   LEADKIT_SEED=123 …      (a seed that failed)
const seconds = Number(process.env['LEADKIT_FUZZ_SECONDS'] ?? 0);
const firstSeed = process.env['LEADKIT_SEED']
  ? Number(process.env['LEADKIT_SEED'])
  : seconds
    ? Date.now() & 0x7fff_ffff
    : 20_261_122;

/** Each with all its pages. The embedded database takes its time. */
const questionsFor = (name: string) => (name === 'PostgreSQL' ? 1_600 : name === 'PGlite' ? 800 : 400);
const questionsOfAWorld = 400;

// YugabyteDB sorts otherwise: see collation.test.ts.
const databases = [
  ...sqlDatabases(),
  ...distributedDatabases().filter(({ engine }) => engine.sorting !== 'found'),
];

describe.each(databases)('criteria in memory and in $name', (database) => {
  const { name, engine } = database;
  let connection: SqlConnection;

  beforeAll(async () => {
    connection = await database.open();
  }, 30_000);

  afterAll(() => connection.close());

  async function makeWorld(seed: number) {
    const records = randomRecords(randomFrom(seed));
    const { data } = await sqlDataWith(connection, { ...records.all, setup }, { engine });
    return { records, data };
  }

  const ask = async (question: ServerQuestion, { records, data }: Awaited<ReturnType<typeof makeWorld>>) =>
    disagreement(question, records, [{ name, data }], 'en');

  it(
    '[Q1–Q6] the same records in the same order, page by page, and the same counts and groups',
    { timeout: Math.max(180_000, seconds * 1_500) },
    async () => {
      const end = Date.now() + seconds * 1_000;
      let world = await makeWorld(firstSeed);
      for (let index = 0; seconds ? Date.now() < end : index < questionsFor(name); index++) {
        const seed = firstSeed + index;
        if (index > 0 && index % questionsOfAWorld === 0) world = await makeWorld(seed);
        const found = await ask(randomServerQuestion(randomFrom(seed)), world);
        expect(found && `Seed ${seed}: ${found}`).toBeUndefined();
      }
    },
  );

  // In SQL these are looked up in two indexes, the contacts' and the companies'.
  it('[Q1] the same for texts that are looked for in contacts and companies at once', async () => {
    const world = await makeWorld(firstSeed);
    for (let index = 0; index < 150; index++) {
      const seed = firstSeed + index;
      const found = await ask(randomSearch(randomFrom(seed)), world);
      expect(found && `Seed ${seed}: ${found}`).toBeUndefined();
    }
  }, 120_000);
});
