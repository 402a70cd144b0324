import { SyntaxFault, tokensOf, type Token } from './tokens.js';

// Common expressions of OData 4.01 (URL conventions, 5.1.1), as far as adapters send them, by the letter: null is a
// value of its own, comparisons with it are false, functions of it are null, and, or and not have three values.

export type Scalar = string | number | boolean | null;
/** An entity as the service keeps it, with what navigation properties lead to. */
export type Instance = Readonly<Record<string, unknown>>;
export type Expression = (instance: Instance) => Scalar;

export interface Abilities {
  /** Which functions there are. */
  readonly functions: readonly string[];
  /** The operator `in`, of 4.01. */
  readonly in: boolean;
  /** Texts that look the same (NFC, NFD) are the same. Databases with a collation do that, others compare code units. */
  readonly canonical: boolean;
  /** Texts are compared without regard to case, asked or not. */
  readonly caseless: boolean;
}

/** Reads tokens from left to right. */
export class Reader {
  readonly #tokens: readonly Token[];
  #at = 0;

  constructor(readonly source: string) {
    this.#tokens = tokensOf(source);
  }

  get next(): Token | undefined {
    return this.#tokens[this.#at];
  }

  get isAtEnd(): boolean {
    return this.#at === this.#tokens.length;
  }

  take(kind?: Token['kind'], value?: string): Token {
    const token = this.next;
    if (!token || (kind && token.kind !== kind) || (value !== undefined && token.value !== value))
      throw new SyntaxFault(
        `Expected ${value ?? kind} in "${this.source}", got ${String(token?.value ?? 'the end')}.`,
      );
    this.#at += 1;
    return token;
  }

  /** Takes a token if it is the next one. */
  takes(kind: Token['kind'], value?: string): boolean {
    const { next } = this;
    if (next?.kind !== kind || (value !== undefined && next.value !== value)) return false;
    this.#at += 1;
    return true;
  }

  takesWord(...words: readonly string[]): string | undefined {
    const { next } = this;
    if (next?.kind !== 'word' || !words.includes(next.value)) return undefined;
    this.#at += 1;
    return next.value;
  }
}

export function parseExpression(source: string, abilities: Abilities): Expression {
  const reader = new Reader(source);
  const expression = or(reader, abilities);
  if (!reader.isAtEnd)
    throw new SyntaxFault(`"${source}" goes on where it should end, at "${String(reader.next?.value)}".`);
  return expression;
}

/** Or binds less than and, and that less than comparing. */
export function or(reader: Reader, abilities: Abilities): Expression {
  let left = and(reader, abilities);
  while (reader.takesWord('or')) {
    const [first, second] = [left, and(reader, abilities)];
    left = (instance) => {
      const [a, b] = [truth(first(instance)), truth(second(instance))];
      return a === true || b === true ? true : a === null || b === null ? null : false;
    };
  }
  return left;
}

function and(reader: Reader, abilities: Abilities): Expression {
  let left = comparison(reader, abilities);
  while (reader.takesWord('and')) {
    const [first, second] = [left, comparison(reader, abilities)];
    left = (instance) => {
      const [a, b] = [truth(first(instance)), truth(second(instance))];
      return a === false || b === false ? false : a === null || b === null ? null : true;
    };
  }
  return left;
}

function comparison(reader: Reader, abilities: Abilities): Expression {
  const left = unary(reader, abilities);
  const operator = reader.takesWord('eq', 'ne', 'gt', 'ge', 'lt', 'le', 'in');
  if (!operator) return left;
  if (operator !== 'in') {
    const right = unary(reader, abilities);
    return (instance) => compared(left(instance), right(instance), operator, abilities);
  }
  if (!abilities.in) throw new SyntaxFault('The operator "in" is not known.');
  reader.take('(');
  const list = [unary(reader, abilities)];
  while (reader.takes(',')) list.push(unary(reader, abilities));
  reader.take(')');
  return (instance) =>
    list.some((each) => compared(left(instance), each(instance), 'eq', abilities) === true);
}

function unary(reader: Reader, abilities: Abilities): Expression {
  if (reader.takesWord('not')) {
    const inner = unary(reader, abilities);
    return (instance) => {
      const value = truth(inner(instance));
      return value === null ? null : !value;
    };
  }
  if (reader.takes('(')) {
    const inner = or(reader, abilities);
    reader.take(')');
    return inner;
  }
  const token = reader.take();
  if (token.kind !== 'word') return literal(token);
  if (token.value === 'null') return () => null;
  if (token.value === 'true' || token.value === 'false') return () => token.value === 'true';
  if (reader.takes('(')) return call(token.value, reader, abilities);
  const path = [token.value];
  while (reader.takes('/')) path.push(String(reader.take('word').value));
  return (instance) => at(instance, path);
}

function literal(token: Token): Expression {
  const { kind, value } = token;
  if (kind === 'instant') return () => Date.parse(value);
  if (kind === '(' || kind === ')' || kind === ',' || kind === '/' || kind === '=')
    throw new SyntaxFault(`A value is missing before "${value}".`);
  return () => value;
}

function call(name: string, reader: Reader, abilities: Abilities): Expression {
  if (!abilities.functions.includes(name)) throw new SyntaxFault(`The function "${name}" is not known.`);
  const parts: Expression[] = [];
  do parts.push(or(reader, abilities));
  while (reader.takes(','));
  reader.take(')');
  const fold = (text: string) => folded(text, abilities);
  return (instance) => {
    const values = parts.map((part) => part(instance));
    if (values.some((value) => value === null)) return null;
    if (!values.every((value) => typeof value === 'string')) throw new SyntaxFault(`${name}() takes texts.`);
    const [first, second = ''] = values;
    switch (name) {
      case 'contains':
        return fold(first!).includes(fold(second));
      case 'startswith':
        return fold(first!).startsWith(fold(second));
      case 'endswith':
        return fold(first!).endsWith(fold(second));
      case 'tolower':
        return first!.toLowerCase();
      case 'concat':
        return first! + second;
      default:
        throw new SyntaxFault(`The function "${name}" is not known.`);
    }
  };
}

/** The value of a path: null when anything on the way is null. Unknown properties are a fault. */
export function at(instance: Instance, path: readonly string[]): Scalar {
  let value: unknown = instance;
  for (const name of path) {
    if (value === null) return null;
    if (typeof value !== 'object' || !(name in value))
      throw new SyntaxFault(`Could not find a property named '${name}'.`);
    value = (value as Instance)[name];
  }
  return value as Scalar;
}

function compared(a: Scalar, b: Scalar, operator: string, abilities: Abilities): boolean {
  if (operator === 'ne') return !compared(a, b, 'eq', abilities);
  if (operator === 'eq' && (a === null || b === null)) return a === b;
  if (a === null || b === null) return false;
  const [left, right] = typeof b === 'number' && typeof a === 'string' ? [Date.parse(a), b] : [a, b];
  if (typeof left !== typeof right || Number.isNaN(left))
    throw new SyntaxFault(
      `A ${typeof left} (${String(left)}) can't be compared with a ${typeof right} (${String(right)}).`,
    );
  const sign = order(left, right, abilities);
  return { eq: sign === 0, gt: sign > 0, ge: sign >= 0, lt: sign < 0, le: sign <= 0 }[operator]!;
}

function order(a: Exclude<Scalar, null>, b: Exclude<Scalar, null>, abilities: Abilities): number {
  const [left, right] =
    typeof a === 'string' && typeof b === 'string' ? [folded(a, abilities), folded(b, abilities)] : [a, b];
  return left < right ? -1 : left > right ? 1 : 0;
}

function folded(text: string, { canonical, caseless }: Abilities): string {
  const composed = canonical ? text.normalize('NFC') : text;
  return caseless ? composed.toLowerCase().normalize('NFC') : composed;
}

function truth(value: Scalar): boolean | null {
  if (value === null || typeof value === 'boolean') return value;
  throw new SyntaxFault(`"${value}" is neither true nor false.`);
}
