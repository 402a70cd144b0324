export {
  createMemoryData,
  type MemoryData,
  type MemoryDataOptions,
  type MemorySnapshot,
} from './memory-data.js';
