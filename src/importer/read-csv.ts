import { createBreather } from './breather.js';
import { guessDialect, type Dialect } from './dialect.js';
import { issue, type ImportIssue } from './issues.js';
import { RowSplitter } from './row-splitter.js';
import { TableBuilder } from './table-builder.js';
import { openText } from './text-source.js';
import type { CsvTable, TaskOptions } from './types.js';

/** 100 MB (bytes of a file, characters of a text) and 500,000 rows: what a browser's memory holds without trouble. */
export const csvLimits: CsvLimits = { bytes: 100_000_000, rows: 500_000 };

export interface CsvLimits {
  readonly bytes: number;
  readonly rows: number;
}

export interface ReadCsvOptions extends TaskOptions {
  readonly limits?: CsvLimits;
}

/** Enough to guess delimiter and line break from. */
const sampleSize = 1 << 16;

/**
 * Reads a CSV file: finds its encoding, delimiter and line breaks, takes the first row as headers, and reports what
 * is wrong with a line number. What is wrong with the whole file is a `fatal` issue of the table; the promise rejects
 * only when the signal aborts. Progress counts bytes (characters, for text).
 */
export async function readCsv(input: Blob | string, options: ReadCsvOptions = {}): Promise<CsvTable> {
  const { signal, limits = csvLimits } = options;
  signal?.throwIfAborted();
  const size = typeof input === 'string' ? input.length : input.size;
  if (size > limits.bytes) {
    return failed(issue('too-large', { details: { limit: Math.floor(limits.bytes / 1_000_000) } }));
  }
  try {
    return await readRows(input, size, limits, options);
  } catch (error) {
    if (signal?.aborted) throw error;
    return failed(
      issue('unreadable', { details: { message: error instanceof Error ? error.message : String(error) } }),
    );
  }
}

async function readRows(
  input: Blob | string,
  size: number,
  limits: CsvLimits,
  options: ReadCsvOptions,
): Promise<CsvTable> {
  const breather = createBreather(options.signal);
  const { default: papa } = await import('papaparse');
  const { encoding, pieces, issues } = await openText(input, () => breather.rest());
  const table = new TableBuilder(limits.rows, issues);
  let splitter: RowSplitter | undefined;
  let delimiter = ',';
  let done = 0;
  for await (const { piece, isLast } of withLast(pieces)) {
    const dialect = splitter ? undefined : guessDialect(papa, piece.slice(0, sampleSize));
    if (dialect) delimiter = dialect.delimiter;
    splitter ??= new RowSplitter(papa, dialect as Dialect);
    for (const rows of splitter.split(dialect ? piece.slice(dialect.skip) : piece, isLast)) {
      table.add(rows);
      if (table.isFull) return failed(issue('too-many-rows', { details: { limit: limits.rows } }));
      if (breather.due) await breather.rest();
    }
    done = Math.min(done + piece.length, size);
    options.onProgress?.({ done: isLast ? size : done, total: size });
  }
  return table.finish(encoding, delimiter);
}

/** Only with the last piece is the last row complete. */
async function* withLast(pieces: AsyncIterable<string>): AsyncGenerator<{ piece: string; isLast: boolean }> {
  let previous = '';
  for await (const piece of pieces) {
    if (previous && piece) yield { piece: previous, isLast: false };
    previous = piece || previous;
  }
  yield { piece: previous, isLast: true };
}

function failed(problem: ImportIssue): CsvTable {
  return { headers: [], rows: [], encoding: 'utf-8', delimiter: ',', issues: [problem] };
}
