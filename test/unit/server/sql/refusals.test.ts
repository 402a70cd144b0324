import { describe, expect, it } from 'vitest';
import { citusDialect, cockroachDialect, refusedBy, yugabyteDialect } from '../../../helpers/sql-refusals.js';

// What the distributed databases are held to elsewhere (docs/deploy.md) must notice what they refuse.
const byCompany = citusDialect('home');
const byTenant = citusDialect('tenant');

describe('what distributed databases refuse', () => {
  it.each([
    ['CockroachDB', cockroachDialect, `create collation sorting (provider = icu, locale = 'en')`],
    ['CockroachDB', cockroachDialect, `create table contact (id text collate "C")`],
    ['CockroachDB', cockroachDialect, `create index i on contact (name collate "en")`],
    ['CockroachDB', cockroachDialect, `create index i on contact using gin (name x, email x)`],
    ['CockroachDB', cockroachDialect, `select id from contact order by name collate leadkit.sorting`],
    ['CockroachDB', cockroachDialect, `select pg_advisory_xact_lock(1)`],
    ['CockroachDB', cockroachDialect, `select id from contact where normalize(name, nfc) = $1`],
    ['CockroachDB', cockroachDialect, `select 1 where exists (select from contact)`],
    ['CockroachDB', cockroachDialect, `notify leadkit`],
    ['YugabyteDB', yugabyteDialect, `create collation s (locale = 'en', deterministic = true)`],
    ['YugabyteDB', yugabyteDialect, `create index i on contact using gin (name gin_trgm_ops)`],
    ['YugabyteDB', yugabyteDialect, `select pg_current_xact_id()`],
    ['YugabyteDB', yugabyteDialect, `select pg_advisory_xact_lock(1)`],
    ['YugabyteDB', yugabyteDialect, `listen leadkit`],
    ['Citus', byTenant, `update contact set name = $1 where id = $2`],
    ['Citus', byTenant, `select id from contact where id = $1 for update`],
    ['Citus', byTenant, `select pg_current_xact_id()`],
    ['Citus by company', byCompany, `select id from company where tenant = $1 and id = any($2) for share`],
    ['Citus by company', byCompany, `select id from contact where tenant = $1 and id = $2 for update`],
    [
      'Citus by company',
      byCompany,
      `update contact set name = $1 where tenant = $2 and home = any($3::text[])`,
    ],
    ['Citus by company', byCompany, `delete from company where tenant = $1 or id = $2`],
  ])('%s: %#', async (_, dialect, statement) => {
    expect(await refusedBy(dialect, [statement])).toHaveLength(1);
  });

  it.each([
    ['CockroachDB', cockroachDialect, `create index i on contact ((name collate "en"), id)`],
    ['CockroachDB', cockroachDialect, `select (extra ->> 'a') collate "C" from contact for update`],
    ['YugabyteDB', yugabyteDialect, `create table contact (id text collate "C")`],
    ['Citus', byTenant, `select id from contact where tenant = $1 and id = any($2) for update`],
    [
      'Citus by company',
      byCompany,
      `select id from contact where tenant = $1 and home = $2::text for update`,
    ],
    ['Citus by company', byCompany, `select value from meta where key = 'version' for update`],
  ])('but not by %s: %#', async (_, dialect, statement) => {
    expect(await refusedBy(dialect, [statement])).toEqual([]);
  });
});
