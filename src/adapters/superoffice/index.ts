export { defaultDecisions, type Decisions } from './decisions.js';
export type { IdStorage } from './ids.js';
export type { CustomField, SuperOfficeAdapterOptions } from './options.js';
export { createSuperOfficeAdapter } from './superoffice-adapter.js';
