import type { Company, Contact } from '../src/model/records.js';
import { ask } from '../src/store/ask.js';
import { LeadStore } from '../src/store/lead-store.js';
import { companyTexts, contactTexts, parseBatch, setup } from './data.js';
import { windowQuestion } from './operations.js';
import { same } from './same.js';
import { emit, type Session } from './session.js';
import { takeTurns } from './timing.js';

/**
 * The same as the engine's first load, with all that a page has around it: the rows are looked at, kept and followed by
 * the store, whose engine's code comes when it is asked for. The longest piece is between two turns of a task that does
 * nothing else than ask for the next one.
 */
export async function storeLoad(session: Session): Promise<void> {
  const { n, engine } = session;
  const tasks = takeTurns();
  const rows = new Rows(n);
  let longest = 0;
  let runs = true;
  const watch = async () => {
    for (let last = rows.now(); runs;) {
      await tasks.next();
      const now = rows.now();
      longest = Math.max(longest, now - last);
      last = now;
    }
  };
  const watching = watch();
  const start = rows.now();
  const adapter = { read: () => rows.read(), save: () => Promise.resolve() };
  const store = new LeadStore({ adapter, accelerate: engine === 'simd', timeZone: 'UTC' });
  await new Promise<void>((resolve, reject) => {
    ask(store, windowQuestion('f_join', 'name', 0), { language: 'en' }, ({ phase, error }) => {
      if (error) reject(new Error(error.message));
      else if (store.phase === 'ready' && phase === 'ready') resolve();
    });
  });
  const took = rows.now() - start;
  const { total } = ask(store, { of: 'contact', fields: [] }, { language: 'en' }, () => {}).answer;
  same('store_load', JSON.stringify(total), JSON.stringify({ exact: n }));
  runs = false;
  await watching;
  tasks.end();
  store.close();
  emit(session, engine, 'store_load', null, { ours: took, rounds: 1, spread: 0 });
  emit(session, engine, 'store_load_block', null, { ours: longest, rounds: 1, spread: 0 });
}

/** Batches of JSON, parsed; making the JSON up takes no time on this clock. */
class Rows {
  readonly #n: number;
  #apart = 0;

  constructor(n: number) {
    this.#n = n;
  }

  now(): number {
    return performance.now() - this.#apart;
  }

  async *read() {
    const expected = this.#n + Math.floor(this.#n / 8);
    const { settings, categories, leadStatuses } = setup;
    yield {
      settings,
      categories: [...categories.values()],
      leadStatuses: [...leadStatuses.values()],
      expected,
    };
    for (const text of this.#made(companyTexts(this.#n)))
      yield await Promise.resolve({ companies: parseBatch<Company>(text), expected });
    for (const text of this.#made(contactTexts(this.#n)))
      yield await Promise.resolve({ contacts: parseBatch<Contact>(text), expected });
  }

  *#made(texts: Iterator<string>): Generator<string> {
    for (;;) {
      const start = performance.now();
      const next = texts.next();
      this.#apart += performance.now() - start;
      if (next.done) return;
      yield next.value;
    }
  }
}
