import { afterAll, describe, expect, inject, test } from 'vitest';
import { adapterKit, type AdapterSubject } from '../../../../src/adapters/kit/index.js';
import { openPostgres } from '../../../../src/server/sql/postgres.js';
import { openEmptyPGlite } from '../../../helpers/pglite.js';
import { httpSubject } from '../../../helpers/http-subject.js';
import { indexedDbSubject, memorySubject, sqlSubject } from './subjects.js';

const postgres = inject('postgres');
const onSql = [
  sqlSubject('PGlite', openEmptyPGlite),
  ...(postgres ? [sqlSubject('PostgreSQL', async () => openPostgres(postgres))] : []),
];
afterAll(async () => void (await Promise.all(onSql.map((subject) => subject.close()))));

const subjects: readonly AdapterSubject[] = [
  memorySubject(),
  indexedDbSubject(),
  httpSubject('everything'),
  httpSubject('least'),
  ...onSql,
];

describe.each(subjects.map((subject) => [subject.name, subject] as const))(
  '[A7] the adapter "%s"',
  (_name, subject) => {
    for (const check of adapterKit(subject)) {
      // Above the kit's own limit, so that it is the kit that says what took too long.
      test(`${check.id}: ${check.title}`, { timeout: 30_000 }, async ({ skip }) => {
        const result = await check.run();
        if (result.status === 'skipped') skip(result.message);
        expect(result.ok, result.message).toBe(true);
      });
    }
  },
);
