import type { Accelerator } from '../memory.js';
import { createPlace } from './kernels.js';
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
  const compiled = module;
  if (!compiled) return undefined;
  return {
    least,
    createHome() {
      try {
        return createPlace(compiled);
      } catch {
        return undefined; // no memory: a page may only have so many
      }
    },
  };
}

function compile(): WebAssembly.Module | null {
  try {
    return new WebAssembly.Module(Uint8Array.from(atob(wasm), (character) => character.charCodeAt(0)));
  } catch {
    return null;
  }
}
