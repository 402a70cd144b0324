import type { Surroundings } from '../types.js';
import type { Filter } from './filter.js';
import type { GroupLevel } from './group-level.js';
import type { ColumnarQuestion } from './types.js';

/** A question and what was worked out of it. All of it reads the columns as they are when it is used. */
export interface Asked {
  readonly question: ColumnarQuestion;
  readonly filter: Filter;
  readonly levels: readonly GroupLevel[];
}

interface Kept {
  /** What it was asked with, in pieces: whoever asks may change theirs. */
  readonly parts: readonly unknown[];
  readonly asked: Asked;
}

const most = 8;

/** The questions that were asked last: for few records, reading one takes longer than answering it. */
export class AskedLately {
  #kept: readonly Kept[] = [];

  /** @param version another number when the setup or the columns became other ones. */
  of(input: unknown, { language, timeZone, now }: Surroundings, version: number, read: () => Asked): Asked {
    // Days begin with a minute everywhere, so that relative dates mean the same until the next one (Q5).
    const all = [version, Math.floor(now().getTime() / 60_000), language, timeZone, input];
    for (const { parts, asked } of this.#kept) {
      let at = 0;
      if (visitParts(all, (part) => Object.is(part, parts[at++]))) return asked;
    }
    const asked = read();
    const parts: unknown[] = [];
    visitParts(all, (part) => parts.push(part) > 0);
    this.#kept = [{ parts, asked }, ...this.#kept.slice(0, most - 1)];
    return asked;
  }
}

/** What stands between the parts of arrays and objects, and nowhere else. */
const [list, object, end] = [{}, {}, {}];

/** Plain data as a row of keys and values, which no other data has, up to the first one that `visitor` answers false. */
function visitParts(data: unknown, visitor: (part: unknown) => boolean): boolean {
  if (typeof data !== 'object' || data === null) return visitor(data);
  if (Array.isArray(data)) {
    if (!visitor(list)) return false;
    for (const each of data as unknown[]) if (!visitParts(each, visitor)) return false;
  } else {
    if (!visitor(object)) return false;
    for (const key in data)
      if (!visitor(key) || !visitParts(data[key as keyof typeof data], visitor)) return false;
  }
  return visitor(end);
}
