import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Pages } from '../../../../src/store/answers/backend-pages.js';

/** A backend with the letters of the alphabet, or others, whose cursors are the last id of a page. */
function read(pages: Pages, from: number, to: number, rows: readonly string[], size = 3): number {
  for (let asked = 0; ; asked++) {
    const request = pages.missing(from, to, size, size);
    if (!request) return asked;
    const { after, offset, limit } = request;
    const start = after === undefined ? offset : rows.filter((id) => id <= after).length;
    const ids = rows.slice(start, start + limit);
    pages.put(request, ids, start + limit < rows.length ? ids.at(-1) : undefined);
    if (asked > rows.length + 2) throw new Error('It asks without end.');
  }
}

const alphabet = [...'abcdefghijklm'];

describe('The pages of a long result', () => {
  it('are asked for one after the other, as far as they are wanted', () => {
    const pages = new Pages(false);
    expect(read(pages, 0, 4, alphabet)).toBe(2);
    expect(pages.ids).toEqual([...'abcdef']);
    expect(read(pages, 2, 6, alphabet)).toBe(0);
    expect(pages.slice(2, 5)).toEqual({ ids: [...'cde'], offset: 2 });
    expect(pages.hasEnd).toBe(false);
    expect(read(pages, 0, 100, alphabet)).toBe(3);
    expect(pages.ids).toEqual(alphabet);
    expect(pages.hasEnd).toBe(true);
  });

  it('start anywhere where the backend can do that, and go on from there', () => {
    const pages = new Pages(true);
    expect(read(pages, 7, 9, alphabet)).toBe(1);
    expect([pages.start, pages.ids]).toEqual([7, [...'hij']]);
    read(pages, 5, 9, alphabet);
    expect([pages.start, pages.ids]).toEqual([5, [...'fghijk']]);
    read(pages, 0, 2, alphabet);
    expect([pages.start, pages.ids]).toEqual([0, [...'abc']]);
  });

  it('are read again from the first one that is wanted, and what comes after stays until then', () => {
    const pages = new Pages(false);
    read(pages, 0, 9, alphabet);
    pages.outdate();
    const rows = alphabet.filter((id) => id !== 'e'); // somebody deleted it
    expect(read(pages, 3, 5, rows)).toBe(1);
    expect(pages.ids).toEqual([...'abcdfghi']);
    expect(pages.covers(3, 5)).toBe(true);
    expect(pages.covers(6, 8)).toBe(false);
    read(pages, 0, 9, rows);
    expect(pages.ids).toEqual([...'abcdfghij']);
  });

  it('that are the same as before do not make others old', () => {
    const pages = new Pages(false);
    read(pages, 0, 9, alphabet);
    pages.outdate();
    read(pages, 3, 9, alphabet);
    expect(read(pages, 0, 9, alphabet)).toBe(1);
  });

  it('hold no record twice, whatever the backend says', () => {
    const pages = new Pages(false);
    pages.put({ index: 0, limit: 3, offset: 0 }, ['a', 'b', 'a'], 'x');
    pages.put({ index: 1, limit: 3, offset: 2, after: 'x' }, ['b', 'c'], 'y');
    expect(pages.ids).toEqual(['a', 'b', 'c']);
    pages.put({ index: 2, limit: 3, offset: 3, after: 'y' }, ['a'], 'y');
    expect(pages.ids).toEqual(['a', 'b', 'c']);
    expect(pages.hasEnd).toBe(true);
  });

  it('take in a record where it belongs, and leave out one that belongs to a page to come', () => {
    const pages = new Pages(false);
    read(pages, 0, 3, [...'acegik']);
    const insert = (id: string) => pages.insert(id, (other) => id < other);
    expect([insert('b'), insert('f')]).toEqual([true, false]);
    expect(pages.ids).toEqual([...'abce']);
    expect([pages.remove('a'), pages.remove('z')]).toEqual([true, false]);
    read(pages, 0, 10, [...'bcegik']);
    expect(insert('z')).toBe(true);
    expect(pages.ids).toEqual([...'bcegikz']);
  });

  it('come to show what the backend has, however it changed in between', () => {
    const rows = fc.subarray(alphabet);
    const looks = fc.array(
      fc.record({
        rows,
        from: fc.nat(12),
        length: fc.integer({ min: 1, max: 8 }),
        size: fc.integer({ min: 1, max: 5 }),
      }),
      { minLength: 1 },
    );
    fc.assert(
      fc.property(fc.boolean(), looks, (hasOffset, steps) => {
        const pages = new Pages(hasOffset);
        for (const { rows: now, from, length, size } of steps) {
          pages.outdate();
          // Whoever looks far down has to have come from above where only cursors lead there.
          if (!hasOffset) read(pages, 0, from + length, now, size);
          else read(pages, from, from + length, now, size);
          expect(pages.slice(from, from + length).ids).toEqual(now.slice(from, from + length));
          expect(new Set(pages.ids).size).toBe(pages.ids.length);
        }
      }),
      { numRuns: 500 },
    );
  });
});
