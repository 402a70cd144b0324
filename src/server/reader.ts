import { unusable, type PartFault } from './problems.js';

type Fields = Readonly<Record<string, unknown>>;

/** Errors that are reported; whoever made more than that does not read them. */
export const maxErrors = 100;

/** Reads untrusted JSON and collects what is wrong with it, by JSON pointer. */
export class Reader {
  readonly #errors: PartFault[] = [];
  readonly #textLength: number;

  constructor(textLength: number) {
    this.#textLength = textLength;
  }

  get failed(): boolean {
    return this.#errors.length > 0;
  }

  fail(pointer: string, detail: string): undefined {
    if (this.#errors.length < maxErrors) this.#errors.push({ pointer, detail });
    return undefined;
  }

  /** 422 with everything that was found, if anything was. */
  throwIfFailed(): void {
    if (this.failed) throw unusable(this.#errors);
  }

  /** An object with no other keys than these (none given: any). The copy has no prototype to lend others. */
  object(value: unknown, pointer: string, keys?: readonly string[]): Fields | undefined {
    if (typeof value !== 'object' || value === null || Array.isArray(value))
      return this.fail(pointer, 'must be an object');
    const fields = Object.assign(Object.create(null) as Record<string, unknown>, value);
    for (const key of Object.keys(fields))
      if (keys && !keys.includes(key)) this.fail(`${pointer}/${escape(key)}`, 'is not known');
    return fields;
  }

  list(value: unknown, pointer: string, most: number): readonly unknown[] | undefined {
    if (!Array.isArray(value)) return this.fail(pointer, 'must be a list');
    if (value.length > most) return this.fail(pointer, `must not have more than ${most} items`);
    return value as unknown[];
  }

  /** Short text that is not empty: ids, keys, cursors. */
  text(value: unknown, pointer: string): string | undefined {
    if (typeof value !== 'string' || value === '')
      return this.fail(pointer, 'must be text that is not empty');
    if (value.length > this.#textLength)
      return this.fail(pointer, `must not be longer than ${this.#textLength} characters`);
    return value;
  }

  oneOf<const Values extends readonly string[]>(
    value: unknown,
    pointer: string,
    values: Values,
  ): Values[number] | undefined {
    return values.includes(value as string)
      ? (value as Values[number])
      : this.fail(pointer, `must be one of ${values.join(', ')}`);
  }

  count(value: unknown, pointer: string, least: number, most: number): number | undefined {
    return Number.isSafeInteger(value) && (value as number) >= least && (value as number) <= most
      ? (value as number)
      : this.fail(pointer, `must be a whole number from ${least} to ${most}`);
  }
}

/** A key in a JSON pointer (RFC 6901), of a length that can be shown. */
export function escape(key: string): string {
  return key.slice(0, 100).replaceAll('~', '~0').replaceAll('/', '~1');
}
