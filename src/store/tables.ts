import { applyChange, inverseChange, sameValue, type Change } from '../model/changes.js';
import { defaultSettings } from '../model/defaults.js';
import { createFieldCatalog, type FieldCatalog } from '../model/fields.js';
import {
  entityNames,
  type Company,
  type Contact,
  type Entities,
  type EntityName,
  type Id,
  type RecordRef,
  type Setup,
} from '../model/records.js';
import type { RecordSource } from '../query/types.js';
import type { RulesView } from '../rules/decision.js';
import { freezeDeep } from './freeze.js';
import { OwnVersions } from './own-versions.js';
import { RecordIndexes } from './record-indexes.js';

type AnyRecord = Entities[EntityName];
type Table = Map<Id, AnyRecord>;

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
export class Tables implements RulesView, RecordSource {
  readonly #current = new Map<EntityName, Table>(entityNames.map((name) => [name, new Map()]));
  readonly #confirmed = new Map<string, Confirmed>();
  readonly #ownVersions = new OwnVersions();
  readonly #indexes = new RecordIndexes();
  readonly #freeze: boolean;
  #touched = new Map<EntityName, Map<Id, AnyRecord | undefined>>();
  #fetched = new Set<string>();
  readonly #followers = new Set<Set<string>>();
  #setup: Setup | undefined;
  #fields: FieldCatalog | undefined;

  constructor(freeze: boolean) {
    this.#freeze = freeze;
  }

  // What rules, engines and elements read

  get<Name extends EntityName>(entity: Name, id: Id): Entities[Name] | undefined {
    return this.#current.get(entity)!.get(id) as Entities[Name] | undefined;
  }

  all<Name extends EntityName>(entity: Name): IterableIterator<Entities[Name]> {
    return this.#current.get(entity)!.values() as IterableIterator<Entities[Name]>;
  }

  contact(id: Id): Contact | undefined {
    return this.get('contact', id);
  }

  company(id: Id): Company | undefined {
    return this.get('company', id);
  }

  contacts(): Iterable<Contact> {
    return this.all('contact');
  }

  companies(): Iterable<Company> {
    return this.all('company');
  }

  *contactsOf(companyId: Id): Iterable<Contact> {
    for (const id of this.#indexes.contactsOf(companyId)) yield this.contact(id)!;
  }

  usesOf(list: 'leadStatus' | 'category', id: Id): number {
    return this.#indexes.usesOf(list, id);
  }

  get setup(): Setup {
    this.#setup ??= Object.freeze({
      categories: new Map(this.#current.get('category')) as Setup['categories'],
      leadStatuses: new Map(this.#current.get('leadStatus')) as Setup['leadStatuses'],
      settings: this.get('settings', 'settings') ?? defaultSettings,
    });
    return this.#setup;
  }

  get fields(): FieldCatalog {
    return (this.#fields ??= createFieldCatalog(this.setup.settings.fields));
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
    const record = this.get(entity, id);
    const touched = this.#touched.get(entity) ?? new Map<Id, AnyRecord | undefined>();
    this.#touched.set(entity, touched);
    if (!touched.has(id)) touched.set(id, record);
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
    const key = keyOf(entity, id);
    const confirmed = this.#confirmed.get(key);
    const known = confirmed ? confirmed.record : this.get(entity, id);
    if (
      known === undefined
        ? record === undefined
        : record !== undefined &&
          known.version === record.version &&
          (known.version !== undefined || sameValue(known, record))
    )
      return false;
    if (this.#ownVersions.isOlder(key, record?.version, known?.version)) return false;
    if (!confirmed) this.#put(entity, id, record);
    else {
      confirmed.record = record;
      this.#rebase(key, entity, id, confirmed);
    }
    return true;
  }

  /**
   * After these entities were read again: what is not in `seen` (`entity/id`) has gone from the backend. Stops after
   * every few thousand records, so that others can have their turn.
   */
  *removeUnseen(seen: ReadonlySet<string>, entities: readonly EntityName[]): Generator<void, void> {
    for (const entity of entities) {
      const table = this.#current.get(entity)!;
      for (const [at, id] of [...table.keys()].entries()) {
        if (at % slice === slice - 1) yield;
        const created = this.#confirmed
          .get(keyOf(entity, id))
          ?.waiting.some((change) => change.kind === 'create');
        if (!seen.has(keyOf(entity, id)) && !created) this.receive(entity, id, undefined);
      }
    }
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
    const isNew = !this.#current.get(entity)!.has(record.id) && !this.#touched.get(entity)?.has(record.id);
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
    const table = this.#current.get(entity)!;
    const record = table.get(id);
    if (!record || this.isPending(entity, id)) return;
    table.delete(id);
    this.#reindex(entity, record, undefined);
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
    const table = this.#current.get(entity)!;
    const before = table.get(id);
    if (before === record) return;
    for (const changed of this.#followers) changed.add(keyOf(entity, id));
    if (record === undefined) table.delete(id);
    else table.set(id, this.#freeze ? freezeDeep(record) : record);
    this.#reindex(entity, before, record);
    const touched = this.#touched.get(entity) ?? new Map<Id, AnyRecord | undefined>();
    this.#touched.set(entity, touched);
    if (!touched.has(id)) touched.set(id, before);
  }

  #reindex(entity: EntityName, before: AnyRecord | undefined, after: AnyRecord | undefined): void {
    if (entity === 'contact')
      this.#indexes.moveContact(before as Contact | undefined, after as Contact | undefined);
    else if (entity === 'company')
      this.#indexes.moveCompany(before as Company | undefined, after as Company | undefined);
    else if (entity !== 'selection') {
      this.#setup = undefined;
      if (entity === 'settings') this.#fields = undefined;
    }
  }
}

function keyOf(entity: EntityName, id: Id): string {
  return `${entity}/${id}`;
}

function refOf(key: string): RecordRef {
  const slash = key.indexOf('/');
  return { entity: key.slice(0, slash) as EntityName, id: key.slice(slash + 1) };
}
