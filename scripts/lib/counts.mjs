// How a runner tells scripts/test.mjs what it ran: a JSON file named by an environment variable.
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';

/**
 * @typedef {{ passed: number, skipped: number, failures: string[] }} Counts
 * `failures` names each test that failed, so that the end of a long run says what to look at.
 */

/** @returns {Counts} */
export const noCounts = () => ({ passed: 0, skipped: 0, failures: [] });

/** @param {Counts} counts */
export function writeCounts(counts) {
  const file = process.env.LEADKIT_COUNTS;
  if (!file) return;
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, JSON.stringify(counts));
}

/** `3 passed, 0 failed` or `3 passed, 0 failed, 1 skipped`. @param {Counts} counts */
export function formatCounts({ passed, failures, skipped }) {
  return `${passed} passed, ${failures.length} failed${skipped ? `, ${skipped} skipped` : ''}`;
}
