import type { Bits } from './memory.js';

let free: Bits[] = [];

/** What `simd/` replaces. */
export const scratch = {
  /** A bitset of so many words where kernels see it together with `near`; undefined: `near` is nowhere special. */
  beside: (_near: Bits, _words: number): Bits | undefined => undefined,
  /** Nobody will borrow it any more. */
  leave: (_bits: Bits): void => undefined,
};

/** A bitset for the length of a computation with `near`, with anything in it. */
export function borrow(near: Bits, words = near.length): Bits {
  return find(words, near.buffer) ?? scratch.beside(near, words) ?? find(words) ?? new Int32Array(words);
}

export function giveBack(bits: Bits): void {
  if (free.push(bits) > 8) scratch.leave(free.shift()!);
}

/** Nothing of that buffer is lent any more, or it would stay in memory. */
export function forget(buffer: ArrayBufferLike): void {
  free = free.filter((bits) => bits.buffer !== buffer);
}

function find(words: number, buffer?: ArrayBufferLike): Bits | undefined {
  for (let at = free.length - 1; at >= 0; at--) {
    const bits = free[at]!;
    if (bits.length !== words || (buffer && bits.buffer !== buffer)) continue;
    free[at] = free.at(-1)!;
    free.pop();
    return bits;
  }
  return undefined;
}
