import type { CallContext } from '../data.js';

/** One execution of a question, for all who wait for it. */
interface Flight {
  readonly answer: Promise<unknown>;
  readonly life: AbortController;
  waiting: number;
}

interface Lane {
  running: Flight;
  /** Begins when the running one has ended. */
  next?: Flight;
}

/**
 * Lets those who ask the same thing at the same time share one answer. When a card moves, everybody who looks at its board
 * asks again: the first is answered at once, all others together right after. Nobody gets an answer that was begun
 * before the question was asked, so what somebody has just heard of, or saved, is in it.
 *
 * An execution is stopped when nobody waits for it any more.
 */
export class Sharing {
  readonly #lanes = new Map<string, Lane>();

  /** @param question all that the answer depends on, whose data it is included */
  async ask<Answer>(
    question: unknown,
    context: CallContext,
    execute: (context: CallContext) => Promise<Answer>,
  ): Promise<Answer> {
    context.signal.throwIfAborted();
    const key = JSON.stringify(question);
    const lane = this.#lanes.get(key);
    if (!lane) {
      const running = takeOff(context, execute);
      this.#lanes.set(key, { running });
      void running.answer.then(
        () => this.#land(key),
        () => this.#land(key),
      );
      return board(running, context.signal) as Promise<Answer>;
    }
    if (!lane.next || lane.next.life.signal.aborted) {
      const over = lane.running.answer.catch(() => {});
      lane.next = takeOff(context, async (own) => {
        await over;
        own.signal.throwIfAborted();
        return execute(own);
      });
    }
    return board(lane.next, context.signal) as Promise<Answer>;
  }

  /** Questions that are being answered. */
  get size(): number {
    return this.#lanes.size;
  }

  #land(key: string): void {
    const next = this.#lanes.get(key)?.next;
    if (!next) {
      this.#lanes.delete(key);
      return;
    }
    this.#lanes.set(key, { running: next });
    void next.answer.then(
      () => this.#land(key),
      () => this.#land(key),
    );
  }
}

function takeOff({ caller }: CallContext, execute: (context: CallContext) => Promise<unknown>): Flight {
  const life = new AbortController();
  return { answer: execute({ caller, signal: life.signal }), life, waiting: 0 };
}

/** Waits for it until one's own signal aborts. */
function board(flight: Flight, signal: AbortSignal): Promise<unknown> {
  flight.waiting++;
  return new Promise((resolve, reject) => {
    const leave = () => {
      reject(signal.reason);
      if (--flight.waiting === 0) flight.life.abort(signal.reason);
    };
    signal.addEventListener('abort', leave, { once: true });
    flight.answer.then(resolve, reject).finally(() => signal.removeEventListener('abort', leave));
  });
}
