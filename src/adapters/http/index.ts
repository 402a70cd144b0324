export { createHttpAdapter } from './http-adapter.js';
export type { HttpAdapterOptions } from './options.js';
export type { TokenCallback } from '../rest/token-source.js';
