import type { Subject } from '../../model/fields.js';
import type { Company, Contact, EntityName } from '../../model/records.js';
import type { ColumnarEngine, createColumnarEngine, RecordChange } from '../../query/columnar/index.js';
import type { simd } from '../../query/columnar/simd/index.js';
import { parseQuestion } from '../../query/parse-question.js';
import type { LeadStore } from '../lead-store.js';
import type { Touched } from '../tables.js';
import { handful, sliceLength } from './memory-idle.js';

let code: { readonly createColumnarEngine: typeof createColumnarEngine } | undefined;
let kernels: { readonly simd: typeof simd } | undefined;

/**
 * Fetches the engine's code, which pages without a question about many records never need. The first question does
 * this; whoever knows that one will come can be ahead of it.
 */
export async function loadEngine(accelerate = false): Promise<void> {
  code ??= await import('../../query/columnar/index.js');
  if (accelerate) kernels ??= await import('../../query/columnar/simd/index.js');
}

/** With the code at hand so long, in milliseconds: a page with few records should not flash. */
const atOnce = 40;
/** So many new records at once are loaded, which works open questions out anew, and not taken in one by one. */
const many = 5_000;
const setupEntities: readonly EntityName[] = ['settings', 'category', 'leadStatus'];

/**
 * The records of one store as columns, from when somebody first asks until the store is closed. Records that are there
 * already are taken over in slices; those that come later, while the adapter reads or ever after, with the store's
 * notifications. Both ways lead to the same, so no change is lost in between.
 */
export class MemoryColumns {
  /** How many records have been taken over. */
  loaded = 0;
  /** Why the engine can't be had. */
  problem: unknown;
  readonly #store: LeadStore;
  readonly #listener: (isOther: boolean) => void;
  #engine: ColumnarEngine | undefined;
  #fetching = false;
  #hasReserved = false;
  #timer: ReturnType<typeof setTimeout> | undefined;
  /** Whom the store had when the engine came. A `Map` also goes on to what was added since. */
  readonly #rest = new Map<Subject, Iterator<Contact | Company>>();

  /**
   * @param listener hears when the engine is ready, has failed, or has heard of what was touched in the store. False:
   *   what it answers is the same as before.
   */
  constructor(store: LeadStore, listener: (isOther: boolean) => void) {
    this.#store = store;
    this.#listener = listener;
    const stop = store.subscribe(({ touched }) => this.#follow(touched));
    const end = () => {
      stop();
      clearTimeout(this.#timer);
    };
    store.life.addEventListener('abort', end, { once: true });
  }

  /** Undefined while records are being taken over. */
  get engine(): ColumnarEngine | undefined {
    return this.#rest.size === 0 ? this.#engine : undefined;
  }

  /** Gets the engine, or tries again where that failed. With the code at hand and few records it is there at once. */
  start(): void {
    if (this.#engine || this.#fetching) return;
    this.problem = undefined;
    const { accelerate } = this.#store;
    if (code && (kernels || !accelerate)) {
      this.#begin();
      return this.#slice(atOnce);
    }
    this.#fetching = true;
    loadEngine(accelerate).then(
      () => {
        this.#fetching = false;
        if (this.#store.life.aborted) return;
        this.#begin();
        this.#goOn();
      },
      (problem: unknown) => {
        this.#fetching = false;
        this.problem = problem;
        this.#listener(false);
      },
    );
  }

  #begin(): void {
    const { setup, records, accelerate } = this.#store;
    const accelerator = accelerate ? kernels!.simd() : undefined;
    this.#engine = code!.createColumnarEngine({
      setup,
      parse: parseQuestion,
      source: records,
      accelerator,
    });
    this.#rest.set('company', records.companies()[Symbol.iterator]());
    this.#rest.set('contact', records.contacts()[Symbol.iterator]());
  }

  /** Takes records over for as long as it is this one's turn. Companies come first: contacts refer to them. */
  #slice(milliseconds: number): void {
    const end = performance.now() + milliseconds;
    for (const [of, rest] of this.#rest) {
      for (let done = false; !done;) {
        if (performance.now() > end) {
          this.#timer = setTimeout(() => this.#goOn());
          return;
        }
        done = this.#take(of, rest);
      }
      this.#rest.delete(of);
    }
  }

  #goOn(): void {
    this.#slice(sliceLength);
    // A turn for others first: all that has waited is answered at once, by code that may be new.
    if (this.engine) this.#timer = setTimeout(() => this.#listener(true));
    else this.#listener(true);
  }

  #take(of: Subject, rest: Iterator<Contact | Company>): boolean {
    const records: (Contact | Company)[] = [];
    let done: boolean | undefined;
    while (records.length < handful) {
      const next = rest.next();
      done = next.done;
      if (done) break;
      records.push(next.value as Contact | Company);
    }
    this.#load(of, records);
    return done ?? false;
  }

  #load(of: Subject, records: readonly (Contact | Company)[]): void {
    if (of === 'contact' && !this.#hasReserved) this.#reserve();
    this.loaded += records.length;
    if (of === 'contact') this.#engine!.load(of, records as readonly Contact[]);
    else this.#engine!.load(of, records as readonly Company[]);
  }

  /** Memory for all contacts at once, which is quicker than to grow into it. By now the companies are here. */
  #reserve(): void {
    this.#hasReserved = true;
    const { loaded, expected = 0 } = this.#store.progress;
    const contacts = Math.max(loaded, expected) - this.loaded;
    if (contacts > many) this.#engine!.expect('contact', contacts);
  }

  // What happens in the store

  #follow(touched: Touched): void {
    let isOther = false;
    if (this.#engine) {
      isOther = touched.size > 0;
      if (setupEntities.some((entity) => touched.has(entity))) this.#engine.setupChanged(this.#store.setup);
      const changes: RecordChange[] = [];
      for (const of of ['company', 'contact'] as const) this.#followRecords(of, touched, changes);
      if (changes.length > 0) this.#engine.apply(changes);
    }
    this.#listener(isOther);
  }

  #followRecords(of: Subject, touched: Touched, changes: RecordChange[]): void {
    const created: (Contact | Company)[] = [];
    for (const [id, before] of touched.get(of) ?? []) {
      const after = this.#store.records[of](id);
      if (after && !before) created.push(after);
      else changes.push({ entity: of, id, before, after } as RecordChange);
    }
    if (created.length === 0 || this.#rest.has(of)) return; // those who are still to be taken over include the new ones
    if (created.length > many || this.#store.phase === 'loading') this.#load(of, created);
    else for (const after of created) changes.push({ entity: of, id: after.id, after } as RecordChange);
  }
}
