import type { Bits } from './memory.js';

const free: Bits[] = [];

/** A bitset for the length of a computation, with anything in it. */
export function borrow(words: number): Bits {
  const last = free.pop();
  return last?.length === words ? last : new Int32Array(words);
}

export function giveBack(bits: Bits): void {
  if (free.length < 8) free.push(bits);
}
