import type { Change } from '../model/changes.js';
import type { FieldCatalog } from '../model/fields.js';
import type { Contact, Company, Entities, EntityName, Id, Selection, Setup } from '../model/records.js';
import type { RecordSource } from '../query/types.js';
import {
  decideCreateCompany,
  decideUpdateCompany,
  previewCategory,
  type CategoryPreview,
} from '../rules/company-commands.js';
import { decideCreateContact, decideSetLeadStatus, decideUpdateContact } from '../rules/contact-commands.js';
import type { Decision, RulesView } from '../rules/decision.js';
import { explain, type Explanation, type FieldQuestion } from '../rules/explain.js';
import type { ListName } from '../rules/list-commands.js';
import { reason, type Reason } from '../rules/reasons.js';
import { Backend, recordsOf } from './backend.js';
import { isDevelopment } from './freeze.js';
import { newId } from './ids.js';
import { Journal, withoutBookkeeping } from './journal.js';
import { Notifier } from './notifier.js';
import type { AdapterProblem, LeadAdapter } from './port.js';
import { Tables, type Touched } from './tables.js';
import type * as T from './types.js';

/** Rules that only administrators, imports and undo need are loaded when one of them is at work. */
const rareCommands = () => import('./rare-commands.js');

/** Told to listeners: which records became different, and nothing else. Read the rest from the store. */
export interface StoreChange {
  readonly touched: Touched;
}

export interface LeadStoreOptions {
  readonly adapter: LeadAdapter;
  /** IANA time zone for dates and relative dates (Q5). Left out: the browser's. */
  readonly timeZone?: string;
  /** The clock (Q5). */
  readonly now?: () => Date;
  /** Milliseconds after which a call to the backend has failed. */
  readonly timeout?: number;
  /** S7: freeze every record. Left out: in development builds. */
  readonly freeze?: boolean;
}

/**
 * The one writer (S1): elements send commands and read frozen snapshots. A command follows the rules, shows its result
 * at once, goes to the adapter, and is confirmed or taken back alone (S2). Commands answer refusals and failures as
 * values and never reject.
 */
export class LeadStore {
  readonly timeZone: string;
  readonly now: () => Date;

  readonly #tables: Tables;
  readonly #backend: Backend;
  readonly #journal = new Journal();
  readonly #notifier = new Notifier<StoreChange>(() => ({ touched: this.#tables.takeTouched() }));

  constructor({ adapter, timeZone, now, timeout = 30_000, freeze = isDevelopment() }: LeadStoreOptions) {
    this.timeZone = timeZone ?? Intl.DateTimeFormat().resolvedOptions().timeZone;
    this.now = now ?? (() => new Date());
    this.#tables = new Tables(freeze);
    this.#backend = new Backend(adapter, this.#tables, timeout, () => this.#notifier.schedule());
  }

  // State

  get phase(): T.StorePhase {
    return this.#backend.phase;
  }

  /** Why the phase is `failed`. */
  get problem(): AdapterProblem | undefined {
    return this.#backend.problem;
  }

  /** Records read so far, and how many there are where the backend says so. */
  get progress(): Backend['progress'] {
    return this.#backend.progress;
  }

  get notices(): readonly T.Notice[] {
    return this.#backend.notices;
  }

  dismissNotice(id: number): void {
    this.#backend.dismiss(id);
  }

  /** Resolves when reading has ended, well or not. */
  get loaded(): Promise<void> {
    return this.#backend.loaded;
  }

  /** Reads everything from the backend again: Retry, Refresh. */
  reload(): Promise<void> {
    return this.#backend.read();
  }

  /** Stops listening to the backend and gives up calls under way. The store can't be used afterwards. */
  close(): void {
    this.#backend.close();
  }

  /** Aborts when the store is closed: for whatever works on its behalf. */
  get life(): AbortSignal {
    return this.#backend.life;
  }

  get setup(): Setup {
    return this.#tables.setup;
  }

  get fields(): FieldCatalog {
    return this.#tables.fields;
  }

  /** For engines that answer questions; elements ask (`ask.ts`). */
  get records(): RecordSource & RulesView {
    return this.#tables;
  }

  get selections(): readonly Selection[] {
    return [...this.#tables.all('selection')];
  }

  /** One record as it is now. */
  record<Name extends EntityName>(entity: Name, id: Id): T.RecordAnswer<Entities[Name]> {
    const record = this.#tables.get(entity, id);
    const pending = this.#tables.isPending(entity, id);
    if (record) return { phase: 'ready', record, pending };
    if (this.phase === 'ready') return { phase: 'missing', pending };
    return { phase: this.phase, pending, problem: this.problem };
  }

  /** S3: calls `listener` once per microtask in which something changed. Answers the way to stop it. */
  subscribe(listener: (change: StoreChange) => void): () => void {
    return this.#notifier.subscribe(listener);
  }

  /** Why a field is hidden, read-only, or not as the rules would have it (L13). */
  explain(question: FieldQuestion): Explanation {
    const answer = explain(this.#tables, question);
    const breach =
      question.entity === 'contact' && question.field === 'leadStatus'
        ? this.#backend.breachOf(question.id)
        : undefined;
    return breach ? { ...answer, reasons: [...answer.reasons, breach] } : answer;
  }

  /** L5–L7: what another category would do to a company's contacts. */
  previewCategory(companyId: Id, categoryId: Id | null): CategoryPreview | undefined {
    return previewCategory(this.#tables, companyId, categoryId);
  }

  // Commands about contacts and companies

  createContact(draft: T.ContactDraft): Promise<T.CommandResult<Id>> {
    return this.#run('createContact', (view) => decideCreateContact(view, newId(), draft));
  }

  updateContact(id: Id, patch: T.ContactDraft): Promise<T.CommandResult> {
    return this.#run('updateContact', (view) => decideUpdateContact(view, id, patch));
  }

  /** One contact or many. Those that a rule excludes are named in the result and left as they are. */
  setLeadStatus(
    contacts: Id | readonly Id[],
    statusId: Id | null,
  ): Promise<
    T.CommandResult<{ readonly refused: readonly { readonly id: Id; readonly reasons: readonly Reason[] }[] }>
  > {
    const ids = typeof contacts === 'string' ? [contacts] : contacts;
    return this.#run('setLeadStatus', (view) => decideSetLeadStatus(view, ids, statusId));
  }

  createCompany(draft: T.CompanyDraft): Promise<T.CommandResult<Id>> {
    return this.#run('createCompany', (view) => decideCreateCompany(view, newId(), draft));
  }

  updateCompany(
    id: Id,
    patch: Partial<T.CompanyDraft>,
    options: T.CommandOptions = {},
  ): Promise<T.CommandResult> {
    return this.#run('updateCompany', (view) => decideUpdateCompany(view, id, patch, options.origin));
  }

  setCategory(
    companyId: Id,
    categoryId: Id | null,
    options: T.CommandOptions = {},
  ): Promise<T.CommandResult> {
    return this.#run('setCategory', (view) =>
      decideUpdateCompany(view, companyId, { categoryId }, options.origin),
    );
  }

  /** Companies and contacts in one step, for imports. Refused as a whole when a rule excludes one of them. */
  createMany(drafts: {
    readonly companies: readonly (T.CompanyDraft & Pick<Company, 'id'>)[];
    readonly contacts: readonly (T.ContactDraft & Pick<Contact, 'id'>)[];
  }): Promise<T.CommandResult> {
    return this.#runWith(rareCommands, 'createMany', (rules, view) =>
      rules.decideCreateMany(view, drafts.companies, drafts.contacts),
    );
  }

  // Commands about the lists (L9, L10) and policies

  addListItem(list: 'leadStatus', draft: T.LeadStatusDraft): Promise<T.CommandResult<Id>>;
  addListItem(list: 'category', draft: T.CategoryDraft): Promise<T.CommandResult<Id>>;
  addListItem(list: ListName, draft: T.LeadStatusDraft | T.CategoryDraft): Promise<T.CommandResult<Id>> {
    return this.#runWith(rareCommands, 'addListItem', (rules, view) =>
      rules.decideAddItem(view, list, newId(), draft),
    );
  }

  updateListItem(list: 'leadStatus', id: Id, patch: Partial<T.LeadStatusDraft>): Promise<T.CommandResult>;
  updateListItem(list: 'category', id: Id, patch: Partial<T.CategoryDraft>): Promise<T.CommandResult>;
  updateListItem(
    list: ListName,
    id: Id,
    patch: Partial<T.LeadStatusDraft | T.CategoryDraft>,
  ): Promise<T.CommandResult> {
    return this.#runWith(rareCommands, 'updateListItem', (rules, view) =>
      rules.decideUpdateItem(view, list, id, patch),
    );
  }

  deleteListItem(list: ListName, id: Id): Promise<T.CommandResult> {
    return this.#runWith(rareCommands, 'deleteListItem', (rules, view) =>
      rules.decideDeleteItem(view, list, id),
    );
  }

  restoreListItem(list: ListName, id: Id): Promise<T.CommandResult> {
    return this.#runWith(rareCommands, 'restoreListItem', (rules, view) =>
      rules.decideRestoreItem(view, list, id),
    );
  }

  /** For good. Refused while a record uses the item. */
  removeListItem(list: ListName, id: Id): Promise<T.CommandResult> {
    return this.#runWith(rareCommands, 'removeListItem', (rules, view) =>
      rules.decideRemoveItem(view, list, id),
    );
  }

  /** @param index place among the items that are not deleted, from 0. */
  moveListItem(list: ListName, id: Id, index: number): Promise<T.CommandResult> {
    return this.#runWith(rareCommands, 'moveListItem', (rules, view) =>
      rules.decideMoveItem(view, list, id, index),
    );
  }

  setDefaultStatus(id: Id): Promise<T.CommandResult> {
    return this.#runWith(rareCommands, 'setDefaultStatus', (rules, view) =>
      rules.decideSetDefaultStatus(view, id),
    );
  }

  setPolicies(policies: T.PolicyPatch): Promise<T.CommandResult> {
    return this.#runWith(rareCommands, 'setPolicies', (rules, view) =>
      rules.decideSetPolicies(view, policies),
    );
  }

  // Commands about selections

  createSelection(draft: T.SelectionDraft): Promise<T.CommandResult<Id>> {
    const id = newId();
    return this.#runWith(rareCommands, 'createSelection', (rules) =>
      rules.decideSaveSelection(this.#tables, id, draft),
    );
  }

  updateSelection(id: Id, patch: Partial<T.SelectionDraft>): Promise<T.CommandResult<Id>> {
    return this.#runWith(rareCommands, 'updateSelection', (rules) =>
      rules.decideSaveSelection(this.#tables, id, patch),
    );
  }

  deleteSelection(id: Id): Promise<T.CommandResult> {
    return this.#runWith(rareCommands, 'deleteSelection', (rules) =>
      rules.decideDeleteSelection(this.#tables, id),
    );
  }

  // S4

  get journal(): readonly T.JournalEntry[] {
    return this.#journal.entries;
  }

  get canUndo(): boolean {
    return this.#journal.lastDone !== undefined;
  }

  get canRedo(): boolean {
    return this.#journal.lastUndone !== undefined;
  }

  /** Takes back the newest command, whatever it was, if nobody changed the same fields since. */
  undo(): Promise<T.CommandResult> {
    return this.#reverse(
      () => this.#journal.lastDone,
      (entry) => [entry.inverse, entry.changes],
      'undo',
    );
  }

  /** Does again what was undone last. */
  redo(): Promise<T.CommandResult> {
    return this.#reverse(
      () => this.#journal.lastUndone,
      (entry) => [entry.changes, entry.inverse],
      'redo',
    );
  }

  // Mechanics

  async #runWith<Rules, Value>(
    load: () => Promise<Rules>,
    command: string,
    decide: (rules: Rules, view: RulesView) => Decision<Value>,
  ): Promise<T.CommandResult<Value>> {
    const rules = await load();
    return this.#run(command, (view) => decide(rules, view));
  }

  async #run<Value>(
    command: string,
    decide: (view: RulesView) => Decision<Value>,
  ): Promise<T.CommandResult<Value>> {
    if (this.phase === 'loading') await this.loaded;
    if (this.phase === 'failed') return { status: 'failed', problem: this.problem!, records: [] };
    const decision = decide(this.#tables);
    if (!decision.ok) return { status: 'refused', reasons: decision.reasons };
    if (decision.changes.length === 0) return { status: 'done', value: decision.value, changes: [] };
    const changes = this.#stampTime(decision.changes);
    const inverse = this.#tables.applyPending({ changes });
    const entryId = this.#journal.add(command, withoutBookkeeping(changes), withoutBookkeeping(inverse));
    return this.#send(changes, decision.value, (rejected) => this.#journal.forget(entryId, rejected));
  }

  async #reverse(
    newest: () => Journal['lastDone'],
    directions: (
      entry: NonNullable<Journal['lastDone']>,
    ) => [apply: readonly Change[], expect: readonly Change[]],
    kind: 'undo' | 'redo',
  ): Promise<T.CommandResult> {
    const { reversalBlockers } = await rareCommands();
    const entry = newest();
    if (!entry) return { status: 'refused', reasons: [reason('nothing-to-undo')] };
    const [apply, expect] = directions(entry);
    const blockers = reversalBlockers(this.#tables, apply, expect);
    if (blockers.length > 0) return { status: 'refused', reasons: blockers };
    const changes = this.#stampTime(apply);
    this.#tables.applyPending({ changes });
    this.#journal.move(entry.id, kind);
    return this.#send(changes, undefined, (rejected) => {
      if (rejected.size === changes.length) this.#journal.move(entry.id, kind === 'undo' ? 'redo' : 'undo');
    });
  }

  async #send<Value>(
    changes: readonly Change[],
    value: Value,
    onRejected: (rejected: ReadonlySet<Change>) => void,
  ): Promise<T.CommandResult<Value>> {
    this.#notifier.schedule();
    const rejected = await this.#backend.save(changes);
    if (rejected.size === 0) return { status: 'done', value, changes };
    onRejected(new Set(rejected.keys()));
    const [problem] = rejected.values();
    return { status: 'failed', problem: problem!, records: recordsOf(rejected.keys()) };
  }

  /** Companies, contacts and selections know when they were created and changed. */
  #stampTime(changes: readonly Change[]): readonly Change[] {
    const now = this.now().toISOString();
    return changes.map((change): Change => {
      if (change.entity !== 'contact' && change.entity !== 'company' && change.entity !== 'selection')
        return change;
      if (change.kind === 'create') {
        return {
          ...change,
          record: { ...change.record, created: change.record.created ?? now, updated: now },
        } as Change;
      }
      return change.kind === 'update' ? { ...change, patch: { ...change.patch, updated: now } } : change;
    });
  }
}
