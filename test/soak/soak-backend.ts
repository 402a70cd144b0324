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
  /** How often each value of each field was written: `contact/ada/title=Boss` → 1. */
  readonly written = new Map<string, number>();
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
    this.#data = createMemoryData(rows);
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
    this.#data = createMemoryData({ from: this.#data.snapshot() });
    this.#life = new AbortController();
    this.#handler = this.#handle();
    this.#isDown = false;
    this.restarts++;
  }

  close(): void {
    this.#isDown = true;
    this.#life.abort();
  }

  #handle(): Handler {
    const counted = this.#counting(this.#data);
    const handler = createHandler({
      data: counted,
      base: '/api',
      signal: this.#life.signal,
      onError: console.error,
    });
    return withFaults(handler, this.faults);
  }

  /** An answer that is given again wrote nothing: the records say whether something became different. */
  #counting(data: MemoryData): MemoryData {
    const count = (changes: readonly Change[]) => {
      for (const { entity, id, ...change } of changes) {
        const fields =
          'patch' in change ? change.patch : 'record' in change ? change.record : { deleted: true };
        for (const [field, value] of Object.entries(fields)) {
          const key = `${entity}/${id}/${field}=${String(value)}`;
          this.written.set(key, (this.written.get(key) ?? 0) + 1);
        }
      }
    };
    const capabilities: MemoryData['capabilities'] = async (context) => {
      const { query, ...others } = await data.capabilities(context);
      return this.#answersQuestions && query ? { query, ...others } : others;
    };
    const save: MemoryData['save'] = async (...args) => {
      const before = data.snapshot().saves;
      const answer = await data.save(...args);
      if (answer.ok === true && data.snapshot().saves > before) count(args[0]);
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
