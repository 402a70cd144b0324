import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { landingIndex } from '../../../../src/elements/board/landing.js';
import { createSetup, emptyContact } from '../../../../src/model/defaults.js';
import { createFieldCatalog } from '../../../../src/model/fields.js';
import { createPlainEngine } from '../../../oracle/plain-engine.js';
import type { Row, Sort } from '../../../../src/query/types.js';
import { recordSource } from '../../../helpers/record-source.js';

const order = { fields: createFieldCatalog([]), setup: createSetup(), language: 'nb' };
const byName = (direction: Sort['direction']): Sort => ({ field: 'contact.title', direction });
const row = (id: string, title: string | null): Row => ({ id, values: { 'contact.title': title } });

describe('the place where a card lands', () => {
  it('is before the first row that comes after it', () => {
    const rows = [row('1', 'Anna'), row('2', 'Cato')];
    expect(landingIndex(rows, row('3', 'Berit'), byName('ascending'), order)).toBe(1);
    expect(landingIndex([...rows].reverse(), row('3', 'Berit'), byName('descending'), order)).toBe(1);
  });

  it('is the end when nothing comes after it, also in an empty column', () => {
    expect(landingIndex([], row('3', 'Berit'), byName('ascending'), order)).toBe(0);
    expect(landingIndex([row('1', 'Anna')], row('3', 'Berit'), byName('ascending'), order)).toBe(1);
  });

  it('follows the language', () => {
    expect(landingIndex([row('1', 'Åse')], row('2', 'Zoe'), byName('ascending'), order)).toBe(0);
    expect(
      landingIndex([row('1', 'Åse')], row('2', 'Zoe'), byName('ascending'), { ...order, language: 'en' }),
    ).toBe(1);
  });

  it('[B3] is where the engine then puts it, whatever the values and the direction', () => {
    const title = fc.option(fc.constantFrom('', 'a', 'B', 'å', 'z', 'Ä'), { nil: null });
    const direction = fc.constantFrom<Sort['direction']>('ascending', 'descending');
    fc.assert(
      fc.property(fc.array(title, { minLength: 1, maxLength: 9 }), direction, (titles, towards) => {
        const contacts = titles.map((each, index) =>
          emptyContact({ id: `${index}`, lastName: 'X', title: each }),
        );
        const sort = byName(towards);
        const rows = createPlainEngine(recordSource(contacts)).answer(
          { of: 'contact', sort: [sort], fields: ['contact.title'], window: { offset: 0, limit: 99 } },
          { language: 'nb', timeZone: 'UTC', now: () => new Date(0) },
        ).rows;
        for (const moved of rows) {
          const others = rows.filter(({ id }) => id !== moved.id);
          expect(landingIndex(others, moved, sort, order)).toBe(rows.indexOf(moved));
        }
      }),
    );
  });
});
