export * from './company-commands.js';
export * from './contact-commands.js';
export * from './decision.js';
export * from './explain.js';
export * from './lead-status.js';
export * from './list-commands.js';
export * from './reasons.js';
