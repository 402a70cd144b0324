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
  EngineBytes,
  GroupDifference,
  LiveQuery,
  RecordChange,
  RowHandle,
} from './types.js';
