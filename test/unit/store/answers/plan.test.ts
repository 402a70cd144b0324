import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compileCriteria } from '../../../../src/criteria/evaluate.js';
import { linesOf } from '../../../../src/criteria/simplify.js';
import { isGroup, operatorIds, type Criteria, type CriteriaNode } from '../../../../src/criteria/types.js';
import type { Subject } from '../../../../src/model/fields.js';
import { planOf, splitBound } from '../../../../src/store/answers/plan.js';
import type { QueryCapabilities } from '../../../../src/store/capabilities.js';
import * as arbitrary from '../../../helpers/arbitraries.js';
import { recordSource } from '../../../helpers/record-source.js';
import { createPlainEngine } from '../../../oracle/plain-engine.js';

const { arbitraryCatalog: catalog, arbitrarySetup: setup } = arbitrary;
const context = { catalog, now: new Date('2019-10-15T12:00:00Z'), timeZone: 'UTC' };

/** Names and cities of companies can be asked for, by flat lists of lines. */
const modest: QueryCapabilities = {
  fields: {
    'company.name': { operators: ['contains', 'begins'], sort: true },
    'company.city': { operators: ['is'], group: true },
    'company.created': { operators: ['before', 'on', 'after', 'between'] },
  },
  match: ['all', 'any'],
  depth: 1,
  sortFields: 1,
  groupFields: 1,
  count: true,
  pageSize: 50,
};

const name = { field: 'company.name', operator: 'contains', value: 'a' } as const;
const begins = { field: 'company.name', operator: 'begins', value: 'b' } as const;
const city = { field: 'company.city', operator: 'is', value: 'Oslo' } as const;
const ends = { field: 'company.name', operator: 'ends', value: 'c' } as const;
const phone = { field: 'company.phone', operator: 'isNotEmpty' } as const;
const all = (...items: CriteriaNode[]): Criteria => ({ match: 'all', items });
const any = (...items: CriteriaNode[]): Criteria => ({ match: 'any', items });
const none = (...items: CriteriaNode[]): Criteria => ({ match: 'none', items });

const plan = (criteria: Criteria, capabilities: QueryCapabilities | undefined = modest) =>
  planOf({ of: 'company', criteria }, capabilities, context);

describe('Who answers a question (A2)', () => {
  it('is memory where the records are here', () => {
    expect(planOf({ of: 'company', criteria: all(phone) }, undefined, context)).toEqual({ by: 'memory' });
  });

  it.each([
    ['nothing', all(), all()],
    ['lines that it knows', all(name, city), all(name, city)],
    ['lines that do not ask left out', all(name, { ...ends, muted: true }), all(name)],
    ['groups within groups of the same kind', all(name, all(city)), all(name, city)],
    ['a group of one', any(all(name)), all(name)],
    [
      'relative dates as days',
      all({ field: 'company.created', operator: 'today' }),
      all({ field: 'company.created', operator: 'on', value: '2019-10-15' }),
    ],
  ])('is the backend: %s', (_, asked, criteria) => {
    expect(plan(asked)).toEqual({ by: 'backend', criteria });
  });

  it.each([
    [
      'an operator',
      all(name, ends),
      all(name),
      'cannot-ask-operator',
      { field: 'company.name', operator: 'ends' },
    ],
    ['a field', all(name, phone), all(name), 'cannot-ask-field', { field: 'company.phone' }],
    ['a field, alternatively', any(name, phone), all(), 'cannot-ask-field', { field: 'company.phone' }],
    ['a kind of group', all(name, none(city)), all(name), 'cannot-nest', { limit: 1 }],
    ['a kind of group at all', none(name), all(), 'cannot-match', { match: 'none' }],
    ['nesting', all(name, any(city, begins)), all(name), 'cannot-nest', { limit: 1 }],
    [
      'nesting, of which a part will do',
      any(all(name, city), begins),
      any(name, begins),
      'cannot-nest',
      { limit: 1 },
    ],
  ] as const)('is both: the backend does not know %s', (_, asked, criteria, code, details) => {
    expect(plan(asked)).toEqual({ by: 'both', criteria, bound: splitBound, obstacle: { code, details } });
  });

  it('is both where a part of what is excluded is not known: the backend excludes less', () => {
    const nested: QueryCapabilities = { ...modest, match: ['all', 'any', 'none'], depth: 3 };
    expect(plan(none(name, phone), nested)).toMatchObject({ by: 'both', criteria: none(name) });
    expect(plan(none(all(name, phone)), nested)).toMatchObject({ by: 'both', criteria: all() });
    expect(plan(none(none(name, phone)), nested)).toMatchObject({ by: 'both', criteria: all() });
  });

  it('is both where the members of a selection can only be had by id', () => {
    const members = ['c1', 'c2'];
    const asked = all({ field: 'company.id', operator: 'oneOf', value: members }, name);
    expect(plan(asked)).toMatchObject({ by: 'both', members, criteria: asked });
    const withIds = {
      ...modest,
      fields: { ...modest.fields, 'company.id': { operators: ['oneOf'] } },
    } as const;
    expect(plan(asked, withIds)).toEqual({ by: 'backend', criteria: asked });
    expect(plan(any(asked, city))).not.toHaveProperty('members');
  });

  const window = { offset: 0, limit: 10 };
  const up = (field: string) => ({ field, direction: 'ascending' }) as const;
  it.each([
    ['sorting by a field', { sort: [up('company.city')], window }, 'cannot-sort', { field: 'company.city' }],
    [
      'sorting by two',
      { sort: [up('company.name'), up('company.name')], window },
      'cannot-sort-by-many',
      { limit: 1 },
    ],
    ['counting by a field', { groupBy: ['company.name'] }, 'cannot-group', { field: 'company.name' }],
    ['counting by two', { groupBy: ['company.city', 'company.city'] }, 'cannot-group-by-many', { limit: 1 }],
  ])('is both: the backend can’t do %s', (_, asked, code, details) => {
    expect(planOf({ of: 'company', criteria: all(name), ...asked }, modest, context)).toEqual({
      by: 'both',
      criteria: all(name),
      bound: splitBound,
      obstacle: { code, details },
    });
  });

  it('does not mind an order that nobody sees', () => {
    expect(planOf({ of: 'company', sort: [up('company.city')] }, modest, context).by).toBe('backend');
  });

  it('is nobody where nothing may be finished in memory', () => {
    expect(planOf({ of: 'company', criteria: all(ends) }, modest, { ...context, bound: 0 })).toEqual({
      by: 'nobody',
      obstacle: { code: 'cannot-ask-operator', details: { field: 'company.name', operator: 'ends' } },
    });
  });
});

const matches = ['all', 'any', 'none'] as const;

/** Backends of all sorts, most of them rather limited. */
const capabilities: fc.Arbitrary<QueryCapabilities> = fc.record({
  fields: fc
    .uniqueArray(arbitrary.field('contact'), { selector: ({ id }) => id, maxLength: 20, size: 'max' })
    .chain((fields) =>
      fc.tuple(
        ...fields.map(({ id, type }) =>
          fc
            .record({
              operators: fc.oneof(
                fc.constant([...operatorIds[type]]),
                fc.subarray<(typeof operatorIds)[typeof type][number]>([...operatorIds[type]]),
              ),
              sort: fc.boolean(),
              group: fc.boolean(),
            })
            .map((can) => [id, can] as const),
        ),
      ),
    )
    .map((entries) => Object.fromEntries(entries)),
  match: fc.oneof(fc.constant([...matches]), fc.subarray([...matches])),
  depth: fc.integer({ min: 1, max: 4 }),
  sortFields: fc.nat(3),
  groupFields: fc.constantFrom(0, 1, 2),
  count: fc.boolean(),
  pageSize: fc.integer({ min: 1, max: 50 }),
});

function depthOf(node: CriteriaNode): number {
  return isGroup(node) ? 1 + Math.max(0, ...node.items.map(depthOf)) : 0;
}

function kindsOf(node: CriteriaNode): readonly string[] {
  return isGroup(node) ? [node.match, ...node.items.flatMap(kindsOf)] : [];
}

describe.each<Subject>(['contact', 'company'])('Any question about a %s to any backend', (of) => {
  const numRuns = 400;

  it('asks it for nothing that it has not declared', () => {
    fc.assert(
      fc.property(arbitrary.criteria(of), capabilities, (criteria, can) => {
        const planned = planOf({ of, criteria }, can, context);
        if (planned.by === 'memory' || planned.by === 'nobody' || (planned.by === 'both' && planned.members))
          return;
        const asked = planned.criteria;
        if (asked.items.length === 0) {
          expect(asked).toEqual(all());
          return;
        }
        expect(depthOf(asked)).toBeLessThanOrEqual(can.depth);
        for (const kind of kindsOf(asked)) expect(can.match).toContain(kind);
        for (const { field, operator } of linesOf(asked))
          expect(can.fields[field]?.operators).toContain(operator);
      }),
      { numRuns },
    );
  });

  it('gets every record that meets the criteria, and the rest in memory gives the answer', () => {
    fc.assert(
      fc.property(
        arbitrary.world,
        arbitrary.criteria(of),
        capabilities,
        arbitrary.clock,
        ({ contacts, companies }, criteria, can, when) => {
          const planned = planOf({ of, criteria }, can, { catalog, ...when });
          if (planned.by === 'memory' || planned.by === 'nobody')
            throw new Error('Somebody can answer this.');
          const byId = new Map(companies.map((each) => [each.id, each]));
          const isGiven = compileCriteria(planned.criteria, { catalog, setup, ...when });
          const given = contacts.filter((each) => isGiven(each, byId.get(each.companyId ?? '')));
          const givenCompanies = of === 'company' ? companies.filter((each) => isGiven(each)) : companies;
          const question = {
            of,
            fields: [],
            window: { offset: 0, limit: 100 },
            ...(planned.by === 'both' ? { criteria } : {}),
          };
          const surroundings = { language: 'en', timeZone: when.timeZone, now: () => when.now };
          const ofAll = createPlainEngine(recordSource(contacts, companies, setup));
          const ofGiven = createPlainEngine(
            recordSource(of === 'contact' ? given : contacts, givenCompanies, setup),
          );
          expect(ofGiven.answer(question, surroundings)).toEqual(
            ofAll.answer({ ...question, criteria }, surroundings),
          );
        },
      ),
      { numRuns },
    );
  });
});
