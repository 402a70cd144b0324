/** Calls to the backend, at most one of a name at a time. One that is given up, or whose store ends, tells nothing more. */
export class UnderWay<Name> {
  readonly #life: AbortSignal;
  readonly #running = new Map<Name, AbortController>();

  /** @param life when it aborts, all calls end */
  constructor(life: AbortSignal) {
    this.#life = life;
  }

  isRunning(name: Name): boolean {
    return this.#running.has(name);
  }

  /** Does nothing while one of this name is under way. */
  start<Value>(
    name: Name,
    call: (signal: AbortSignal) => Promise<Value>,
    take: (value: Value) => void,
    fail: (error: unknown) => void,
  ): void {
    if (this.#running.has(name)) return;
    const abort = new AbortController();
    this.#running.set(name, abort);
    const end = (tell: () => void) => {
      if (this.#running.get(name) !== abort) return;
      this.#running.delete(name);
      if (!this.#life.aborted) tell();
    };
    call(AbortSignal.any([abort.signal, this.#life])).then(
      (value) => end(() => take(value)),
      (error: unknown) => end(() => fail(error)),
    );
  }

  giveUp(): void {
    for (const abort of this.#running.values()) abort.abort();
    this.#running.clear();
  }
}
