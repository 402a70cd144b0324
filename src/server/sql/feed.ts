import { newestPosition, readEvents, type PlacedEvent } from './events.js';
import { comparePositions, type Position } from './position.js';
import type { SqlSurroundings } from './sql-data.js';

/** Events, and records in them, that are kept for those who are not the fastest. */
const keptEvents = 1_000;
const keptRecords = 20_000;
/** Events of one read. */
const atOnce = 500;
/** Milliseconds until the first and the longest pause before it is looked again for what has been announced. */
const [firstPause, longestPause] = [10, 500];

/**
 * The news of one tenant for all who listen in this process: each change is read once, however many listen. Whoever is
 * behind what is kept here reads from the tables.
 */
export class Feed {
  readonly #around: SqlSurroundings;
  readonly #tenant: string;
  readonly #wakers = new Set<() => void>();
  #events: PlacedEvent[] = [];
  #records = 0;
  /** Everything after `#from` up to `#to` is here. */
  #from: Position | undefined;
  #to: Position | undefined;
  #announced = 0n;
  #isWaiting = false;
  #reading: Promise<void> | undefined;
  #next: Promise<void> | undefined;

  constructor(around: SqlSurroundings, tenant: string) {
    this.#around = around;
    this.#tenant = tenant;
  }

  get listeners(): number {
    return this.#wakers.size;
  }

  /** The newest change that is known here; undefined before the first look. */
  get to(): Position | undefined {
    return this.#to;
  }

  add(wake: () => void): void {
    this.#wakers.add(wake);
  }

  delete(wake: () => void): void {
    this.#wakers.delete(wake);
  }

  /** What happened after a place, if that is all here; undefined otherwise. */
  since(after: Position, limit: number): readonly PlacedEvent[] | undefined {
    if (!this.#from || !this.#to) return undefined;
    if (comparePositions(after, this.#from) < 0 || comparePositions(after, this.#to) > 0) return undefined;
    const first = this.#events.findIndex(({ position }) => comparePositions(position, after) > 0);
    return first < 0 ? [] : this.#events.slice(first, first + limit);
  }

  /** Looks for news, in a read that begins after this call; those who call meanwhile share one. */
  look(): Promise<void> {
    if (!this.#reading)
      return (this.#reading = this.#read().finally(() => {
        this.#reading = undefined;
      }));
    return (this.#next ??= this.#reading
      .catch(() => {})
      .then(() => {
        this.#next = undefined;
        return this.look();
      }));
  }

  /** There is news up to this moment, though perhaps not settled yet: looks until it is seen. */
  async announce(moment: bigint): Promise<void> {
    if (moment > this.#announced) this.#announced = moment;
    if (this.#isWaiting) return;
    this.#isWaiting = true;
    try {
      for (let pause = firstPause; this.#isBehind(); pause = Math.min(longestPause, pause * 2)) {
        await this.look();
        if (this.#isBehind()) await new Promise((resolve) => setTimeout(resolve, pause));
      }
    } catch {
      // The database is away: whoever polls looks again.
    } finally {
      this.#isWaiting = false;
    }
  }

  #isBehind(): boolean {
    return this.#wakers.size > 0 && (this.#to?.moment ?? -1n) < this.#announced;
  }

  async #read(): Promise<void> {
    if (!this.#to) {
      this.#from = this.#to = await newestPosition(this.#around, this.#tenant);
      this.#wake(); // what came between their own first look and this one
      return;
    }
    for (;;) {
      const { events, last } = await readEvents(this.#around, this.#tenant, this.#to, atOnce);
      if (comparePositions(last, this.#to) === 0) return;
      this.#to = last;
      this.#keep(events);
      this.#wake();
    }
  }

  #wake(): void {
    for (const wake of [...this.#wakers]) wake();
  }

  #keep(events: readonly PlacedEvent[]): void {
    for (const event of events) {
      this.#events.push(event);
      this.#records += event.size;
    }
    while (this.#events.length > keptEvents || this.#records > keptRecords) {
      const oldest = this.#events.shift()!;
      this.#records -= oldest.size;
      this.#from = oldest.position;
    }
  }
}
