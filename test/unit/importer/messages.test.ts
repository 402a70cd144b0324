import { describe, expect, it } from 'vitest';
import { issueSeverities } from '../../../src/importer/index.js';
import german from '../../../src/locale/de/importer.js';
import { importerMessages } from '../../../src/locale/importer.js';
import norwegian from '../../../src/locale/nb/importer.js';
import type { Sentence } from '../../../src/locale/messages.js';

const placesIn = (sentence: Sentence) => {
  const texts = typeof sentence === 'string' ? [sentence] : Object.values(sentence);
  return [...new Set(texts.flatMap((text) => text.match(/\{\w+\}/g) ?? []))].sort();
};

describe('sentences of the importer', () => {
  it('there is one for every issue', () => {
    for (const code of Object.keys(issueSeverities)) expect(importerMessages.en).toHaveProperty([code]);
  });

  it.each([
    ['German', german],
    ['Norwegian', norwegian],
  ])('%s says all that English says, with the same places', (_, texts) => {
    expect(Object.keys(texts).sort()).toEqual(Object.keys(importerMessages.en).sort());
    for (const [key, sentence] of Object.entries(importerMessages.en)) {
      expect(placesIn(texts[key as keyof typeof texts]), key).toEqual(placesIn(sentence));
    }
  });
});
