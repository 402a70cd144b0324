/** Milliseconds within which changes of one kind, such as typing in one box, are one step. */
const together = 800;
const most = 100;

/** What was there before, and what was undone: values, newest last. */
export class History<Value> {
  #past: Value[] = [];
  #future: Value[] = [];
  #present: Value;
  #last = { kind: '', time: -Infinity };

  constructor(present: Value) {
    this.#present = present;
  }

  get present(): Value {
    return this.#present;
  }

  get canUndo(): boolean {
    return this.#past.length > 0;
  }

  get canRedo(): boolean {
    return this.#future.length > 0;
  }

  /**
   * A step forward. Steps of the same `kind` in quick succession become one.
   * @param time milliseconds, from any origin
   */
  record(next: Value, kind = '', time = performance.now()): void {
    const continues = kind !== '' && kind === this.#last.kind && time - this.#last.time < together;
    if (!continues) this.#past = [...this.#past, this.#present].slice(-most);
    this.#future = [];
    this.#present = next;
    this.#last = { kind, time };
  }

  /** The value before; undefined when there is none. */
  undo(): Value | undefined {
    return this.#step(this.#past, this.#future);
  }

  /** The value that was undone last; undefined when there is none. */
  redo(): Value | undefined {
    return this.#step(this.#future, this.#past);
  }

  #step(from: Value[], to: Value[]): Value | undefined {
    const value = from.pop();
    if (value === undefined) return undefined;
    to.push(this.#present);
    this.#present = value;
    this.#last = { kind: '', time: -Infinity };
    return value;
  }
}
