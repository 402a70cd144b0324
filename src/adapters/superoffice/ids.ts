import type { EntityName, Id } from '../../model/records.js';

/** Where ids are kept; `localStorage` is one. */
export type IdStorage = Pick<Storage, 'getItem' | 'setItem'>;

/**
 * SuperOffice numbers its records itself, and a new record has an id before it is saved. So a record that was made here
 * keeps that id, and this book knows its number; all others are known by their numbers.
 */
export class IdBook {
  readonly #storage: IdStorage;

  /** @param storage by default forgotten with the page: then the records are known by their numbers */
  constructor(storage: IdStorage = memory()) {
    this.#storage = storage;
  }

  /** The number of a record; undefined where it has none yet. */
  numberOf(entity: EntityName, id: Id): number | undefined {
    const known = this.#storage.getItem(`${prefix}${entity}/${id}`);
    const number = Number(known ?? id);
    if (!Number.isSafeInteger(number) || number <= 0) return undefined;
    // A record that was made here is not known by its number as well.
    return known !== null || this.idOf(entity, number) === id ? number : undefined;
  }

  /** The id of a number; null for 0, which is none. */
  idOf(entity: EntityName, number: number): Id | null {
    return number === 0 ? null : (this.#storage.getItem(`${prefix}${entity}#${number}`) ?? String(number));
  }

  /** A record that was made here has got its number. */
  remember(entity: EntityName, id: Id, number: number): void {
    this.#storage.setItem(`${prefix}${entity}/${id}`, String(number));
    this.#storage.setItem(`${prefix}${entity}#${number}`, id);
  }

  /** Notes that a record is about to be made. Answers when that was tried before, in milliseconds. */
  attempt(entity: EntityName, id: Id, now: number): number | undefined {
    const key = `${prefix}${entity}?${id}`;
    const before = this.#storage.getItem(key);
    this.#storage.setItem(key, before ?? String(now));
    return before === null ? undefined : Number(before);
  }
}

const prefix = 'leadkit.superoffice.';

function memory(): IdStorage {
  const entries = new Map<string, string>();
  return {
    getItem: (key) => entries.get(key) ?? null,
    setItem: (key, value) => void entries.set(key, value),
  };
}
