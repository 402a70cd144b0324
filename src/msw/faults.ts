import type { Handler } from '../server/handler.js';
import { chance, pick } from './chance.js';
import { befall, canBefall } from './fault-effects.js';
import { faultKinds, type FaultKind } from './fault-kinds.js';

/** What goes wrong, and how often. Nothing of it: the handler answers as it is. */
export interface FaultPlan {
  /** This one, for every request that it can befall. */
  readonly always?: FaultKind;
  /** By chance. The same seed gives the same faults to the same requests, whatever else is asked meanwhile. */
  readonly random?: {
    readonly seed: number;
    /** How many of a hundred requests: 0.05 are five. */
    readonly rate: number;
    /** Left out: all. */
    readonly kinds?: readonly FaultKind[];
  };
  /** Milliseconds that `latency` takes; 2,000 without. */
  readonly latency?: number;
  /** Seconds that `429` asks to wait; 1 without. */
  readonly retryAfter?: number;
}

/** A switch that can be turned while it is in use. */
export interface Faults {
  plan: FaultPlan;
  /** What has gone wrong so far, oldest first; the last thousand. */
  readonly log: readonly FaultNote[];
}

export interface FaultNote {
  readonly kind: FaultKind;
  /** `PATCH /api/contacts/ada` */
  readonly request: string;
}

const keptNotes = 1_000;

export function createFaults(plan: FaultPlan = {}): Faults {
  return { plan, log: [] };
}

/** The same handler, but things go wrong. Works wherever a handler does, with MSW or without. */
export function withFaults(handler: Handler, faults: Faults): Handler {
  const asked = new Map<string, number>();
  return async (request) => {
    const name = `${request.method} ${new URL(request.url).pathname}`;
    const turn = (asked.get(name) ?? 0) + 1;
    asked.set(name, turn);
    const { plan } = faults;
    const kind = kindFor(request, plan, name, turn);
    if (!kind) return handler(request);
    const log = faults.log as FaultNote[];
    log.push({ kind, request: name });
    if (log.length > keptNotes) log.shift();
    return befall(kind, request, handler, {
      latency: plan.latency ?? 2_000,
      retryAfter: plan.retryAfter ?? 1,
    });
  };
}

function kindFor(
  request: Request,
  { always, random }: FaultPlan,
  name: string,
  turn: number,
): FaultKind | undefined {
  if (always) return canBefall(always, request) ? always : undefined;
  if (!random || chance(random.seed, name, turn) >= random.rate) return undefined;
  const kinds = (random.kinds ?? faultKinds).filter((kind) => canBefall(kind, request));
  return pick(kinds, chance(random.seed, 'kind', name, turn));
}
