import type { QuestionError } from '../../query/types.js';
import type { Obstacle } from './narrow.js';

/** A2: why a question has no answer, for the locale (`code`, `params`) and for developers. */
export function refusal({ code, details }: Obstacle, bound: number): QuestionError {
  const named = Object.entries(details).map(([name, value]) => `${name} ${JSON.stringify(value)}`);
  return {
    kind: 'invalid',
    code,
    params: { ...details, bound },
    message: `The backend does not answer this question: ${code} (${named.join(', ')}), and there are more than ${bound} records to do it here.`,
    retryable: false,
  };
}
