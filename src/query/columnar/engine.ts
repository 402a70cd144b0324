import type { ColumnarEngine, ColumnarOptions } from './types.js';

/** An engine without records: `load` them. */
export function createColumnarEngine(_options: ColumnarOptions): ColumnarEngine {
  throw new Error('The columnar engine is not there yet.');
}
