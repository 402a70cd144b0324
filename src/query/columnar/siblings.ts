import type { GroupLevel } from './group-level.js';
import type { ColumnarGroup } from './types.js';

/** How many rows are in a group, and how many were when that was told last. */
export interface Counted {
  readonly number: number;
  readonly outer: Counted | undefined;
  readonly inner: Siblings | undefined;
  count: number;
  told: number;
  /** As answers show it, until its rows are others, and where among its siblings. */
  shown: ColumnarGroup | undefined;
  place: number;
}

/** So many are looked through for one. */
const few = 16;

/** Groups in the same one, or the outermost ones. */
export class Siblings {
  /** In order, until some come. */
  all: Counted[] = [];
  #isInOrder = true;
  #byNumber: (Counted | undefined)[] | undefined;
  /** As answers show them, but for those that were counted since; undefined: other ones. */
  #shown: readonly ColumnarGroup[] | undefined;
  #counted: Counted[] = [];

  /** Behind all others. */
  append(number: number, count: number, outer?: Counted, inner?: Siblings): Counted {
    const group = { number, outer, inner, count, told: count, shown: undefined, place: 0 };
    this.all.push(group);
    return group;
  }

  /** The one of that number, a new one if need be. */
  of(number: number, outer: Counted | undefined, hasInner: boolean): Counted {
    let group = this.#find(number);
    if (group) return group;
    group = this.append(number, 0, outer, hasInner ? new Siblings() : undefined);
    if (this.#byNumber) this.#byNumber[number] = group;
    this.#isInOrder = false;
    return group;
  }

  count(group: Counted, by: 1 | -1): void {
    group.count += by;
    if (group.count === Math.max(by, 0)) this.#shown = undefined; // it came, or went
    if (group.shown) this.#counted.push(group); // once, however often it is counted until it is shown
    group.shown = undefined;
  }

  /** Those with rows, in order. What was not counted is shown as it was. */
  show({ ranks }: GroupLevel, show: (group: Counted) => ColumnarGroup): readonly ColumnarGroup[] {
    if (!this.#isInOrder) this.all.sort((a, b) => ranks[a.number]! - ranks[b.number]!);
    this.#isInOrder = true;
    if (this.#shown && this.#counted.length === 0) return this.#shown;
    const groups = this.#shown?.slice() ?? [];
    if (this.#shown) for (const group of this.#counted) groups[group.place] = group.shown ??= show(group);
    else
      for (const group of this.all)
        if (group.count > 0) group.place = groups.push((group.shown ??= show(group))) - 1;
    this.#counted = [];
    return (this.#shown = groups);
  }

  /** Takes out those without rows. */
  clean(): void {
    this.all = this.all.filter(({ count }) => count > 0);
    this.#byNumber = undefined;
  }

  #find(number: number): Counted | undefined {
    if (this.all.length <= few) return this.all.find((each) => each.number === number);
    if (!this.#byNumber) {
      this.#byNumber = new Array<undefined>(
        this.all.reduce((most, each) => Math.max(most, each.number), 0) + 1,
      );
      for (const each of this.all) this.#byNumber[each.number] = each;
    }
    return this.#byNumber[number];
  }
}
