import type { Change } from '../../model/changes.js';
import { entityNames, type EntityName, type Id } from '../../model/records.js';
import {
  type CallOptions,
  type LeadAdapter,
  type Rows,
  type SaveOptions,
  type SaveOutcome,
} from '../../store/port.js';
import { asRows, keyOf, rowsOf, withDefaults, withVersion } from '../rows.js';
import { eventsOf, prepareSave, throwIfCancelled } from '../saving.js';
import { Watchers, type Watcher } from '../watchers.js';

/** Rows to begin with; lists and settings that are left out are those of a new installation. */
export interface MemoryAdapterOptions extends Omit<Rows, 'expected'> {
  /** Milliseconds that every call takes; 0 without. */
  readonly latency?: number;
}

/** Rows of one batch. More at once could keep a page from painting. */
const batchSize = 5_000;

/** How many answers to writes are remembered. */
const keptAnswers = 1_000;

/**
 * Keeps everything in this page's memory, until it is closed. Stores that share one such adapter see each other's
 * changes; versions are counted, so they can also get in each other's way (conflicts).
 */
export function createMemoryAdapter(options: MemoryAdapterOptions = {}): LeadAdapter {
  return new MemoryAdapter(options);
}

class MemoryAdapter implements LeadAdapter {
  readonly name = 'memory';
  readonly #latency: number;
  readonly #tables: Readonly<Record<EntityName, Map<Id, unknown>>>;
  readonly #watchers = new Watchers();
  /** By idempotency key: whoever did not get the answer may ask again. */
  readonly #answers = new Map<string, readonly SaveOutcome[]>();
  #saves = 0;

  constructor({ latency = 0, ...rows }: MemoryAdapterOptions) {
    this.#latency = latency;
    const all = withDefaults(rows);
    this.#tables = Object.fromEntries(
      entityNames.map((entity) => [
        entity,
        new Map(rowsOf(all, entity).map((row, at) => [keyOf(row, at), withVersion(row)])),
      ]),
    ) as Record<EntityName, Map<Id, unknown>>;
  }

  /** All rows, in one batch if they are few. */
  async *read({ signal }: CallOptions): AsyncGenerator<Rows> {
    await this.#takeTime(signal);
    const tables = entityNames.map((entity) => [entity, [...this.#tables[entity].values()]] as const);
    const expected = tables.reduce((sum, [, rows]) => sum + rows.length, 0);
    if (expected <= batchSize) {
      yield Object.assign({ expected }, ...tables.map(([entity, rows]) => asRows(entity, rows))) as Rows;
      return;
    }
    for (const [entity, rows] of tables) {
      for (let at = 0; at < rows.length; at += batchSize) {
        yield { expected, ...asRows(entity, rows.slice(at, at + batchSize)) };
        throwIfCancelled(signal);
      }
    }
  }

  /** All changes or none; a key that is known gets its answer again. Rejects with `notFound` or `cancelled`. */
  async save(changes: readonly Change[], { signal, key }: SaveOptions): Promise<readonly SaveOutcome[]> {
    await this.#takeTime(signal);
    const known = this.#answers.get(key);
    if (known) return known;
    const stored = (entity: EntityName, id: Id) => this.#tables[entity].get(id);
    const { writes, outcomes } = prepareSave(changes, stored, `m${++this.#saves}`);
    for (const { entity, id, row } of writes) {
      if (row === undefined) this.#tables[entity].delete(id);
      else this.#tables[entity].set(id, row);
    }
    this.#remember(key, outcomes);
    this.#watchers.tell(eventsOf(writes));
    return outcomes;
  }

  watch(watcher: Watcher, { signal }: CallOptions): void {
    this.#watchers.add(watcher, signal);
  }

  #remember(key: string, outcomes: readonly SaveOutcome[]): void {
    this.#answers.set(key, outcomes);
    if (this.#answers.size > keptAnswers) this.#answers.delete(this.#answers.keys().next().value!);
  }

  async #takeTime(signal: AbortSignal): Promise<void> {
    throwIfCancelled(signal);
    if (this.#latency <= 0) return;
    await new Promise((resolve) => setTimeout(resolve, this.#latency));
    throwIfCancelled(signal);
  }
}
