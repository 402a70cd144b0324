import type { Subject } from '../../model/fields.js';
import { toProblem, type RemoteEvent } from '../../store/port.js';
import { sleep } from '../rest/waiting.js';
import { wire } from './fields.js';
import type { Installation } from './installation.js';
import type { Records } from './records.js';
import type { Row } from './rows.js';

/** Rows that are looked at each time, the latest changes first. */
const latest = 100;
const day = 86_400_000;

/**
 * Asks now and then what has changed last: by colleagues, and by the server itself (a category that follows a lead
 * status). Tells of records whose version is another one than the time before; what has been deleted is in no archive.
 */
export async function poll(
  installation: Installation,
  records: Records,
  tell: (event: RemoteEvent) => void,
  signal: AbortSignal,
): Promise<void> {
  const { pollInterval = 0 } = installation.decisions;
  const seen: Partial<Record<Subject, ReadonlyMap<string, string>>> = {};
  let isLost = false;

  async function ask(of: Subject): Promise<void> {
    const column = (await installation.catalogs(signal))[of].asked.get(`${of}.updated`)?.column;
    if (!column?.type) return;
    // Days of whatever zone: yesterday is early enough in all of them.
    const since = new Date(installation.now().getTime() - day).toISOString().slice(0, 10);
    const question = {
      filter: `${column.name} after '${since}'`,
      orderBy: `${column.name} desc,${wire[of].key} desc`,
      top: latest,
    };
    const rows = (await records.ask(of, question, signal)).rows.map(({ row }) => row);
    const before = seen[of];
    seen[of] = new Map(rows.map(({ id, version }) => [id, version]));
    const changed = before ? rows.filter(({ id, version }) => before.get(id) !== version) : [];
    if (changed.length === latest) tell({ kind: 'reload' });
    else if (changed.length > 0) tell({ kind: 'rows', rows: rowsOf(of, changed) });
  }

  while (!signal.aborted) {
    try {
      await Promise.all([ask('company'), ask('contact')]);
      if (isLost) tell({ kind: 'notice', code: 'watch-lost', over: true });
      isLost = false;
    } catch (error) {
      if (!isLost && !signal.aborted) tell({ kind: 'notice', code: 'watch-lost', problem: toProblem(error) });
      isLost = true;
    }
    await sleep(pollInterval, signal).catch(() => {}); // it was cancelled
  }
}

function rowsOf(of: Subject, rows: readonly Row[]) {
  return of === 'company' ? { companies: rows } : { contacts: rows };
}
