import { describe, expect, it } from 'vitest';
import { freeName, listed } from '../../../../src/elements/selections/selection-texts.js';
import type { Selection } from '../../../../src/model/records.js';

const selection = (name: string, description: string | null = null): Selection => ({
  id: name,
  name,
  description,
  of: 'contact',
  source: { kind: 'static', members: [] },
  created: null,
  updated: null,
});

describe('freeName', () => {
  const numbered = (number: number) => `Norway (copy ${number})`;

  it('is the first proposal while nobody has it', () => {
    expect(freeName([selection('Norway')], 'Norway (copy)', numbered)).toBe('Norway (copy)');
  });

  it('counts on, ignoring case as the rule for names does', () => {
    const taken = ['NORWAY (COPY)', 'Norway (copy 2)'].map((name) => selection(name));
    expect(freeName(taken, 'Norway (copy)', numbered)).toBe('Norway (copy 3)');
  });
});

describe('listed', () => {
  const all = ['Zürich', 'älter', 'List 10', 'List 2'].map((name) => selection(name));

  it('sorts by name as the language does, numbers as numbers', () => {
    expect(listed(all, '', 'de').map(({ name }) => name)).toEqual(['älter', 'List 2', 'List 10', 'Zürich']);
    expect(listed(all, '', 'nb').map(({ name }) => name)).toEqual(['List 2', 'List 10', 'Zürich', 'älter']);
  });

  it('finds by name and description, without accents and case', () => {
    expect(listed(all, ' ZURICH ', 'en').map(({ name }) => name)).toEqual(['Zürich']);
    expect(
      listed([selection('A', 'From the fair'), selection('B')], 'fair', 'en').map(({ id }) => id),
    ).toEqual(['A']);
  });
});
