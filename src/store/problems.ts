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
  /** Milliseconds to wait before another try, where the backend said so. */
  readonly retryAfter?: number;
  /** For `invalid`: which parts of what was sent, by path, e.g. `/changes/0/patch/email`. */
  readonly details?: readonly { readonly path: string; readonly message: string }[];
}

const retryableKinds: readonly ProblemKind[] = ['rateLimited', 'unavailable'];

type Extras = Partial<Pick<AdapterProblem, 'retryable' | 'retryAfter' | 'details'>>;

/** What adapters reject with. */
export class AdapterError extends Error implements AdapterProblem {
  readonly kind: ProblemKind;
  readonly retryable: boolean;
  readonly retryAfter?: number;
  readonly details?: AdapterProblem['details'];

  constructor(kind: ProblemKind, message: string, options: ErrorOptions & Extras = {}) {
    super(message, options);
    this.name = 'AdapterError';
    this.kind = kind;
    this.retryable = options.retryable ?? retryableKinds.includes(kind);
    if (options.retryAfter !== undefined) this.retryAfter = options.retryAfter;
    if (options.details) this.details = options.details;
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
