import { parseRow } from '../model/parse.js';
import type { Entities, EntityName } from '../model/records.js';
import { deadline } from './deadline.js';
import { AdapterError, type LeadAdapter, type Rows } from './port.js';

/** A row that was left out (A4). */
export interface RejectedRow {
  readonly entity: EntityName;
  readonly id: string;
  /** Where in the row, e.g. `/email`. */
  readonly path: string;
  readonly message: string;
}

export interface ParsedBatch {
  readonly records: readonly { readonly entity: EntityName; readonly record: Entities[EntityName] }[];
  readonly rejected: readonly RejectedRow[];
  readonly expected: number | undefined;
}

/** The part of a batch that each entity's rows stand in, lists first: records refer to them. */
const parts = {
  settings: 'settings',
  categories: 'category',
  leadStatuses: 'leadStatus',
  companies: 'company',
  contacts: 'contact',
  selections: 'selection',
} as const satisfies Record<Exclude<keyof Rows, 'expected'>, EntityName>;

/** Rows that are parsed before others get a turn; about 10 ms. The first ones are fewer: their code runs for the first time. */
const firstSlice = 250;
const mostOfSlice = 2_000;

/**
 * Reads all records of these entities, batch by batch, parsed. Rejects with an `AdapterError`; a batch that takes longer
 * than `timeout` (milliseconds) is a failure. Gives the event loop a turn between slices, so that nothing freezes.
 */
export async function* readAll(
  adapter: LeadAdapter,
  entities: readonly EntityName[],
  timeout: number,
  signal: AbortSignal,
): AsyncGenerator<ParsedBatch> {
  const abort = new AbortController();
  const stop = () => abort.abort();
  signal.addEventListener('abort', stop);
  try {
    const pace = new Pace();
    const reading = adapter.read({ signal: abort.signal, entities });
    if (!isAsyncIterable(reading)) {
      yield* parseSlices(await deadline(timeout, signal, () => reading), pace);
      return;
    }
    const iterator = reading[Symbol.asyncIterator]();
    for (;;) {
      const next = await deadline(timeout, signal, () => iterator.next());
      if (next.done) return;
      yield* parseSlices(next.value, pace);
    }
  } finally {
    signal.removeEventListener('abort', stop);
    abort.abort();
  }
}

/** A batch in slices, with a turn of the event loop between them. */
async function* parseSlices(rows: Rows, pace: Pace): AsyncGenerator<ParsedBatch> {
  for (const slice of slices(rows, pace)) {
    await pace.turn();
    yield parseBatch(slice);
  }
}

class Pace {
  #size = firstSlice / 2;
  #isFirst = true;

  nextSize(): number {
    return (this.#size = Math.min(this.#size * 2, mostOfSlice));
  }

  /** Others go first, also between batches: not every adapter has to wait for its next one. */
  async turn(): Promise<void> {
    if (!this.#isFirst) await new Promise((resolve) => setTimeout(resolve));
    this.#isFirst = false;
  }
}

function* slices(rows: Rows, pace: Pace): Generator<Rows> {
  if (typeof rows !== 'object' || rows === null)
    throw new AdapterError(
      'invalid',
      `The adapter's read() gave ${rows === null ? 'null' : typeof rows} instead of rows.`,
    );
  for (const part of Object.keys(parts) as (keyof typeof parts)[]) {
    const values = rows[part];
    if (values === undefined || values === null) continue;
    if (part === 'settings') {
      yield { settings: values, expected: rows.expected };
      continue;
    }
    if (!Array.isArray(values))
      throw new AdapterError(
        'invalid',
        `The adapter's read() gave "${part}" as ${typeof values} instead of an array.`,
      );
    for (let at = 0; at < values.length;) {
      const from = at;
      at += pace.nextSize();
      yield { [part]: values.slice(from, at), expected: rows.expected };
    }
  }
}

/** Parses rows of any entities; those that are no records are left out and named. */
export function parseBatch(rows: Rows): ParsedBatch {
  const records: { entity: EntityName; record: Entities[EntityName] }[] = [];
  const rejected: RejectedRow[] = [];
  for (const [part, entity] of Object.entries(parts) as [keyof typeof parts, EntityName][]) {
    const values = part === 'settings' ? (rows.settings == null ? [] : [rows.settings]) : (rows[part] ?? []);
    for (const [index, value] of values.entries()) {
      const parsed = parseRow(entity, value);
      if (parsed.ok) records.push({ entity, record: parsed.record });
      const id = (parsed.ok ? parsed.record.id : parsed.id) ?? `#${index}`;
      // A row can be good with a part left out: a host's field that is not well described.
      for (const { path, message } of parsed.faults) rejected.push({ entity, id, path, message });
    }
  }
  return { records, rejected, expected: rows.expected };
}

function isAsyncIterable(value: unknown): value is AsyncIterable<Rows> {
  return typeof value === 'object' && value !== null && Symbol.asyncIterator in value;
}
