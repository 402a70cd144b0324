import { sameValue } from '../../model/changes.js';
import type { Surroundings } from '../types.js';
import type { Filter } from './filter.js';
import type { GroupLevel } from './groups.js';
import type { ColumnarQuestion } from './types.js';

/** A question and what was worked out of it. All of it reads the columns as they are when it is used. */
export interface Asked {
  readonly question: ColumnarQuestion;
  readonly filter: Filter;
  readonly levels: readonly GroupLevel[];
}

interface Kept {
  /** A copy: whoever asks may change theirs. */
  readonly input: unknown;
  readonly when: string;
  readonly asked: Asked;
}

const most = 8;

/** The questions that were asked last: for few records, reading one takes longer than answering it. */
export class AskedLately {
  #kept: readonly Kept[] = [];

  /** @param version another number when the setup or the columns became other ones. */
  of(input: unknown, { language, timeZone, now }: Surroundings, version: number, read: () => Asked): Asked {
    // Days begin with a minute everywhere, so that relative dates mean the same until the next one (Q5).
    const when = `${version} ${Math.floor(now().getTime() / 60_000)} ${language} ${timeZone}`;
    const known = this.#kept.find((each) => each.when === when && sameValue(each.input, input));
    if (known) return known.asked;
    const asked = read();
    const copy: unknown = JSON.parse(JSON.stringify(input));
    this.#kept = [{ input: copy, when, asked }, ...this.#kept.slice(0, most - 1)];
    return asked;
  }
}
