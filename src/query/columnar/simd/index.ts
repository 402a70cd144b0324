import type { Accelerator } from '../memory.js';
import { LinearArena } from './arena.js';
import { createPlace } from './kernels.js';
import type { LinearMemory } from './linear-memory.js';
import { wasm } from './module.js';

/** Below a megabyte of columns (some 8,000 contacts) nobody would notice, and a memory costs its tables. */
const aMegabyte = 1 << 20;

let module: WebAssembly.Module | null | undefined;

/**
 * Kernels in WebAssembly SIMD, for `createColumnarEngine({ accelerator: simd() })`; answers are the same.
 *
 * Undefined where there is none: no WebAssembly, no SIMD, or a Content-Security-Policy without `'wasm-unsafe-eval'`. In
 * that last case the browser sends the host's violation report, which is why nobody calls this without being told to.
 *
 * @param least bytes of columns from which on they live in WebAssembly's memory.
 */
export function simd(least = aMegabyte): Accelerator | undefined {
  if (module === undefined) module = compile();
  return module ? { createArena: () => new LinearArena(least, createMemory) } : undefined;
}

/** A memory with room for so many bytes that the kernels see. Undefined also when there are too many: a page may only have so many. */
export function createMemory(bytes: number): LinearMemory | undefined {
  if (module === undefined) module = compile();
  try {
    return module ? createPlace(module, bytes) : undefined;
  } catch {
    return undefined;
  }
}

function compile(): WebAssembly.Module | null {
  try {
    return new WebAssembly.Module(Uint8Array.from(atob(wasm), (character) => character.charCodeAt(0)));
  } catch {
    return null;
  }
}
