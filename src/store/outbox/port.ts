import type { ConflictBook, KeptConflict } from '../conflicts/conflict-book.js';
import type { Delivery } from '../delivery.js';
import type { AdapterProblem } from '../port.js';
import type { Tables } from '../tables.js';
import type { Write, WriteQueue } from '../writes.js';

/**
 * Keeps writes while the backend can't be reached: option `outbox` of a store. `createOutbox` of
 * `leadkit/adapters/outbox` makes one that stores them in the browser.
 */
export interface Outbox {
  /**
   * For one store. What is left from before is shown again, and sent when there is a connection. Undefined: nothing can
   * be kept, which `onLost` has said or will say; changes that can't be saved fail then.
   */
  start(host: OutboxHost): OutboxSession | undefined;
}

/** What an outbox needs of its store. */
export interface OutboxHost {
  readonly delivery: Delivery;
  readonly tables: Tables;
  readonly signal: AbortSignal;
  readonly ready: () => Promise<void>;
  readonly book: () => Promise<ConflictBook>;
  readonly onChange: () => void;
  /** The browser keeps nothing: what waits is lost when the page is closed. */
  readonly onLost: (error: unknown) => void;
}

export interface OutboxSession extends WriteQueue, ConflictStorage {}

/** Where conflicts are kept until a person has decided (S6). */
export interface ConflictStorage {
  keep(conflict: KeptConflict): Promise<void>;
  drop(id: string): Promise<void>;
}

/** What an outbox stores. Structured data, as IndexedDB takes it. */
export type OutboxEntry =
  WaitingEntry | { readonly kind: 'conflict'; readonly id: string; readonly conflict: KeptConflict };

export interface WaitingEntry {
  readonly kind: 'write';
  readonly id: string;
  /** Entries are sent in this order. */
  readonly place: number;
  readonly write: Write;
  readonly attempts: number;
  /** Why the last try did not work. */
  readonly problem?: AdapterProblem;
  /** The backend refused it: it waits for a person, not for a connection. */
  readonly refused?: boolean;
}

/**
 * Where an outbox keeps its entries: each belongs to one tab, and to another one when that tab is gone. Calls take
 * effect in the order in which they are made.
 */
export interface OutboxStorage {
  /**
   * Resolves with the entries that no living tab has. Entries of tabs that end later come to `onAdopted`, in exactly
   * one of those that are left. Lets go of everything when the signal aborts.
   */
  open(onAdopted: (entries: readonly unknown[]) => void, signal: AbortSignal): Promise<readonly unknown[]>;
  /** Resolves when it is stored. False: another tab has taken the entry over. */
  put(entry: OutboxEntry): Promise<boolean>;
  remove(id: string): Promise<void>;
}
