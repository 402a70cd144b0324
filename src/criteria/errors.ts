/**
 * What can be wrong with criteria from outside (Q6). `locale/criteria.ts` has a sentence for each, under
 * `error.<code>`; `details` fill its places.
 */
export const criteriaErrorCodes = [
  'syntax',
  'not-an-object',
  'unknown-match',
  'items-not-a-list',
  'unknown-field',
  'field-not-of-subject',
  'unknown-operator',
  'operator-not-for-type',
  'wrong-value-type',
  'wrong-option',
  'too-deep',
  'too-large',
] as const;
export type CriteriaErrorCode = (typeof criteriaErrorCodes)[number];

export interface CriteriaError {
  readonly code: CriteriaErrorCode;
  /** A JSON pointer to what is wrong: `/items/2/items/0/operator`; empty for the whole. */
  readonly path: string;
  readonly details: Readonly<Record<string, string | number>>;
}

/** Something that is not wrong but that a person should know: a list item that is deleted or gone (L9). */
export interface CriteriaWarning {
  readonly code: 'option-missing' | 'option-deleted';
  readonly path: string;
  readonly details: Readonly<Record<string, string | number>>;
}

/** Thrown by those who take criteria as parsed and find that they are not. Carries at least one error. */
export class CriteriaFault extends Error {
  readonly errors: readonly CriteriaError[];

  constructor(errors: readonly CriteriaError[]) {
    super(`These criteria cannot run: ${errors.map(({ code, path }) => `${code} at "${path}"`).join(', ')}.`);
    this.name = 'CriteriaFault';
    this.errors = errors;
  }
}
