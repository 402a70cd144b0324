import type { Change } from '../model/changes.js';
import type { JournalEntry } from './types.js';

/** Set by the store on every change, so it says nothing about whether somebody else changed the record. */
export const bookkeeping = 'updated';

interface Entry {
  readonly id: number;
  readonly command: string;
  changes: readonly Change[];
  /** Takes the changes back, in the order to be applied. */
  inverse: readonly Change[];
}

/** S4: what was done, newest last, and what was undone. A new command ends the possibility to redo. */
export class Journal {
  readonly #limit: number;
  #done: Entry[] = [];
  #undone: Entry[] = [];
  #nextId = 1;

  /** @param limit how many commands can be undone. */
  constructor(limit = 200) {
    this.#limit = limit;
  }

  add(command: string, changes: readonly Change[], inverse: readonly Change[]): number {
    const id = this.#nextId++;
    this.#done.push({ id, command, changes, inverse });
    if (this.#done.length > this.#limit) this.#done.shift();
    this.#undone = [];
    return id;
  }

  /** Forgets what the backend did not take: the given changes of an entry, or with all of them the entry. */
  forget(id: number, rejected: ReadonlySet<Change>): void {
    for (const list of [this.#done, this.#undone]) {
      const place = list.findIndex((entry) => entry.id === id);
      const entry = list[place];
      if (!entry) continue;
      const gone = new Set([...rejected].map(({ entity, id: recordId }) => `${entity}/${recordId}`));
      const kept = (change: Change) => !gone.has(`${change.entity}/${change.id}`);
      entry.changes = entry.changes.filter(kept);
      entry.inverse = entry.inverse.filter(kept);
      if (entry.changes.length === 0) list.splice(place, 1);
    }
  }

  get lastDone(): Readonly<Entry> | undefined {
    return this.#done.at(-1);
  }

  get lastUndone(): Readonly<Entry> | undefined {
    return this.#undone.at(-1);
  }

  /** Moves an entry to the other side: it was undone, or done again. */
  move(id: number, kind: 'undo' | 'redo'): void {
    const [from, to] = kind === 'undo' ? [this.#done, this.#undone] : [this.#undone, this.#done];
    const place = from.findIndex((entry) => entry.id === id);
    if (place >= 0) to.push(...from.splice(place, 1));
  }

  get entries(): readonly JournalEntry[] {
    const view = (undone: boolean) => (entry: Entry) => ({
      id: entry.id,
      command: entry.command,
      changes: entry.changes,
      undone,
    });
    return [...this.#done.map(view(false)), ...[...this.#undone].reverse().map(view(true))];
  }
}

/** The changes without what the store itself adds to each. */
export function withoutBookkeeping(changes: readonly Change[]): readonly Change[] {
  return changes.map((change) => {
    if (change.kind !== 'update' || !(bookkeeping in change.patch)) return change;
    const { [bookkeeping]: _, ...patch } = change.patch;
    return { ...change, patch } as Change;
  });
}
