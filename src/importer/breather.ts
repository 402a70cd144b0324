/** Milliseconds of work between two turns of the event loop: well below what a person notices. */
const workTime = 12;

/** Lets long work be watched, stopped, and interrupted by everything else that the page has to do. */
export interface Breather {
  /** Whether it is time to `rest`. Cheap: call it in every step. */
  readonly due: boolean;
  /** Gives the event loop a turn. Throws the signal's reason when the work is to stop. */
  rest(): Promise<void>;
}

export function createBreather(signal?: AbortSignal): Breather {
  let workedSince = performance.now();
  return {
    get due() {
      return performance.now() - workedSince > workTime;
    },
    async rest() {
      signal?.throwIfAborted();
      await nextTurn();
      signal?.throwIfAborted();
      workedSince = performance.now();
    },
  };
}

/** A message is handled in the next turn; a timeout would wait longer, in a background tab for a whole second. */
function nextTurn(): Promise<void> {
  return new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => {
      port1.close();
      resolve();
    };
    port2.postMessage(null);
  });
}
