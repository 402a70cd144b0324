import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  maxDepth,
  maxErrors,
  maxListValues,
  maxNodes,
  parseCriteria,
  parseCriteriaText,
} from '../../../src/criteria/parse.js';
import { arbitraryCatalog as catalog, criteria as anyCriteria } from '../../helpers/arbitraries.js';

const parse = (json: unknown) => parseCriteria(json, catalog, 'contact');
const errorsOf = (json: unknown, subject: 'contact' | 'company' = 'contact') => {
  const parsed = parseCriteria(json, catalog, subject);
  return parsed.ok ? [] : parsed.errors.map(({ code, path }) => `${code} ${path}`);
};
const group = (...items: unknown[]) => ({ match: 'all', items });
const isAda = { field: 'contact.firstName', operator: 'is', value: 'Ada' };

describe('criteria from outside', () => {
  it('[Q6] come out as they went in when they are valid', () => {
    fc.assert(
      fc.property(anyCriteria('contact'), (criteria) => {
        const json = JSON.parse(JSON.stringify(criteria)) as unknown;
        expect(parse(json)).toEqual({ ok: true, criteria: json });
        expect(parseCriteriaText(JSON.stringify(criteria), catalog, 'contact')).toEqual(parse(criteria));
      }),
      { seed: 20261121, numRuns: 500 },
    );
  });

  it('[Q6] are a fresh object: later changes of what came in change nothing', () => {
    const list = ['1'];
    const item = { field: 'contact.leadStatus', operator: 'oneOf', value: list };
    const parsed = parse(group(item));
    list.push('2');
    item.operator = 'notOneOf';
    expect(parsed).toEqual({
      ok: true,
      criteria: group({ field: 'contact.leadStatus', operator: 'oneOf', value: ['1'] }),
    });
  });

  it('[Q6] lose every key that they should not have', () => {
    const parsed = parse({ ...group({ ...isAda, onclick: 'alert(1)', id: 7 }), title: 'x' });
    expect(parsed).toEqual({ ok: true, criteria: group(isAda) });
  });

  it.each<[unknown, string]>([
    [null, 'not-an-object '],
    ['all', 'not-an-object '],
    [[], 'not-an-object '],
    [{}, 'unknown-match /match'],
    [{ match: 'ALL', items: [] }, 'unknown-match /match'],
    [{ match: 'all' }, 'items-not-a-list /items'],
    [{ match: 'all', items: {} }, 'items-not-a-list /items'],
    [group(5), 'not-an-object /items/0'],
    [group(isAda, group(null)), 'not-an-object /items/1/items/0'],
    [group({ ...isAda, field: 'contact.shoeSize' }), 'unknown-field /items/0/field'],
    [group({ ...isAda, field: 7 }), 'unknown-field /items/0/field'],
    [group({ operator: 'is' }), 'unknown-field /items/0/field'],
    [group({ ...isAda, operator: 'matches' }), 'unknown-operator /items/0/operator'],
    [
      group(isAda, isAda, group({ ...isAda, operator: 'less' })),
      'operator-not-for-type /items/2/items/0/operator',
    ],
    [group({ ...isAda, value: 5 }), 'wrong-value-type /items/0/value'],
    [group({ ...isAda, value: ['Ada'] }), 'wrong-value-type /items/0/value'],
    [group({ ...isAda, operator: 'isEmpty', value: 'x' }), 'wrong-value-type /items/0/value'],
    [
      group({ field: 'contact.leadStatus', operator: 'oneOf', value: [1] }),
      'wrong-value-type /items/0/value',
    ],
    [group({ field: 'company.budget', operator: 'between', value: [1] }), 'wrong-value-type /items/0/value'],
    [
      group({ field: 'company.fair', operator: 'on', value: '2026-02-30' }),
      'wrong-value-type /items/0/value',
    ],
    [
      group({ field: 'company.fair', operator: 'next', value: { period: 'eon' } }),
      'wrong-value-type /items/0/value',
    ],
    [
      group({ field: 'company.fair', operator: 'next', value: { period: 'day', amount: -1 } }),
      'wrong-value-type /items/0/value',
    ],
    [group({ ...isAda, empty: 'maybe' }), 'wrong-option /items/0/empty'],
    [group({ ...isAda, muted: 'yes' }), 'wrong-option /items/0/muted'],
    [{ ...group(), muted: 1 }, 'wrong-option /muted'],
  ])('[Q6] %j: %s', (json, error) => {
    expect(errorsOf(json)).toEqual([error]);
  });

  it('[Q6] report every error, each with its path', () => {
    const json = group({ ...isAda, operator: 'matches' }, group({ ...isAda, field: 'x' }), {
      ...isAda,
      value: 1,
    });
    expect(errorsOf(json)).toEqual([
      'unknown-operator /items/0/operator',
      'unknown-field /items/1/items/0/field',
      'wrong-value-type /items/2/value',
    ]);
  });

  it('[Q6] about companies can not ask for what only contacts have', () => {
    expect(errorsOf(group(isAda), 'company')).toEqual(['field-not-of-subject /items/0/field']);
    expect(errorsOf(group({ field: 'company.name', operator: 'is', value: 'x' }), 'company')).toEqual([]);
  });

  it('[Q2] keep lines that are not filled in yet; null is no value', () => {
    const lines = [
      { ...isAda, value: '' },
      { field: 'contact.leadStatus', operator: 'oneOf', value: [] },
      { field: 'company.budget', operator: 'between', value: [1, null] },
      { field: 'company.fair', operator: 'between', value: ['', '2026-11-21'] },
      { field: 'company.fair', operator: 'next', value: { period: 'week' } },
    ];
    expect(parse(group(...lines))).toEqual({ ok: true, criteria: group(...lines) });
    const { value: _value, ...withoutValue } = isAda;
    expect(parse(group({ ...isAda, value: null }))).toEqual({ ok: true, criteria: group(withoutValue) });
  });

  it('[L9] may name list items that there are not', () => {
    expect(
      errorsOf(group({ field: 'contact.leadStatus', operator: 'oneOf', value: ['no-such-status'] })),
    ).toEqual([]);
  });
});

describe('criteria as text', () => {
  it('[Q6] says that it is not JSON, in the words of the platform', () => {
    const parsed = parseCriteriaText('{"match": "all", "items": [', catalog, 'contact');
    expect(parsed).toMatchObject({ ok: false, errors: [{ code: 'syntax', path: '' }] });
    expect(!parsed.ok && parsed.errors[0]?.details['message']).toMatch(/JSON/);
  });
});

describe('hostile criteria', () => {
  it.each(['__proto__', 'constructor', 'toString', 'contact.__proto__', 'hasOwnProperty'])(
    '[Q6] %s is not a field, an operator, a match or a period',
    (name) => {
      expect(errorsOf(group({ ...isAda, field: name }))).toEqual(['unknown-field /items/0/field']);
      expect(errorsOf(group({ ...isAda, operator: name }))).toEqual(['unknown-operator /items/0/operator']);
      expect(errorsOf({ match: name, items: [] })).toEqual(['unknown-match /match']);
      const next = { field: 'company.fair', operator: 'next', value: { period: name, amount: 1 } };
      expect(errorsOf(group(next))).toEqual(['wrong-value-type /items/0/value']);
    },
  );

  it('[Q6] a key __proto__ lends nothing and pollutes nothing', () => {
    const text =
      '{"match":"all","items":[{"__proto__":{"field":"contact.firstName","operator":"is","value":"x"}}],"__proto__":{"muted":true}}';
    expect(errorsOf(JSON.parse(text))).toEqual([
      'unknown-field /items/0/field',
      'unknown-operator /items/0/operator',
    ]);
    const harmless = parse(JSON.parse('{"match":"all","items":[],"__proto__":{"polluted":true}}'));
    expect(harmless).toEqual({ ok: true, criteria: group() });
    expect(({} as { polluted?: boolean }).polluted).toBeUndefined();
    expect(errorsOf(Object.create(group(isAda)))).toEqual(['unknown-match /match']);
  });

  it('[Q6] nests no deeper than it may', () => {
    const nested = (depth: number) => {
      let json: unknown = group();
      for (let level = 1; level < depth; level++) json = group(json);
      return json;
    };
    expect(errorsOf(nested(maxDepth))).toEqual([]);
    expect(errorsOf(nested(maxDepth + 1))).toEqual([`too-deep ${'/items/0'.repeat(maxDepth)}`]);
    expect(errorsOf(nested(10_000))).toEqual([`too-deep ${'/items/0'.repeat(maxDepth)}`]);
    expect(
      parseCriteriaText('{"match":"all","items":['.repeat(10_000) + ']}'.repeat(10_000), catalog, 'contact')
        .ok,
    ).toBe(false);
    const cyclic = { match: 'all', items: [] as unknown[] };
    cyclic.items.push(cyclic);
    expect(errorsOf(cyclic)[0]).toMatch('too-deep');
  });

  it('[Q6] is no larger than it may be', () => {
    expect(errorsOf(group(...Array.from({ length: maxNodes }, () => isAda)))).toEqual([]);
    expect(errorsOf(group(...Array.from({ length: maxNodes * 3 }, () => isAda)))).toEqual([
      `too-large /items/${maxNodes}`,
    ]);
    const members = Array.from({ length: maxListValues + 1 }, String);
    expect(errorsOf(group({ field: 'contact.id', operator: 'oneOf', value: members }))).toEqual([
      'too-large /items/0/value',
    ]);
  });

  it('[Q6] is not answered with an endless list of errors', () => {
    expect(errorsOf(group(...Array.from({ length: 5000 }, () => 0)))).toHaveLength(maxErrors);
  });

  it('[Q6] quotes no more than a bit of a huge name', () => {
    const parsed = parse(group({ ...isAda, field: 'x'.repeat(1_000_000) }));
    expect(JSON.stringify(parsed).length).toBeLessThan(300);
  });

  it('[Q6] any JSON is parsed or refused, never thrown at', () => {
    const key = fc.constantFrom(
      'match',
      'items',
      'field',
      'operator',
      'value',
      'empty',
      'muted',
      '__proto__',
      'x',
    );
    const word = fc.constantFrom(
      'all',
      'any',
      'contact.firstName',
      'company.fair',
      'is',
      'oneOf',
      'next',
      'week',
      '',
      '\uD800',
    );
    const { json } = fc.letrec((tie) => ({
      json: fc.oneof(
        { maxDepth: 5 },
        fc.oneof(word, fc.jsonValue()),
        fc.array(tie('json'), { maxLength: 4 }),
        fc.dictionary(key, tie('json'), { maxKeys: 5 }),
        fc.record({ match: word, items: fc.array(tie('json'), { maxLength: 4 }) }),
      ),
    }));
    fc.assert(
      fc.property(json, (input) => {
        const parsed = parse(input);
        if (parsed.ok) expect(parse(parsed.criteria)).toEqual(parsed);
        else expect(parsed.errors.length).toBeGreaterThan(0);
      }),
      { seed: 20261121, numRuns: 2000 },
    );
  });
});
