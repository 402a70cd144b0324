import type { Change } from '../model/changes.js';
import type { RecordRef } from '../model/records.js';
import { accepted, type Decision } from '../rules/decision.js';
import { reason, type ReasonCode } from '../rules/reasons.js';
import { recordsOf, type Backend } from './backend.js';
import { takesChange } from './capabilities.js';
import type { CommandView } from './command-view.js';
import { Journal, withoutBookkeeping } from './journal.js';
import type { Ignorance } from './remote/needed-records.js';
import type { Tables } from './tables.js';
import type { CommandResult, ConflictChoice, Refusal } from './types.js';
import { createWrite, type Write } from './writes.js';

/** Rules that only administrators, imports and undo need are loaded when one of them is at work. */
const loadRareCommands = () => import('./rare-commands.js');
type RareCommands = Awaited<ReturnType<typeof loadRareCommands>>;

const refusalOf = {
  create: 'backend-takes-no-creation',
  update: 'backend-takes-no-update',
  delete: 'backend-takes-no-deletion',
} as const satisfies Record<Change['kind'], ReasonCode>;

type Decide<Value> = (view: CommandView) => Decision<Value>;

export interface CommandRunnerOptions {
  readonly tables: Tables;
  readonly backend: Backend;
  readonly now: () => Date;
  /** The tables show something else. */
  readonly onChange: () => void;
}

/** What a command ends with that can't know what it has to know. */
function notDone(ignorance: Ignorance): Refusal | Extract<CommandResult, { readonly status: 'failed' }> {
  return 'problem' in ignorance
    ? { status: 'failed', problem: ignorance.problem, records: [] }
    : { status: 'refused', reasons: ignorance.reasons };
}

/** S2: rules → optimistic change → journal → adapter → confirmed, or taken back alone. */
export class CommandRunner {
  readonly journal = new Journal();
  readonly #tables: Tables;
  readonly #backend: Backend;
  readonly #now: () => Date;
  readonly #onChange: () => void;

  constructor({ tables, backend, now, onChange }: CommandRunnerOptions) {
    this.#tables = tables;
    this.#backend = backend;
    this.#now = now;
    this.#onChange = onChange;
  }

  /** @param command its name, for the journal. */
  async run<Value>(command: string, decide: Decide<Value>): Promise<CommandResult<Value>> {
    if (this.#backend.phase === 'loading') await this.#backend.loaded;
    if (this.#backend.phase === 'failed')
      return { status: 'failed', problem: this.#backend.problem!, records: [] };
    // Not all records are here: those that the rules miss are fetched, and the rules look again. Nothing may happen
    // between the last look and the change.
    const needed = this.#backend.remote?.needed();
    const look = () => this.#offered(decide(needed ?? this.#tables));
    let decision = look();
    while (needed?.isComplete === false) {
      const ignorance = await needed.fetch();
      if (ignorance) return notDone(ignorance);
      decision = look();
    }
    if (!decision.ok) return { status: 'refused', reasons: decision.reasons };
    if (decision.changes.length === 0) return { status: 'done', value: decision.value, changes: [] };
    const changes = this.#stampTime(decision.changes);
    const write = this.#write(command, changes);
    const inverse = this.#tables.applyPending({ changes });
    const entryId = this.journal.add(command, withoutBookkeeping(changes), withoutBookkeeping(inverse));
    const forget = (rejected: ReadonlySet<Change>) => this.journal.forget(entryId, rejected);
    const result = await this.#send(write, changes, decision.value, forget);
    return result.status === 'done' ? { ...result, entryId } : result;
  }

  /** The same for a command whose rules are loaded when somebody wants it. */
  async runRare<Value>(
    command: string,
    decide: (rules: RareCommands, view: CommandView) => Decision<Value>,
  ): Promise<CommandResult<Value>> {
    const rules = await loadRareCommands();
    return this.run(command, (view) => decide(rules, view));
  }

  /** S6: what the person keeps of a conflict is a command; with that, or without any, the conflict ends. */
  async resolve(record: RecordRef, choice: ConflictChoice): Promise<CommandResult> {
    const book = await this.#backend.writer.book();
    const kept = book.find(record);
    if (!kept) return { status: 'done', value: undefined, changes: [] };
    const { mine, theirs } = book.split(kept, choice);
    const keeps = mine.length > 0 || (kept.kind === 'delete' && choice === 'mine');
    const result: CommandResult<unknown> = keeps
      ? await this.runRare('resolveConflict', (rules, view) => book.decide(rules, view, kept, mine))
      : { status: 'done', value: undefined, changes: [] };
    if (result.status !== 'done') return result;
    await book.settle(kept, [...mine, ...theirs]);
    return { ...result, value: undefined };
  }

  /** S4: the newest command, or the one that was undone last. */
  async reverse(kind: 'undo' | 'redo'): Promise<CommandResult> {
    const { reversalBlockers } = await loadRareCommands();
    const needed = this.#backend.remote?.needed();
    const look = () => {
      const entry = kind === 'undo' ? this.journal.lastDone : this.journal.lastUndone;
      if (!entry) return undefined;
      const { changes: done, inverse } = entry;
      const [apply, expect] = kind === 'undo' ? [inverse, done] : [done, inverse];
      const reasons = reversalBlockers(needed ?? this.#tables, apply, expect);
      return {
        entry,
        decision: this.#offered(reasons.length > 0 ? { ok: false, reasons } : accepted(apply)),
      };
    };
    let newest = look();
    while (needed?.isComplete === false) {
      const ignorance = await needed.fetch();
      if (ignorance) return notDone(ignorance);
      newest = look(); // perhaps another one by now
    }
    if (!newest) return { status: 'refused', reasons: [reason('nothing-to-undo')] };
    const { entry, decision } = newest;
    if (!decision.ok) return { status: 'refused', reasons: decision.reasons };
    const changes = this.#stampTime(decision.changes);
    const write = this.#write(kind, changes);
    this.#tables.applyPending({ changes });
    this.journal.move(entry.id, kind);
    return this.#send(write, changes, undefined, (rejected) => {
      if (rejected.size === changes.length) this.journal.move(entry.id, kind === 'undo' ? 'redo' : 'undo');
    });
  }

  /** A2: what the backend does not take is refused before anything is shown. */
  #offered<Value>(decision: Decision<Value>): Decision<Value> {
    if (!decision.ok || !this.#backend.capabilities) return decision;
    const { capabilities } = this.#backend;
    const reasons = decision.changes
      .filter(({ kind, entity }) => !takesChange(capabilities, kind, entity))
      .map(({ kind, entity, id }) => reason(refusalOf[kind], [{ entity, id }]));
    return reasons.length > 0 ? { ok: false, reasons } : decision;
  }

  /** Before the changes are shown: it remembers what they are made on. */
  #write(command: string, changes: readonly Change[]): Write {
    return createWrite(command, this.#now().toISOString(), changes, this.#tables);
  }

  async #send<Value>(
    write: Write,
    changes: readonly Change[],
    value: Value,
    onRejected: (rejected: ReadonlySet<Change>) => void,
  ): Promise<CommandResult<Value>> {
    this.#onChange();
    const { rejected, waiting } = await this.#backend.save(write, onRejected);
    if (rejected.size === 0) return { status: 'done', value, changes, ...(waiting ? { waiting } : {}) };
    const [problem] = rejected.values();
    return { status: 'failed', problem: problem!, records: recordsOf(rejected.keys()) };
  }

  /** Companies, contacts and selections know when they were created and changed. */
  #stampTime(changes: readonly Change[]): readonly Change[] {
    const now = this.#now().toISOString();
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
