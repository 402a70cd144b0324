import type { Capabilities, LeadAdapter, Rows } from '../../store/port.js';
import type { KitSession } from './session.js';

/** Milliseconds. */
export const defaultTimeout = 10_000;

/** An adapter that is to be checked, and how to get hold of it. */
export interface AdapterSubject {
  /** For the report, e.g. `My CRM`. */
  readonly name: string;
  /** Makes the backend hold exactly these rows and nothing else, and answers an adapter that is connected to it. */
  connect(rows: Rows): LeadAdapter | Promise<LeadAdapter>;
  /** A second connection to the same data: another tab, another person. Without it, what needs two is skipped. */
  connectAgain?(): LeadAdapter | Promise<LeadAdapter>;
  /** After each check, whatever came of it: close what `connect` opened. */
  disconnect?(): void | Promise<void>;
  /** Makes the backend fail in one of these ways, until `undefined` mends it. Without it, failures are not checked. */
  readonly faults?: FaultSwitch;
  /** Checks that are known to fail, by id, with the reason. One that passes all the same is reported: take it out. */
  readonly knownGaps?: Readonly<Record<string, string>>;
  /** Milliseconds that one check may take; 10,000 without. Half of it is for what `watch` tells. */
  readonly timeout?: number;
}

export interface FaultSwitch {
  readonly kinds: readonly KitFault[];
  set(fault: KitFault | undefined): void | Promise<void>;
}

/**
 * `offline`: nobody answers. `answer-lost`: the backend does what it is asked, but the answer does not arrive.
 * `garbage`: the answer breaks off in the middle. The others: the backend refuses every call for that reason.
 */
export const kitFaults = [
  'offline',
  'answer-lost',
  'garbage',
  'unauthorised',
  'forbidden',
  'rate-limited',
  'server-error',
] as const;
export type KitFault = (typeof kitFaults)[number];

/** One thing that is expected of an adapter. */
export interface AdapterCheck {
  /** Stable: for `knownGaps` and for machines, e.g. `save.order`. */
  readonly id: string;
  /** What a good adapter does, as a sentence. */
  readonly title: string;
  /** What the backend holds before; the kit's own rows without. */
  readonly rows?: Rows;
  /** Why this adapter need not do it; undefined when it must. */
  readonly skip?: (offer: Offer) => string | undefined;
  /** Rejects with a message that says what was expected and what came. */
  readonly run: (session: KitSession) => Promise<void>;
}

/** What an adapter has and says of itself. */
export interface Offer {
  readonly adapter: LeadAdapter;
  readonly capabilities: Capabilities;
  readonly subject: AdapterSubject;
}
