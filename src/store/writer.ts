import type { Change } from '../model/changes.js';
import { deadline } from './deadline.js';
import { newId } from './ids.js';
import {
  AdapterError,
  isProblem,
  toProblem,
  type AdapterProblem,
  type LeadAdapter,
  type SaveOutcome,
} from './port.js';

/** What became of each change of a command. */
export type WriteOutcome =
  | { readonly ok: true; readonly version?: string; readonly row?: unknown }
  | { readonly ok: false; readonly problem: AdapterProblem };

/**
 * Sends the changes of one command after the other, never two at a time: so each write can carry the version that the
 * one before it brought (A3), and the backend sees the order in which people did things.
 */
export class Writer {
  readonly #adapter: LeadAdapter;
  readonly #stamp: (change: Change) => Change;
  readonly #timeout: number;
  #last: Promise<unknown> = Promise.resolve();

  /**
   * @param stamp gives a change the version it is based on, at the moment it is sent.
   * @param timeout in milliseconds; a backend that takes longer has failed.
   */
  constructor(adapter: LeadAdapter, stamp: (change: Change) => Change, timeout: number) {
    this.#adapter = adapter;
    this.#stamp = stamp;
    this.#timeout = timeout;
  }

  /** Never rejects: a failure is an outcome of every change. */
  write(changes: readonly Change[], signal: AbortSignal): Promise<readonly WriteOutcome[]> {
    const write = this.#last.then(() => this.#send(changes.map(this.#stamp), signal));
    this.#last = write;
    return write;
  }

  async #send(changes: readonly Change[], signal: AbortSignal): Promise<readonly WriteOutcome[]> {
    const key = newId();
    try {
      const answer = await deadline(this.#timeout, signal, (until) =>
        this.#adapter.save(changes, { signal: until, key }),
      );
      if (answer === undefined || answer === null) return changes.map(() => ({ ok: true }));
      if (!Array.isArray(answer) || answer.length !== changes.length) {
        throw new AdapterError(
          'invalid',
          `The adapter's save() must answer nothing or ${changes.length} outcomes.`,
        );
      }
      return answer.map(parseOutcome);
    } catch (error) {
      const problem = toProblem(error);
      return changes.map(() => ({ ok: false, problem }));
    }
  }
}

function parseOutcome(answer: unknown, index: number): WriteOutcome {
  const outcome = answer as Partial<Extract<SaveOutcome, { ok: true }>> & { ok?: unknown; problem?: unknown };
  if (outcome?.ok === true) {
    return {
      ok: true,
      version: typeof outcome.version === 'string' ? outcome.version : undefined,
      row: outcome.row,
    };
  }
  if (outcome?.ok === false && isProblem(outcome.problem)) return { ok: false, problem: outcome.problem };
  return {
    ok: false,
    problem: new AdapterError(
      'invalid',
      `The adapter's save() answered something that is no outcome for change ${index}.`,
    ),
  };
}
