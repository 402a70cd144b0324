import type { CriteriaErrorCode } from '../criteria/errors.js';
import type { QuestionError } from './types.js';

export type QuestionFaultCode =
  | CriteriaErrorCode
  | 'unknown-subject'
  | 'not-a-list'
  | 'too-many-sorts'
  | 'too-many-groups'
  | 'too-many-aggregates'
  | 'unknown-direction'
  | 'window-invalid';

/** Q6: the question itself is wrong: nothing of it ran, and asking again won't help. */
export class QuestionFault extends Error implements QuestionError {
  readonly kind = 'invalid';
  readonly retryable = false;
  readonly code: QuestionFaultCode;
  /** A JSON pointer into the question, e.g. `/criteria/items/2/operator` or `/window/limit`. */
  readonly path: string;
  readonly details: Readonly<Record<string, string | number>>;

  constructor(code: QuestionFaultCode, path: string, details: QuestionFault['details'] = {}) {
    const named = Object.entries(details).map(([name, value]) => `${name} ${JSON.stringify(value)}`);
    super(
      `The question is not a valid one: ${code} at "${path}"${named.length > 0 ? ` (${named.join(', ')})` : ''}.`,
    );
    this.name = 'QuestionFault';
    this.code = code;
    this.path = path;
    this.details = details;
  }
}
