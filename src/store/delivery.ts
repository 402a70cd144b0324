import { sameValue, type Change } from '../model/changes.js';
import { parseRow } from '../model/parse.js';
import type { Entities, EntityName } from '../model/records.js';
import type { ConflictBook, Theirs } from './conflicts/conflict-book.js';
import { deadline } from './deadline.js';
import { newId } from './ids.js';
import { bookkeeping } from './journal.js';
import { parseBatch } from './loader.js';
import { AdapterError, isProblem, toProblem, type AdapterProblem, type LeadAdapter } from './port.js';
import type { Tables } from './tables.js';
import type { Step, Write } from './writes.js';

/** How often changes that nobody contradicts are sent again on a newer version, before a person is asked. */
const mergeRounds = 3;

/** The backend said no, and would say so again. */
const finalKinds: readonly AdapterProblem['kind'][] = ['forbidden', 'invalid', 'notFound', 'conflict'];

/** What one try came to: every change is settled, or `later` says why what is left should be sent again. */
export interface Attempt {
  readonly rejected: ReadonlyMap<Change, AdapterProblem>;
  readonly later?: { readonly problem: AdapterProblem; readonly write: Write };
}

type Outcome =
  | { readonly ok: true; readonly version?: string; readonly row?: unknown }
  | { readonly ok: false; readonly problem: AdapterProblem; readonly current?: Theirs & { row: unknown } };

export interface DeliveryOptions {
  readonly adapter: LeadAdapter;
  readonly tables: Tables;
  /** In milliseconds; a backend that takes longer has failed. */
  readonly timeout: number;
  readonly signal: AbortSignal;
  /** Loads the book of conflicts, which most pages never need. */
  readonly book: () => Promise<ConflictBook>;
  /** The backend has a change. */
  readonly onSaved: (change: Change) => void;
  /** The tables show something else. */
  readonly onChange: () => void;
  /** Reads all records again. */
  readonly readAgain: () => Promise<void>;
}

/**
 * Carries writes to the backend, one try after the other, and settles in the tables what came of them (S2). Of a
 * conflict it sends on what nobody else touched; the rest goes to the book of conflicts (S6).
 */
export class Delivery {
  readonly #options: DeliveryOptions;
  readonly #tables: Tables;

  constructor(options: DeliveryOptions) {
    this.#options = options;
    this.#tables = options.tables;
  }

  /**
   * Never rejects.
   *
   * @param keep called with the write as it is going to be sent, each time before it is
   */
  async attempt(write: Write, keep?: (write: Write) => Promise<void>): Promise<Attempt> {
    const rejected = new Map<Change, AdapterProblem>();
    let next = write;
    try {
      for (let round = 0; ; round++) {
        if (!next.sent && next.steps.some((step) => this.#isOvertaken(step)))
          next = await this.#reconcile(next, new Map(), rejected, round);
        if (next.steps.length === 0) return { rejected };
        if (!next.sent) next = this.#stamp(next);
        await keep?.(next);
        const outcomes = await this.#send(next);
        const { conflicts, left } = this.#settle(next, outcomes, rejected);
        if (left.length === next.steps.length)
          return { rejected, later: { problem: left[0]!.problem, write: next } };
        if (conflicts.size > 0) {
          if (outcomes.every((outcome) => outcome.ok || !outcome.current))
            await this.#learn([...conflicts.keys()]);
          const open = { ...next, steps: [...conflicts.keys()] };
          next = await this.#reconcile(open, conflicts, rejected, round);
        } else next = { ...next, steps: [] };
        if (left.length > 0) {
          // Another body needs another key.
          const steps = [...left.map(({ step }) => step), ...next.steps];
          return { rejected, later: { problem: left[0]!.problem, write: { ...next, key: newId(), steps } } };
        }
      }
    } catch (error) {
      return { rejected, later: { problem: toProblem(error), write: next } };
    }
  }

  /** Takes what is shown of a write back: nobody will send it. Answers its changes. */
  giveUp({ steps }: Write): Change[] {
    const changes = steps.map(({ change }) => change);
    this.#takeBack(changes);
    return changes;
  }

  /**
   * Takes back what is shown. An earlier try may have arrived without anybody's hearing of it, and no event comes of
   * what one did oneself: so the records are asked for, where the backend can be asked.
   */
  #takeBack(changes: readonly Change[]): void {
    for (const change of [...changes].reverse()) this.#tables.rollBack(change);
    if (changes.length > 0) void this.#askFor(changes).catch(() => {}); // as good as unasked
  }

  async #askFor(changes: readonly Change[]): Promise<void> {
    const { adapter, timeout, signal, onChange } = this.#options;
    if (!adapter.get) return;
    const refs = changes.map(({ entity, id }) => ({ entity, id }));
    const rows = await deadline(timeout, signal, (until) => adapter.get!(refs, { signal: until }));
    const { records } = parseBatch(rows);
    for (const { entity, record } of records) this.#tables.receive(entity, record.id, record);
    onChange();
  }

  /** Finds out what there is instead, when the backend says no more than "conflict". If it can't, a person will be asked. */
  async #learn(steps: readonly Step[]): Promise<void> {
    const { adapter, readAgain } = this.#options;
    await (adapter.get ? this.#askFor(steps.map(({ change }) => change)) : readAgain()).catch(() => {});
  }

  /**
   * Whether a field of the change was heard to be another one since the change was made: somebody contradicts it, or it
   * has arrived already and nobody knew.
   */
  #isOvertaken({ change, before, madeOn }: Step): boolean {
    const { entity, id } = change;
    const known = this.#tables.confirmedOf(entity, id);
    if (!known || this.#tables.isOwnWay(entity, id, madeOn, known.version)) return false;
    if (change.kind !== 'update') return true;
    return Object.keys(change.patch).some(
      (field) =>
        field !== bookkeeping &&
        !sameValue(known[field as keyof typeof known], before?.[field as keyof typeof before]),
    );
  }

  /** A3: with the versions of this moment, so that each write follows the one before it. */
  #stamp(write: Write): Write {
    const steps = write.steps.map((step): Step => {
      const { entity, id } = step.change;
      const known = this.#tables.confirmedOf(entity, id);
      return { ...step, sentOn: known ? known.version : step.madeOn };
    });
    return { ...write, steps, sent: true };
  }

  async #send({ key, steps }: Write): Promise<readonly Outcome[]> {
    const changes = steps.map(({ change, sentOn }) =>
      change.kind === 'create' || sentOn === undefined ? change : { ...change, baseVersion: sentOn },
    );
    try {
      const { adapter, timeout, signal } = this.#options;
      const answer = await deadline(timeout, signal, (until) =>
        adapter.save(changes, { signal: until, key }),
      );
      if (answer === undefined || answer === null) return changes.map(() => ({ ok: true }));
      if (!Array.isArray(answer) || answer.length !== changes.length) {
        throw new AdapterError(
          'invalid',
          `The adapter's save() must answer nothing or ${changes.length} outcomes.`,
        );
      }
      return answer.map(parseOutcome);
    } catch (error) {
      const problem = toProblem(error);
      return changes.map(() => ({ ok: false, problem }));
    }
  }

  #settle({ steps }: Write, outcomes: readonly Outcome[], rejected: Map<Change, AdapterProblem>) {
    const conflicts = new Map<Step, Theirs>();
    const left: { readonly step: Step; readonly problem: AdapterProblem }[] = [];
    const refused: Change[] = [];
    for (const [index, outcome] of outcomes.entries()) {
      const step = steps[index]!;
      const { change, sentOn } = step;
      if (outcome.ok) {
        this.#tables.confirm(change, outcome.version, parseSaved(change, outcome.row), sentOn);
        this.#options.onSaved(change);
      } else if (outcome.problem.kind === 'conflict') {
        this.#receive(change, outcome.current?.row);
        conflicts.set(step, { ...outcome.current });
      } else if (!finalKinds.includes(outcome.problem.kind)) left.push({ step, problem: outcome.problem });
      else {
        refused.push(change);
        rejected.set(change, outcome.problem);
      }
    }
    this.#takeBack(refused);
    return { conflicts, left };
  }

  /** What the backend has instead; null: nothing any more. */
  #receive({ entity, id }: Change, row: unknown): void {
    if (row === null) this.#tables.receive(entity, id, undefined);
    const parsed = row == null ? undefined : parseRow(entity, row);
    if (parsed?.ok && parsed.record.id === id) this.#tables.receive(entity, id, parsed.record);
  }

  /** Answers what can be sent on the records as they are now. */
  async #reconcile(
    write: Write,
    theirs: ReadonlyMap<Step, Theirs>,
    rejected: Map<Change, AdapterProblem>,
    round: number,
  ): Promise<Write> {
    const book = await this.#options.book();
    const { steps, conflicts, dropped } = book.reconcile(write.steps, round >= mergeRounds);
    await book.add(conflicts.map((conflict) => ({ ...conflict, theirs: theirs.get(conflict.step) })));
    const problem = new AdapterError('conflict', 'Somebody else has changed the same since.');
    for (const step of [...conflicts.map((conflict) => conflict.step), ...dropped])
      rejected.set(step.change, problem);
    for (const step of [...write.steps].reverse())
      this.#tables.replacePending(step.change, steps.get(step)?.change);
    return { ...write, key: newId(), sent: false, steps: [...steps.values()] };
  }
}

/** A row that the backend answered to a write. One that can't be read is as good as none. */
function parseSaved(change: Change, row: unknown): Entities[EntityName] | undefined {
  if (row === undefined || row === null || change.kind === 'delete') return undefined;
  const parsed = parseRow(change.entity, row);
  return parsed.ok && parsed.record.id === change.id ? parsed.record : undefined;
}

function parseOutcome(answer: unknown, index: number): Outcome {
  const outcome = answer as {
    ok?: unknown;
    version?: unknown;
    row?: unknown;
    problem?: unknown;
    current?: unknown;
  };
  if (outcome?.ok === true) {
    return {
      ok: true,
      version: typeof outcome.version === 'string' ? outcome.version : undefined,
      row: outcome.row,
    };
  }
  if (outcome?.ok === false && isProblem(outcome.problem))
    return { ok: false, problem: outcome.problem, current: parseCurrent(outcome.current) };
  return {
    ok: false,
    problem: new AdapterError(
      'invalid',
      `The adapter's save() answered something that is no outcome for change ${index}.`,
    ),
  };
}

function parseCurrent(value: unknown): (Theirs & { row: unknown }) | undefined {
  if (typeof value !== 'object' || value === null || !('row' in value)) return undefined;
  const { row, by, at } = value as { row: unknown; by?: unknown; at?: unknown };
  return {
    row,
    ...(typeof by === 'string' ? { by } : {}),
    ...(typeof at === 'string' ? { at } : {}),
  };
}
