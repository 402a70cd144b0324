export { ask, type AskOptions, type LiveAnswer } from './ask.js';
export {
  askCounts,
  type CountsAnswer,
  type CountsQuestion,
  type LiveCounts,
  type NodeCount,
} from './answers/counts.js';
export { LeadStore, type LeadStoreOptions, type StoreChange } from './lead-store.js';
export type { Outbox } from './outbox/port.js';
export {
  AdapterError,
  isProblem,
  problemKinds,
  toProblem,
  type AdapterProblem,
  type CallOptions,
  type Capabilities,
  type CountQuery,
  type FieldCapabilities,
  type GroupQuery,
  type LeadAdapter,
  type Page,
  type PageQuery,
  type Preferences,
  type ProblemKind,
  type QueryCapabilities,
  type ReadOptions,
  type RemoteEvent,
  type Rows,
  type SaveOptions,
  type SaveOutcome,
} from './port.js';
export { selectionCriteria, type SelectionCriteria, type SelectionFault } from './selection-criteria.js';
export type { Touched } from './tables.js';
export type * from './types.js';
