import { createColumnarEngine, type ColumnarEngine } from '../../src/query/columnar/index.js';
import { parseQuestion } from '../../src/query/parse-question.js';
import type { RecordSource } from '../../src/query/types.js';

/** The engine, with the records of a source in it. */
export function columnarEngine(source: RecordSource): ColumnarEngine {
  const engine = createColumnarEngine({ setup: source.setup, parse: parseQuestion, source });
  engine.load('company', [...source.companies()]);
  engine.load('contact', [...source.contacts()]);
  return engine;
}
