import type { EntityName } from '../model/records.js';
import type { Rows } from '../store/port.js';
import { answer, countParameter, etag, parameter, refuseOtherParameters, type Call } from './call.js';
import { rowsOf } from './collections.js';
import { decodePlace, encodePlace } from './cursor.js';
import { readBody } from './body.js';
import { HttpProblem, wrongPart } from './problems.js';
import { readCountQueries, readGroupQuery, readPageQuery, readRefs, type Terms } from './read-questions.js';

/** The protocol's version: raised when something in it changes its meaning. */
export const protocol = 1;

export async function getCapabilities(call: Call): Promise<Response> {
  refuseOtherParameters(call);
  return answer({ protocol, ...(await call.data.capabilities(call.context)) });
}

export async function getSetup(call: Call): Promise<Response> {
  refuseOtherParameters(call);
  return answer(await call.data.setup(call.context));
}

/** Everything of one entity, page by page. */
export async function getRows(call: Call, entity: EntityName): Promise<Response> {
  if (entity !== 'company' && entity !== 'contact') {
    refuseOtherParameters(call);
    return answer({ rows: rowsOf(await call.data.setup(call.context), entity) });
  }
  refuseOtherParameters(call, 'limit', 'after');
  const limit = countParameter(call, 'limit', call.limits.pageRows);
  const cursor = parameter(call, 'after');
  const after =
    cursor === undefined ? undefined : decodePlace(cursor, [], await call.data.fields(call.context));
  if (cursor !== undefined && !after) throw wrongPart('after', 'is not a cursor of this address');
  const { next, ...page } = await call.data.readPage(entity, { limit, after }, call.context);
  return answer({ ...page, ...(next ? { next: encodePlace(next, []) } : {}) });
}

/** One record with its ETag. */
export async function getRow(call: Call, entity: EntityName, id: string): Promise<Response> {
  refuseOtherParameters(call);
  const row = await findRow(call, entity, id);
  if (!row) throw new HttpProblem(404, 'There is no such record.');
  return answer(row, 200, typeof row['version'] === 'string' ? { ETag: etag(row['version']) } : {});
}

/** The record as it is now; undefined when there is none. */
export async function findRow(
  call: Call,
  entity: EntityName,
  id: string,
): Promise<Readonly<Record<string, unknown>> | undefined> {
  const rows = await call.data.get([{ entity, id }], call.context);
  const found = rowsOf(rows, entity) as readonly Readonly<Record<string, unknown>>[];
  return found.find((row) => row['id'] === id);
}

export async function postQuery(call: Call): Promise<Response> {
  const [{ json }, terms] = [await readBody(call.request, call.limits), await termsOf(call)];
  const query = readPageQuery(json, terms);
  const { next, ...page } = await call.data.query(query, call.context);
  return answer({ ...page, ...(next ? { next: encodePlace(next, query.sort) } : {}) });
}

export async function postCount(call: Call): Promise<Response> {
  const [{ json }, terms] = [await readBody(call.request, call.limits), await termsOf(call)];
  const queries = readCountQueries(json, terms);
  const totals = await Promise.all(queries.map((query) => call.data.count(query, call.context)));
  return answer({ totals });
}

export async function postGroups(call: Call): Promise<Response> {
  const [{ json }, terms] = [await readBody(call.request, call.limits), await termsOf(call)];
  return answer({ groups: await call.data.groups(readGroupQuery(json, terms), call.context) });
}

export async function postGet(call: Call): Promise<Response> {
  const { json } = await readBody(call.request, call.limits);
  const rows: Rows = await call.data.get(readRefs(json, call.limits), call.context);
  return answer(rows);
}

export async function getPreference(call: Call, key: string): Promise<Response> {
  refuseOtherParameters(call);
  const value = await call.data.readPreference(key, await withPreferences(call));
  // Not a 404: browsers would write that to the console, of every page that looks.
  return value === undefined ? new Response(null, { status: 204 }) : answer(value);
}

export async function putPreference(call: Call, key: string): Promise<Response> {
  refuseOtherParameters(call);
  const { json } = await readBody(call.request, call.limits);
  await call.data.savePreference(key, json, await withPreferences(call));
  return new Response(null, { status: 204 });
}

async function withPreferences({ data, context }: Call) {
  if ((await data.capabilities(context)).preferences === false)
    throw new HttpProblem(404, 'This backend keeps no preferences.');
  return context;
}

async function termsOf(call: Call): Promise<Terms> {
  refuseOtherParameters(call);
  const [capabilities, catalog] = await Promise.all([
    call.data.capabilities(call.context),
    call.data.fields(call.context),
  ]);
  if (!capabilities.query) throw new HttpProblem(404, 'This backend answers no questions: read everything.');
  return { capabilities, catalog, limits: call.limits };
}
