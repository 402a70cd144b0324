import { simplifyCriteria } from '../../criteria/simplify.js';
import { isGroup, type Criteria, type CriteriaNode } from '../../criteria/types.js';
import type { Subject } from '../../model/fields.js';
import { QuestionFault } from '../../query/question-fault.js';
import { parseQuestion } from '../../query/parse-question.js';
import type { Total } from '../../query/types.js';
import type { LeadStore, StoreChange } from '../lead-store.js';
import { toProblem, type CountQuery } from '../port.js';
import type { Remote } from '../remote/remote.js';
import { planOf } from './plan.js';
import {
  faultAnswer,
  waitingCounts,
  type CountsAnswer,
  type CountsQuestion,
  type NodeCount,
  type OpenCounts,
} from './source.js';

/** Milliseconds from a change until everything is counted again: that is a call for each line. */
const restAfterChange = 1_000;
/** Counts that are remembered: whoever edits one line asks about the others again. */
const rememberedCounts = 100;

interface Part {
  readonly path: readonly number[];
  readonly criteria: Criteria;
}

/** Counts the parts of criteria by asking the backend about each. Those that it can't count are left out. */
export class BackendCounts {
  readonly #store: LeadStore;
  readonly #remote: Remote;
  readonly #open = new Set<Counting>();
  readonly #known = new Map<string, Total>();
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(store: LeadStore, remote: Remote) {
    this.#store = store;
    this.#remote = remote;
  }

  open(question: CountsQuestion, before: CountsAnswer, listener: (answer: CountsAnswer) => void): OpenCounts {
    const counting = new Counting(question, before, listener, () => this.#open.delete(counting));
    this.#open.add(counting);
    this.#count(counting);
    return counting;
  }

  hear({ touched, fetched }: StoreChange): void {
    const isNews = [...touched].some(([entity, records]) =>
      [...records.keys()].some((id) => !fetched.has(`${entity}/${id}`)),
    );
    if (!isNews) return;
    this.#known.clear();
    if (this.#open.size === 0) return;
    this.#timer ??= setTimeout(() => {
      this.#timer = undefined;
      for (const counting of this.#open) this.#count(counting);
    }, restAfterChange);
  }

  close(): void {
    clearTimeout(this.#timer);
    for (const counting of [...this.#open]) counting.close();
  }

  #count(counting: Counting): void {
    const { of, criteria } = counting.question;
    const { fields, life } = this.#store;
    let parts: readonly Part[];
    try {
      parts = partsOf(parseQuestion({ of, criteria, fields: [] }, fields).criteria ?? criteria, []);
    } catch (error) {
      if (!(error instanceof QuestionFault)) throw error;
      counting.tell({ phase: 'failed', counts: [], error: faultAnswer(error).error });
      return;
    }
    const signal = counting.start(life);
    const asking = parts.flatMap((part) => {
      const asked = simplifyCriteria(part.criteria, fields);
      if (asked.items.length === 0 && part.path.length > 0) return []; // Q2: it does not ask
      const total = this.#total(of, asked, signal);
      return total ? [total.then((each): NodeCount => ({ path: part.path, total: each }))] : [];
    });
    Promise.all(asking).then(
      (counts) => signal.aborted || counting.tell({ phase: 'ready', counts }),
      (error: unknown) =>
        signal.aborted || counting.tell({ phase: 'failed', counts: [], error: toProblem(error) }),
    );
  }

  /** Undefined: the backend can't say. */
  #total(of: Subject, criteria: Criteria, signal: AbortSignal): Promise<Total> | undefined {
    const { fields: catalog, timeZone, now } = this.#store;
    const can = this.#remote.can(of);
    const plan = planOf({ of, criteria }, can, { catalog, timeZone, now: now() });
    if (plan.by !== 'backend' || !can?.count) return undefined;
    const query = { of, criteria: plan.criteria, timeZone };
    const key = JSON.stringify(query);
    const known = this.#known.get(key);
    return known === undefined ? this.#ask(key, query, signal) : Promise.resolve(known);
  }

  async #ask(key: string, query: CountQuery, signal: AbortSignal): Promise<Total> {
    const total = await this.#remote.count(query, signal);
    this.#known.set(key, total);
    const [oldest] = this.#known.keys();
    if (this.#known.size > rememberedCounts) this.#known.delete(oldest!);
    return total;
  }
}

/** The whole, its lines and its groups, in the order in which they stand, each as criteria of its own. */
function partsOf(node: CriteriaNode, path: readonly number[]): readonly Part[] {
  if (!isGroup(node)) return [{ path, criteria: { match: 'all', items: [node] } }];
  return [{ path, criteria: node }, ...node.items.flatMap((item, index) => partsOf(item, [...path, index]))];
}

class Counting implements OpenCounts {
  readonly question: CountsQuestion;
  answer: CountsAnswer;
  readonly #listener: (answer: CountsAnswer) => void;
  readonly #onClose: () => void;
  #running: AbortController | undefined;

  constructor(
    question: CountsQuestion,
    before: CountsAnswer,
    listener: (answer: CountsAnswer) => void,
    onClose: () => void,
  ) {
    this.question = question;
    this.answer = waitingCounts(before);
    this.#listener = listener;
    this.#onClose = onClose;
  }

  /** Gives up what is under way. */
  start(life: AbortSignal): AbortSignal {
    this.#running?.abort();
    this.#running = new AbortController();
    return AbortSignal.any([this.#running.signal, life]);
  }

  tell(answer: CountsAnswer): void {
    this.answer = answer;
    this.#listener(answer);
  }

  close(): void {
    this.#running?.abort();
    this.#onClose();
  }
}
