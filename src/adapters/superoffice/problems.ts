import type { ProblemKind } from '../../store/port.js';
import { textOf, type Described, type Members } from '../rest/rest-problem.js';

const kinds: readonly (readonly [RegExp, ProblemKind])[] = [
  [/notfound/i, 'notFound'],
  [/sentry|security|permission|accessdenied/i, 'forbidden'],
  [/patchtest|precondition|concurren/i, 'conflict'],
  [/argument|validation|archivecolumn|format/i, 'invalid'],
];

/**
 * The kind of problem that an `ErrorType` names; undefined: its status tells. A 500 is what the server answers to a
 * filter that it does not understand as well, and that is nothing to try again.
 */
export function kindOfErrorType(errorType: string): ProblemKind | undefined {
  return kinds.find(([pattern]) => pattern.test(errorType))?.[1];
}

/** Reads `{Error, ErrorType, ErrorMessage, ErrorSource}`. */
export const describeWith =
  (kindOf: (errorType: string) => ProblemKind | undefined) =>
  ({ ErrorType, ErrorMessage }: Members): Described => {
    const kind = kindOf(textOf(ErrorType));
    return { ...(kind ? { kind } : {}), message: textOf(ErrorMessage) };
  };
