/** How long one piece of work in the background may keep the page from doing anything else, in milliseconds. */
export const sliceLength = 8;

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
 * Work that can wait, done piece by piece when nobody needs the thread.
 *
 * @param step does one piece; false: nothing is left until `schedule` is called again.
 */
export class IdleWork {
  readonly #step: () => boolean;
  readonly #life: AbortSignal;
  #cancel: (() => void) | undefined;

  constructor(step: () => boolean, life: AbortSignal) {
    this.#step = step;
    this.#life = life;
    life.addEventListener('abort', () => this.#cancel?.(), { once: true });
  }

  schedule(): void {
    if (this.#cancel || this.#life.aborted) return;
    const { requestIdleCallback, cancelIdleCallback } = globalThis as Platform;
    if (requestIdleCallback && cancelIdleCallback) {
      const handle = requestIdleCallback((deadline) => this.#run(deadline), { timeout: patience });
      this.#cancel = () => cancelIdleCallback(handle);
    } else {
      const timer = doNotHold(setTimeout(() => this.#run(sliceFromNow()), sliceLength));
      this.#cancel = () => clearTimeout(timer);
    }
  }

  #run(deadline: IdleDeadline): void {
    this.#cancel = undefined;
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
