import { isObject } from '../../model/parse-values.js';
import { AdapterError, problemKinds, type AdapterProblem } from '../../store/port.js';
import { kindOf, noReason, textOf, type Described, type Members } from '../rest/rest-problem.js';

/** A problem that stands in an outcome. */
export function problemIn(members: Members): AdapterProblem {
  const { kind = kindOf(Number(members['status'])), message, ...extras } = describe(members);
  return new AdapterError(kind, message || noReason, extras);
}

/** Problem Details (RFC 9457), with `kind`, `retryable` and `errors`. What is missing or wrong is as good as not there. */
export function describe(members: Members): Described {
  const { kind, detail, message, title, retryable, errors } = members;
  return {
    kind: problemKinds.find((each) => each === kind),
    message: textOf(detail) || textOf(message) || textOf(title),
    retryable: typeof retryable === 'boolean' ? retryable : undefined,
    details: Array.isArray(errors)
      ? errors
          .filter(isObject)
          .map(({ pointer, detail }) => ({ path: textOf(pointer), message: textOf(detail) }))
      : undefined,
  };
}
