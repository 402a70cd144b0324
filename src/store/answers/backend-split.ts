import type { Id } from '../../model/records.js';
import type { ColumnarEngine, RecordChange } from '../../query/columnar/index.js';
import { parseQuestion } from '../../query/parse-question.js';
import type { Answer, Question, QuestionError, Surroundings } from '../../query/types.js';
import type { LeadStore, StoreChange } from '../lead-store.js';
import { toProblem } from '../port.js';
import type { Remote } from '../remote/remote.js';
import { refusal } from './backend-refusal.js';
import { MemoryQuestions, type MemoryQuestion } from './memory-questions.js';
import type { Plan } from './plan.js';

type SplitPlan = Extract<Plan, { readonly by: 'both' }>;

/** Ids that are asked for in one call. */
const chunk = 200;

/**
 * The records that a backend gives where it can answer only a part of a question: they are read, up to the bound of the
 * plan, into an engine that does the rest. From then on it hears of changes as the store does.
 */
export class Split {
  readonly #of: Question['of'];
  readonly #plan: SplitPlan;
  readonly #store: LeadStore;
  readonly #remote: Remote;
  readonly #users = new Set<() => void>();
  readonly #life = new AbortController();
  #reading: AbortController | undefined;
  #engine: ColumnarEngine | undefined;
  #questions: MemoryQuestions | undefined;
  #error: QuestionError | undefined;
  #generation = -1;

  constructor(of: Question['of'], plan: SplitPlan, store: LeadStore, remote: Remote) {
    this.#of = of;
    this.#plan = plan;
    this.#store = store;
    this.#remote = remote;
  }

  get isWanted(): boolean {
    return this.#users.size > 0;
  }

  /** Why there are no records. */
  get error(): QuestionError | undefined {
    return this.#error;
  }

  /** @param changed is called when `open` has become possible, or `error` has come. Answers the way to leave. */
  join(changed: () => void): () => void {
    const user = () => changed();
    this.#users.add(user);
    if (this.#error?.retryable) this.#error = undefined;
    if (this.#generation !== this.#remote.generation)
      this.#error = this.#questions = this.#engine = undefined;
    if (!this.#questions && !this.#error) this.#read();
    return () => {
      this.#users.delete(user);
      // Another window of the same may be wanted in the same task.
      if (!this.isWanted) queueMicrotask(() => this.isWanted || this.#rest());
    };
  }

  /** Asks the engine; undefined as long as the records are being read. */
  open(
    question: Question,
    surroundings: Surroundings,
    before: Answer | undefined,
    listener: (answer: Answer) => void,
  ): MemoryQuestion | undefined {
    return this.#questions?.open(question, surroundings, before, listener);
  }

  refresh(surroundingsIn: (language: string) => Surroundings): void {
    this.#questions?.refresh(surroundingsIn);
  }

  hear({ touched, fetched }: StoreChange): void {
    const engine = this.#engine;
    if (!engine) return;
    if ((['settings', 'category', 'leadStatus'] as const).some((entity) => touched.get(entity)?.size))
      engine.setupChanged(this.#store.setup);
    const changes: RecordChange[] = [];
    for (const entity of ['company', 'contact'] as const) {
      if (entity === 'contact' && this.#of === 'company') continue;
      for (const id of touched.get(entity)?.keys() ?? []) {
        // Others that are asked for are no part of this.
        if (entity === this.#of && fetched.has(`${entity}/${id}`)) continue;
        changes.push({ entity, id, after: this.#remote.tables.get(entity, id) } as RecordChange);
      }
    }
    if (changes.length > 0) engine.apply(changes);
    this.#questions?.tell();
  }

  close(): void {
    this.#users.clear();
    this.#rest();
    this.#life.abort();
  }

  #rest(): void {
    this.#reading?.abort();
    this.#reading = undefined;
    if (!this.#questions) this.#engine = undefined;
  }

  #read(): void {
    this.#reading?.abort();
    const reading = (this.#reading = new AbortController());
    this.#generation = this.#remote.generation;
    const finish = (error: QuestionError | undefined) => {
      if (this.#reading !== reading) return;
      this.#reading = undefined;
      if (error) this.#engine = undefined;
      else if (this.#engine) this.#questions = new MemoryQuestions(this.#engine, this.#life.signal);
      this.#error = error;
      for (const user of [...this.#users]) user();
    };
    const read = async (): Promise<boolean> => {
      const { createColumnarEngine } = await import('../../query/columnar/index.js');
      if (this.#reading !== reading) return true;
      const engine = createColumnarEngine({
        setup: this.#store.setup,
        parse: parseQuestion,
        source: this.#remote.tables,
      });
      this.#engine = engine;
      return this.#readInto(engine, AbortSignal.any([reading.signal, this.#store.life]));
    };
    read().then(
      (fits) => finish(fits ? undefined : refusal(this.#plan.obstacle, this.#plan.bound)),
      (error: unknown) => finish(toProblem(error)),
    );
  }

  /** Whether there are no more records than the bound. */
  async #readInto(engine: ColumnarEngine, signal: AbortSignal): Promise<boolean> {
    const { criteria, members, bound } = this.#plan;
    const remote = this.#remote;
    const query = { of: this.#of, criteria, timeZone: this.#store.timeZone };
    const load = (ids: readonly Id[]) => this.#load(engine, ids);
    if (members) {
      for (let at = 0; at < members.length; at += chunk) {
        const ids = members.slice(at, at + chunk);
        await remote.get(
          ids.map((id) => ({ entity: query.of, id })),
          signal,
        );
        load(ids);
      }
      return true;
    }
    if (remote.can(query.of)?.count) {
      const total = await remote.count(query, signal);
      if (total !== 'unknown' && ('exact' in total ? total.exact : total.atLeast) > bound) return false;
    }
    return (await remote.every(query, bound, signal, load)) !== undefined;
  }

  #load(engine: ColumnarEngine, ids: readonly Id[]): void {
    const { tables } = this.#remote;
    if (this.#of === 'company') {
      engine.load(
        'company',
        ids.flatMap((id) => tables.company(id) ?? []),
      );
      return;
    }
    const contacts = ids.flatMap((id) => tables.contact(id) ?? []);
    const companyIds = new Set(contacts.flatMap(({ companyId }) => companyId ?? []));
    engine.load(
      'company',
      [...companyIds].flatMap((id) => tables.company(id) ?? []),
    );
    engine.load('contact', contacts);
  }
}
