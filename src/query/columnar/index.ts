export { createColumnarEngine } from './engine.js';
export type {
  Aggregate,
  ColumnarAnswer,
  ColumnarEngine,
  ColumnarGroup,
  ColumnarOptions,
  ColumnarQuestion,
  CriteriaCount,
  Difference,
  GroupDifference,
  LiveQuery,
  RecordChange,
  RowHandle,
} from './types.js';
