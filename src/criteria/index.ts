export { absoluteCriteria } from './absolute.js';
export { isCalendarDate } from './calendar.js';
export { checkCriteria } from './check.js';
export { describeCriteria, describeLine, type DescribeContext } from './describe.js';
export { describeRange } from './describe-range.js';
export {
  addNode,
  clearAll,
  moveItem,
  nodeAt,
  removeAt,
  replaceAt,
  setMuted,
  wrapInGroup,
  type NodePath,
} from './edit.js';
export {
  criteriaErrorCodes,
  CriteriaFault,
  type CriteriaError,
  type CriteriaErrorCode,
  type CriteriaWarning,
} from './errors.js';
export { compileCriteria, type CriteriaContext, type RecordTest } from './evaluate.js';
export {
  hasValue,
  isNegative,
  isOperator,
  isPeriod,
  isRelative,
  maxPeriodAmount,
  operatorsFor,
  shapedValue,
  valueShape,
  type ShapedValues,
  type ValueShape,
} from './operators.js';
export {
  maxDepth,
  maxListValues,
  maxNodes,
  parseCriteria,
  parseCriteriaText,
  type ParsedCriteria,
} from './parse.js';
export { resolveDates, type CalendarRange, type Clock } from './periods.js';
export { fromSets, toSets, type CriteriaSet } from './sets.js';
export { asksNothing, isActive, linesOf, simplifyCriteria } from './simplify.js';
export { composed, foldText } from './text.js';
export type { CriteriaTextKey, CriteriaTexts } from './texts.js';
export { instantRange, localDay, type InstantRange } from './time-zone.js';
export { everything, isGroup, operatorIds, periods } from './types.js';
export type {
  Criteria,
  CriteriaGroup,
  CriteriaLine,
  CriteriaNode,
  CriteriaValue,
  OperatorId,
  Period,
  PeriodAmount,
} from './types.js';
