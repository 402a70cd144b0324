import { sameValue } from '../../model/changes.js';
import type { Value } from '../../model/records.js';
import { patchOf, valueOf, type CardRecord } from './card-field.js';

interface Input {
  readonly value: Value;
  /** As it was typed; undefined when it was chosen. */
  readonly text: string | undefined;
  /** The record's value when the person began to change the field, or decided to keep their own. */
  readonly seen: Value;
}

/**
 * What a person has entered so far. Fields that were not touched follow the record; a touched one keeps the input, and
 * when somebody else changes that field meanwhile both values stay until the person chooses (S6).
 */
export class CardEdit {
  readonly #inputs = new Map<string, Input>();

  /** The value to show in the editor. */
  value(record: CardRecord, key: string): Value {
    const input = this.#inputs.get(key);
    return input ? input.value : valueOf(record, key);
  }

  /** The text as it was typed, which says more than its value: `1.` on the way to `1.5`. */
  text(key: string): string | undefined {
    return this.#inputs.get(key)?.text;
  }

  set(record: CardRecord, key: string, value: Value, text?: string): void {
    const seen = this.#inputs.get(key)?.seen;
    this.#inputs.set(key, { value, text, seen: seen === undefined ? valueOf(record, key) : seen });
  }

  has(key: string): boolean {
    return this.#inputs.has(key);
  }

  /** Whether anything differs from the record as it is now. */
  isDirty(record: CardRecord): boolean {
    return this.changed(record).size > 0;
  }

  /** The inputs that differ from the record as it is now. */
  changed(record: CardRecord): ReadonlyMap<string, Value> {
    return new Map(
      [...this.#inputs]
        .filter(([key, { value }]) => !sameValue(value, valueOf(record, key)))
        .map(([key, { value }]) => [key, value]),
    );
  }

  patch(record: CardRecord): Record<string, unknown> {
    return patchOf(record, this.changed(record));
  }

  /** Fields that somebody else has changed to something else since the person began to. */
  conflicts(record: CardRecord): string[] {
    return [...this.#inputs]
      .filter(([key, { value, seen }]) => {
        const now = valueOf(record, key);
        return !sameValue(now, seen) && !sameValue(now, value);
      })
      .map(([key]) => key);
  }

  keepMine(record: CardRecord, key: string): void {
    const input = this.#inputs.get(key);
    if (input) this.#inputs.set(key, { ...input, seen: valueOf(record, key) });
  }

  /** Gives up the input of one field. */
  drop(key: string): void {
    this.#inputs.delete(key);
  }
}
