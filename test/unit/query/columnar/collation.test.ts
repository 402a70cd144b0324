import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { collationKeys, unitKeys, type KeyMaker } from '../../../../src/query/columnar/collation-keys.js';
import { CodeColumn } from '../../../../src/query/columnar/code-column.js';
import { Arena } from '../../../../src/query/columnar/memory.js';
import { NameColumn } from '../../../../src/query/columnar/name-column.js';
import { NameWords } from '../../../../src/query/columnar/name-level.js';
import { noRank, Ranks } from '../../../../src/query/columnar/ranks.js';
import { collatorOf, compareKeys } from '../../../../src/query/order.js';
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
  'ca',
  'br',
];
const letters = 'abcdefghijklmnopqrstuvwxyzæøåäöüßéèñčďěšžőűıİłœþðABCDEGIKLNOSTYZÆØÅÄÖÜÉÇŞŠŽ'.split('');
/** Those in which a space counts. */
const spaced = languages.filter((language) => collatorOf(language).compare(' ', '') > 0);
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
const words = [
  'Anna',
  'anna',
  'Ånna',
  'Ann',
  'Maria',
  'van',
  'der',
  'Berg',
  'Bérg',
  'Berg-Lund',
  '\u200B',
  '.',
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
        if (keys) check(given, compare, keys);
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
      fc.property(texts, (given) => check(given, compareKeys, unitKeys(given))),
      settings(500),
    );
  });
});

describe('names word by word', () => {
  it('[Q4] are in the order of whole names in every language', { timeout }, () => {
    const part = fc
      .array(fc.oneof(fc.constantFrom(...words), word, text), { maxLength: 3 })
      .chain((parts) =>
        fc.constantFrom(' ', ' ', '-', '  ', '\u00A0', '\t', '_').map((space) => parts.join(space)),
      );
    const people = fc.array(fc.tuple(part, part), { minLength: 2, maxLength: 40, size: 'max' });
    fc.assert(
      fc.property(people, fc.constantFrom(...spaced), fc.boolean(), (given, language, descending) => {
        const arena = new Arena();
        const [first, last] = [new CodeColumn(arena, 64), new CodeColumn(arena, 64)];
        const names = new NameColumn(first, last);
        const base = collatorOf(language, 'base').compare;
        const nameWords = new NameWords(names, base);
        const ranks = new Ranks(arena, {
          key: (entry) => nameWords.texts[entry]!,
          compare: base as never,
          keysFor: (all) => collationKeys(all, language),
        });
        const { compare } = collatorOf(language);
        const order = { key: (value: unknown) => value as string, compare: compare as never };
        const level = nameWords.level(() => ranks.upTo(nameWords.count()), order, descending);
        const rows = Uint32Array.from(given, (_, index) => index + 1);
        const keys = new Uint32Array(rows.length);
        // Some names come when the others have been ranked.
        for (const end of [rows.length >> 1, rows.length]) {
          for (const row of rows.subarray(0, end)) {
            first.set(row, given[row - 1]![0]);
            last.set(row, given[row - 1]![1]);
          }
          expect(level.bits).toBeLessThanOrEqual(32);
          level.fill(rows.subarray(0, end), keys);
          for (let a = 1; a <= end; a++) {
            for (let b = 1; b < a; b++) {
              const [x, y] = [names.value(a), names.value(b)];
              const expected =
                x === '' || y === ''
                  ? Number(x === '') - Number(y === '')
                  : Math.sign(compare(x, y)) * (descending ? -1 : 1);
              expect(Math.sign(level.compare(a, b)) || 0, `"${x}" and "${y}" in ${language}`).toBe(
                expected || 0,
              );
              if (keys[a - 1] !== keys[b - 1])
                expect(Math.sign(keys[a - 1]! - keys[b - 1]!), `keys of "${x}" and "${y}"`).toBe(expected);
            }
          }
          const sorted = keys.slice(0, end).sort();
          const [low, high] = [sorted[end >> 2]!, sorted[(end * 3) >> 2]!];
          const { between, before } = level.sieve!(low, high, false)!;
          for (let at = 0; at < end; at++) {
            const isBefore = before.test(rows[at]!);
            if (isBefore) expect(keys[at]).toBeLessThan(low);
            else if (!between.test(rows[at]!)) expect(keys[at]).toBeGreaterThan(high);
          }
        }
      }),
      settings(600),
    );
  });

  it('are taken apart some at a time', () => {
    const arena = new Arena();
    const [first, last] = [new CodeColumn(arena, 64), new CodeColumn(arena, 64)];
    ['Anna', 'Anna Maria', 'Jan'].forEach((name, row) => first.set(row, name));
    last.set(0, 'Berg-Lund');
    const names = new NameWords(new NameColumn(first, last), collatorOf('en', 'base').compare);
    const counts = [1, 2, 3, 4].map(() => names.count(3));
    expect(counts).toEqual([Infinity, Infinity, 6, 6]); // Anna, Maria, Jan, Berg, -Lund, and number 0
  });
});

describe('ranks', () => {
  it('[Q4] stay in order whatever values come later', { timeout }, () => {
    const steps = fc.array(fc.tuple(fc.integer({ min: 1, max: 30 }), word), { maxLength: 80, size: 'max' });
    fc.assert(
      fc.property(
        texts,
        steps,
        fc.constantFrom('nb', 'hu'),
        fc.boolean(),
        (given, changes, language, keys) => {
          const { compare } = new Intl.Collator(language, { numeric: false });
          const values = ['', ...given];
          const ranks = new Ranks(
            new Arena(),
            {
              key: (entry) => values[entry] || null,
              compare: compare as never,
              keysFor: (all) => collationKeys(all, language),
            },
            keys ? 2 : 512,
          );
          for (const [index, [entry, value]] of changes.entries()) {
            // As if changes came between the pieces of the work.
            if (index > 9) ranks.upTo(values.length);
            else ranks.step(values.length);
            if (entry >= values.length) {
              values.push(value);
              continue;
            }
            ranks.leave(entry);
            values[entry] = value;
            ranks.enter(entry);
          }
          const all = ranks.upTo(values.length).ranks;
          for (let a = 0; a < values.length; a++) {
            expect(all[a] === noRank).toBe(values[a] === '');
            for (let b = 0; b < a; b++) {
              if (values[a] === '' || values[b] === '') continue;
              expect(Math.sign(all[a]! - all[b]!)).toBe(Math.sign(compare(values[a]!, values[b]!)));
            }
          }
        },
      ),
      settings(300),
    );
  });

  it('are made in small pieces, also of texts that begin alike', () => {
    // Ten each differ in what is behind all that their keys hold.
    const texts = Array.from({ length: 20_000 }, (_, at) => {
      const digits = String((at * 7_919) % 20_000).padStart(5, '0');
      const letters = [...digits].map((digit) => 'aeghikmost'[Number(digit)]).join('');
      return `ingrid.${letters.slice(0, 4)}@north.example.com${letters.slice(4)}`;
    });
    const { compare } = new Intl.Collator('en');
    let compared = 0;
    const ranks = new Ranks(new Arena(), {
      key: (entry) => texts[entry]!,
      compare: (a, b) => {
        compared++;
        return compare(a as string, b as string);
      },
      keysFor: (all) => collationKeys(all, 'en'),
    });
    let most = 0;
    for (let more = true; more; most = Math.max(most, compared), compared = 0)
      more = ranks.step(texts.length);
    expect(most).toBeLessThan(10_000);
    const all = ranks.upTo(texts.length).ranks;
    const sorted = [...texts.keys()].sort((a, b) => all[a]! - all[b]!).map((entry) => texts[entry]);
    expect(sorted).toEqual([...texts].sort(compare));
  });
});

/** Texts with different keys are in the order of their keys. */
function check(texts: readonly string[], compare: (a: string, b: string) => number, keys: KeyMaker): void {
  const packed = texts.flatMap((text) => {
    const key = new Uint32Array(3);
    return keys.pack(text, key) ? [{ text, key }] : [];
  });
  for (const [at, one] of packed.entries()) {
    for (const other of packed.slice(at + 1)) {
      const word = one.key.findIndex((each, index) => each !== other.key[index]);
      if (word < 0) continue;
      const expected = one.key[word]! < other.key[word]! ? -1 : 1;
      if (Math.sign(compare(one.text, other.text)) !== expected)
        expect.fail(`Keys say ${expected} of "${one.text}" and "${other.text}"`);
    }
  }
}
