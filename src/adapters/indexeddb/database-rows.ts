import type { Change } from '../../model/changes.js';
import { entityNames, type EntityName, type Id } from '../../model/records.js';
import type { Rows, SaveOptions } from '../../store/port.js';
import { asRows, keyOf, rowsOf, withVersion } from '../rows.js';
import { prepareSave, throwIfCancelled, type Saved } from '../saving.js';
import { answerSlots, type Database } from './open-database.js';

/** Rows of one read, and of one step of filling: some milliseconds of work. */
const batchSize = 2_000;

/** Fills a new database. Of two tabs that try at the same time, one does: marker and rows are one transaction. */
export async function fillOnce(database: Database, rows: Rows): Promise<void> {
  const transaction = database.transaction([...entityNames, 'meta'] as const, 'readwrite');
  try {
    const meta = transaction.objectStore('meta');
    if ((await meta.get('filled')) === undefined) {
      for (const entity of entityNames) {
        const store = transaction.objectStore(entity);
        const all = rowsOf(rows, entity);
        for (let at = 0; at < all.length; at += batchSize) {
          const batch = all.slice(at, at + batchSize);
          await Promise.all(
            batch.map(async (row, index) => store.put(withVersion(row), keyOf(row, at + index))),
          );
        }
      }
      await meta.put(1, 'filled');
    }
    await transaction.done;
  } catch (error) {
    throw await endedBy(transaction, error);
  }
}

export async function isFilled(database: Database): Promise<boolean> {
  return (await database.get('meta', 'filled')) !== undefined;
}

/** Everything, in batches. Rows come as they are stored: the store's parser judges them (A4). */
export async function* readRows(database: Database, signal: AbortSignal): AsyncGenerator<Rows> {
  const counts = await Promise.all(entityNames.map((entity) => database.count(entity)));
  const expected = counts.reduce((sum, count) => sum + count, 0);
  for (const entity of entityNames) {
    for await (const rows of readEntity(database, entity)) {
      throwIfCancelled(signal);
      yield { expected, ...asRows(entity, rows) };
    }
  }
}

async function* readEntity(database: Database, entity: EntityName): AsyncGenerator<readonly unknown[]> {
  let range: IDBKeyRange | undefined;
  for (;;) {
    const { store } = database.transaction(entity);
    const [keys, rows] = await Promise.all([
      store.getAllKeys(range, batchSize),
      store.getAll(range, batchSize),
    ]);
    if (rows.length > 0) yield rows;
    const last = keys.at(-1);
    if (last === undefined || keys.length < batchSize) return;
    range = IDBKeyRange.lowerBound(last, true);
  }
}

/** Saves the changes of one command in one transaction: all or none. A key that is known gets its answer again. */
export async function saveChanges(
  database: Database,
  changes: readonly Change[],
  { signal, key }: SaveOptions,
): Promise<Saved> {
  const entities = new Set(changes.map(({ entity }) => entity));
  const transaction = database.transaction([...entities, 'meta', 'answers'] as const, 'readwrite');
  try {
    const meta = transaction.objectStore('meta');
    const answers = transaction.objectStore('answers');
    const known = await answers.index('byKey').get(key);
    if (known) return { writes: [], outcomes: known.outcomes };
    const rows = new Map<string, unknown>();
    const stored = (entity: EntityName, id: Id) => rows.get(`${entity}/${id}`);
    const saves = ((await meta.get('saves')) ?? 0) + 1;
    await Promise.all(
      changes.map(async ({ entity, id }) => {
        rows.set(`${entity}/${id}`, await transaction.objectStore(entity).get(id));
      }),
    );
    throwIfCancelled(signal);
    const saved = prepareSave(changes, stored, String(saves));
    const counted = [
      meta.put(saves, 'saves'),
      answers.put({ key, outcomes: saved.outcomes }, saves % answerSlots),
    ];
    // async, so that a row that can't be stored rejects like the others instead of leaving them unheard
    const requests = saved.writes.map(async ({ entity, id, row }) => {
      const store = transaction.objectStore(entity);
      await (row === undefined ? store.delete(id) : store.put(row, id));
    });
    await Promise.all([...requests, ...counted]);
    await transaction.done;
    return saved;
  } catch (error) {
    throw await endedBy(transaction, error);
  }
}

/** Makes sure that nothing of a transaction stays, and tells why it ended: a request only knows that it was aborted. */
async function endedBy(
  transaction: { abort(): void; readonly done: Promise<void>; readonly error: unknown },
  error: unknown,
) {
  try {
    transaction.abort();
  } catch {
    // it has ended by itself
  }
  await transaction.done.catch(() => {});
  return transaction.error ?? error;
}
