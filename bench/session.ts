import type { EngineName } from './ours.js';
import type { Host, Limit, Peer } from './peer.js';
import type { Effort, Figures } from './timing.js';

/** One figure as it is printed. */
export interface Line {
  readonly suite: 'query';
  readonly op: string;
  readonly n: number;
  readonly where: Host['where'];
  readonly engine: EngineName;
  readonly ours: number | null;
  readonly peer: string | null;
  readonly theirs: number | null;
  readonly unit: 'ms' | 'B';
  /** How many times better ours is. */
  readonly ratio: number | null;
  readonly rounds: number;
  readonly spread: number;
  readonly uncollated?: true;
  readonly quick?: true;
}

export interface Session {
  readonly n: number;
  readonly engine: EngineName;
  readonly effort: Effort;
  readonly quick: boolean;
  /** Only operations whose name begins so. */
  readonly only?: string;
  /** Peers are also measured where they take minutes. */
  readonly slow: boolean;
  readonly host: Host;
  emit(line: Line): void;
  /** For people, on standard error. */
  note(text: string): void;
}

export function wants({ only }: Session, op: string): boolean {
  return only === undefined || op.startsWith(only) || only.startsWith(op);
}

export function leftOut(peer: Peer, { n, slow, host, note }: Session, op?: string): boolean {
  const limit = (peer.limits ?? []).find(
    (each: Limit) =>
      each.op === op && (each.where === undefined || each.where === host.where) && n > each.upTo,
  );
  if (!limit || (slow && limit.upTo > 0)) return false;
  note(`${peer.name}${op ? ` ${op}` : ''} is left out at ${n} in ${host.where}: ${limit.why}`);
  return true;
}

export function emit(
  { n, host, quick, emit: print }: Session,
  engine: EngineName,
  op: string,
  peer: string | null,
  { ours, theirs, rounds, spread }: Omit<Figures, 'theirs'> & { readonly theirs?: number },
  more: object = {},
): void {
  print({
    suite: 'query',
    op,
    n,
    where: host.where,
    engine,
    ours: rounded(ours),
    peer,
    theirs: theirs === undefined ? null : rounded(theirs),
    unit: 'ms',
    ratio: theirs === undefined ? null : rounded(theirs / ours),
    rounds,
    spread: Number(spread.toFixed(2)),
    ...more,
    ...(quick ? { quick: true } : {}),
  });
}

const rounded = (value: number) => Number(value.toPrecision(4));
