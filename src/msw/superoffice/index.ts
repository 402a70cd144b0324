export { customColumn, type Column as SuperOfficeColumn } from './columns.js';
export { createSuperOffice, type SuperOffice, type SuperOfficeOptions } from './handler.js';
export { createSuperOfficeHandlers, type SuperOfficeHandlersOptions } from './msw-handlers.js';
export type { Selection as SuperOfficeSelection } from './world.js';
