/** Those that are over at the next try, so that nobody has to notice them. */
export const passingFaults = [
  /** The answer takes its time. */
  'latency',
  /** With `Retry-After`. */
  '429',
  '500',
  /** The request does not arrive. */
  'network-loss',
  /** The request arrives and is carried out, but nobody hears of it. */
  'answer-lost',
  /** The answer ends in the middle. */
  'half-page',
  /** Rows and events come twice; writes arrive twice. */
  'duplicates',
  /** Events come out of order. */
  'disorder',
  /** A tab is told of what it did itself. */
  'echo',
] as const;

/** Everything that can go wrong between an adapter and its backend. */
export const faultKinds = [
  ...passingFaults,
  '401',
  '403',
  '404',
  /** The record exists already. For writes. */
  '409',
  /** The record is in another version, with what it is. For writes. */
  '412',
  '422',
] as const;
export type FaultKind = (typeof faultKinds)[number];
