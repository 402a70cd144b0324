import { isObject } from '../../model/parse-values.js';
import { RestProblem } from '../rest/rest-problem.js';
import { describe, fault, type ServiceClient } from './service-client.js';
import type { Done, Write } from './writes.js';

/** What a service did with writes: all of them, or none and why. By their places. */
export type Together =
  { readonly done: readonly Done[] } | { readonly failed: ReadonlyMap<number, RestProblem> };

interface BatchResponse {
  readonly status: number;
  readonly headers: Readonly<Record<string, unknown>>;
  readonly body: unknown;
}

/** One request for several writes, all or none (OData JSON format 4.01, 19: one atomicity group). */
export async function sendBatch(
  client: ServiceClient,
  writes: readonly Write[],
  signal: AbortSignal,
): Promise<Together> {
  const requests = writes.map(({ call: { method, path, headers, body } }, at) => ({
    id: String(at),
    atomicityGroup: 'command',
    ...(at > 0 && { dependsOn: [String(at - 1)] }), // a company comes before its contacts
    method,
    url: path,
    headers: lowerCased({ ...headers, ...(body !== undefined && { 'Content-Type': 'application/json' }) }),
    body,
  }));
  const responses = await client.rest.callOnce(
    { method: 'POST', path: '$batch', body: { requests } },
    responsesIn,
    signal,
  );
  const failed = [...responses].filter(([, { status }]) => status >= 300 && status !== failedDependency);
  // A group may be answered by one response, under the group's name.
  const problems = failed.map(
    ([id, response]) => [Number(id) || 0, problemIn(writes[Number(id) || 0]!, response)] as const,
  );
  if (problems.length > 0) return { failed: new Map(problems) };
  return {
    done: writes.map((_, at) => {
      const response = responses.get(String(at));
      if (!response || response.status >= 300)
        throw fault(`POST /$batch answered ${response?.status ?? 'nothing'} to a request of its group.`);
      return { body: response.body, etag: header(response, 'etag') };
    }),
  };
}

/** A request that was not tried, or a service that knows no dependencies. */
const failedDependency = 424;

/** Names of headers must be lower-case in batches; those of answers often are not. */
function lowerCased(headers: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]));
}

function responsesIn(body: unknown, what: string): ReadonlyMap<string, BatchResponse> {
  const responses = isObject(body) ? body['responses'] : undefined;
  if (!Array.isArray(responses)) throw fault(`${what} answered no responses.`);
  return new Map(
    responses.filter(isObject).map(({ id, status, headers, body, atomicityGroup }) => {
      if (!(Number.isInteger(status) && (status as number) >= 200 && (status as number) < 600))
        throw fault(`${what} answered the status "${String(status)}".`);
      return [
        String(id ?? atomicityGroup),
        { status: status as number, headers: isObject(headers) ? headers : {}, body },
      ];
    }),
  );
}

function problemIn({ call }: Write, response: BatchResponse): RestProblem {
  const { status, body } = response;
  const wait = header(response, 'retry-after');
  const answer = new Response(null, { status, headers: wait ? { 'Retry-After': wait } : {} });
  return new RestProblem(`${call.method} /${call.path}`, answer, JSON.stringify(body ?? null), describe);
}

function header({ headers }: BatchResponse, name: string): string | undefined {
  const value = lowerCased(headers)[name];
  return typeof value === 'string' ? value : undefined;
}
