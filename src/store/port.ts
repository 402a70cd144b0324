import type { Change } from '../model/changes.js';
import type { EntityName, Id } from '../model/records.js';

/**
 * Connects the store to whatever holds the data. `read` and `save` make a working adapter (A1); all else is optional.
 *
 * @example
 * const adapter = {
 *   read: () => fetch('/leads.json').then((response) => response.json()),
 *   save: async (changes) => void (await fetch('/leads', { method: 'PATCH', body: JSON.stringify(changes) })),
 * };
 */
export interface LeadAdapter {
  /** For messages, e.g. `IndexedDB`. */
  readonly name?: string;
  /** Everything, at once or in batches. Rows are not trusted: bad ones are reported and left out (A4). */
  read(options: CallOptions): Promise<Rows> | AsyncIterable<Rows>;
  /**
   * Saves the changes of one command, in order. Answers nothing, or one outcome for each change. Rejecting means that
   * none was saved; reject with an `AdapterError` to say why.
   */
  save(changes: readonly Change[], options: CallOptions): Promise<readonly SaveOutcome[] | void>;
  /** Tells of changes from elsewhere until the signal aborts. Must not repeat one's own; if it does, that is ignored (S5). */
  watch?(listener: (event: RemoteEvent) => void, options: CallOptions): void;
}

export interface CallOptions {
  readonly signal: AbortSignal;
}

/** Rows by entity; each is parsed by `model/parse.ts`. `settings` is one row. */
export interface Rows {
  readonly settings?: unknown;
  readonly categories?: readonly unknown[];
  readonly leadStatuses?: readonly unknown[];
  readonly companies?: readonly unknown[];
  readonly contacts?: readonly unknown[];
  readonly selections?: readonly unknown[];
  /** How many records there are in all, when known: for progress. */
  readonly expected?: number;
}

export type SaveOutcome =
  | {
      readonly ok: true;
      readonly version?: string;
      /** What the backend made of it, when that differs from what was sent (L13). */
      readonly row?: unknown;
    }
  | { readonly ok: false; readonly problem: AdapterProblem };

export type RemoteEvent =
  | { readonly kind: 'rows'; readonly rows: Rows }
  | { readonly kind: 'deleted'; readonly entity: EntityName; readonly id: Id }
  | {
      readonly kind: 'notice';
      readonly code: 'storage-unavailable' | 'storage-full' | 'watch-lost';
      readonly problem?: AdapterProblem;
    }
  /** So much changed that everything is to be read again. */
  | { readonly kind: 'reload' };

/** A5: the closed set of kinds. */
export const problemKinds = [
  'unauthorised',
  'forbidden',
  'notFound',
  'conflict',
  'invalid',
  'rateLimited',
  'unavailable',
  'cancelled',
] as const;
export type ProblemKind = (typeof problemKinds)[number];

/** Why a call to the backend failed. `message` is for developers and the folded details; people get the kind's sentence. */
export interface AdapterProblem {
  readonly kind: ProblemKind;
  readonly message: string;
  readonly retryable: boolean;
}

const retryableKinds: readonly ProblemKind[] = ['rateLimited', 'unavailable'];

/** What adapters reject with. */
export class AdapterError extends Error implements AdapterProblem {
  readonly kind: ProblemKind;
  readonly retryable: boolean;

  constructor(kind: ProblemKind, message: string, options: ErrorOptions & { retryable?: boolean } = {}) {
    super(message, options);
    this.name = 'AdapterError';
    this.kind = kind;
    this.retryable = options.retryable ?? retryableKinds.includes(kind);
  }
}

/** Anything that was thrown, as a problem: an `AdapterError` says its kind, an abort is a cancellation. */
export function toProblem(error: unknown): AdapterProblem {
  if (error instanceof AdapterError || isProblem(error)) return error;
  if (error instanceof Error && error.name === 'AbortError')
    return new AdapterError('cancelled', error.message, { cause: error });
  const message = error instanceof Error ? error.message : String(error);
  return new AdapterError('unavailable', message, { cause: error });
}

/** Whether something from outside says what went wrong in the terms of A5. */
export function isProblem(value: unknown): value is AdapterProblem {
  const problem = value as Partial<AdapterProblem> | null | undefined;
  return (
    typeof problem === 'object' &&
    problem !== null &&
    problemKinds.includes(problem.kind as ProblemKind) &&
    typeof problem.message === 'string' &&
    typeof problem.retryable === 'boolean'
  );
}
