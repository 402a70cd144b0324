import { maxBitmaps, unite } from './bitmaps.js';
import type { CodeColumn } from './code-column.js';
import type { Filter } from './filter.js';
import { kernels } from './kernels.js';

/** 1 for each code whose value is accepted; grows with the values. */
export interface Acceptance {
  table(): Uint8Array;
  /** The accepted ones of that table, unless they are many. */
  few(): readonly number[] | undefined;
}

export function codeFilter(column: CodeColumn, acceptance: Acceptance): Filter {
  // How many codes are few, of how large a column, and how many rows they had then: roughly is enough.
  let [codes, words, rows] = [0, 0, 0];
  return {
    get cost() {
      return column.values.length <= maxBitmaps ? 1 : 3;
    },
    scan(to) {
      const table = acceptance.table();
      const bitmaps = column.bitmaps();
      if (bitmaps) {
        unite(to, bitmaps, table);
        return;
      }
      // Rows that were never filled are in no list, but have code 0.
      const few = column.values.length > 256 && table[0] === 0 ? acceptance.few() : undefined;
      if (few) {
        const postings = column.postings();
        if (codes !== few.length || words !== to.length)
          [codes, words, rows] = [few.length, to.length, postings.countOf(few)];
        if (rows * 6 < to.length << 5) {
          to.fill(0);
          postings.setBits(few, (code) => table[code] === 1, to);
          return;
        }
      }
      kernels.inSet(to, column.codes, table);
    },
    test(row) {
      const code = column.codes[row]!;
      return acceptance.table()[code] === 1;
    },
  };
}
