// How a runner tells scripts/test.mjs what it ran: a JSON file named by an environment variable.
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';

/** @param {{ passed: number, failed: number, skipped: number }} counts */
export function writeCounts(counts) {
  const file = process.env.LEADKIT_COUNTS;
  if (!file) return;
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, JSON.stringify(counts));
}

/** `3 passed, 0 failed` or `3 passed, 0 failed, 1 skipped`. */
export function formatCounts({ passed, failed, skipped }) {
  return `${passed} passed, ${failed} failed${skipped ? `, ${skipped} skipped` : ''}`;
}
