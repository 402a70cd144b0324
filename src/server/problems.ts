import type { ProblemKind } from '../store/problems.js';

/** A part of a request that can't be used: a JSON pointer into the body, or the name of a parameter or header. */
export interface PartFault {
  readonly pointer: string;
  readonly detail: string;
}

export interface ProblemExtras extends ErrorOptions {
  readonly errors?: readonly PartFault[];
  /** Seconds to wait before another try (`Retry-After`). */
  readonly retryAfter?: number;
  readonly headers?: Readonly<Record<string, string>>;
  /** Further members of the problem document, e.g. `current` (S6). */
  readonly members?: Readonly<Record<string, unknown>>;
}

const statuses = {
  400: ['invalid', 'Bad request'],
  401: ['unauthorised', 'Unauthorised'],
  403: ['forbidden', 'Forbidden'],
  404: ['notFound', 'Not found'],
  405: ['invalid', 'Method not allowed'],
  408: ['unavailable', 'Request timeout'],
  409: ['conflict', 'Conflict'],
  410: ['notFound', 'Gone'],
  412: ['conflict', 'Precondition failed'],
  413: ['invalid', 'Content too large'],
  415: ['invalid', 'Unsupported media type'],
  422: ['invalid', 'Unprocessable content'],
  428: ['conflict', 'Precondition required'],
  429: ['rateLimited', 'Too many requests'],
  500: ['unavailable', 'Internal server error'],
  503: ['unavailable', 'Service unavailable'],
} as const satisfies Record<number, readonly [ProblemKind, string]>;

export type ProblemStatus = keyof typeof statuses;

/** The kind (A5) that a status stands for. */
export function kindOf(status: ProblemStatus): ProblemKind {
  return statuses[status][0];
}

/** Whether the same request may succeed later. */
export function isRetryable(status: ProblemStatus): boolean {
  return kindOf(status) === 'rateLimited' || kindOf(status) === 'unavailable';
}

/** Thrown anywhere on the way of a request, also by a host's `authorise`: becomes the answer. `detail` is for developers. */
export class HttpProblem extends Error {
  readonly status: ProblemStatus;
  readonly extras: ProblemExtras;

  constructor(status: ProblemStatus, detail: string, extras: ProblemExtras = {}) {
    super(detail, extras);
    this.name = 'HttpProblem';
    this.status = status;
    this.extras = extras;
  }

  /** RFC 9457, with the kind of A5. */
  toResponse(): Response {
    const { status, message, extras } = this;
    const document = {
      type: 'about:blank',
      title: statuses[status][1],
      status,
      detail: message,
      kind: kindOf(status),
      retryable: isRetryable(status),
      ...(extras.errors ? { errors: extras.errors } : {}),
      ...extras.members,
    };
    return new Response(JSON.stringify(document), {
      status,
      headers: {
        'Content-Type': 'application/problem+json',
        'Cache-Control': 'no-store',
        ...(extras.retryAfter === undefined ? {} : { 'Retry-After': String(extras.retryAfter) }),
        ...extras.headers,
      },
    });
  }
}

/** 422: what was sent is well-formed, but can't be used. */
export function unusable(errors: readonly PartFault[]): HttpProblem {
  const [first] = errors;
  const more = errors.length > 1 ? ` (and ${errors.length - 1} more)` : '';
  return new HttpProblem(422, `${first?.pointer ?? ''}: ${first?.detail ?? 'can’t be used'}${more}`, {
    errors,
  });
}

/** 400: a parameter or a header is missing or wrong. */
export function wrongPart(name: string, detail: string): HttpProblem {
  return new HttpProblem(400, `${name} ${detail}.`, { errors: [{ pointer: name, detail }] });
}
