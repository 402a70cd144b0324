import type { Bits } from './memory.js';

const free: Bits[] = [];

/** What `simd/` replaces. */
export const scratch = {
  /** A bitset of so many words where kernels see it together with `near`; undefined: `near` is nowhere special. */
  beside: (_near: Bits, _words: number): Bits | undefined => undefined,
  /** Nobody will borrow it any more. */
  leave: (_bits: Bits): void => undefined,
};

/** A bitset for the length of a computation with `near`, with anything in it. */
export function borrow(near: Bits, words = near.length): Bits {
  return (
    find((bits) => bits.length === words && bits.buffer === near.buffer) ??
    scratch.beside(near, words) ??
    find((bits) => bits.length === words) ??
    new Int32Array(words)
  );
}

export function giveBack(bits: Bits): void {
  if (free.push(bits) > 8) scratch.leave(free.shift()!);
}

function find(suits: (bits: Bits) => boolean): Bits | undefined {
  const at = free.findIndex(suits);
  return at < 0 ? undefined : free.splice(at, 1)[0];
}
