import type { Field, FieldCatalog, Subject } from '../model/fields.js';
import type { CriteriaError, CriteriaErrorCode } from './errors.js';
import { isOperator, valueShape } from './operators.js';
import { parseValue } from './parse-value.js';
import type { Criteria, CriteriaGroup, CriteriaLine, CriteriaNode, OperatorId } from './types.js';

export type ParsedCriteria =
  | { readonly ok: true; readonly criteria: Criteria }
  | { readonly ok: false; readonly errors: readonly CriteriaError[] };

/** Groups within groups: a person gets lost at five. */
export const maxDepth = 64;
/** Groups and lines together. */
export const maxNodes = 10_000;
/** Ids in the value of one line: members of a static selection are such a line. */
export const maxListValues = 250_000;
/** Errors that are reported; whoever sent more than that does not read them. */
export const maxErrors = 100;

/**
 * Q6: criteria from outside. The result is a fresh object that holds nothing but what `types.ts` names; keys that it
 * does not name are left out. One error is enough for nothing of it to be used. Ids of list items are not looked up:
 * items come and go, see `checkCriteria`.
 *
 * @param subject Whom the criteria ask about: contacts may be asked by fields of their company, not the reverse.
 */
export function parseCriteria(json: unknown, catalog: FieldCatalog, subject: Subject): ParsedCriteria {
  const parser = new Parser(catalog, subject);
  const criteria = parser.group(json, '', 1);
  return criteria && parser.errors.length === 0
    ? { ok: true, criteria }
    : { ok: false, errors: parser.errors };
}

/** Q6: the same for JSON text. Text that is not JSON gives the single error `syntax` with the platform's explanation. */
export function parseCriteriaText(text: string, catalog: FieldCatalog, subject: Subject): ParsedCriteria {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    return { ok: false, errors: [{ code: 'syntax', path: '', details: { message } }] };
  }
  return parseCriteria(json, catalog, subject);
}

class Parser {
  readonly errors: CriteriaError[] = [];
  readonly #catalog: FieldCatalog;
  readonly #subject: Subject;
  #nodes = 0;

  constructor(catalog: FieldCatalog, subject: Subject) {
    this.#catalog = catalog;
    this.#subject = subject;
  }

  /** Recursion is safe: it ends at `maxDepth`. Undefined after an error. */
  group(input: unknown, path: string, depth: number): CriteriaGroup | undefined {
    if (!isObject(input)) return this.#fail('not-an-object', path);
    if (depth > maxDepth) return this.#fail('too-deep', path, { limit: maxDepth });
    const match = own(input, 'match');
    if (match !== 'all' && match !== 'any' && match !== 'none') {
      return this.#fail('unknown-match', `${path}/match`, { match: excerpt(match) });
    }
    const given = own(input, 'items');
    if (!Array.isArray(given)) return this.#fail('items-not-a-list', `${path}/items`);
    const items: CriteriaNode[] = [];
    for (let index = 0; index < given.length && !this.#isFull; index++) {
      const item = this.#node(given[index], `${path}/items/${index}`, depth + 1);
      if (item) items.push(item);
    }
    return { match, items, ...this.#muted(input, path) };
  }

  #node(input: unknown, path: string, depth: number): CriteriaNode | undefined {
    if (++this.#nodes > maxNodes) return this.#fail('too-large', path, { limit: maxNodes });
    if (!isObject(input)) return this.#fail('not-an-object', path);
    return Object.hasOwn(input, 'match') ? this.group(input, path, depth) : this.#line(input, path);
  }

  #line(input: object, path: string): CriteriaLine | undefined {
    const field = this.#field(own(input, 'field'), `${path}/field`);
    const operator = this.#operator(own(input, 'operator'), field, `${path}/operator`);
    if (!field || !operator) return undefined;
    const shape = valueShape(operator, field.type) ?? 'none';
    const given = own(input, 'value');
    if (Array.isArray(given) && given.length > maxListValues) {
      return this.#fail('too-large', `${path}/value`, { limit: maxListValues });
    }
    const value = parseValue(given, shape);
    if (!value.ok)
      return this.#fail('wrong-value-type', `${path}/value`, { expected: value.expected, operator });
    const empty = own(input, 'empty');
    if (empty !== undefined && empty !== 'include' && empty !== 'exclude') {
      return this.#fail('wrong-option', `${path}/empty`, { option: excerpt(empty) });
    }
    return {
      field: field.id,
      operator,
      ...(value.value === undefined ? {} : { value: value.value }),
      ...(empty === undefined ? {} : { empty }),
      ...this.#muted(input, path),
    };
  }

  #field(id: unknown, path: string): Field | undefined {
    const field = typeof id === 'string' ? this.#catalog.get(id) : undefined;
    if (!field) return this.#fail('unknown-field', path, { field: excerpt(id) });
    if (this.#subject === 'company' && field.entity !== 'company') {
      return this.#fail('field-not-of-subject', path, { field: field.id, subject: this.#subject });
    }
    return field;
  }

  #operator(operator: unknown, field: Field | undefined, path: string): OperatorId | undefined {
    if (!isOperator(operator)) return this.#fail('unknown-operator', path, { operator: excerpt(operator) });
    if (field && !valueShape(operator, field.type)) {
      return this.#fail('operator-not-for-type', path, { operator, type: field.type, field: field.id });
    }
    return operator;
  }

  #muted(input: object, path: string): { readonly muted?: boolean } {
    const muted = own(input, 'muted');
    if (muted === undefined) return {};
    if (typeof muted === 'boolean') return { muted };
    this.#fail('wrong-option', `${path}/muted`, { option: excerpt(muted) });
    return {};
  }

  get #isFull(): boolean {
    return this.errors.length >= maxErrors || this.#nodes > maxNodes;
  }

  #fail(code: CriteriaErrorCode, path: string, details: CriteriaError['details'] = {}): undefined {
    if (this.errors.length < maxErrors) this.errors.push({ code, path, details });
    return undefined;
  }
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** What the sender wrote under `key`; never what a prototype would have lent. */
function own(input: object, key: string): unknown {
  return Object.hasOwn(input, key) ? (input as Record<string, unknown>)[key] : undefined;
}

/** Enough of a strange value to recognise it in a sentence. */
function excerpt(value: unknown): string {
  return typeof value === 'string'
    ? value.slice(0, 60)
    : typeof value === 'number'
      ? String(value)
      : value === null
        ? 'null'
        : typeof value;
}
