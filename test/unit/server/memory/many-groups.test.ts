import { expect, it } from 'vitest';
import { createSetup, emptyCompany } from '../../../../src/model/defaults.js';
import { createMemoryData } from '../../../../src/server/memory/index.js';

it('a backend in memory answers with all groups of many values', async () => {
  const names = Array.from({ length: 3_000 }, (_, at) => `Company ${String(at).padStart(4, '0')}`);
  const companies = names.map((name, at) => emptyCompany({ id: `c${at}`, name }));
  const data = createMemoryData({ ...createSetup({}), companies, contacts: [] } as never);
  const groups = await data.groups(
    { of: 'company', timeZone: 'Europe/Oslo', groupBy: ['company.name'] } as never,
    { signal: new AbortController().signal } as never,
  );
  expect(JSON.stringify(groups)).toContain('Company 2999');
  expect(JSON.stringify(groups).split('"count":1').length - 1).toBe(3_000);
});
