import { sameValue, type Change } from '../../model/changes.js';
import type { Entities, EntityName, RecordRef } from '../../model/records.js';
import type { Decision } from '../../rules/decision.js';
import { newId } from '../ids.js';
import type { ConflictStorage } from '../outbox/port.js';
import type { Tables } from '../tables.js';
import type { Conflict, ConflictChoice } from '../types.js';
import type { Step } from '../writes.js';
import { fieldsOf, sameField, valueAt } from './fields.js';
import { reconcile, type Contradiction, type Reconciled } from './reconcile.js';
import { decideResolution } from './resolution.js';

/** Whose change it was, and when, where the backend says so. */
export interface Theirs {
  readonly by?: string;
  readonly at?: string;
}

/** One record's conflict as it is kept: what others made of the record is always what the tables know last. */
export interface KeptConflict extends RecordRef {
  /** Of the conflict itself, for storage. */
  readonly key: string;
  readonly kind: Change['kind'];
  /** The person's values, by field. */
  readonly mine: Readonly<Record<string, unknown>>;
  /** The record that they were made on; of a creation the record itself. */
  readonly before: Entities[EntityName] | undefined;
  readonly theirs: Theirs & { readonly version?: string };
}

/** S6: what people entered and others contradicted, until the person chooses. One conflict for each record. */
export class ConflictBook {
  readonly #tables: Tables;
  readonly #onChange: () => void;
  readonly #storage: ConflictStorage | undefined;
  readonly #kept = new Map<string, KeptConflict>();
  #list: readonly Conflict[] = [];

  constructor(tables: Tables, onChange: () => void, storage: ConflictStorage | undefined) {
    this.#tables = tables;
    this.#onChange = onChange;
    this.#storage = storage;
  }

  /** Oldest first. The same array as before when nothing became different. */
  get list(): readonly Conflict[] {
    const list = [...this.#kept.values()].flatMap((kept) => {
      const conflict = this.#view(kept);
      if (conflict) return [conflict];
      queueMicrotask(() => void this.#drop(kept)); // others came to the same
      return [];
    });
    if (!sameValue(list, this.#list)) this.#list = list;
    return this.#list;
  }

  find({ entity, id }: RecordRef): KeptConflict | undefined {
    return this.#kept.get(`${entity}/${id}`);
  }

  reconcile(steps: readonly Step[], all: boolean): Reconciled {
    return reconcile(steps, (entity, id) => this.#tables.confirmedOf(entity, id), all);
  }

  /** Resolves when they are kept for good, if there is something that keeps them. */
  async add(conflicts: readonly (Contradiction & { readonly theirs: Theirs | undefined })[]): Promise<void> {
    for (const { step, mine, theirs } of conflicts) {
      const { entity, id, kind } = step.change;
      const earlier = this.find({ entity, id });
      await this.#keep({
        key: earlier?.key ?? newId(),
        entity,
        id,
        kind,
        mine: { ...earlier?.mine, ...Object.fromEntries(mine) },
        before: earlier?.before ?? (step.change.kind === 'create' ? step.change.record : step.before),
        theirs: { ...theirs, version: this.#tables.confirmedOf(entity, id)?.version },
      });
    }
  }

  /** Shows again what was kept before the page was loaded. */
  restore(kept: KeptConflict): void {
    this.#kept.set(`${kept.entity}/${kept.id}`, kept);
    this.#onChange();
  }

  /** Which fields a choice gives to whom. */
  split(kept: KeptConflict, choice: ConflictChoice): Record<'mine' | 'theirs', readonly string[]> {
    const fields = Object.keys(kept.mine);
    const chosen = (field: string) =>
      typeof choice === 'string' ? choice : Object.hasOwn(choice, field) ? choice[field] : undefined;
    return {
      mine: fields.filter((field) => chosen(field) === 'mine'),
      theirs: fields.filter((field) => chosen(field) === 'theirs'),
    };
  }

  /** The command that keeps the person's values of some fields. */
  decide(...args: Parameters<typeof decideResolution>): Decision<unknown> {
    return decideResolution(...args);
  }

  /** These fields are decided, as far as they still are what they were when the person chose. */
  async settle(decided: KeptConflict, fields: readonly string[]): Promise<void> {
    const kept = this.find(decided);
    if (!kept) return;
    const isDecided = (field: string, value: unknown) =>
      fields.includes(field) && sameValue(value, decided.mine[field]);
    const mine = Object.fromEntries(Object.entries(kept.mine).filter((entry) => !isDecided(...entry)));
    await (Object.keys(mine).length > 0 ? this.#keep({ ...kept, mine }) : this.#drop(kept));
  }

  /** What somebody here saved later is their word on it. */
  overtake(change: Change): void {
    const kept = this.find(change);
    if (!kept || change.kind === 'create') return;
    const own = Object.keys(kept.mine);
    const saved = change.kind === 'update' ? fieldsOf(change.patch) : undefined;
    const decided = own.filter((field) => !saved || saved.has(field));
    if (!saved || decided.length > 0) void this.settle(kept, decided);
  }

  /** Undefined: there is nothing to decide any more. */
  #view({ entity, id, kind, mine, before, theirs }: KeptConflict): Conflict | undefined {
    const now = this.#tables.confirmedOf(entity, id);
    const names = kind === 'delete' ? [...fieldsOf(now ?? {}).keys()] : Object.keys(mine);
    const fields = names
      .map((field) => ({
        field,
        base: valueAt(before, field),
        mine: mine[field] ?? null,
        theirs: valueAt(now, field),
      }))
      .filter((field) => !sameField(kind === 'delete' ? field.base : field.mine, field.theirs));
    const deletedThere = now === undefined;
    if (kind === 'delete' ? deletedThere : fields.length === 0 && !deletedThere) return undefined;
    // The one who is named is the author of the version that was answered; later ones only have a time.
    const author = now?.version === theirs.version ? theirs : {};
    const at = author.at ?? (now && 'updated' in now ? now.updated : undefined) ?? theirs.at;
    return {
      entity,
      id,
      kind,
      fields,
      deletedThere,
      record: now ?? before,
      ...(author.by === undefined ? {} : { by: author.by }),
      ...(at == null ? {} : { at }),
    };
  }

  async #keep(kept: KeptConflict): Promise<void> {
    this.#kept.set(`${kept.entity}/${kept.id}`, kept);
    this.#onChange();
    await this.#storage?.keep(kept);
  }

  async #drop(kept: KeptConflict): Promise<void> {
    if (this.find(kept)?.key !== kept.key) return;
    this.#kept.delete(`${kept.entity}/${kept.id}`);
    this.#onChange();
    await this.#storage?.drop(kept.key);
  }
}
