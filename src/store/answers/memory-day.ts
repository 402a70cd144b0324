import { localDay, startOfDay } from '../../criteria/time-zone.js';
import { doNotHold } from './memory-idle.js';

/**
 * The longest sleep between two looks at the clock, in milliseconds: a machine that was asleep does not count the time,
 * and somebody may have set the clock.
 */
const longestSleep = 15 * 60_000;

/** A page, where there is one: it knows when it was woken. */
interface Page extends EventTarget {
  readonly visibilityState?: string;
}

/** Tells when another day has begun in a time zone (Q5), while it is started. */
export class DayWatch {
  readonly #clock: { readonly now: () => Date; readonly timeZone: string };
  readonly #listener: () => void;
  readonly #page = (globalThis as { document?: Page }).document;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #day: number | undefined;

  constructor(clock: { readonly now: () => Date; readonly timeZone: string }, listener: () => void) {
    this.#clock = clock;
    this.#listener = listener;
  }

  start(): void {
    if (this.#day !== undefined) return;
    this.#day = this.#today();
    this.#page?.addEventListener('visibilitychange', this.#look);
    this.#sleep();
  }

  stop(): void {
    this.#day = undefined;
    clearTimeout(this.#timer);
    this.#page?.removeEventListener('visibilitychange', this.#look);
  }

  readonly #look = (): void => {
    clearTimeout(this.#timer);
    this.#sleep();
    const today = this.#today();
    if (today === this.#day) return;
    this.#day = today;
    this.#listener();
  };

  #sleep(): void {
    const { now, timeZone } = this.#clock;
    const untilMidnight = startOfDay(this.#today() + 1, timeZone) - now().getTime();
    const time = Math.min(Math.max(untilMidnight, 0) + 1, longestSleep);
    this.#timer = doNotHold(setTimeout(this.#look, time));
  }

  #today(): number {
    const { now, timeZone } = this.#clock;
    return localDay(now(), timeZone);
  }
}
