import type { Change } from '../model/changes.js';
import type { FieldCatalog } from '../model/fields.js';
import type { Entities, EntityName, Id, RecordRef, Selection, Setup } from '../model/records.js';
import type { RecordSource } from '../query/types.js';
import { previewCategory, type CategoryPreview } from '../rules/company-commands.js';
import type { RulesView } from '../rules/decision.js';
import { explain, type Explanation, type FieldQuestion } from '../rules/explain.js';
import { Backend } from './backend.js';
import { takesChange, type Capabilities } from './capabilities.js';
import { CommandRunner } from './command-runner.js';
import { isDevelopment } from './freeze.js';
import { Notifier } from './notifier.js';
import type { Outbox } from './outbox/port.js';
import type { AdapterProblem, LeadAdapter } from './port.js';
import { PreferenceKeeper } from './preferences.js';
import type { Remote } from './remote/remote.js';
import { StoreCommands } from './store-commands.js';
import { Tables, type Touched } from './tables.js';
import type * as T from './types.js';

/** Told to listeners: which records became different, and nothing else. Read the rest from the store. */
export interface StoreChange {
  readonly touched: Touched;
  /** Those among them (`entity/id`) that did not change, but came here because somebody asked for them. */
  readonly fetched: ReadonlySet<string>;
  /** Keys of preferences that are others now. */
  readonly preferences: ReadonlySet<string>;
}

export interface LeadStoreOptions {
  readonly adapter: LeadAdapter;
  /** IANA time zone for dates and relative dates (Q5). Left out: the browser's. */
  readonly timeZone?: string;
  /** The clock (Q5). */
  readonly now?: () => Date;
  /** Milliseconds after which a call to the backend has failed. */
  readonly timeout?: number;
  /** Keeps changes while the backend can't be reached (`leadkit/adapters/outbox`). Left out: they fail then. */
  readonly outbox?: Outbox;
  /** S7: freeze every record. Left out: in development builds. */
  readonly freeze?: boolean;
  /**
   * Answer questions by WebAssembly as well, several times faster over many records. Where a Content-Security-Policy
   * lacks `'wasm-unsafe-eval'`, nothing is lost, but the browser reports a violation: so nobody is accelerated unasked.
   */
  readonly accelerate?: boolean;
}

/**
 * The one writer (S1): elements send commands (`StoreCommands`) and read frozen snapshots. Commands answer refusals and
 * failures as values and never reject.
 */
export class LeadStore extends StoreCommands {
  readonly timeZone: string;
  readonly now: () => Date;
  readonly accelerate: boolean;

  readonly #tables: Tables;
  readonly #backend: Backend;
  readonly #notifier: Notifier<StoreChange>;
  readonly #preferences: PreferenceKeeper;

  constructor({
    adapter,
    timeZone = Intl.DateTimeFormat().resolvedOptions().timeZone,
    now = () => new Date(),
    timeout = 30_000,
    freeze = isDevelopment(),
    outbox,
    accelerate = false,
  }: LeadStoreOptions) {
    const tables = new Tables(freeze);
    const notifier = new Notifier<StoreChange>(() => ({
      touched: tables.takeTouched(),
      fetched: tables.takeFetched(),
      preferences: preferences.takeChanged(),
    }));
    const onChange = () => notifier.schedule();
    const backend = new Backend(adapter, tables, timeout, onChange, outbox);
    const preferences = new PreferenceKeeper(
      () => (backend.capabilities?.preferences === false ? undefined : adapter.preferences),
      backend.declared,
      timeout,
      backend.life,
      onChange,
    );
    super(new CommandRunner({ tables, backend, now, onChange }));
    this.accelerate = accelerate;
    this.timeZone = timeZone;
    this.now = now;
    this.#tables = tables;
    this.#backend = backend;
    this.#notifier = notifier;
    this.#preferences = preferences;
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
    const { remote, writer } = this.#backend;
    const record = this.#tables.get(entity, id);
    const pending = this.#tables.isPending(entity, id);
    if (record) remote?.use(entity, id);
    if (record && pending && writer.isWaiting(entity, id))
      return { phase: 'ready', record, pending, waiting: true };
    if (record) return { phase: 'ready', record, pending };
    if (this.phase === 'ready') return this.#recordElsewhere(entity, id, pending);
    return { phase: this.phase, pending, problem: this.problem };
  }

  #recordElsewhere<Name extends EntityName>(
    entity: Name,
    id: Id,
    pending: boolean,
  ): T.RecordAnswer<Entities[Name]> {
    const { remote } = this.#backend;
    // A record that waits to be deleted is gone as far as anybody here can see.
    // Empty text is no id: that of a record that is still to be created.
    return remote?.covers(entity) && !pending && id !== ''
      ? remote.record(entity, id)
      : { phase: 'missing', pending };
  }

  /** Keeps the records here that `needed` names, where only some of them are. Answers the way to stop it. */
  hold(needed: () => Iterable<RecordRef>): () => void {
    const { holders } = this.#backend;
    const holder = () => needed();
    holders.add(holder);
    return () => void holders.delete(holder);
  }

  // What the backend can do (A1)

  /** What the backend says that it can do; undefined while it has not said so, or where it says nothing. */
  get capabilities(): Capabilities | undefined {
    return this.#backend.capabilities;
  }

  /** Whether the backend takes such changes. Commands that need others are refused. */
  can(kind: Change['kind'], entity: EntityName): boolean {
    return takesChange(this.#backend.capabilities, kind, entity);
  }

  /** For sources of answers: the records that are asked for instead of read; undefined when all are here. */
  get remote(): Remote | undefined {
    return this.#backend.remote;
  }

  // What one person set for oneself

  /** As JSON; undefined when it was never set, or is not here yet: listeners hear when it is. */
  preference(key: string): unknown {
    return this.#preferences.get(key);
  }

  /** Whether the backend keeps preferences, so that a person finds them again elsewhere. */
  get keepsPreferences(): boolean {
    return this.#preferences.areKept;
  }

  /** Shown at once, and saved where the backend keeps preferences. Answers why it could not be saved, if so. */
  setPreference(key: string, value: unknown): Promise<AdapterProblem | undefined> {
    return this.#preferences.set(key, value);
  }

  // Lost connections and conflicts (S6)

  /** Changes that the outbox keeps: those that wait for the backend, and those that it refused. */
  get waiting(): readonly T.Waiting[] {
    return this.#backend.writer.waiting;
  }

  /** Tries at once to send what waits: everything, or one entry, be it refused before. */
  retryWaiting(id?: string): void {
    this.#backend.writer.retryWaiting(id);
  }

  /** Gives an entry up: what it shows is taken back. The backend may have it all the same, if a try got no answer. */
  discardWaiting(id: string): Promise<void> {
    return this.#backend.writer.discardWaiting(id);
  }

  /** Records of which two people changed the same; `resolveConflict` says which values stay. */
  get conflicts(): readonly T.Conflict[] {
    return this.#backend.writer.conflicts;
  }

  conflictOf(entity: EntityName, id: Id): T.Conflict | undefined {
    return this.conflicts.find((each) => each.entity === entity && each.id === id);
  }

  /** S3: calls `listener` once per microtask in which something changed. Answers the way to stop it. */
  subscribe(listener: (change: StoreChange) => void): () => void {
    return this.#notifier.subscribe(listener);
  }

  /** Why a field is hidden, read-only, or not as the rules would have it (L13). `unknown` while its record is not here. */
  explain(question: FieldQuestion): Explanation {
    const answer = this.#look((view) => explain(view, question)) ?? { state: 'unknown', reasons: [] };
    const breach =
      question.entity === 'contact' && question.field === 'leadStatus'
        ? this.#backend.breachOf(question.id)
        : undefined;
    return breach ? { ...answer, reasons: [...answer.reasons, breach] } : answer;
  }

  /**
   * L5–L7: what another category would do to a company's contacts. Undefined when there is no such company, or while
   * its contacts are being fetched: then listeners hear of the company when they are here.
   */
  previewCategory(companyId: Id, categoryId: Id | null): CategoryPreview | undefined {
    return this.#look((view) => previewCategory(view, companyId, categoryId));
  }

  /** The same for whoever can wait: with the company and its contacts, wherever they are. */
  async foreseeCategory(companyId: Id, categoryId: Id | null): Promise<CategoryPreview | undefined> {
    const view = this.#backend.remote?.needed();
    if (!view) return previewCategory(this.#tables, companyId, categoryId);
    for (;;) {
      const preview = previewCategory(view, companyId, categoryId);
      if (view.isComplete) return preview;
      if (await view.fetch()) return undefined;
    }
  }

  #look<Value>(read: (view: RulesView) => Value): Value | undefined {
    const { remote } = this.#backend;
    return remote ? remote.look(read) : read(this.#tables);
  }
}
