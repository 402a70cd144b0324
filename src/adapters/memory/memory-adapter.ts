import type { Change } from '../../model/changes.js';
import { entityNames, type EntityName, type Id } from '../../model/records.js';
import { type CallOptions, type LeadAdapter, type Rows, type SaveOutcome } from '../../store/port.js';
import { asRows, keyOf, rowsOf, withDefaults, withVersion } from '../rows.js';
import { currentState, eventsOf, prepareSave, throwIfCancelled } from '../saving.js';
import { Watchers, type Watcher } from '../watchers.js';

/** Rows to begin with; lists and settings that are left out are those of a new installation. */
export interface MemoryAdapterOptions extends Omit<Rows, 'expected'> {
  /** Milliseconds that every call takes; 0 without. */
  readonly latency?: number;
}

/** Rows of one batch. More at once could keep a page from painting. */
const batchSize = 5_000;

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

  /** All changes or none. Rejects with `conflict`, `notFound` or `cancelled`. */
  async save(changes: readonly Change[], { signal }: CallOptions): Promise<readonly SaveOutcome[]> {
    await this.#takeTime(signal);
    const stored = (entity: EntityName, id: Id) => this.#tables[entity].get(id);
    try {
      const { writes, outcomes } = prepareSave(changes, stored, `m${++this.#saves}`);
      for (const { entity, id, row } of writes) {
        if (row === undefined) this.#tables[entity].delete(id);
        else this.#tables[entity].set(id, row);
      }
      this.#watchers.tell(eventsOf(writes));
      return outcomes;
    } catch (error) {
      this.#watchers.tell(eventsOf(currentState(changes, stored)));
      throw error;
    }
  }

  watch(watcher: Watcher, { signal }: CallOptions): void {
    this.#watchers.add(watcher, signal);
  }

  async #takeTime(signal: AbortSignal): Promise<void> {
    throwIfCancelled(signal);
    if (this.#latency <= 0) return;
    await new Promise((resolve) => setTimeout(resolve, this.#latency));
    throwIfCancelled(signal);
  }
}
