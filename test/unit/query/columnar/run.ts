import type fc from 'fast-check';
import { simd } from '../../../../src/query/columnar/simd/index.js';

// npm test runs a fixed seed. To look for more:
//   LEADKIT_FUZZ_SECONDS=600 npx vitest run --project unit test/unit/query/columnar
//   LEADKIT_SEED=123 LEADKIT_FUZZ_SECONDS=60 …      (a seed that failed)
const seconds = Number(process.env['LEADKIT_FUZZ_SECONDS'] ?? 0);
const seed = process.env['LEADKIT_SEED']
  ? Number(process.env['LEADKIT_SEED'])
  : seconds
    ? Date.now() & 0x7fff_ffff
    : 20261121;

/** For `fc.assert`: so many cases, or as many as the time allows. */
export function settings(numRuns: number): fc.Parameters<unknown> {
  return seconds > 0
    ? { seed, numRuns: 1e9, interruptAfterTimeLimit: seconds * 1000, endOnFailure: false }
    : { seed, numRuns };
}

/** For `it`: no limit of its own. */
export const timeout = Math.max(120_000, seconds * 1500);

/** For `describe.each`: both kernels, all columns in WebAssembly's memory, and which share of the cases each gets. */
export const accelerators = [
  ['in JavaScript', undefined, 1],
  ['in WebAssembly', simd(0), 0.4],
] as const;
