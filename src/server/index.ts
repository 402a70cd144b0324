export { asFetch } from './as-fetch.js';
export { withCors, type CorsOptions } from './cors.js';
export type {
  AnswerPage,
  CallContext,
  Caller,
  CurrentState,
  Place,
  PlacedQuery,
  ReadPage,
  RowPage,
  SaveAnswer,
  Saved,
  SaveFault,
  SaveRequest,
  ServerCapabilities,
  ServerData,
  ServerEvent,
} from './data.js';
export { createHandler, type Handler, type HandlerOptions } from './handler.js';
export { judgeChange } from './judge.js';
export { defaultLimits, type Limits } from './limits.js';
export { HttpProblem, type PartFault, type ProblemExtras, type ProblemStatus } from './problems.js';
