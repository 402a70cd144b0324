import type { Change } from '../../model/changes.js';
import type { EntityName, Id } from '../../model/records.js';
import { deadline } from '../deadline.js';
import { newId } from '../ids.js';
import { toProblem, type AdapterProblem } from '../port.js';
import type { KeptConflict } from '../conflicts/conflict-book.js';
import type { Waiting } from '../types.js';
import type { OnRejected, Step, Write, WriteResult } from '../writes.js';
import { parseEntry } from './parse-entry.js';
import type { Outbox, OutboxEntry, OutboxHost, OutboxSession, OutboxStorage, WaitingEntry } from './port.js';

export interface OutboxTiming {
  /** Milliseconds before the second try; doubled with each further one. */
  readonly firstRetry?: number;
  /** The longest pause between two tries, in milliseconds. */
  readonly longestRetry?: number;
}

/** An outbox over any storage; `createOutbox` gives it the browser's. */
export function outboxOver(storage: OutboxStorage, timing: OutboxTiming = {}): Outbox {
  return { start: (host) => new OutboxQueue(storage, host, timing) };
}

/** A write on its way or waiting. */
interface Item {
  stored: WaitingEntry;
  readonly onRejected: OnRejected;
  /** Whoever gave the command waits for this; undefined when they have been told that it waits. */
  answer: ((result: WriteResult) => void) | undefined;
  discarded?: boolean;
  /** Another tab has it. */
  lost?: boolean;
}

/** Milliseconds after which the store goes on without what waited before: the browser's storage hangs. */
const openTimeout = 3_000;

/**
 * Sends writes in the order in which they were made, each stored before it is sent and removed when the backend has
 * it. While the backend can't be reached the first one is tried again and again, and the others wait behind it: they
 * may depend on it.
 */
class OutboxQueue implements OutboxSession {
  readonly opened: Promise<void>;
  readonly #storage: OutboxStorage;
  readonly #host: OutboxHost;
  readonly #timing: Required<OutboxTiming>;
  readonly #items: Item[] = [];
  #waiting: readonly Waiting[] = [];
  #records: ReadonlySet<string> = new Set();
  #busy = false;
  #fails = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #place = 0;

  constructor(
    storage: OutboxStorage,
    host: OutboxHost,
    { firstRetry = 1_000, longestRetry = 60_000 }: OutboxTiming,
  ) {
    this.#storage = storage;
    this.#host = host;
    this.#timing = { firstRetry, longestRetry };
    const { signal } = host;
    const adopt = (entries: readonly unknown[]) => this.#adopt(entries);
    const opening = storage.open(adopt, signal).then(adopt, (error: unknown) => host.onLost(error));
    this.opened = deadline(openTimeout, signal, () => opening).catch(() => {});
    globalThis.addEventListener?.('online', () => this.retry(), { signal });
    signal.addEventListener('abort', () => clearTimeout(this.#timer));
  }

  get waiting(): readonly Waiting[] {
    return this.#waiting;
  }

  isWaiting(entity: EntityName, id: Id): boolean {
    return this.#records.has(`${entity}/${id}`);
  }

  add(write: Write, onRejected: OnRejected): Promise<WriteResult> {
    return new Promise((answer) => {
      const stored: WaitingEntry = {
        kind: 'write',
        id: newId(),
        place: this.#nextPlace(),
        write,
        attempts: 0,
      };
      const item: Item = { stored, onRejected, answer };
      this.#items.push(item);
      const isAlone = !this.#busy && this.#timer === undefined;
      if (this.#timer !== undefined || globalThis.navigator?.onLine === false) void this.#park();
      else if (!isAlone) void this.#put(item);
      if (this.#timer === undefined) void this.#drain();
    });
  }

  retry(id?: string): void {
    const item = id === undefined ? undefined : this.#find(id);
    if (item?.stored.refused) {
      const { write } = item.stored;
      const again = { ...write, key: newId(), sent: false };
      item.stored = { ...item.stored, write: again, place: this.#nextPlace(), refused: false };
      this.#items.push(...this.#items.splice(this.#items.indexOf(item), 1));
      this.#host.tables.restorePending(changesOf(item));
      void this.#put(item);
    }
    this.#fails = 0;
    this.#stopTimer();
    void this.#drain();
  }

  async discard(id: string): Promise<void> {
    const item = this.#find(id);
    if (!item) return;
    item.discarded = true; // while it is being sent, the answer decides
    if (this.#sending !== item) await this.#drop(item);
  }

  async keep(conflict: KeptConflict): Promise<void> {
    await this.#store({ kind: 'conflict', id: conflict.key, conflict });
  }

  async drop(id: string): Promise<void> {
    await this.#storage.remove(id).catch(this.#host.onLost);
  }

  // Sending

  #sending: Item | undefined;

  async #drain(): Promise<void> {
    if (this.#busy) return;
    this.#busy = true;
    this.#stopTimer();
    await this.#host.ready();
    while (!this.#host.signal.aborted && this.#timer === undefined) {
      this.#sending = this.#items.find(({ stored }) => !stored.refused);
      if (!this.#sending) break;
      await this.#try(this.#sending);
      this.#sending = undefined;
    }
    this.#busy = false;
  }

  async #try(item: Item): Promise<void> {
    const sent = new Map<Change, Step>();
    const { rejected, later } = await this.#host.delivery.attempt(item.stored.write, async (write) => {
      for (const step of write.steps) sent.set(step.change, step);
      item.stored = { ...item.stored, write, attempts: item.stored.attempts + 1 };
      await this.#put(item);
      if (item.lost) throw new Error('Another tab sends this entry.');
    });
    if (this.#host.signal.aborted) return; // the storage has it; whoever opens it next goes on
    if (rejected.size > 0) item.onRejected(new Set(rejected.keys()));
    if (item.lost || (later && item.discarded)) return this.#drop(item);
    if (later) {
      item.stored = { ...item.stored, write: later.write, problem: plain(later.problem) };
      return this.#pause(later.problem);
    }
    this.#fails = 0;
    const refused = [...rejected].filter(([, problem]) => problem.kind !== 'conflict');
    if (refused.length > 0 && !item.answer && !item.discarded) {
      const steps = refused.flatMap(([change]) => sent.get(change) ?? []);
      const write = { ...item.stored.write, steps };
      item.stored = { ...item.stored, write, problem: plain(refused[0]![1]), refused: true };
      await this.#put(item);
    } else {
      await this.drop(item.stored.id);
      this.#items.splice(this.#items.indexOf(item), 1);
    }
    item.answer?.({ rejected });
    item.answer = undefined;
    this.#changed();
  }

  #stopTimer(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
  }

  /** The next try: with back-off and jitter, and not before the backend said. */
  async #pause(problem: AdapterProblem): Promise<void> {
    const { firstRetry, longestRetry } = this.#timing;
    const pause = Math.min(longestRetry, firstRetry * 2 ** this.#fails++);
    const delay = Math.max(pause * (0.5 + Math.random() / 2), problem.retryAfter ?? 0);
    this.#timer = setTimeout(() => {
      this.#timer = undefined;
      void this.#drain();
    }, delay);
    await this.#park();
  }

  /** Everybody learns that their changes wait, as soon as they are stored. */
  async #park(): Promise<void> {
    await Promise.all(
      this.#items
        .filter(({ answer, stored }) => answer || stored.problem)
        .map(async (item) => {
          await this.#put(item);
          item.answer?.({ rejected: new Map(), waiting: true });
          item.answer = undefined;
        }),
    );
    this.#changed();
  }

  // Keeping

  #adopt(entries: readonly unknown[]): void {
    const parsed = entries.map(parseEntry).filter((entry) => entry !== undefined);
    for (const entry of parsed) {
      if (entry.kind === 'write') {
        this.#items.push({ stored: entry, onRejected: () => {}, answer: undefined });
        if (!entry.refused) this.#host.tables.restorePending(entry.write.steps.map(({ change }) => change));
      } else void this.#host.book().then((book) => book.restore(entry.conflict), this.#host.onLost);
    }
    if (parsed.length === 0) return;
    this.#items.sort((a, b) => a.stored.place - b.stored.place);
    this.#changed();
    void this.#drain();
  }

  async #put(item: Item): Promise<void> {
    if (!item.lost) item.lost = !(await this.#store(item.stored));
  }

  /** False: another tab has taken it over. What can't be stored is kept in memory alone. */
  async #store(entry: OutboxEntry): Promise<boolean> {
    try {
      return await this.#storage.put(entry);
    } catch (error) {
      this.#host.onLost(toProblem(error));
      return true;
    }
  }

  async #drop(item: Item): Promise<void> {
    if (!item.stored.refused) item.onRejected(new Set(this.#host.delivery.giveUp(item.stored.write)));
    this.#items.splice(this.#items.indexOf(item), 1);
    item.answer?.({ rejected: new Map() });
    if (!item.lost) await this.drop(item.stored.id);
    this.#changed();
  }

  #changed(): void {
    const before = this.#records;
    const shown = this.#items.filter(({ answer }) => !answer);
    this.#waiting = shown.map(viewOf);
    this.#records = new Set(
      shown.flatMap((item) =>
        item.stored.refused ? [] : changesOf(item).map(({ entity, id }) => `${entity}/${id}`),
      ),
    );
    for (const key of new Set([...before, ...this.#records])) {
      if (before.has(key) && this.#records.has(key)) continue;
      const [entity, id] = [key.slice(0, key.indexOf('/')), key.slice(key.indexOf('/') + 1)];
      this.#host.tables.touch(entity as EntityName, id);
    }
    this.#host.onChange();
  }

  #find(id: string): Item | undefined {
    return this.#items.find(({ stored }) => stored.id === id);
  }

  #nextPlace(): number {
    return (this.#place = Math.max(this.#place + 1, Date.now()));
  }
}

/** As IndexedDB keeps it: of an Error it would keep the message only. */
function plain({ kind, message, retryable, details }: AdapterProblem): AdapterProblem {
  return { kind, message, retryable, ...(details ? { details } : {}) };
}

function changesOf({ stored }: Item): readonly Change[] {
  return stored.write.steps.map(({ change }) => change);
}

function viewOf(item: Item): Waiting {
  const { id, write, attempts, problem, refused } = item.stored;
  const changes = changesOf(item);
  return {
    id,
    state: refused ? 'refused' : 'waiting',
    command: write.command,
    changes,
    records: changes.map(({ entity, id: record }) => ({ entity, id: record })),
    since: write.since,
    attempts,
    ...(problem ? { problem } : {}),
  };
}
