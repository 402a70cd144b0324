import { createFaults, withFaults, type FaultPlan } from '../../src/msw/faults.js';
import type { Change } from '../../src/model/changes.js';
import type { Rows } from '../../src/store/port.js';
import { asFetch } from '../../src/server/as-fetch.js';
import { createHandler, type Handler } from '../../src/server/handler.js';
import { createMemoryData, type MemoryData } from '../../src/server/memory/index.js';

/**
 * The backend of a soak: the handler of `leadkit/server` over data in memory, with faults, behind `fetch`. It can be
 * restarted with everything that a database would keep. Counts what was really written.
 */
export class SoakBackend {
  readonly faults = createFaults();
  /** The versions that brought each value of each field: `contact/ada/title=Boss` → v7. */
  readonly written = new Map<string, Set<string | undefined>>();
  readonly fetch: typeof fetch;
  restarts = 0;
  readonly #answersQuestions: boolean;
  #data: MemoryData;
  #life = new AbortController();
  #handler: Handler;
  #isDown = false;

  /** @param answersQuestions false: clients have to read everything. Both tell of changes. */
  constructor(rows: Omit<Rows, 'expected'>, answersQuestions: boolean) {
    this.#answersQuestions = answersQuestions;
    this.#data = createMemoryData({ ...rows, latency: 5 });
    this.#handler = this.#handle();
    this.fetch = asFetch(async (request) => (this.#isDown ? Response.error() : this.#handler(request)));
  }

  set plan(plan: FaultPlan) {
    this.faults.plan = plan;
  }

  get rows(): Rows {
    return this.#data.snapshot().rows;
  }

  /** Somebody else changes something. */
  change(changes: readonly Change[], by: string): void {
    this.#data.change(changes, by);
  }

  /** Connections break, nobody answers for a while, then there is another one over the same data. */
  async restart(milliseconds: number): Promise<void> {
    this.#isDown = true;
    this.#life.abort();
    await new Promise((resolve) => setTimeout(resolve, milliseconds));
    this.#data = createMemoryData({ from: this.#data.snapshot(), latency: 5 });
    this.#life = new AbortController();
    this.#handler = this.#handle();
    this.#isDown = false;
    this.restarts++;
  }

  /** All connections end at once; whoever connects again is answered. */
  drop(): void {
    this.#life.abort();
    this.#life = new AbortController();
    this.#handler = this.#handle();
  }

  /** The network is gone for a while. */
  async lose(milliseconds: number): Promise<void> {
    this.#isDown = true;
    this.drop();
    await new Promise((resolve) => setTimeout(resolve, milliseconds));
    this.#isDown = false;
  }

  close(): void {
    this.#isDown = true;
    this.#life.abort();
  }

  #handle(): Handler {
    const counted = this.#counting(this.#data);
    const { signal } = this.#life;
    const handler = createHandler({
      data: counted,
      base: '/api',
      signal,
      onError: (error) => signal.aborted || console.error(error),
    });
    return withFaults(handler, this.faults);
  }

  /** Each version is counted once: an answer that is given again wrote nothing. */
  #counting(data: MemoryData): MemoryData {
    const count = ({ entity, id, ...change }: Change, version: string | undefined) => {
      const fields = 'patch' in change ? change.patch : 'record' in change ? change.record : {};
      for (const [field, value] of Object.entries(fields)) {
        const key = `${entity}/${id}/${field}=${String(value)}`;
        const versions = this.written.get(key) ?? new Set();
        this.written.set(key, versions.add(version));
      }
    };
    const capabilities: MemoryData['capabilities'] = async (context) => {
      const { query, ...others } = await data.capabilities(context);
      return this.#answersQuestions && query ? { query, ...others } : others;
    };
    const save: MemoryData['save'] = async (...args) => {
      const answer = await data.save(...args);
      if (answer.ok === true) args[0].forEach((change, at) => count(change, answer.saved[at]?.version));
      return answer;
    };
    const own = { capabilities, save };
    return new Proxy(data, {
      get(target, name) {
        const member: unknown = Reflect.get(Object.hasOwn(own, name) ? own : target, name);
        return typeof member === 'function' ? (member.bind(target) as unknown) : member;
      },
    });
  }
}
