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
    headers: { ...headers, ...(body !== undefined && { 'Content-Type': 'application/json' }) },
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
        throw fault('POST /$batch did not say what became of each request.');
      return { body: response.body, etag: header(response, 'etag') };
    }),
  };
}

const failedDependency = 424;

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

/** Names of headers are lower-case in batches, or should be. */
function header({ headers }: BatchResponse, name: string): string | undefined {
  const key = Object.keys(headers).find((each) => each.toLowerCase() === name);
  return key === undefined ? undefined : String(headers[key]);
}
