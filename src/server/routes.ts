import type { Call } from './call.js';
import { entityOf } from './collections.js';
import { getChanges, getEvents } from './events.js';
import { HttpProblem } from './problems.js';
import {
  getCapabilities,
  getPreference,
  getRow,
  getRows,
  getSetup,
  postCount,
  postGet,
  postGroups,
  postQuery,
  putPreference,
} from './reading.js';
import { deleteRow, patchRow, postChanges, postRow } from './writing.js';

type Endpoint = (call: Call) => Promise<Response>;
type Methods = Readonly<Partial<Record<'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE', Endpoint>>>;

const fixed = new Map<string, Methods>([
  ['capabilities', { GET: getCapabilities }],
  ['setup', { GET: getSetup }],
  ['query', { POST: postQuery }],
  ['count', { POST: postCount }],
  ['groups', { POST: postGroups }],
  ['get', { POST: postGet }],
  ['changes', { GET: getChanges, POST: postChanges }],
  ['events', { GET: getEvents }],
]);

/** The endpoint of a path (without the base, in parts). Throws a 404, or a 405 that says what there is instead. */
export function route(method: string, parts: readonly string[]): Endpoint {
  const methods = methodsOf(parts);
  if (!methods) throw new HttpProblem(404, 'There is nothing at this address.');
  if (Object.hasOwn(methods, method)) return methods[method as keyof Methods]!;
  const allowed = Object.keys(methods).join(', ');
  throw new HttpProblem(405, `This address takes ${allowed}.`, { headers: { Allow: allowed } });
}

function methodsOf(parts: readonly string[]): Methods | undefined {
  const [first = '', id, ...rest] = parts;
  if (rest.length > 0) return undefined;
  if (first === 'preferences' && id)
    return { GET: (call) => getPreference(call, id), PUT: (call) => putPreference(call, id) };
  if (id === undefined && fixed.has(first)) return fixed.get(first);
  const entity = entityOf(first);
  if (!entity) return undefined;
  if (entity === 'settings')
    return id === undefined
      ? { GET: (call) => getRow(call, entity, entity), PATCH: (call) => patchRow(call, entity, entity) }
      : undefined;
  if (id === undefined)
    return { GET: (call) => getRows(call, entity), POST: (call) => postRow(call, entity) };
  if (id === '') return undefined;
  return {
    GET: (call) => getRow(call, entity, id),
    PATCH: (call) => patchRow(call, entity, id),
    DELETE: (call) => deleteRow(call, entity, id),
  };
}
