import { isObject } from '../../model/parse-values.js';
import { AdapterError, problemKinds, type AdapterProblem, type ProblemKind } from '../../store/port.js';

type Members = Readonly<Record<string, unknown>>;

/** An answer that says no, as the problem it stands for. Keeps what only this adapter looks at. */
export class HttpProblem extends AdapterError {
  readonly status: number;
  /** The members of the body; none where it was no JSON object. */
  readonly body: Members;

  constructor(what: string, response: Response, text: string) {
    const { status, statusText } = response;
    const body = membersOf(text);
    const otherwise = status < 400 ? notFollowed : statusText || 'no reason given';
    const { kind, message, ...extras } = describe(body, status, otherwise);
    const wait = retryAfter(response.headers.get('Retry-After'));
    super(kind, `${what} answered ${status}: ${message}`, { ...extras, retryAfter: wait });
    this.status = status;
    this.body = body;
  }
}

const notFollowed = 'a redirect, not followed';

/** Whether another token could help. A redirect not followed has no status in browsers. */
export function isUnauthorised({ ok, status }: Response): boolean {
  return status === 401 || (!ok && status < 400);
}

/** A problem that stands in an outcome. */
export function problemIn(members: Members): AdapterProblem {
  const { kind, message, ...extras } = describe(members, Number(members['status']), 'no reason given');
  return new AdapterError(kind, message, extras);
}

/** Problem Details (RFC 9457), with `kind`, `retryable` and `errors`. What is missing or wrong is as good as not there. */
function describe(members: Members, status: number, otherwise: string) {
  const { kind, detail, message, title, retryable, errors } = members;
  return {
    kind: problemKinds.find((each) => each === kind) ?? kindOf(status),
    message: textOf(detail) || textOf(message) || textOf(title) || otherwise,
    retryable: typeof retryable === 'boolean' ? retryable : undefined,
    details: Array.isArray(errors)
      ? errors
          .filter(isObject)
          .map((error) => ({ path: textOf(error['pointer']), message: textOf(error['detail']) }))
      : undefined,
  };
}

/** Where the body does not say it. */
function kindOf(status: number): ProblemKind {
  if (status >= 500 || status === 408) return 'unavailable';
  if (status === 401 || status < 400) return 'unauthorised';
  if (status === 403) return 'forbidden';
  if (status === 404 || status === 410) return 'notFound';
  if (status === 409 || status === 412 || status === 428) return 'conflict';
  return status === 429 ? 'rateLimited' : 'invalid';
}

/** Milliseconds, from seconds or from an HTTP date (RFC 9110, 10.2.3). */
function retryAfter(header: string | null): number | undefined {
  if (header === null) return undefined;
  const wait = /^\d+$/.test(header) ? Number(header) * 1000 : Date.parse(header) - Date.now();
  return Number.isNaN(wait) ? undefined : Math.max(0, wait);
}

function membersOf(text: string): Members {
  try {
    const body: unknown = JSON.parse(text);
    return isObject(body) ? body : {};
  } catch {
    return {}; // a page of some gateway
  }
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}
