import type { EntityName, Id } from '../model/records.js';
import type { ConflictBook } from './conflicts/conflict-book.js';
import { Delivery } from './delivery.js';
import type { Outbox, OutboxSession } from './outbox/port.js';
import type { LeadAdapter } from './port.js';
import type { Tables } from './tables.js';
import type { Conflict, Waiting } from './types.js';
import type { OnRejected, Write, WriteQueue, WriteResult } from './writes.js';

export interface WriterOptions {
  readonly adapter: LeadAdapter;
  readonly tables: Tables;
  /** Milliseconds after which a backend has failed. */
  readonly timeout: number;
  readonly signal: AbortSignal;
  readonly outbox: Outbox | undefined;
  /** Resolves when the records have been read, or could not be. */
  readonly ready: () => Promise<void>;
  readonly readAgain: () => Promise<void>;
  /** Something became different that is no record. */
  readonly onChange: () => void;
  readonly onOutboxLost: (error: unknown) => void;
}

const nothing: readonly never[] = [];

/**
 * Sends the changes of one command after the other, never two at a time: so each write can carry the version that the
 * one before it brought (A3), and the backend sees the order in which people did things.
 */
export class Writer {
  readonly #options: WriterOptions;
  readonly #queue: WriteQueue;
  #session: OutboxSession | undefined;
  #book: ConflictBook | undefined;
  #loadingBook: Promise<ConflictBook> | undefined;

  constructor(options: WriterOptions) {
    this.#options = options;
    const { adapter, tables, timeout, signal, outbox, onChange } = options;
    const delivery = new Delivery({
      adapter,
      tables,
      timeout,
      signal,
      book: () => this.book(),
      onSaved: (change) => this.#book?.overtake(change),
      onChange,
      readAgain: options.readAgain,
    });
    this.#session = outbox?.start({
      delivery,
      tables,
      signal,
      ready: options.ready,
      onChange,
      onLost: options.onOutboxLost,
      book: () => this.book(),
    });
    this.#queue = this.#session ?? new DirectQueue(delivery, onChange);
  }

  /** Resolves when what waited from before is shown again. */
  get opened(): Promise<void> {
    return this.#queue.opened;
  }

  /** Never rejects. */
  write(write: Write, onRejected: OnRejected): Promise<WriteResult> {
    return this.#queue.add(write, onRejected);
  }

  get waiting(): readonly Waiting[] {
    return this.#queue.waiting;
  }

  isWaiting(entity: EntityName, id: Id): boolean {
    return this.#queue.isWaiting(entity, id);
  }

  retryWaiting(id?: string): void {
    this.#queue.retry(id);
  }

  discardWaiting(id: string): Promise<void> {
    return this.#queue.discard(id);
  }

  get conflicts(): readonly Conflict[] {
    return this.#book?.list ?? nothing;
  }

  /** Loaded when there is a conflict: most pages never see one. */
  book(): Promise<ConflictBook> {
    return (this.#loadingBook ??= this.#loadBook());
  }

  async #loadBook(): Promise<ConflictBook> {
    try {
      const { ConflictBook } = await import('./conflicts/conflict-book.js');
      return (this.#book = new ConflictBook(this.#options.tables, this.#options.onChange, this.#session));
    } catch (error) {
      this.#loadingBook = undefined; // so that the next one tries again
      throw error;
    }
  }
}

/** Without an outbox: what can't be saved now is not saved. */
class DirectQueue implements WriteQueue {
  readonly opened = Promise.resolve();
  readonly waiting = nothing;
  readonly #delivery: Delivery;
  readonly #onChange: () => void;
  #last: Promise<unknown> = Promise.resolve();

  constructor(delivery: Delivery, onChange: () => void) {
    this.#delivery = delivery;
    this.#onChange = onChange;
  }

  add(write: Write, onRejected: OnRejected): Promise<WriteResult> {
    const result = this.#last.then(() => this.#deliver(write, onRejected));
    this.#last = result;
    return result;
  }

  isWaiting(): boolean {
    return false;
  }

  retry(): void {}

  discard(): Promise<void> {
    return Promise.resolve();
  }

  async #deliver(write: Write, onRejected: OnRejected): Promise<WriteResult> {
    const { rejected, later } = await this.#delivery.attempt(write);
    const all = new Map(rejected);
    if (later) for (const change of this.#delivery.giveUp(later.write)) all.set(change, later.problem);
    if (all.size > 0) onRejected(new Set(all.keys()));
    this.#onChange();
    return { rejected: all };
  }
}
