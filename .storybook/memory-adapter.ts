// What `vite.config.ts` gives to stories that import the memory adapter.
export { createChosenAdapter as createMemoryAdapter } from './backends.js';
export type { MemoryAdapterOptions } from '../src/adapters/memory/index.js';
