/** What is wrong with a value of an untrusted row, and where: `/extra/budget`, `/fields/2/key` (JSON pointers). */
export interface RowFault {
  readonly path: string;
  readonly message: string;
}

/**
 * Reads one untrusted value. `undefined` stands for "not there". A value that can't be used is reported to `faults`,
 * and what is returned then does not matter: the row is left out.
 */
export type Parser<Value> = (value: unknown, path: string, faults: RowFault[]) => Value;

/** One parser for each key; a key that the type gains must gain a parser. */
export type ShapeParsers<Shape> = { readonly [Key in keyof Shape]-?: Parser<Shape[Key]> };

/** Keys that would reach the prototype of an object instead of the object. */
const forbiddenKeys: ReadonlySet<string> = new Set(['__proto__', 'constructor', 'prototype']);

/** JSON deeper than this is no criteria that a person made, and could exhaust the stack. */
const maxDepth = 64;

export function fault(faults: RowFault[], path: string, message: string): undefined {
  faults.push({ path, message });
  return undefined;
}

export function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Whether a key may name a field of user data at all (Q6). */
export function isSafeKey(key: string): boolean {
  return key !== '' && !forbiddenKeys.has(key);
}

/** One step further in a JSON pointer (RFC 6901). */
export function at(path: string, key: string | number): string {
  return `${path}/${String(key).replaceAll('~', '~0').replaceAll('/', '~1')}`;
}

/** A fresh object with exactly the keys of `parsers`; keys whose value is `undefined` are left out. */
export function shape<Shape>(parsers: ShapeParsers<Shape>): Parser<Shape> {
  const entries = Object.entries<Parser<unknown>>(parsers);
  return (value, path, faults) => {
    if (!isObject(value)) return fault(faults, path, 'must be an object') as never;
    const result: Record<string, unknown> = {};
    for (const [key, parse] of entries) {
      const own = Object.hasOwn(value, key) ? value[key] : undefined;
      const parsed = parse(own, `${path}/${key}`, faults); // not at(): this runs for every field of every row
      if (parsed !== undefined) result[key] = parsed;
    }
    return result as Shape;
  };
}

/** Uses `parse` unless the value is missing or null. */
export function orElse<Value, Fallback>(parse: Parser<Value>, fallback: Fallback): Parser<Value | Fallback> {
  return (value, path, faults) =>
    value === undefined || value === null ? fallback : parse(value, path, faults);
}

export const text: Parser<string> = (value, path, faults) =>
  typeof value === 'string' ? value : (fault(faults, path, 'must be text') as never);

/** Text that can't be empty: names of list items, labels. */
export const name: Parser<string> = (value, path, faults) =>
  typeof value === 'string' && value.trim()
    ? value
    : (fault(faults, path, 'must be text that is not empty') as never);

/** Empty text means the same as none. */
export const textOrNull: Parser<string | null> = orElse(
  (value, path, faults) => text(value, path, faults) || null,
  null,
);

/** Backends use numbers, we use text (`17` becomes `"17"`). */
export const id: Parser<string> = (value, path, faults) => {
  if (Number.isSafeInteger(value)) return String(value);
  if (typeof value === 'string' && value.trim()) return value;
  return fault(faults, path, 'must be an id: text that is not empty, or a whole number') as never;
};

/** A reference; empty text means the same as none. */
export const idOrNull: Parser<string | null> = orElse(
  (value, path, faults) => (value === '' ? null : id(value, path, faults)),
  null,
);

export const number: Parser<number> = (value, path, faults) =>
  Number.isFinite(value) ? (value as number) : (fault(faults, path, 'must be a number') as never);

export const yesNo: Parser<boolean> = (value, path, faults) =>
  typeof value === 'boolean' ? value : (fault(faults, path, 'must be true or false') as never);

export function oneOf<const Values extends readonly string[]>(values: Values): Parser<Values[number]> {
  return (value, path, faults) =>
    values.includes(value as string)
      ? (value as Values[number])
      : (fault(faults, path, `must be one of ${values.join(', ')}`) as never);
}

/** Each item by itself. An item that is wrong counts against the whole list. */
export function listOf<Item>(parse: Parser<Item>): Parser<readonly Item[]> {
  return (value, path, faults) =>
    Array.isArray(value)
      ? value.map((item, index) => parse(item, at(path, index), faults))
      : (fault(faults, path, 'must be a list') as never);
}

/** A fresh copy of plain JSON data, whatever its shape. */
export function json(value: unknown, path: string, faults: RowFault[], depth = 0): unknown {
  if (depth > maxDepth) return fault(faults, path, `is nested more than ${maxDepth} levels deep`);
  if (value === null || typeof value === 'string' || typeof value === 'boolean' || Number.isFinite(value))
    return value;
  if (Array.isArray(value)) return value.map((item, index) => json(item, at(path, index), faults, depth + 1));
  if (!isObject(value)) return fault(faults, path, 'must be JSON data');
  const entries = Object.entries(value).filter(([, item]) => item !== undefined);
  return Object.fromEntries(
    entries.map(([key, item]) => [
      key,
      isSafeKey(key) || key === ''
        ? json(item, at(path, key), faults, depth + 1)
        : fault(faults, at(path, key), 'is not a possible key'),
    ]),
  );
}
