import type { Total } from '../../query/types.js';
import type { CallOptions, CountQuery } from '../../store/port.js';
import { totals } from './answers.js';
import type { RestClient } from '../rest/rest-client.js';
import { orCancelled } from '../rest/waiting.js';
import { reading } from './reading.js';

/** More at once could be more than a backend takes. */
const mostCounts = 100;

interface Batch {
  readonly queries: CountQuery[];
  readonly answer: Promise<{ readonly totals: readonly Total[] }>;
  /** Aborts when nobody waits any more. */
  readonly life: AbortController;
  waiting: number;
}

/** Asks for the counts of one microtask together: a board has one for each column. */
export class CountBatch {
  readonly #client: RestClient;
  #open: Batch | undefined;

  constructor(client: RestClient) {
    this.#client = client;
  }

  async count(query: CountQuery, { signal }: CallOptions): Promise<Total> {
    const batch = (this.#open ??= this.#start());
    const place = batch.queries.push(query) - 1;
    batch.waiting += 1;
    if (place + 1 === mostCounts) this.#open = undefined;
    try {
      return (await orCancelled(batch.answer, signal)).totals[place]!;
    } finally {
      batch.waiting -= 1;
      if (batch.waiting === 0) batch.life.abort();
    }
  }

  #start(): Batch {
    const queries: CountQuery[] = [];
    const life = new AbortController();
    const answer = Promise.resolve().then(() => {
      this.#open = undefined;
      const call = { method: 'POST', path: 'count', body: { queries } } as const;
      return this.#client.call(call, reading(totals(queries.length)), life.signal);
    });
    return { queries, answer, life, waiting: 0 };
  }
}
