import type { ServerEvent } from '../data.js';

/**
 * What happened lately, under ids that say in which life of the log they were given: an id of another life, or one that
 * is too old, is not known.
 */
export class EventLog {
  readonly #life: string;
  readonly #kept: number;
  readonly #events: ServerEvent[] = [];
  readonly #wakers = new Set<() => void>();
  #count = 0;

  /** @param kept events before the oldest ones are forgotten */
  constructor(life: string, kept: number) {
    this.#life = life;
    this.#kept = kept;
  }

  get last(): string {
    return this.#idOf(this.#count);
  }

  add(event: ServerEvent['event'], client?: string): void {
    this.#events.push({ id: this.#idOf(++this.#count), event, client });
    if (this.#events.length > this.#kept) this.#events.shift();
    for (const wake of [...this.#wakers]) wake();
  }

  /** Events after the one with this id, oldest first; undefined when the log does not reach back to it. */
  since(id: string, limit: number): readonly ServerEvent[] | undefined {
    const [life, number] = id.split('-');
    const place = Number(number);
    if (life !== this.#life || !/^\d+$/.test(number ?? '') || place > this.#count) return undefined;
    const behind = this.#count - place;
    if (behind > this.#events.length) return undefined;
    const from = this.#events.length - behind;
    return this.#events.slice(from, from + limit);
  }

  onAdd(wake: () => void, signal: AbortSignal): void {
    if (signal.aborted) return;
    this.#wakers.add(wake);
    signal.addEventListener('abort', () => this.#wakers.delete(wake), { once: true });
  }

  /** How many listen: for tests that nobody is left behind. */
  get listeners(): number {
    return this.#wakers.size;
  }

  #idOf(count: number): string {
    return `${this.#life}-${count}`;
  }
}
