import { listOf, orElse, shape, type Parser, type RowFault } from '../../model/parse-values.js';
import { AdapterError, type Rows } from '../../store/port.js';

// Everything that a backend answers is parsed. Rows themselves go on as they are: the store reads them (A4).

/** The backend answered something that is not in the protocol; `details` says where. */
export function answerFault(message: string, details?: AdapterError['details']): AdapterError {
  return new AdapterError('invalid', message, { details });
}

/** Reads a body with a parser; `what` was asked. */
export function reading<Answer>(parse: Parser<Answer>): (body: unknown, what: string) => Answer {
  return (body, what) => {
    const faults: RowFault[] = [];
    const answer = parse(body, '', faults);
    const [first] = faults;
    if (first)
      throw answerFault(`${what} answered what it may not: "${first.path}" ${first.message}.`, faults);
    return answer;
  };
}

export const optional = <Value>(parse: Parser<Value>): Parser<Value | undefined> => orElse(parse, undefined);

export const anything: Parser<unknown> = (value) => value;
const someRows = optional(listOf(anything));

export const rows = shape<Omit<Rows, 'expected'>>({
  settings: anything,
  categories: someRows,
  leadStatuses: someRows,
  companies: someRows,
  contacts: someRows,
  selections: someRows,
});
