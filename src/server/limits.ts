/** What one request may ask for. Beyond it the answer is a 4xx that names the limit. */
export interface Limits {
  /** Bytes of a request's body. */
  readonly bodyBytes: number;
  /** Levels of objects and lists within each other. Criteria may nest 64 groups, two levels each. */
  readonly bodyDepth: number;
  /** Milliseconds until a body must have arrived. */
  readonly bodyTime: number;
  /** Changes of one command. */
  readonly changes: number;
  /** Counts in one request. */
  readonly counts: number;
  /** Records by id in one request. */
  readonly refs: number;
  /** Rows of one page of `GET /contacts` and `GET /companies`. */
  readonly pageRows: number;
  /** Events of one answer of `GET /changes`, and of one piece of the stream. */
  readonly events: number;
  /** Streams of events open at the same time. */
  readonly streams: number;
  /** Milliseconds after which a stream ends. Clients resume it, and so whoever listens is authorised again. */
  readonly streamTime: number;
  /** Milliseconds between two comments on a stream that has nothing to tell. */
  readonly heartbeat: number;
  /** Characters of an id, a key or a cursor. */
  readonly textLength: number;
}

export const defaultLimits: Limits = {
  bodyBytes: 4 * 1024 * 1024,
  bodyDepth: 160,
  bodyTime: 30_000,
  changes: 10_000,
  counts: 200,
  refs: 1_000,
  pageRows: 5_000,
  events: 500,
  streams: 1_000,
  streamTime: 60 * 60 * 1000,
  heartbeat: 15_000,
  textLength: 2_000,
};
