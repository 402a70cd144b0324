import type { Change } from '../../src/model/changes.js';
import { AdapterError, type LeadAdapter, type SaveOptions, type SaveOutcome } from '../../src/store/port.js';

/** What goes wrong with one save. */
export type Fault = 'ok' | 'lostBefore' | 'lostAfter' | 'busy' | 'refused';

/** An adapter whose connection fails as the test wants it: before the backend has heard of a change, or after. */
export class FlakyAdapter implements LeadAdapter {
  /** Asked for each save. */
  fault: (changes: readonly Change[]) => Fault = () => 'ok';
  readonly keys: string[] = [];
  /** Changes that the backend took. */
  readonly saved: Change[] = [];
  /** Whether a save was under way when another one began. */
  overlapped = false;
  #running = 0;
  readonly #backend: LeadAdapter;

  constructor(backend: LeadAdapter) {
    this.#backend = backend;
  }

  read: LeadAdapter['read'] = (options) => this.#backend.read(options);

  watch: NonNullable<LeadAdapter['watch']> = (listener, options) => this.#backend.watch?.(listener, options);

  async save(changes: readonly Change[], options: SaveOptions): Promise<readonly SaveOutcome[] | void> {
    this.overlapped ||= this.#running > 0;
    this.#running++;
    try {
      await Promise.resolve();
      this.keys.push(options.key);
      const fault = this.fault(changes);
      if (fault === 'lostBefore') throw new AdapterError('unavailable', 'The line went dead.');
      if (fault === 'busy') throw new AdapterError('rateLimited', 'Later.', { retryAfter: 5 });
      if (fault === 'refused') throw new AdapterError('forbidden', 'No.');
      const answer = await this.#backend.save(changes, options);
      if (answer && answer.every(({ ok }) => ok)) this.saved.push(...changes);
      if (fault === 'lostAfter') throw new AdapterError('unavailable', 'The line went dead.');
      return answer;
    } finally {
      this.#running--;
    }
  }
}
