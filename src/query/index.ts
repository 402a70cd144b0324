export { dependencies, dependsOnToday, touches, type TouchedRecords } from './dependencies.js';
export {
  createColumnarEngine,
  type ColumnarEngine,
  type ColumnarOptions,
  type CriteriaCount,
  type Difference,
  type GroupDifference,
  type LiveQuery,
  type RecordChange,
  type RowHandle,
} from './columnar/index.js';
export { parseQuestion } from './parse-question.js';
export { QuestionFault, type QuestionFaultCode } from './question-fault.js';
export type {
  Aggregate,
  Answer,
  Group,
  Progress,
  QueryEngine,
  Question,
  QuestionError,
  RecordSource,
  Row,
  RowWindow,
  Sort,
  Surroundings,
  Total,
} from './types.js';
