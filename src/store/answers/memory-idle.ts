/** How long one piece of work in the background may keep the page from doing anything else, in milliseconds. */
export const sliceLength = 8;

/** Records that are taken over before the clock is looked at: about a millisecond, and twenty when the code is new. */
export const handful = 256;

interface IdleDeadline {
  timeRemaining(): number;
}

/** Not every platform has these: Safari and Node have not. */
interface Platform {
  requestIdleCallback?(run: (deadline: IdleDeadline) => void, options: { timeout: number }): number;
  cancelIdleCallback?(handle: number): void;
}

/** Idle moments may not come for this long while somebody is at work; then the work is done all the same. */
const patience = 1_000;

/**
 * Work that is done piece by piece: in idle moments, or, while somebody waits for it, as soon as others had their turn.
 *
 * @param step does one piece; false: nothing is left until `schedule` is called again.
 */
export class IdleWork {
  readonly #step: () => boolean;
  readonly #isAwaited: () => boolean;
  readonly #life: AbortSignal;
  #scheduled: { readonly urgent: boolean; readonly cancel: () => void } | undefined;

  constructor(step: () => boolean, isAwaited: () => boolean, life: AbortSignal) {
    this.#step = step;
    this.#isAwaited = isAwaited;
    this.#life = life;
    life.addEventListener('abort', () => this.#scheduled?.cancel(), { once: true });
  }

  schedule(): void {
    if (this.#life.aborted) return;
    const urgent = this.#isAwaited();
    if (this.#scheduled && (this.#scheduled.urgent || !urgent)) return;
    this.#scheduled?.cancel();
    const { requestIdleCallback, cancelIdleCallback } = globalThis as Platform;
    if (!urgent && requestIdleCallback && cancelIdleCallback) {
      const handle = requestIdleCallback((deadline) => this.#run(deadline), { timeout: patience });
      this.#scheduled = { urgent, cancel: () => cancelIdleCallback(handle) };
    } else {
      const timer = setTimeout(() => this.#run(sliceFromNow()), urgent ? 0 : sliceLength);
      if (!urgent) doNotHold(timer);
      this.#scheduled = { urgent, cancel: () => clearTimeout(timer) };
    }
  }

  #run(deadline: IdleDeadline): void {
    this.#scheduled = undefined;
    do {
      if (!this.#step()) return;
    } while (deadline.timeRemaining() > 1);
    this.schedule();
  }
}

function sliceFromNow(): IdleDeadline {
  const end = performance.now() + sliceLength;
  return { timeRemaining: () => end - performance.now() };
}

/** In Node a timer keeps the process running; one that nobody waits for should not. */
export function doNotHold<Timer>(timer: Timer): Timer {
  (timer as { unref?(): void }).unref?.();
  return timer;
}
