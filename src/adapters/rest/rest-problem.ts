import { isObject } from '../../model/parse-values.js';
import { AdapterError, type AdapterProblem, type ProblemKind } from '../../store/port.js';

export type Members = Readonly<Record<string, unknown>>;

/** What a body says went wrong. `kind` and `message` left out: what its status means. */
export type Described = Partial<Pick<AdapterProblem, 'kind' | 'message' | 'retryable' | 'details'>>;

export type Describe = (body: Members) => Described;

/** An answer that says no, as the problem it stands for. Keeps what only its adapter looks at. */
export class RestProblem extends AdapterError {
  readonly status: number;
  /** The members of the body; none where it was no JSON object. */
  readonly body: Members;

  constructor(what: string, response: Response, text: string, describe: Describe) {
    const { status, statusText } = response;
    const body = membersOf(text);
    const otherwise = status < 400 ? 'a redirect, not followed' : statusText;
    const { kind = kindOf(status), message, ...extras } = describe(body);
    const wait = retryAfter(response.headers.get('Retry-After'));
    super(kind, `${what} answered ${status}: ${message || otherwise || noReason}`, {
      ...extras,
      retryAfter: wait,
    });
    this.status = status;
    this.body = body;
  }
}

export const noReason = 'no reason given';

/** Whether another token could help. A redirect not followed has no status in browsers. */
export function isUnauthorised({ ok, status }: Response): boolean {
  return status === 401 || (!ok && status < 400);
}

/** What a status means, where the body does not say it. */
export function kindOf(status: number): ProblemKind {
  if (status >= 500 || status === 408) return 'unavailable';
  if (status === 401 || status < 400) return 'unauthorised';
  if (status === 403) return 'forbidden';
  if (status === 404 || status === 410) return 'notFound';
  if (status === 409 || status === 412 || status === 428) return 'conflict';
  return status === 429 ? 'rateLimited' : 'invalid';
}

export function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
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
