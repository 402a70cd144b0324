import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { generateSample } from '../../../demo/data/generate.js';
import { nations } from '../../../demo/data/nations.js';
import { parseCriteria } from '../../../src/criteria/index.js';
import {
  createFieldCatalog,
  createSetup,
  hasLeadStatus,
  parseRow,
  parseRows,
} from '../../../src/model/index.js';

const now = new Date('2026-11-21T12:00:00Z');
const sample = generateSample({ now });
const setup = createSetup(sample);

const tally = (keys: Iterable<string>) => {
  const counts: Record<string, number> = {};
  for (const key of keys) counts[key] = (counts[key] ?? 0) + 1;
  return counts;
};

describe('sample data', () => {
  it('is the same for the same seed, and other for another', () => {
    const hash = (options: Parameters<typeof generateSample>[0]) =>
      createHash('sha256')
        .update(JSON.stringify(generateSample(options)))
        .digest('hex')
        .slice(0, 16);
    expect(hash({ now })).toBe(hash({ now, seed: 1 }));
    expect(hash({ now, seed: 2 })).not.toBe(hash({ now }));
    expect(hash({ now })).toMatchInlineSnapshot(`"2e999aed2e22681c"`);
  });

  it('is as large as asked for, and skewed as data is', () => {
    expect([sample.companies.length, sample.contacts.length, sample.selections.length]).toEqual([
      400, 5_000, 4,
    ]);
    expect(tally(sample.companies.map(({ categoryId }) => categoryId ?? 'none'))).toMatchInlineSnapshot(`
      {
        "customer": 25,
        "former-customer": 24,
        "lead": 126,
        "lost-opportunity": 37,
        "mql": 87,
        "none": 15,
        "opportunity": 43,
        "partner": 16,
        "press": 14,
        "supplier": 13,
      }
    `);
    expect(tally(sample.contacts.map(({ leadStatusId }) => leadStatusId ?? 'none'))).toMatchInlineSnapshot(`
      {
        "1": 1333,
        "2": 790,
        "3": 428,
        "4": 341,
        "5": 438,
        "none": 1670,
      }
    `);
    const few = generateSample({ now, companies: 3, contacts: 7 });
    expect([few.companies.length, few.contacts.length]).toEqual([3, 7]);
    expect(generateSample({ now, companies: 0, contacts: 1 }).contacts).toHaveLength(1);
  });

  it('A4: every row passes the border as it is', () => {
    expect(parseRow('settings', sample.settings)).toMatchObject({
      ok: true,
      record: sample.settings,
      faults: [],
    });
    expect(parseRows('company', sample.companies)).toEqual({ records: sample.companies, rejected: [] });
    expect(parseRows('contact', sample.contacts)).toEqual({ records: sample.contacts, rejected: [] });
    expect(parseRows('selection', sample.selections)).toEqual({ records: sample.selections, rejected: [] });
  });

  it('L1: contacts of companies with lead status mostly have one; some elsewhere have kept one (L7); none without a company (L8)', () => {
    const companies = new Map(sample.companies.map((company) => [company.id, company]));
    const kind = (companyId: string | null) => {
      const company = companyId === null ? undefined : companies.get(companyId);
      return !company ? 'without' : hasLeadStatus(company, setup) ? 'shown' : 'retained';
    };
    const share = (wanted: string) => {
      const all = sample.contacts.filter(({ companyId }) => kind(companyId) === wanted);
      return all.filter(({ leadStatusId }) => leadStatusId !== null).length / all.length;
    };
    expect(share('shown')).toBeGreaterThan(0.9);
    expect(share('retained')).toBeGreaterThan(0.05);
    expect(share('retained')).toBeLessThan(0.3);
    expect(share('without')).toBe(0);
  });

  it('names come from many languages, some stretch a layout, some have letters of their own', () => {
    for (const { country, firstNames, lastNames } of nations) {
      expect(firstNames.length, country).toBeGreaterThanOrEqual(40);
      expect(lastNames.length, country).toBeGreaterThanOrEqual(40);
    }
    const names = sample.companies.map(({ name }) => name);
    expect(new Set(names).size).toBe(400);
    expect(names.some((name) => name.length > 120)).toBe(true);
    expect(names.some((name) => /\p{Script=Han}/u.test(name))).toBe(true);
    expect(sample.contacts.some(({ lastName }) => lastName.includes('’'))).toBe(true);
    expect(new Set(sample.companies.map(({ country }) => country)).size).toBe(nations.length);
  });

  it('nobody can be reached by it: reserved domains, film phone numbers', () => {
    const addresses = [...sample.companies, ...sample.contacts].flatMap(({ email }) => email ?? []);
    expect(addresses.every((address) => /^[a-z0-9.-]+@[a-z0-9-]+\.example$/.test(address))).toBe(true);
    expect(new Set(addresses).size).toBe(addresses.length);
    const phones = [...sample.companies, ...sample.contacts].flatMap(({ phone }) => phone ?? []);
    expect(phones.every((phone) => phone.includes(' 555 01 '))).toBe(true);
  });

  it('nothing happens after now, and nothing changes before it is created', () => {
    for (const { created, updated } of [...sample.companies, ...sample.contacts]) {
      expect(created! <= updated! && updated! <= now.toISOString()).toBe(true);
    }
  });

  it('Q6: criteria of its selections are valid', () => {
    const catalog = createFieldCatalog(sample.settings.fields);
    const dynamic = sample.selections.flatMap(({ of, source }) =>
      source.kind === 'dynamic' ? [{ of, ...source }] : [],
    );
    expect(dynamic).toHaveLength(2);
    for (const { of, criteria } of dynamic)
      expect(parseCriteria(criteria, catalog, of)).toMatchObject({ ok: true });
    const members = sample.selections.flatMap(({ source }) =>
      source.kind === 'static' ? source.members : [],
    );
    expect(members.length).toBeGreaterThan(20);
  });
});
