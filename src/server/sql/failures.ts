import { HttpProblem } from '../problems.js';

/** Thrown within a transaction that has looked at something that somebody has moved since: it begins anew. */
export class TryAgain extends Error {
  constructor() {
    super('Somebody else was faster.');
    this.name = 'TryAgain';
  }
}

/** SQLSTATEs after which the same transaction may well succeed: somebody else was in the way. */
const inTheWay = new Set([
  '40001', // serialization_failure
  '40P01', // deadlock_detected
  '23505', // unique_violation: created by somebody else since we looked
]);

/** Whether the same transaction may succeed if it is begun anew at once. */
export function isWorthAnotherTry(error: unknown): boolean {
  return error instanceof TryAgain || inTheWay.has(codeOf(error));
}

/**
 * What a failure of the database is to whoever asked: a lost connection, or a database that is starting, stopping or
 * overloaded, is a 503 that may be tried again. Everything else is passed on, and becomes a 500 that says nothing of it.
 */
export function toProblem(error: unknown): unknown {
  if (error instanceof HttpProblem) return error;
  const answer = (detail: string) => new HttpProblem(503, detail, { retryAfter: 1, cause: error });
  if (isWorthAnotherTry(error)) return answer('Too many others write the same at this moment.');
  if (codeOf(error) === '57014') return answer('The database took too long.'); // query_canceled: statement_timeout
  return isUnavailable(error) ? answer('The database can’t be reached.') : error;
}

/** The same members, whose rejections are problems (`toProblem`). */
export function withProblems<Members extends object>(members: Members): Members {
  const guarded = Object.entries(members).map(([name, member]) => [
    name,
    (...args: unknown[]): unknown => {
      const result: unknown = (member as (...args: unknown[]) => unknown)(...args);
      if (!(result instanceof Promise)) return result;
      return result.catch((error: unknown) => {
        throw toProblem(error);
      });
    },
  ]);
  return Object.fromEntries(guarded) as Members;
}

/** Classes of SQLSTATEs: 08 connection_exception, 53 insufficient_resources, 57P operator_intervention (shutdown, crash). */
const sqlStates = ['08', '53', '57P'];
const systemErrors = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'ECONNABORTED',
  'EPIPE',
  'ETIMEDOUT',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ENOTFOUND',
  'EAI_AGAIN',
  'ERR_SOCKET_CLOSED',
  'ERR_STREAM_DESTROYED',
  'ERR_STREAM_WRITE_AFTER_END',
]);

function isUnavailable(error: unknown): boolean {
  const code = codeOf(error);
  if (code) return systemErrors.has(code) || sqlStates.some((each) => code.startsWith(each));
  // `pg` gives its own errors about connections no code.
  return error instanceof Error && /\bconnect(ion|ing)?\b|\bpool\b|\bnot queryable\b/i.test(error.message);
}

function codeOf(error: unknown): string {
  if (typeof error !== 'object' || error === null || !('code' in error)) return '';
  return typeof error.code === 'string' ? error.code : '';
}
