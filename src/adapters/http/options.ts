import type { TokenCallback } from './token-source.js';

export interface HttpAdapterOptions {
  /** Where the backend is: `/api` (in a page), `https://crm.example.com/leads`. */
  readonly url: string;
  /** Asked for the bearer token of requests. Left out: none is sent; cookies of the page's own origin are. */
  readonly token?: TokenCallback;
  /** Makes the requests; for headers of one's own, and for tests. */
  readonly fetch?: typeof fetch;
  /** Names this tab to the backend, which then does not tell it of what it did itself. */
  readonly client?: string;
  /** Milliseconds that one try may take. How long all may take together, the store says. */
  readonly timeout?: number;
  /** How often a request is tried in all, when the network or the backend is away for a moment. */
  readonly tries?: number;
  /** Milliseconds before the second try, at most; the wait doubles with each further one. */
  readonly backOff?: number;
  /** Rows of one page, when everything is read. */
  readonly pageSize?: number;
  /** Milliseconds without a sign of life after which the stream of events is opened again. */
  readonly heartbeat?: number;
  /** Milliseconds between two questions for changes, where no stream is to be had. */
  readonly pollInterval?: number;
}
