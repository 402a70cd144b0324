import type { Change } from '../../model/changes.js';
import { isObject } from '../../model/parse-values.js';
import type { SaveOptions, SaveOutcome } from '../../store/port.js';
import { currentIn, outcomes } from './answers.js';
import type { Call, RestClient } from '../rest/rest-client.js';
import { RestProblem } from '../rest/rest-problem.js';
import { reading } from './reading.js';
import { collections, etag, hasAddress, toWire } from './wire.js';

type Outcomes = readonly SaveOutcome[];

/** Saves the changes of one command: one by its own address, several together, all or none. */
export async function saveChanges(
  client: RestClient,
  changes: readonly Change[],
  { key, signal }: SaveOptions,
): Promise<Outcomes> {
  const [first] = changes;
  if (!first) return [];
  const alone = changes.length === 1 && standsAlone(first);
  const read = reading(outcomes(changes.length));
  const { headers, ...call } = alone ? callFor(first) : callForAll(changes);
  const keyed = { ...call, headers: { 'Idempotency-Key': key, ...headers } };
  try {
    return await client.call(keyed, alone ? savedRow : (body, what) => read(body, what).outcomes, signal);
  } catch (error) {
    if (!(error instanceof RestProblem)) throw error;
    const current = currentIn(error.body['current']);
    if (alone && current) return [{ ok: false, problem: error, current }];
    if (alone || !error.body['outcomes']) throw error;
    // None was saved, so none of them is well, whatever stands there.
    return read(error.body, error.message).outcomes.map((each) =>
      each.ok ? { ok: false, problem: error } : each,
    );
  }
}

function callForAll(changes: readonly Change[]): Call {
  return { method: 'POST', path: 'changes', body: { changes: changes.map(toWire) } };
}

function callFor(change: Change): Call {
  const { entity, id } = change;
  const collection = collections[entity];
  if (change.kind === 'create') return { method: 'POST', path: collection, body: change.record };
  const path = entity === 'settings' ? collection : `${collection}/${encodeURIComponent(id)}`;
  const headers = { 'If-Match': change.baseVersion === undefined ? '*' : etag(change.baseVersion) };
  if (change.kind === 'delete') return { method: 'DELETE', path, headers };
  return {
    method: 'PATCH',
    path,
    headers: { ...headers, 'Content-Type': 'application/merge-patch+json' },
    body: change.patch,
  };
}

/**
 * Whether a change can be said by one address and its headers. A merge patch (RFC 7396) merges objects, where a change
 * replaces them; ids may be what no address can hold.
 */
function standsAlone(change: Change): boolean {
  if (change.kind === 'create') return true;
  if (!hasAddress(change.id) || !(change.baseVersion ?? '').isWellFormed()) return false;
  return change.kind === 'delete' || !Object.values(change.patch).some(isObject);
}

/** The record as it became, with its version; a backend may leave it at saying yes. */
function savedRow(row: unknown): Outcomes {
  if (!isObject(row)) return [{ ok: true }];
  const { version } = row;
  return [{ ok: true, row, version: version == null ? undefined : `${version as string | number}` }];
}
