/**
 * Sums, one for each slot, that are the same in whatever order numbers come, and that numbers can be taken out of again:
 * as many numbers as it takes to hold all digits (Shewchuk 1997), of which the first two are nearly always enough.
 */
export class ExactSums {
  #counts = none;
  #high = none;
  #low = none;
  /** What the first two have no room for, the least first; no two overlap. */
  readonly #rest = new Map<number, number[]>();
  /** What was put away when a sum was about to be more than a number can be: the same, times `scale`. */
  readonly #huge = new Map<number, number[]>();

  grow(slots: number): void {
    this.#counts = grown(this.#counts, slots);
    this.#high = grown(this.#high, slots);
    this.#low = grown(this.#low, slots);
  }

  add(slot: number, number: number): void {
    numberOfOne[0] = number;
    slotOfOne[0] = slot;
    this.addAll(numberOfOne, first, slotOfOne, 1, 1);
  }

  /**
   * Adds numbers, each to its slot, or takes them out (-1). NaN is none.
   *
   * @param places of the numbers in the table; the first `count` of them, and of the slots.
   */
  addAll(table: Float64Array, places: Uint32Array, slots: Uint32Array, count: number, by: 1 | -1): void {
    const [high, counts] = [this.#high, this.#counts];
    for (let at = 0; at < count;) {
      const slot = slots[at]!;
      let [sum, size] = [high[slot]!, counts[slot]!];
      do {
        const number = table[places[at]!]! * by;
        if (number !== number) continue;
        const before = sum;
        sum += number;
        size += by;
        const lost = lostIn(before, number, sum);
        if (lost === 0) continue;
        if (lost === lost) this.#addLow(slot, lost);
        else sum = this.#putAway(slot, [before * scale, number * scale]);
      } while (++at < count && slots[at] === slot);
      high[slot] = sum;
      counts[slot] = size;
    }
  }

  #addLow(slot: number, lost: number): void {
    const low = this.#low[slot]!;
    const lowSum = low + lost;
    const rest = lostIn(low, lost, lowSum);
    this.#low[slot] = lowSum;
    if (rest !== 0) this.#rest.set(slot, joined(this.#rest.get(slot) ?? [], rest));
  }

  /** Answers what remains of them. */
  #putAway(slot: number, scaled: readonly number[]): 0 {
    const parts = scaled.reduce(joined, this.#huge.get(slot) ?? []);
    if (parts.length > 0) this.#huge.set(slot, parts);
    else this.#huge.delete(slot);
    return 0;
  }

  /** Adds all of another slot to one. */
  addSlot(slot: number, from: number): void {
    const count = this.#counts[slot]! + this.#counts[from]!;
    for (const part of this.#parts(from)) this.add(slot, part);
    this.#putAway(slot, this.#huge.get(from) ?? []);
    this.#counts[slot] = count;
  }

  /** How many numbers there are. */
  countOf(slot: number): number {
    return this.#counts[slot]!;
  }

  /** The number next to the sum; ±Infinity where that is more than a number can be. */
  of(slot: number): number {
    const huge = this.#huge.get(slot);
    if (!huge && !this.#rest.has(slot)) return this.#high[slot]! + this.#low[slot]!;
    const parts = this.#parts(slot);
    const sum = huge ? NaN : nearest(parts.reduce(joined, []));
    if (Number.isFinite(sum)) return sum;
    return nearest(parts.map((part) => part * scale).reduce(joined, huge ?? [])) / scale;
  }

  #parts(slot: number): number[] {
    return [...(this.#rest.get(slot) ?? []), this.#low[slot]!, this.#high[slot]!];
  }
}

/** Of no 2⁶⁴ numbers the sum is too much then. Next to sums that are too much without, digits beyond 10⁻³⁰⁴ get lost. */
const scale = 2 ** -64;
export const none = new Float64Array(0);
const numberOfOne = new Float64Array(1);
const first = new Uint32Array(1);
const slotOfOne = new Uint32Array(1);

export function grown(numbers: Float64Array, length: number, filler = 0): Float64Array<ArrayBuffer> {
  const more = new Float64Array(length);
  if (filler !== 0) more.fill(filler, numbers.length);
  if (numbers.length > 0) more.set(numbers);
  return more;
}

/** What rounding took from the sum of two numbers: again a number (Knuth, TAOCP 2, 4.2.2). */
function lostIn(a: number, b: number, sum: number): number {
  const other = sum - a;
  return a - (sum - other) + (b - other);
}

/** Numbers that do not overlap, the least first, and one more. */
function joined(parts: readonly number[], number: number): number[] {
  const all: number[] = [];
  let sum = number;
  for (const part of parts) {
    const next = sum + part;
    const lost = lostIn(sum, part, next);
    if (lost !== 0) all.push(lost);
    sum = next;
  }
  return sum === 0 ? all : [...all, sum];
}

/** The number next to their sum; halfway between two, the even one, for which the sign of what is left decides. */
function nearest(parts: readonly number[]): number {
  let at = parts.length - 1;
  let sum = parts[at] ?? 0;
  while (at-- > 0) {
    const before = sum;
    sum = before + parts[at]!;
    const lost = lostIn(before, parts[at]!, sum);
    if (lost === 0) continue;
    const twice = sum + lost * 2;
    return Math.sign(lost) === Math.sign(parts[at - 1] ?? 0) && twice - sum === lost * 2 ? twice : sum;
  }
  return sum;
}
