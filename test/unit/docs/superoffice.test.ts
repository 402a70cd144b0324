import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { defaultDecisions } from '../../../src/adapters/superoffice/index.js';
import { fieldMaps } from '../../../src/adapters/superoffice/fields.js';

const page = readFileSync(new URL('../../../docs/superoffice.md', import.meta.url), 'utf8');

describe('docs/superoffice.md', () => {
  const rows = new Map(
    Array.from(page.matchAll(/^\| `(\w+)` \| ([^|]*) \|/gm), ([, name, value]) => [name!, value!]),
  );

  test('lists every decision, and no other', () => {
    expect([...rows.keys()].sort()).toEqual(Object.keys(defaultDecisions).sort());
  });

  test('says what numbers are without one', () => {
    const numbers = Object.entries(defaultDecisions).filter(
      ([name, value]) => typeof value === 'number' && name !== 'freshToken',
    );
    for (const [name, value] of numbers)
      expect([name, rows.get(name)]).toEqual([name, (value as number).toLocaleString('en')]);
  });

  test('names every column and every property of the usual fields', () => {
    for (const { columns, path = '' } of [...fieldMaps.contact, ...fieldMaps.company]) {
      expect(page).toContain(
        `\`${columns[0]!.replace('personMobilePhone/formattedNumber', 'personMobilePhone/…')}\``,
      );
      if (path) expect(page).toContain(`\`${path}\``);
    }
  });
});
