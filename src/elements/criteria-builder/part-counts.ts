import type { ReactiveController } from 'lit';
import type { AskingHost } from '../../controllers/question-controller.js';
import { nodeAt } from '../../criteria/edit.js';
import type { Criteria, CriteriaNode } from '../../criteria/types.js';
import { sameValue } from '../../model/changes.js';
import type { Subject } from '../../model/fields.js';
import type { Total } from '../../query/types.js';
import {
  askCounts,
  type CountsAnswer,
  type CountsQuestion,
  type LiveCounts,
} from '../../store/answers/counts.js';
import type { LeadStore } from '../../store/lead-store.js';
import type { NodeKeys } from './node-keys.js';

/** Milliseconds without a change after which the parts are counted: nobody reads figures while typing. */
const settleAfter = 150;

export interface PartCount {
  readonly total: Total;
  /** Of the part as it was before the last change. */
  readonly stale: boolean;
}

/**
 * Keeps the lines and groups that a builder shows counted. A count belongs to a line by its key, so it goes where the
 * line goes, and stays, as stale, while the line is edited.
 */
export class PartCounts implements ReactiveController {
  readonly #host: AskingHost;
  readonly #keys: NodeKeys;
  readonly #read: () => CountsQuestion | undefined;
  #live: LiveCounts | undefined;
  #store: LeadStore | undefined;
  #asked: CountsQuestion | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #totals: ReadonlyMap<string, Total> = new Map();
  #countedOf: Subject | undefined;

  /** @param read What the builder shows, read before each rendering; undefined while there is nothing to count. */
  constructor(host: AskingHost, keys: NodeKeys, read: () => CountsQuestion | undefined) {
    this.#host = host;
    this.#keys = keys;
    this.#read = read;
    host.addController(this);
  }

  /** How many meet a part by itself; undefined when that is not known, or when the part asks nothing. */
  of(node: CriteriaNode): PartCount | undefined {
    const total = this.#totals.get(this.#keys.of(node));
    const stale = this.#timer !== undefined || this.#live?.answer.phase === 'stale';
    return total === undefined ? undefined : { total, stale };
  }

  /** The host calls it once it knows what it will show. */
  update(): void {
    const { leads } = this.#host;
    const question = this.#read();
    if (!leads || !question || !this.#host.isConnected) return this.hostDisconnected();
    if (this.#store !== leads) {
      this.hostDisconnected();
      this.#store = leads;
      this.#live = askCounts(leads, question, (answer) => this.#hear(answer));
      this.#asked = question;
      this.#take(this.#live.answer);
    } else if (!sameValue(this.#asked, question)) this.#askSoon(question);
  }

  hostDisconnected(): void {
    this.#settle();
    this.#live?.close();
    this.#live = undefined;
    this.#store = undefined;
    this.#totals = new Map();
  }

  #askSoon(question: CountsQuestion): void {
    if (this.#countedOf !== question.of) this.#totals = new Map();
    this.#settle();
    this.#timer = setTimeout(() => {
      this.#timer = undefined;
      this.#asked = question;
      this.#live?.ask(question);
      if (this.#live) this.#hear(this.#live.answer);
    }, settleAfter);
  }

  #settle(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
  }

  #hear(answer: CountsAnswer): void {
    this.#take(answer);
    this.#host.requestUpdate();
  }

  #take({ phase, counts }: CountsAnswer): void {
    if (phase === 'loading' || phase === 'stale') return;
    const { criteria, of } = this.#asked!;
    this.#countedOf = of;
    this.#totals = new Map(counts.flatMap(({ path, total }) => this.#entry(criteria, path, total)));
  }

  #entry(criteria: Criteria, path: readonly number[], total: Total): [string, Total][] {
    const node = nodeAt(criteria, path);
    return node ? [[this.#keys.of(node), total]] : [];
  }
}
