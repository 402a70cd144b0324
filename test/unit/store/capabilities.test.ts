import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { takesChange } from '../../../src/store/capabilities.js';
import {
  parseCapabilities,
  resolveCapabilities,
  type CapabilityFault,
} from '../../../src/store/parse-capabilities.js';
import type { LeadAdapter } from '../../../src/store/port.js';

const contacts = {
  fields: { 'contact.name': { operators: ['contains', 'is'], sort: true, group: false } },
  match: ['all'],
  depth: 1,
  sortFields: 1,
  groupFields: 0,
  count: false,
  pageSize: 50,
};

function parsed(input: unknown) {
  const faults: CapabilityFault[] = [];
  return { capabilities: parseCapabilities(input, faults), faults };
}

describe('What a backend says that it can do (A1)', () => {
  it.each([
    ['nothing', {}],
    ['questions', { query: { contact: contacts, company: { ...contacts, fields: {}, offset: true } } }],
    ['which changes it takes', { save: { contact: ['update'], company: [] } }],
    ['whether it tells of changes and keeps preferences', { watch: false, preferences: true }],
  ])('is taken as it is: %s', (_, input) => {
    expect(parsed(input)).toEqual({ capabilities: input, faults: [] });
  });

  it('is taken without what this version does not know, so that backends can say more', () => {
    expect(parsed({ protocol: 1, save: { contact: ['update'], invoice: ['create'] } })).toEqual({
      capabilities: { save: { contact: ['update'] } },
      faults: [],
    });
  });

  it.each([
    [null, '', 'must be an object'],
    [{ query: [] }, '/query', 'must be an object'],
    [{ query: { company: contacts } }, '/query/company', 'needs "/query/contact" as well'],
    [
      { query: { contact: { ...contacts, pageSize: 0 } } },
      '/query/contact/pageSize',
      'must be a whole number from 1',
    ],
    [
      { query: { contact: { ...contacts, groupFields: 3 } } },
      '/query/contact/groupFields',
      'must be a whole number from 0 to 2',
    ],
    [
      { query: { contact: { ...contacts, match: ['some'] } } },
      '/query/contact/match/0',
      'must be one of all, any, none',
    ],
    [
      { query: { contact: { ...contacts, fields: { 'contact.name': { operators: ['like'] } } } } },
      '/query/contact/fields/contact.name/operators/0',
      'is no operator',
    ],
    [{ save: { contact: ['upsert'] } }, '/save/contact/0', 'must be one of create, update, delete'],
    [{ watch: 'yes' }, '/watch', 'must be true or false'],
  ])('is not taken, with the place of what is wrong: %j', (input, path, message) => {
    expect(parsed(input).faults[0]).toMatchObject({
      path,
      message: expect.stringContaining(message) as string,
    });
  });

  it('never throws, whatever it is, and never names what is not there', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (input) => {
        const { capabilities } = parsed(input);
        for (const key of Object.keys(capabilities))
          expect(['query', 'save', 'watch', 'preferences']).toContain(key);
      }),
    );
  });

  it('is not taken where a method for it is missing', async () => {
    const adapter: LeadAdapter = {
      read: () => Promise.resolve({}),
      save: () => Promise.resolve(),
      query: () => Promise.resolve({ ids: [], rows: {} }),
      capabilities: () => Promise.resolve({ query: { contact: { ...contacts, count: true } } } as never),
    };
    await expect(
      resolveCapabilities(adapter, { signal: new AbortController().signal }),
    ).rejects.toMatchObject({
      kind: 'invalid',
      retryable: false,
      details: [
        { path: '/query/contact', message: 'needs the method get()' },
        { path: '/query/contact/count', message: 'needs the method count()' },
      ],
    });
  });
});

describe('Which changes a backend takes (A2)', () => {
  it('is all of them as long as it has not said otherwise', () => {
    expect(takesChange(undefined, 'delete', 'category')).toBe(true);
    expect(takesChange({}, 'delete', 'category')).toBe(true);
  });

  it('is only those that it lists, once it lists any', () => {
    const capabilities = { save: { contact: ['update'] } } as const;
    expect(takesChange(capabilities, 'update', 'contact')).toBe(true);
    expect(takesChange(capabilities, 'create', 'contact')).toBe(false);
    expect(takesChange(capabilities, 'update', 'company')).toBe(false);
  });
});
