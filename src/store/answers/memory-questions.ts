import { isRelative } from '../../criteria/operators.js';
import { linesOf } from '../../criteria/simplify.js';
import { everything } from '../../criteria/types.js';
import { sameValue } from '../../model/changes.js';
import type { FieldId } from '../../model/fields.js';
import type { Id, Value } from '../../model/records.js';
import type { ColumnarEngine, LiveQuery } from '../../query/columnar/index.js';
import type { Answer, Question, Row, Surroundings } from '../../query/types.js';
import { IdleWork } from './memory-idle.js';
import { noAnswer } from './source.js';

/** A question without its place in the result: those that scroll ask the same one again and again. */
interface Shared {
  readonly question: Question;
  readonly language: string;
  readonly live: LiveQuery;
  /** Q5: it has lines about dates that are relative to the day. */
  readonly asksToday: boolean;
  readonly users: Set<MemoryQuestion>;
}

/** One who asks, for a window of a shared question. */
export interface MemoryQuestion {
  readonly answer: Answer;
  close(): void;
}

/**
 * The questions that stay asked of an engine. Those that differ in their window alone share one, so that scrolling costs
 * the rows that come into view and nothing else.
 */
export class MemoryQuestions {
  readonly #engine: ColumnarEngine;
  readonly #shared = new Set<Shared>();
  readonly #changed = new Set<Shared>();
  readonly #preparing: IdleWork;
  #sweeping = false;

  constructor(engine: ColumnarEngine, life: AbortSignal) {
    this.#engine = engine;
    this.#preparing = new IdleWork(
      () => this.#prepare(),
      () => this.#isAwaited,
      life,
    );
  }

  /** Throws a `QuestionFault` (Q6). `listener` hears when `tell` is called after something became different. */
  open(
    question: Question,
    surroundings: Surroundings,
    before: Answer | undefined,
    listener: (answer: Answer) => void,
  ): MemoryQuestion {
    const shared = this.#share(question, surroundings);
    const user = new WindowUser(this.#engine, question, shared.live, before, listener, () => {
      shared.users.delete(user);
      this.#sweepSoon();
    });
    shared.users.add(user);
    this.#preparing.schedule();
    return user;
  }

  /** After the engine heard of something: tells those whose answers became different since they were told last. */
  tell(): void {
    this.#tell();
    this.#preparing.schedule();
  }

  #tell(): void {
    const users = [...this.#changed].flatMap((shared) => [...shared.users]);
    this.#changed.clear();
    for (const user of users) (user as WindowUser).refresh();
  }

  /** Q5: another day has begun. */
  refresh(surroundingsIn: (language: string) => Surroundings): void {
    for (const { asksToday, language, live } of this.#shared)
      if (asksToday) live.refresh(surroundingsIn(language));
    this.tell();
  }

  /** A piece of what windows of many records need: those that have to wait for it are told when it is there. */
  #prepare(): boolean {
    const isMore = this.#engine.prepare();
    this.#tell();
    return isMore;
  }

  get #isAwaited(): boolean {
    for (const { users } of this.#shared)
      for (const { answer } of users) if (answer.phase !== 'ready' && answer.phase !== 'failed') return true;
    return false;
  }

  /** Whether another day may have other answers. */
  get askToday(): boolean {
    return [...this.#shared].some(({ asksToday, users }) => asksToday && users.size > 0);
  }

  #share(asked: Question, surroundings: Surroundings): Shared {
    // A window of nothing: that there is one at all decides whether the engine prepares an order.
    const question = asked.window ? { ...asked, window: { offset: 0, limit: 0 } } : asked;
    const { language } = surroundings;
    for (const shared of this.#shared)
      if (shared.language === language && sameValue(shared.question, question)) return shared;
    const live = this.#engine.subscribe(question, surroundings, () => this.#changed.add(shared));
    const asksToday = [...linesOf(question.criteria ?? everything)].some(({ operator }) =>
      isRelative(operator),
    );
    const shared: Shared = { question, language, live, asksToday, users: new Set() };
    this.#shared.add(shared);
    return shared;
  }

  /** Not at once: whoever closes one usually opens the next of the same kind right away. */
  #sweepSoon(): void {
    if (this.#sweeping) return;
    this.#sweeping = true;
    queueMicrotask(() => {
      this.#sweeping = false;
      for (const shared of this.#shared) {
        if (shared.users.size > 0) continue;
        shared.live.close();
        this.#shared.delete(shared);
        this.#changed.delete(shared);
      }
    });
  }
}

class WindowUser implements MemoryQuestion {
  answer: Answer;
  readonly #engine: ColumnarEngine;
  readonly #question: Question;
  readonly #live: LiveQuery;
  readonly #listener: (answer: Answer) => void;
  readonly #onClose: () => void;

  constructor(
    engine: ColumnarEngine,
    question: Question,
    live: LiveQuery,
    before: Answer | undefined,
    listener: (answer: Answer) => void,
    onClose: () => void,
  ) {
    this.#engine = engine;
    this.#question = question;
    this.#live = live;
    this.#listener = listener;
    this.#onClose = onClose;
    this.answer = before ?? { ...noAnswer, phase: 'loading' };
    this.answer = this.#next();
  }

  refresh(): void {
    const next = this.#next();
    if (next === this.answer) return;
    this.answer = next;
    this.#listener(next);
  }

  close(): void {
    this.#onClose();
  }

  #next(): Answer {
    const { window } = this.#question;
    const { answer, total } = this.#live;
    const before = this.answer;
    const hadRows = before.total !== 'unknown';
    // Groups that are being made: those of before stay, with their rows.
    if (answer.phase === 'loading' && hadRows) {
      const { progress: _, error: __, ...kept } = before;
      return leastDifferent(before, { ...kept, phase: 'stale' });
    }
    if (answer.phase === 'loading') return leastDifferent(before, answer);
    if (answer.phase === 'failed' || !window) return leastDifferent(before, answer);
    const { offset, limit } = window;
    const handles = this.#live.window(offset, limit);
    const isPrepared = handles.length > 0 || offset >= total || limit === 0;
    if (isPrepared)
      return leastDifferent(before, { ...answer, offset, rows: this.#rows(handles, before.rows) });
    const { rows, offset: place } = hadRows ? before : noAnswer;
    return leastDifferent(before, { ...answer, phase: hadRows ? 'stale' : 'loading', rows, offset: place });
  }

  /** One that shows nothing new is the same object as before, so that nobody renders it again. */
  #rows(handles: Uint32Array, known: readonly Row[]): readonly Row[] {
    const { of, fields } = this.#question;
    const byId = new Map<Id, Row>(known.map((row) => [row.id, row]));
    return Array.from(handles, (handle) => {
      const id = this.#engine.idOf(of, handle);
      const values: Record<FieldId, Value> = {};
      for (const field of fields) values[field] = this.#engine.valueOf(handle, field, of);
      const before = byId.get(id);
      return before && sameValue(before.values, values) ? before : { id, values };
    });
  }
}

/** The next answer made of as much as possible of the one before; that one itself when nothing is different. */
function leastDifferent(before: Answer, next: Answer): Answer {
  const keep = <Key extends keyof Answer>(key: Key): Answer[Key] =>
    sameValue(before[key], next[key]) ? before[key] : next[key];
  const rows = sameItems(before.rows, next.rows, Object.is) ? before.rows : next.rows;
  const groups = sameItems(before.groups, next.groups, sameValue) ? before.groups : next.groups;
  const answer = { ...next, rows, groups, total: keep('total') };
  const isSame =
    before.phase === next.phase &&
    before.offset === next.offset &&
    before.rows === answer.rows &&
    before.total === answer.total &&
    before.groups === answer.groups &&
    sameValue(rest(before), rest(next));
  return isSame ? before : answer;
}

const rest = ({ aggregates, error, progress }: Answer) => [aggregates, error, progress];

function sameItems(
  a: readonly unknown[],
  b: readonly unknown[],
  isSame: (a: unknown, b: unknown) => boolean,
): boolean {
  return a.length === b.length && a.every((each, at) => isSame(each, b[at]));
}
