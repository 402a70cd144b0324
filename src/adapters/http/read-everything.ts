import type { EntityName } from '../../model/records.js';
import { AdapterError, type ReadOptions, type Rows } from '../../store/port.js';
import { listPage, type ListPage } from './answers.js';
import type { RestClient } from '../rest/rest-client.js';
import { answerFault, reading, rows } from './reading.js';
import { collections } from './wire.js';

const recordEntities = ['company', 'contact'] as const satisfies readonly EntityName[];

/**
 * Reads the wanted entities: settings and lists with `GET /setup`, records page by page, each page while the one before
 * is worked on. Rejects with an `AdapterError` when pages repeat themselves or rows are missing.
 *
 * @param pageSize rows that a page is to have; the backend may give fewer
 */
export async function* readEverything(
  client: RestClient,
  { entities, signal }: ReadOptions,
  pageSize = 2_000,
): AsyncGenerator<Rows> {
  // Whoever stops listening stops the requests that are under way, too.
  const until = new AbortController();
  const stop = () => until.abort();
  signal.addEventListener('abort', stop);
  try {
    if (signal.aborted) stop();
    const lists = recordEntities
      .filter((entity) => entities.includes(entity))
      .map((entity) => ({ part: collections[entity], ...pagesOf(client, entity, pageSize, until.signal) }));
    const wantsSetup = entities.length > lists.length;
    const [setupRows, ...firstPages] = await Promise.all([
      wantsSetup ? client.call({ method: 'GET', path: 'setup' }, reading(rows), until.signal) : {},
      ...lists.map(({ first }) => first),
    ]);
    const known = Object.values(setupRows).flat().length;
    const sum = firstPages.reduce((all, { expected = NaN }) => all + expected, known);
    const expected = sum >= 0 ? sum : undefined; // not a number: not everybody knows
    yield { ...setupRows, expected };
    for (const { part, pages } of lists) for await (const page of pages()) yield { [part]: page, expected };
  } finally {
    signal.removeEventListener('abort', stop);
    stop();
  }
}

/** The pages of one list, with an eye on those that repeat themselves. The first one is asked for at once. */
function pagesOf(client: RestClient, entity: 'company' | 'contact', limit: number, signal: AbortSignal) {
  const cursors = new Set<unknown>();
  const seen = new Set<unknown>();
  /** The fewest rows that any page promised: others delete and create meanwhile. */
  let promised = Infinity;

  function ask(next?: string): Promise<ListPage> {
    const after = next === undefined ? '' : `&after=${encodeURIComponent(next)}`;
    const call = { method: 'GET', path: `${collections[entity]}?limit=${limit}${after}` } as const;
    const page = client.call(call, (body, what) => look(reading(listPage)(body, what), what), signal);
    page.catch(() => {}); // it may fail before somebody waits for it, and is reported then
    return page;
  }

  /** Nothing is remembered of a page that is refused: it is asked for again. */
  function look(page: ListPage, what: string): ListPage {
    const { rows, next, expected = Infinity } = page;
    const ids = new Set<unknown>();
    for (const id of rows.map(idOf)) {
      if (ids.has(id) || seen.has(id)) throw answerFault(`${what} gave the record "${String(id)}" twice.`);
      ids.add(id);
    }
    if (cursors.has(next)) throw answerFault(`${what} gave the cursor "${next}" twice.`);
    if (next !== undefined) cursors.add(next);
    for (const id of ids) seen.add(id);
    promised = Math.min(promised, expected);
    return page;
  }

  const first = ask();

  async function* pages(): AsyncGenerator<readonly unknown[]> {
    for (let coming: Promise<ListPage> | undefined = first; coming;) {
      const { rows, next }: ListPage = await coming;
      coming = next === undefined ? undefined : ask(next);
      yield rows;
    }
    if (promised < Infinity && seen.size < promised)
      throw new AdapterError('unavailable', `There were ${seen.size} of ${promised} ${collections[entity]}.`);
  }

  return { first, pages };
}

/** A row without an id is its own: the store reports it (A4). */
function idOf(row: unknown): unknown {
  const id = (row as { id?: unknown } | null)?.id;
  return typeof id === 'string' || typeof id === 'number' ? String(id) : { row };
}
