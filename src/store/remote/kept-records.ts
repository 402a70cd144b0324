import type { RecordRef } from '../../model/records.js';
import type { Tables } from '../tables.js';

/** Many enough for every screen there is; a page that is open for weeks holds no more. */
const keptRecords = 20_000;

/**
 * Keeps the number of records bounded that are here because they were asked for: those that were not used for the
 * longest time go, unless an open question, a waiting change or an element needs them.
 */
export class KeptRecords {
  readonly #tables: Tables;
  readonly #onDropped: () => void;
  readonly #most: number;
  /** When a record was asked for (see `Remote.generation`), by `entity/id`, the one used last at the end. */
  readonly #used = new Map<string, number>();
  readonly #holders: Iterable<() => Iterable<RecordRef>>;

  /**
   * @param holders name records that are needed
   * @param onDropped hears that others have gone
   */
  constructor(
    tables: Tables,
    holders: Iterable<() => Iterable<RecordRef>>,
    onDropped: () => void,
    most = keptRecords,
  ) {
    this.#tables = tables;
    this.#holders = holders;
    this.#onDropped = onDropped;
    this.#most = most;
  }

  /** Answers whether the record was asked for in an earlier generation than this one. */
  use({ entity, id }: RecordRef, generation: number): boolean {
    const key = `${entity}/${id}`;
    const before = this.#used.get(key) ?? generation;
    this.#used.delete(key);
    this.#used.set(key, generation);
    return before < generation;
  }

  /** A tenth more than necessary goes, so that it is not to be done for every record. */
  trim(): void {
    if (this.#used.size <= this.#most) return;
    this.#onDropped();
    const needed = this.#needed();
    let excess = this.#used.size - Math.floor(this.#most * 0.9);
    // Contacts first: a company is needed as long as there are contacts of it.
    for (const wanted of ['contact', 'company']) {
      for (const key of this.#used.keys()) {
        if (excess <= 0) return;
        if (!key.startsWith(`${wanted}/`) || needed.has(key)) continue;
        const id = key.slice(wanted.length + 1);
        if (wanted === 'company' && [...this.#tables.contactsOf(id)].length > 0) continue;
        this.#tables.forget(wanted as RecordRef['entity'], id);
        this.#used.delete(key);
        excess--;
      }
    }
  }

  #needed(): ReadonlySet<string> {
    const needed = new Set<string>();
    const need = ({ entity, id }: RecordRef) => needed.add(`${entity}/${id}`);
    for (const ref of this.#tables.pending()) need(ref);
    for (const holder of this.#holders) for (const ref of holder()) need(ref);
    return needed;
  }
}
