/** Finds items by the first letters that a person types in one go. */
export class Typeahead {
  #typed = '';
  #last = 0;

  /** True for a key that types a letter, and not the space that selects. */
  accepts(event: KeyboardEvent): boolean {
    const typing = event.timeStamp - this.#last < 600 && this.#typed !== '';
    return (
      event.key.length === 1 &&
      (event.key !== ' ' || typing) &&
      !event.ctrlKey &&
      !event.metaKey &&
      !event.altKey
    );
  }

  /** The index of the next label that starts with what was typed, seen from `current`; -1 if there is none. */
  find(event: KeyboardEvent, labels: readonly string[], current: number): number {
    if (event.timeStamp - this.#last > 600) this.#typed = '';
    this.#last = event.timeStamp;
    this.#typed += event.key.toLocaleLowerCase();
    // The same letter again and again walks through the items that start with it.
    const repeated = [...this.#typed].every((letter) => letter === this.#typed[0]);
    const wanted = repeated ? this.#typed[0]! : this.#typed;
    const start = repeated ? current + 1 : Math.max(current, 0);
    for (let step = 0; step < labels.length; step++) {
      const index = (start + step) % labels.length;
      if (labels[index]!.toLocaleLowerCase().startsWith(wanted)) return index;
    }
    return -1;
  }
}
