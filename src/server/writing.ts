import type { Change } from '../model/changes.js';
import type { EntityName, Id } from '../model/records.js';
import type { Reason } from '../rules/reasons.js';
import { readBody, type Body } from './body.js';
import {
  answer,
  etag,
  fingerprint,
  idempotencyKey,
  ifMatch,
  refuseOtherParameters,
  type Call,
} from './call.js';
import { collectionOf } from './collections.js';
import type { SaveAnswer, Saved, SaveFault } from './data.js';
import { mergePatch, reachesIntoFields } from './merge-patch.js';
import { HttpProblem, isRetryable, kindOf, type PartFault, type ProblemStatus } from './problems.js';
import { readCommands, readCreate, readDelete, readUpdate, type Command } from './read-changes.js';
import { findRow } from './reading.js';

/** A new record: 201, with the record as it became. */
export async function postRow(call: Call, entity: EntityName): Promise<Response> {
  refuseOtherParameters(call);
  const key = idempotencyKey(call);
  const body = await readBody(call.request, call.limits);
  const change = readCreate(entity, body.json, await call.data.capabilities(call.context), call.limits);
  const saved = await saveOne(call, change, key, body);
  const location = `${call.base}/${collectionOf(entity)}/${encodeURIComponent(change.id)}`;
  return answer(saved.row, 201, { Location: location, ...etagOf(saved) });
}

/** Some fields of a record become different (RFC 7396). */
export async function patchRow(call: Call, entity: EntityName, id: Id): Promise<Response> {
  refuseOtherParameters(call);
  const key = idempotencyKey(call);
  const version = ifMatch(call);
  const body = await readBody(call.request, call.limits, 'application/merge-patch+json');
  const capabilities = await call.data.capabilities(call.context);
  // What is within a field is merged with what is there; the save compares the version, so nothing comes between.
  const there = reachesIntoFields(body.json) ? await findRow(call, entity, id) : undefined;
  const merged = mergePatch(there, body.json);
  const change = readUpdate(entity, id, merged, version, capabilities, call.limits);
  const saved = await saveOne(call, change, key, body);
  return answer(saved.row, 200, etagOf(saved));
}

export async function deleteRow(call: Call, entity: EntityName, id: Id): Promise<Response> {
  refuseOtherParameters(call);
  const key = idempotencyKey(call);
  const capabilities = await call.data.capabilities(call.context);
  const change = readDelete(entity, id, ifMatch(call), capabilities, call.limits);
  await saveOne(call, change, key);
  return new Response(null, { status: 204 });
}

/**
 * The changes of one command, or of several. A request with one command has the status of its worst change; one with
 * several is always 200, and its outcomes say the rest.
 */
export async function postChanges(call: Call): Promise<Response> {
  refuseOtherParameters(call);
  const key = idempotencyKey(call);
  const body = await readBody(call.request, call.limits);
  const capabilities = await call.data.capabilities(call.context);
  const commands = readCommands(body.json, key, capabilities, call.limits);
  if (commands.length === 1) {
    const [command] = commands as [Command];
    const print = printOf(call, body.text);
    const result = await save(call, command.changes, command.key, print);
    const outcomes = outcomesOf(result, command);
    const problem = problemOf(result, command, { outcomes });
    if (problem) throw problem;
    return answer({ outcomes });
  }
  const outcomes: unknown[] = [];
  for (const command of commands) {
    const print = fingerprint(JSON.stringify(command.changes));
    outcomes.push(...outcomesOf(await save(call, command.changes, command.key, print), command));
  }
  return answer({ outcomes });
}

async function saveOne(call: Call, change: Change, key: string, body?: Body): Promise<Saved> {
  const result = await save(call, [change], key, printOf(call, body?.text ?? ''));
  const problem = problemOf(result, { key, changes: [change], start: -1 });
  if (problem) throw problem;
  if (result.ok !== true) throw new Error('A save failed, and nothing said why.');
  return result.saved[0]!;
}

function save(call: Call, changes: readonly Change[], key: string, print: string): Promise<SaveAnswer> {
  return call.data.save(changes, { key, fingerprint: print, client: call.client }, call.context);
}

function printOf({ request, url }: Call, text: string): string {
  return fingerprint(request.method, url.pathname, request.headers.get('If-Match') ?? '', text);
}

function etagOf({ version }: Saved): Record<string, string> {
  return version === undefined ? {} : { ETag: etag(version) };
}

// What became of a command, in the terms of HTTP

const statusOf = {
  exists: 409,
  changed: 412,
  'not-found': 404,
  refused: 422,
  'not-tried': 409,
} as const satisfies Record<SaveFault['code'], ProblemStatus>;

const details = {
  exists: 'exists already',
  changed: 'has been changed by somebody else',
  'not-found': 'does not exist',
  refused: 'is refused by the rules',
  'not-tried': 'was not tried, because another change of its command failed',
} as const satisfies Record<SaveFault['code'], string>;

const keyReused = 'This Idempotency-Key was used for another request.';

/** One `SaveOutcome` for each change; problems are problem documents. */
function outcomesOf(result: SaveAnswer, { changes, start }: Command): readonly unknown[] {
  if (result.ok === 'key-reused')
    return changes.map(() => ({ ok: false, problem: documentOf(422, keyReused, []) }));
  if (result.ok) return result.saved.map(({ version }) => ({ ok: true, version }));
  return result.faults.map((fault, index) => ({
    ok: false,
    problem: documentOf(
      statusOf[fault.code],
      sentence(changes[index]!, fault),
      errorsOf(fault, changes[index]!, start + index),
      reasonsOf(fault),
    ),
    ...currentOf(fault),
  }));
}

function problemOf(
  result: SaveAnswer,
  { changes, start }: Command,
  members: Readonly<Record<string, unknown>> = {},
): HttpProblem | undefined {
  if (result.ok === true) return undefined;
  if (result.ok === 'key-reused') return new HttpProblem(422, keyReused, { members });
  const index = result.faults.findIndex(({ code }) => code !== 'not-tried');
  const fault = result.faults[index]!;
  const place = start < 0 ? -1 : start + index;
  return new HttpProblem(statusOf[fault.code], sentence(changes[index]!, fault), {
    errors: errorsOf(fault, changes[index]!, place),
    members: { ...reasonsOf(fault), ...currentOf(fault), ...members },
  });
}

function documentOf(
  status: ProblemStatus,
  detail: string,
  errors: readonly PartFault[],
  members: object = {},
): object {
  return { status, detail, kind: kindOf(status), retryable: isRetryable(status), errors, ...members };
}

function sentence({ entity, id }: Change, { code }: SaveFault): string {
  return code === 'refused' || code === 'not-tried'
    ? `The change of the ${entity} "${id}" ${details[code]}.`
    : `The ${entity} "${id}" ${details[code]}.`;
}

/** Where a rule says no: the field that it names, else the change. */
function errorsOf(fault: SaveFault, { kind }: Change, place: number): readonly PartFault[] {
  if (fault.code !== 'refused') return [];
  const part = kind === 'create' ? 'record' : 'patch';
  return fault.reasons.map((each: Reason) => {
    const field = typeof each.details?.['field'] === 'string' ? each.details['field'] : '';
    const message = each.details?.['message'];
    const pointer = place < 0 ? field : `/changes/${place}${field && `/${part}${field}`}`;
    return { pointer, detail: message ? `${each.code}: ${message}` : each.code };
  });
}

function reasonsOf(fault: SaveFault): { reasons?: readonly Reason[] } {
  return fault.code === 'refused' ? { reasons: fault.reasons } : {};
}

function currentOf(fault: SaveFault): object {
  return 'current' in fault ? { current: fault.current } : {};
}
