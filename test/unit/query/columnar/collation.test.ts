import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { collationKeys, unitKeys } from '../../../../src/query/columnar/collation-keys.js';
import { createArena } from '../../../../src/query/columnar/memory.js';
import { noRank, Ranks } from '../../../../src/query/columnar/ranks.js';
import { sortTexts } from '../../../../src/query/columnar/sort-texts.js';
import { compareKeys } from '../../../../src/query/order.js';
import { settings, timeout } from './run.js';
import { text } from './world.js';

const languages = [
  'en',
  'nb',
  'da',
  'sv',
  'de',
  'de-u-co-phonebk',
  'fr',
  'fr-CA',
  'es',
  'cs',
  'hu',
  'tr',
  'th',
  'lt',
  'et',
];
const letters = 'abcdefghijklmnopqrstuvwxyzæøåäöüßéèñčďěšžőűıİłœþðABCDEGIKLNOSTYZÆØÅÄÖÜÉÇŞŠŽ'.split('');
/** What several languages sort as one letter, and what several sort as two. */
const pieces = [
  'aa',
  'Aa',
  'AA',
  'aA',
  'ch',
  'CH',
  'cs',
  'dz',
  'dzs',
  'gy',
  'll',
  'ly',
  'ny',
  'sz',
  'ssz',
  'ccs',
  'ty',
  'zs',
  'æ',
  'œ',
  'ß',
  ' ',
  '-',
  "'",
  '.',
  '0',
  '9',
  '½',
  '\u0301',
];
const word = fc
  .array(fc.oneof(fc.constantFrom(...letters), fc.constantFrom(...pieces)), { maxLength: 9 })
  .map((parts) => parts.join(''));
const texts = fc.array(fc.oneof({ arbitrary: word, weight: 6 }, { arbitrary: text, weight: 1 }), {
  minLength: 2,
  maxLength: 120,
  size: 'max',
});

describe('sorting texts by keys', () => {
  it('[Q4] is the order of Intl.Collator in every language', { timeout }, () => {
    fc.assert(
      fc.property(texts, fc.constantFrom(...languages), (given, language) => {
        const { compare } = new Intl.Collator(language, { numeric: false });
        const keys = collationKeys(given, language);
        check(given, compare, sortTexts(given, compare, keys));
      }),
      settings(1500),
    );
  });

  it('has keys for nearly all names', () => {
    const names = [
      'Åse Berg',
      'Ærlig Øye',
      'Jörg Müller',
      'José Núñez',
      "D'Arcy O'Neill",
      'Łukasz',
      'Ann-Marie 2',
    ];
    for (const language of ['en', 'nb', 'da', 'sv', 'de', 'fr', 'es']) {
      const keys = collationKeys(names, language)!;
      const packed = names.filter((name) => keys.pack(name, new Uint32Array(3)));
      expect(packed, language).toEqual(names);
    }
  });

  it('sorts ids by their units', { timeout }, () => {
    fc.assert(
      fc.property(texts, (given) =>
        check(given, compareKeys, sortTexts(given, compareKeys, unitKeys(given))),
      ),
      settings(500),
    );
  });
});

describe('ranks', () => {
  it('[Q4] stay in order whatever values come later', { timeout }, () => {
    const steps = fc.array(fc.tuple(fc.nat(30), word), { maxLength: 80, size: 'max' });
    fc.assert(
      fc.property(texts, steps, fc.constantFrom('nb', 'hu'), (given, changes, language) => {
        const { compare } = new Intl.Collator(language, { numeric: false });
        const values = [...given];
        const ranks = new Ranks(createArena(), {
          key: (entry) => values[entry] || null,
          compare: compare as never,
          keysFor: (all) => collationKeys(all, language),
        });
        ranks.upTo(values.length);
        for (const [entry, value] of changes) {
          if (entry >= values.length) {
            values.push(value);
            ranks.upTo(values.length);
            continue;
          }
          ranks.leave(entry);
          values[entry] = value;
          ranks.enter(entry);
        }
        const all = ranks.ranks;
        for (let a = 0; a < values.length; a++) {
          expect(all[a] === noRank).toBe(values[a] === '');
          for (let b = 0; b < a; b++) {
            if (values[a] === '' || values[b] === '') continue;
            expect(Math.sign(all[a]! - all[b]!)).toBe(Math.sign(compare(values[a]!, values[b]!)));
          }
        }
      }),
      settings(300),
    );
  });
});

function check(
  texts: readonly string[],
  compare: (a: string, b: string) => number,
  { order, same }: ReturnType<typeof sortTexts>,
): void {
  expect([...order].sort((a, b) => a - b)).toEqual(texts.map((_, index) => index));
  for (let at = 1; at < order.length; at++) {
    const difference = compare(texts[order[at - 1]!]!, texts[order[at]!]!);
    if (difference > 0) expect.fail(`"${texts[order[at - 1]!]}" does not come before "${texts[order[at]!]}"`);
    expect(same[at]).toBe(Number(difference === 0));
  }
}
