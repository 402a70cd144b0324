import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import de from '../../../src/locale/de/index.js';
import { formatSentence, type Messages, type Sentence } from '../../../src/locale/messages.js';
import nb from '../../../src/locale/nb/index.js';

const folder = new URL('../../../src/locale/', import.meta.url);
const modules = readdirSync(folder).filter(
  (name) => name.endsWith('.ts') && !/^(index|messages|locale-controller)\.ts$/.test(name),
);
const loaded = await Promise.all(
  modules.map((name) => import(new URL(name, folder).href) as Promise<Record<string, Messages>>),
);
const constants = loaded
  .flatMap((module) => Object.values(module))
  .filter((value): value is Messages => typeof value === 'object' && 'area' in value);
// An area may be spread over several constants, so that a page loads only those sentences that it shows.
const areas = [...new Set(constants.map(({ area }) => area))].map((area) => {
  const parts = constants.filter((each) => each.area === area);
  return { area, parts, en: Object.assign({}, ...parts.map(({ en }) => en)) as Messages['en'] };
});

const texts = (sentence: Sentence): string[] =>
  typeof sentence === 'string' ? [sentence] : Object.values(sentence);
const places = (sentence: Sentence) =>
  new Set(texts(sentence).flatMap((text) => [...text.matchAll(/\{(\w+)\}/g)].map(([, name]) => name)));

describe.each([
  ['German', de],
  ['Norwegian', nb],
])('%s', (_, dictionary) => {
  it.each(areas.map((area) => [area.area, area] as const))(
    'has every sentence of %s, with the same places',
    (name, area) => {
      const translated = dictionary[name] ?? {};
      expect(Object.keys(translated).sort()).toEqual(Object.keys(area.en).sort());
      for (const [key, sentence] of Object.entries(area.en)) {
        expect([key, ...[...places(translated[key]!)].sort()]).toEqual([
          key,
          ...[...places(sentence)].sort(),
        ]);
        expect(texts(translated[key]!).every((text) => text.trim() !== '')).toBe(true);
      }
    },
  );
});

describe.each(areas)('the constants of $area', ({ parts }) => {
  it('agree where they share a key', () => {
    for (const { en } of parts)
      for (const [key, sentence] of Object.entries(en))
        for (const other of parts) if (key in other.en) expect([key, other.en[key]]).toEqual([key, sentence]);
  });
});

describe('a sentence', () => {
  it.each([
    ['no places', 'Save', undefined, 'Save'],
    ['a text in a place', 'Move {name}', { name: 'Ada' }, 'Move Ada'],
    [
      'a number in a place, as the language writes it',
      '{count} rows',
      { count: 12345.678 },
      '12,345.68 rows',
    ],
    ['a place without value stays visible', 'Move {name}', {}, 'Move {name}'],
    ['a value with a place in it is not filled again', 'Move {name}', { name: '{name}' }, 'Move {name}'],
    ['a name from the prototype is no value', '{constructor}', {}, '{constructor}'],
    ['singular', { one: '{count} row', other: '{count} rows' }, { count: 1 }, '1 row'],
    ['plural', { one: '{count} row', other: '{count} rows' }, { count: 2 }, '2 rows'],
    ['plural without count', { one: 'row', other: 'rows' }, undefined, 'rows'],
  ])('%s', (_, sentence, params, expected) => {
    expect(formatSentence(sentence, params as never, 'en')).toBe(expected);
  });
});

describe('every sentence', () => {
  const source = new URL('../../../src/', import.meta.url);
  const code = (readdirSync(source, { recursive: true }) as string[])
    .filter((path) => path.endsWith('.ts') && !path.startsWith('locale'))
    .map((path) => readFileSync(new URL(path, source), 'utf8'))
    .join('\n');
  /** Beginnings of keys whose end is computed: `kind.${kind}`. */
  const computed = [...code.matchAll(/`([\w.]+)\$\{/g)].map(([, beginning]) => beginning!);
  const isSaid = (key: string) =>
    code.includes(`'${key}'`) || computed.some((beginning) => key.startsWith(beginning));

  it.each(areas.map(({ area, en }) => [area, Object.keys(en)] as const))(
    'of %s is said somewhere',
    (_, keys) => {
      expect(keys.filter((key) => !isSaid(key))).toEqual([]);
    },
  );
});
