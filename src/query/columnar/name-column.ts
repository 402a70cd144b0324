import type { CriteriaContext } from '../../criteria/evaluate.js';
import type { CriteriaLine } from '../../criteria/types.js';
import type { Field } from '../../model/fields.js';
import { contactName } from '../../model/records.js';
import type { CodeColumn } from './code-column.js';
import { anyOf, keepOnly, slowFilter, valueTest, type Filter } from './filter.js';
import { hasBit, type Bits } from './memory.js';
import { textLine, type TextLine } from './text-line.js';

/**
 * The name of a contact, which is not stored: first and last name have few different values, so what is asked of
 * names is asked of those, and of the space between them. (Folding can't reach across a space: nothing composes with
 * it, and it ends a word for the final sigma.)
 */
export class NameColumn {
  readonly first: CodeColumn;
  readonly last: CodeColumn;

  constructor(first: CodeColumn, last: CodeColumn) {
    this.first = first;
    this.last = last;
  }

  value(row: number): string {
    return this.nameOf(this.first.codes[row]!, this.last.codes[row]!);
  }

  nameOf(first: number, last: number): string {
    const [firstName, lastName] = [this.first.values[first] ?? '', this.last.values[last] ?? ''];
    return contactName({ firstName: firstName as string, lastName: lastName as string });
  }

  filter(line: CriteriaLine, field: Field, context: CriteriaContext): Filter {
    const test = valueTest(line, field, context);
    const asked = textLine(line);
    const rows = () => this.first.codes.length;
    if (!asked || (asked.wanted?.split(' ').length ?? 0) > 28)
      return slowFilter(rows, (row) => this.value(row), test);
    // Either name alone decides.
    if (asked.how === 'contains' && asked.wanted?.includes(' ') === false && !asked.negative)
      return anyOf([this.first, this.last].map((column) => column.filter(line, field, context)));
    return {
      cost: 10,
      scan: (to) => {
        this.#scanPairs(asked, to);
        if (asked.exact !== undefined) keepOnly(to, (row) => test(this.value(row)));
      },
      test: (row) => test(this.value(row)),
    };
  }

  #scanPairs(asked: TextLine, to: Bits): void {
    const [firsts, lasts] = this.#masks(asked);
    const [first, last] = [this.first.codes, this.last.codes];
    const flip = asked.negative ? 1 : 0;
    for (let word = 0, row = 0; word < to.length; word++) {
      let bits = 0;
      for (let bit = 0; bit < 32; bit++, row++) {
        const masks = firsts[first[row]!]! & lasts[last[row]!]!;
        bits |= (masks === 0 ? flip : 1 ^ flip) << bit;
      }
      to[word] = bits;
    }
    if (!asked.negative || asked.whenEmpty) return;
    const [one, other] = [this.first.values, this.last.values];
    keepOnly(to, (row) => !!one[first[row]!] || !!other[last[row]!]);
  }

  /**
   * A bit for each way in which a name can match, for each first and each last name: it does when both have a bit in
   * common. Bit 0: the first name alone; bit 1: the last name alone; the others: divided at one of the spaces.
   */
  #masks({ how, wanted }: TextLine): readonly [Uint32Array, Uint32Array] {
    const { first, last } = this;
    const firsts = new Uint32Array(first.values.length);
    const lasts = new Uint32Array(last.values.length);
    const isName = (column: CodeColumn, code: number) => !!column.values[code];
    if (wanted === undefined) {
      for (let code = 0; code < firsts.length; code++) firsts[code] = isName(first, code) ? 3 : 2;
      for (let code = 0; code < lasts.length; code++) lasts[code] = isName(last, code) ? 3 : 1;
      return [firsts, lasts];
    }
    const inFirst = first.search(how, wanted);
    const inLast = last.search(how, wanted);
    // Where the other name follows or goes before, the end or the beginning is not this one's.
    const firstAlone = how === 'is' || how === 'ends';
    const lastAlone = how === 'is' || how === 'begins';
    for (let code = 0; code < firsts.length; code++) {
      firsts[code] = hasBit(inFirst, code) | (lastAlone && isName(first, code) ? 0 : 2);
    }
    for (let code = 0; code < lasts.length; code++) {
      lasts[code] = (firstAlone && isName(last, code) ? 0 : 1) | (hasBit(inLast, code) << 1);
    }
    let bit = 4;
    for (let at = wanted.indexOf(' '); at >= 0; at = wanted.indexOf(' ', at + 1), bit *= 2) {
      const [before, after] = [wanted.slice(0, at), wanted.slice(at + 1)];
      this.#addJoint(first, firsts, how === 'begins' || how === 'is' ? 'is' : 'ends', before, bit);
      this.#addJoint(last, lasts, how === 'ends' || how === 'is' ? 'is' : 'begins', after, bit);
    }
    return [firsts, lasts];
  }

  #addJoint(
    column: CodeColumn,
    masks: Uint32Array,
    how: 'is' | 'ends' | 'begins',
    text: string,
    bit: number,
  ): void {
    if (text === '' && how === 'is') return;
    const found = text === '' ? undefined : column.search(how, text);
    for (let code = 0; code < masks.length; code++) {
      if (found ? hasBit(found, code) : column.values[code]) masks[code]! |= bit;
    }
  }
}
