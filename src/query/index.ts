export { dependencies, dependsOnToday, touches, type TouchedRecords } from './dependencies.js';
export { createMemoryEngine } from './memory-engine.js';
export { parseQuestion } from './parse-question.js';
export { QuestionFault, type QuestionFaultCode } from './question-fault.js';
export type {
  Answer,
  Group,
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
