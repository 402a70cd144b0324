import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { CriteriaNode } from '../../../src/criteria/types.js';
import { emptyCompany, emptyContact } from '../../../src/model/defaults.js';
import { createFieldCatalog } from '../../../src/model/fields.js';
import type { EntityName } from '../../../src/model/records.js';
import { dependencies, dependsOnToday, touches } from '../../../src/query/dependencies.js';
import { createPlainEngine } from '../../oracle/plain-engine.js';
import type { Question } from '../../../src/query/types.js';
import * as arbitrary from '../../helpers/arbitraries.js';
import { recordSource } from '../../helpers/record-source.js';

const catalog = createFieldCatalog([]);
const asking = (items: CriteriaNode[], rest: Partial<Question> = {}): Question => ({
  of: 'contact',
  fields: ['contact.name'],
  criteria: { match: 'all', items },
  ...rest,
});
const isOpen: CriteriaNode = { field: 'contact.leadStatus', operator: 'oneOf', value: ['1'] };
const inNorway: CriteriaNode = { field: 'company.country', operator: 'is', value: 'Norway' };

describe('what a question depends on', () => {
  it('the fields that it asks by, sorts, groups and shows', () => {
    const question = asking([isOpen], {
      sort: [{ field: 'contact.created', direction: 'ascending' }],
      groupBy: ['contact.title'],
    });
    expect([...dependencies(question, catalog)].sort()).toEqual([
      'contact.created',
      'contact.leadStatus',
      'contact.name',
      'contact.title',
    ]);
  });

  it('which company a contact has, as soon as one field is the company’s', () => {
    expect([...dependencies(asking([inNorway]), catalog)]).toEqual([
      'contact.name',
      'company.country',
      'contact.companyId',
    ]);
    expect([...dependencies({ of: 'company', fields: ['company.name'] }, catalog)]).toEqual(['company.name']);
  });

  it('[Q2] not lines that do not ask', () => {
    expect([
      ...dependencies(
        asking([
          { ...inNorway, muted: true },
          { ...isOpen, value: [] },
        ]),
        catalog,
      ),
    ]).toEqual(['contact.name']);
  });

  it('[Q5] the day, when a date is relative', () => {
    const created = (operator: 'today' | 'on', value?: string): CriteriaNode => ({
      field: 'contact.created',
      operator,
      value,
    });
    expect(dependsOnToday(asking([created('today')]), catalog)).toBe(true);
    expect(dependsOnToday(asking([{ ...created('today'), muted: true }]), catalog)).toBe(false);
    expect(dependsOnToday(asking([created('on', '2026-11-21')]), catalog)).toBe(false);
    expect(dependsOnToday({ of: 'contact', fields: [] }, catalog)).toBe(false);
  });
});

describe('what a change touches', () => {
  const before = emptyContact({ id: '1', firstName: 'Ada', companyId: 'c' });
  const company = emptyCompany({ id: 'c', name: 'Acme', country: 'Norway' });
  const touched = (entity: EntityName, record: { readonly id: string } | undefined, id = record?.id ?? '1') =>
    new Map([[entity, new Map([[id, record]])]]);
  const source = (contact = before, of = company) => recordSource([contact], [of]);

  it.each(['settings', 'category', 'leadStatus'] as const)('a change of %s, every question', (entity) => {
    expect(touches(asking([]), touched(entity, { id: 'x' }), catalog, source())).toBe(true);
  });

  it('a change of a selection, or of nothing, none', () => {
    expect(touches(asking([]), touched('selection', { id: 'x' }), catalog, source())).toBe(false);
    expect(touches(asking([]), new Map([['contact', new Map()]]), catalog, source())).toBe(false);
  });

  it('a change of a field in question, and of no other', () => {
    const renamed = { ...before, firstName: 'Grace' };
    const retitled = { ...before, title: 'CTO' };
    expect(touches(asking([]), touched('contact', before), catalog, source(renamed))).toBe(true);
    expect(touches(asking([]), touched('contact', before), catalog, source(retitled))).toBe(false);
  });

  it('a record that came or went', () => {
    expect(touches(asking([]), touched('contact', undefined), catalog, source())).toBe(true);
    expect(touches(asking([]), touched('contact', before), catalog, recordSource([]))).toBe(true);
  });

  it('a change of a company, the contacts that are asked by it', () => {
    const moved = { ...company, country: 'Sweden' };
    expect(touches(asking([inNorway]), touched('company', company), catalog, source(before, moved))).toBe(
      true,
    );
    expect(touches(asking([isOpen]), touched('company', company), catalog, source(before, moved))).toBe(
      false,
    );
    const renamed = { ...company, name: 'Acme 2' };
    expect(touches(asking([inNorway]), touched('company', company), catalog, source(before, renamed))).toBe(
      false,
    );
  });

  it('a change of a contact, no question about companies', () => {
    expect(touches({ of: 'company', fields: ['company.name'] }, touched('contact', before), catalog)).toBe(
      false,
    );
  });

  it('without the records to compare with, anything in question', () => {
    expect(touches(asking([]), touched('contact', before), catalog)).toBe(true);
    expect(touches(asking([]), touched('company', company), catalog)).toBe(false);
  });

  it('whatever it does not touch keeps its answer', () => {
    const { arbitraryCatalog, arbitrarySetup } = arbitrary;
    const question = fc.record({
      of: fc.constant('contact' as const),
      criteria: arbitrary.criteria('contact'),
      fields: fc.array(
        arbitrary.field('contact').map(({ id }) => id),
        { maxLength: 2 },
      ),
      window: fc.constant({ offset: 0, limit: 100 }),
    });
    let untouched = 0;
    fc.assert(
      fc.property(
        arbitrary.world,
        arbitrary.clock,
        question,
        arbitrary.contact,
        arbitrary.company,
        (world, clock, asked, contact, changed) => {
          const [old, ...others] = world.contacts;
          if (!old) return;
          const after = {
            contacts: [{ ...contact, id: old.id, companyId: old.companyId }, ...others],
            companies: world.companies,
          };
          const formerly = world.companies.find(({ id }) => id === changed.id);
          if (formerly) after.companies = world.companies.map((each) => (each === formerly ? changed : each));
          const records = recordSource(after.contacts, after.companies, arbitrarySetup);
          const changes = new Map<EntityName, Map<string, unknown>>([['contact', new Map([[old.id, old]])]]);
          if (formerly) changes.set('company', new Map([[formerly.id, formerly]]));
          if (touches(asked, changes, arbitraryCatalog, records)) return;
          untouched++;
          const surroundings = { language: 'en', timeZone: clock.timeZone, now: () => clock.now };
          const formerRecords = recordSource(world.contacts, world.companies, arbitrarySetup);
          expect(createPlainEngine(records).answer(asked, surroundings)).toEqual(
            createPlainEngine(formerRecords).answer(asked, surroundings),
          );
        },
      ),
      { seed: 20261121, numRuns: 1500 },
    );
    expect(untouched).toBeGreaterThan(50);
  });
});
