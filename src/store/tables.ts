import { applyChange, inverseChange, sameValue, type Change } from '../model/changes.js';
import type { Entities, EntityName, Id, RecordRef } from '../model/records.js';
import { freezeDeep } from './freeze.js';
import { OwnVersions } from './own-versions.js';
import { RecordTables, type AnyRecord } from './record-tables.js';

/** Records that are looked at before others get a turn; a few milliseconds. */
const slice = 5_000;

/** Changes of one command that wait for the backend. */
export interface Pending {
  readonly changes: readonly Change[];
}

/** A record as the backend has it, while changes of it wait. */
interface Confirmed {
  record: AnyRecord | undefined;
  readonly waiting: Change[];
}

/** What became different since the last time somebody looked: the record as it was before, by entity and id. */
export type Touched = ReadonlyMap<EntityName, ReadonlyMap<Id, AnyRecord | undefined>>;

/**
 * The records, as people see them: what the backend confirmed, with the waiting changes on top (S2). For records that
 * nothing waits on there is one copy. Keeps the indexes that rules need, so that no command walks over all records.
 */
export class Tables extends RecordTables {
  readonly #confirmed = new Map<string, Confirmed>();
  readonly #ownVersions = new OwnVersions();
  readonly #freeze: boolean;
  #touched = new Map<EntityName, Map<Id, AnyRecord | undefined>>();
  #fetched = new Set<string>();
  readonly #followers = new Set<Set<string>>();

  constructor(freeze: boolean) {
    super();
    this.#freeze = freeze;
  }

  isPending(entity: EntityName, id: Id): boolean {
    return this.#confirmed.has(keyOf(entity, id));
  }

  /** The version that the backend gave last: what the next write is based on (A3). */
  versionOf(entity: EntityName, id: Id): string | undefined {
    const confirmed = this.#confirmed.get(keyOf(entity, id));
    return (confirmed ? confirmed.record : this.get(entity, id))?.version;
  }

  /** A record as the backend has it, without what waits. */
  confirmedOf<Name extends EntityName>(entity: Name, id: Id): Entities[Name] | undefined {
    const confirmed = this.#confirmed.get(keyOf(entity, id));
    return confirmed ? (confirmed.record as Entities[Name] | undefined) : this.get(entity, id);
  }

  /** Whether nobody but this store changed the record from one version to the other. */
  isOwnWay(entity: EntityName, id: Id, from: string | undefined, to: string | undefined): boolean {
    return this.#ownVersions.isOwnWay(keyOf(entity, id), from, to);
  }

  // Changes from here (S2)

  /** Shows the changes at once. Answers the changes that would take them back, in the order to be applied. */
  applyPending({ changes }: Pending): Change[] {
    const inverse: Change[] = [];
    for (const change of changes) {
      const { entity, id } = change;
      const before = this.get(entity, id);
      inverse.unshift(inverseChange(before, change));
      const key = keyOf(entity, id);
      const confirmed = this.#confirmed.get(key) ?? { record: before, waiting: [] };
      this.#confirmed.set(key, confirmed);
      confirmed.waiting.push(change);
      this.#put(entity, id, applyChange(before, change));
    }
    return inverse;
  }

  /** Shows changes that waited before the page was loaded, whether their records are here yet or not. */
  restorePending(changes: readonly Change[]): void {
    for (const change of changes) {
      const { entity, id } = change;
      const before = this.get(entity, id);
      const confirmed = this.#confirmed.get(keyOf(entity, id)) ?? { record: before, waiting: [] };
      this.#confirmed.set(keyOf(entity, id), confirmed);
      confirmed.waiting.push(change);
      this.#put(entity, id, applyChange(before, change));
    }
  }

  /** Another change takes the place of one that waits; without one it is taken back. */
  replacePending(change: Change, next: Change | undefined): void {
    const confirmed = this.#confirmed.get(keyOf(change.entity, change.id));
    const place = confirmed?.waiting.indexOf(change) ?? -1;
    if (!confirmed || place < 0) return;
    confirmed.waiting.splice(place, 1, ...(next ? [next] : []));
    this.#rebase(keyOf(change.entity, change.id), change.entity, change.id, confirmed);
  }

  /** Tells listeners of a record that is the same, but stands otherwise: it waits, or no longer. */
  touch(entity: EntityName, id: Id): void {
    this.#note(entity, id, this.get(entity, id));
  }

  /**
   * The backend has the change.
   *
   * @param row the record as the backend answered it, where it did (L13)
   * @param base the version that the change was sent with
   */
  confirm(
    change: Change,
    version: string | undefined,
    row: AnyRecord | undefined,
    base: string | undefined,
  ): void {
    const written = version ?? row?.version;
    this.#ownVersions.remember(keyOf(change.entity, change.id), base, written);
    this.#settle(change, (confirmed) => {
      // Heard of before the answer came: what was written here, or what somebody made of it since.
      const known = confirmed.record?.version;
      if (known !== undefined && known !== base && known !== written) return;
      const after = row ?? applyChange(confirmed.record, change);
      confirmed.record = after && version !== undefined ? { ...after, version } : after;
    });
  }

  /** Takes back this change alone; what came after it stays, on the ground that is left (S2). */
  rollBack(change: Change): void {
    this.#settle(change, () => {});
  }

  #settle(change: Change, settle: (confirmed: Confirmed) => void): void {
    const { entity, id } = change;
    const key = keyOf(entity, id);
    const confirmed = this.#confirmed.get(key);
    const place = confirmed?.waiting.indexOf(change) ?? -1;
    if (!confirmed || place < 0) return;
    confirmed.waiting.splice(place, 1);
    settle(confirmed);
    this.#rebase(key, entity, id, confirmed);
  }

  // Changes from elsewhere (S5)

  /**
   * Takes a record as the backend has it, or undefined for one that is gone there. Waiting changes stay on top. Answers
   * false for an echo: a state that is known already.
   */
  receive<Name extends EntityName>(entity: Name, id: Id, record: Entities[Name] | undefined): boolean {
    const confirmed = this.#waiting(entity, id);
    const known = confirmed ? confirmed.record : this.get(entity, id);
    if (
      known === undefined
        ? record === undefined
        : record !== undefined &&
          known.version === record.version &&
          (known.version !== undefined || sameValue(known, record))
    )
      return false;
    if (known && this.#ownVersions.isOlder(keyOf(entity, id), record?.version, known.version)) return false;
    if (!confirmed) this.#put(entity, id, record);
    else {
      confirmed.record = record;
      this.#rebase(keyOf(entity, id), entity, id, confirmed);
    }
    return true;
  }

  /**
   * After these entities were read again: what is not among the ids seen has gone from the backend. Stops after every few
   * thousand records, so that others can have their turn.
   */
  *removeUnseen(seen: ReadonlyMap<EntityName, ReadonlySet<Id>>): Generator<void, void> {
    for (const [entity, ids] of seen) {
      for (const [at, { id }] of [...this.all(entity)].entries()) {
        if (at % slice === slice - 1) yield;
        // What was created here, and waits, the backend never had: not there is no news of that.
        if (!ids.has(id)) this.receive(entity, id, undefined);
      }
    }
  }

  /** What waits on a record; mostly nothing waits on any. */
  #waiting(entity: EntityName, id: Id): Confirmed | undefined {
    return this.#confirmed.size > 0 ? this.#confirmed.get(keyOf(entity, id)) : undefined;
  }

  #rebase(key: string, entity: EntityName, id: Id, confirmed: Confirmed): void {
    let record = confirmed.record;
    for (const change of confirmed.waiting) record = applyChange(record, change);
    if (confirmed.waiting.length === 0) this.#confirmed.delete(key);
    this.#put(entity, id, record);
  }

  // Records that are here only because they were asked for

  /** Takes a record as the backend answered it to a question. One that was not here before is no news. */
  fill<Name extends EntityName>(entity: Name, record: Entities[Name]): void {
    const key = keyOf(entity, record.id);
    const isNew = !this.get(entity, record.id) && !this.#touched.get(entity)?.has(record.id);
    const followers = isNew ? [...this.#followers] : [];
    for (const each of followers) this.#followers.delete(each);
    this.receive(entity, record.id, record);
    for (const each of followers) this.#followers.add(each);
    if (isNew) this.#fetched.add(key);
  }

  /** Tells listeners that it is known by now whether a record is there. */
  noteFetched(entity: EntityName, id: Id): void {
    if (this.#touched.get(entity)?.has(id)) return;
    this.touch(entity, id);
    this.#fetched.add(keyOf(entity, id));
  }

  /** Drops a record that nobody looks at; it is still there in the backend, so nobody is told. */
  forget(entity: EntityName, id: Id): void {
    if (this.get(entity, id) && !this.isPending(entity, id)) this.write(entity, id, undefined);
  }

  /** Collects the keys (`entity/id`) of records that change from now on, until it is stopped. */
  follow(): { readonly changed: ReadonlySet<string>; readonly stop: () => void } {
    const changed = new Set<string>();
    this.#followers.add(changed);
    return { changed, stop: () => void this.#followers.delete(changed) };
  }

  /** The records that changes wait on. */
  *pending(): Iterable<RecordRef> {
    for (const key of this.#confirmed.keys()) yield refOf(key);
  }

  // What became different

  /** Hands over what was touched since the last call, and starts anew. */
  takeTouched(): Touched {
    const touched = this.#touched;
    this.#touched = new Map();
    return touched;
  }

  /** The same for those among them (`entity/id`) that are not new, only new here. */
  takeFetched(): ReadonlySet<string> {
    const fetched = this.#fetched;
    if (fetched.size > 0) this.#fetched = new Set();
    return fetched;
  }

  #put(entity: EntityName, id: Id, record: AnyRecord | undefined): void {
    const before = this.get(entity, id);
    if (before === record) return;
    for (const changed of this.#followers) changed.add(keyOf(entity, id));
    this.write(entity, id, record && this.#freeze ? freezeDeep(record) : record);
    this.#note(entity, id, before);
  }

  #note(entity: EntityName, id: Id, before: AnyRecord | undefined): void {
    const touched = this.#touched.get(entity) ?? new Map<Id, AnyRecord | undefined>();
    this.#touched.set(entity, touched);
    if (!touched.has(id)) touched.set(id, before);
  }
}

function keyOf(entity: EntityName, id: Id): string {
  return `${entity}/${id}`;
}

function refOf(key: string): RecordRef {
  const slash = key.indexOf('/');
  return { entity: key.slice(0, slash) as EntityName, id: key.slice(slash + 1) };
}
