import { isNegative, shapedValue, valueShape } from '../../criteria/operators.js';
import { composed, foldText } from '../../criteria/text.js';
import type { CriteriaLine, OperatorId } from '../../criteria/types.js';
import { isWellFormed } from './text-bytes.js';
import type { TextSearch } from './text-run.js';

/** A line about text, taken apart: where to look for what, and what becomes of those that have it or have no value. */
export interface TextLine {
  readonly how: TextSearch;
  /** Folded; undefined: the line asks only whether there is a value. */
  readonly wanted: string | undefined;
  /** `isExactly`: of those that are found, only these. */
  readonly exact: string | undefined;
  readonly negative: boolean;
  readonly whenEmpty: boolean;
}

const searches: Readonly<Partial<Record<OperatorId, TextSearch>>> = {
  begins: 'begins',
  notBegins: 'begins',
  contains: 'contains',
  notContains: 'contains',
  ends: 'ends',
  notEnds: 'ends',
  is: 'is',
  isNot: 'is',
  isExactly: 'is',
};

/** Undefined for what has to be asked value by value: lone surrogates are parts of other characters to the evaluator. */
export function textLine(line: CriteriaLine): TextLine | undefined {
  const { operator } = line;
  if (valueShape(operator, 'text') !== 'text') {
    const empty = operator === 'isEmpty';
    return { how: 'is', wanted: undefined, exact: undefined, negative: empty, whenEmpty: empty };
  }
  const value = shapedValue(line, 'text');
  const wanted = foldText(value);
  const how = searches[operator];
  if (!how || wanted === '' || !isWellFormed(wanted)) return undefined;
  const negative = isNegative(operator);
  return {
    how,
    wanted,
    exact: operator === 'isExactly' ? composed(value) : undefined,
    negative,
    whenEmpty: negative && line.empty !== 'exclude',
  };
}
