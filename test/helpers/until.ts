import { waitUntil } from '@open-wc/testing';

/** Waits as long as a slow machine with many tests at once may need; a quick one does not notice. */
export function until(condition: () => unknown, message?: string): Promise<void> {
  return waitUntil(condition, message, { timeout: 8000 });
}
