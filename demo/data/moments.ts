import type { Random } from './random.js';

const hour = 3_600_000;
const twoYears = 2 * 365 * 24 * hour;

/** Points in time of the last two years. */
export interface Moments {
  /** When a record was created, and when it was changed last. */
  pair(random: Random): { readonly created: string; readonly updated: string };
}

export function momentsBefore(now: Date): Moments {
  const end = now.getTime();
  return {
    pair(random) {
      const created = end - random.next() * twoYears;
      // Most records were touched lately.
      const updated = end - (end - created) * random.next() ** 2;
      return { created: new Date(created).toISOString(), updated: new Date(updated).toISOString() };
    },
  };
}
