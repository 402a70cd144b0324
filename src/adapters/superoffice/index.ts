export type { BoardOptions, BoardSettings } from './board-settings.js';
export { defaultDecisions, type Decisions } from './decisions.js';
export type { IdStorage } from './ids.js';
export type { CustomField, SuperOfficeAdapterOptions } from './options.js';
export { createSuperOfficeAdapter, type SuperOfficeAdapter } from './superoffice-adapter.js';
