import type { CallContext, ServerData } from './data.js';
import { isKeepable } from './keepable.js';
import type { Limits } from './limits.js';
import { HttpProblem, wrongPart } from './problems.js';

/** A request on its way: who asks, and what the endpoints need to answer. */
export interface Call {
  readonly request: Request;
  readonly url: URL;
  readonly data: ServerData;
  readonly limits: Limits;
  readonly context: CallContext;
  /** The tab that asks (`Leadkit-Client`): it is not told of what it did itself (S5). */
  readonly client: string | undefined;
  /** How many streams of events are open; endpoints count here. */
  readonly streams: { open: number };
  /** Where the request was sent, without the part that routes know: for `Location`. */
  readonly base: string;
}

/** JSON that nobody keeps. */
export function answer(
  body: unknown,
  status = 200,
  headers: Readonly<Record<string, string>> = {},
): Response {
  return new Response(JSON.stringify(body), {
    status,
    headers: { 'Content-Type': 'application/json', 'Cache-Control': 'no-store', ...headers },
  });
}

/** A parameter of the address; undefined when it is not there. One that is not known is refused elsewhere. */
export function parameter(call: Call, name: string): string | undefined {
  const values = call.url.searchParams.getAll(name);
  if (values.length > 1) throw wrongPart(name, 'must be given once');
  const [value] = values;
  if (value !== undefined && value.length > call.limits.textLength) throw wrongPart(name, 'is too long');
  if (value !== undefined && !isKeepable(value)) throw wrongPart(name, 'must not contain U+0000');
  return value;
}

export function refuseOtherParameters(call: Call, ...known: readonly string[]): void {
  for (const name of call.url.searchParams.keys())
    if (!known.includes(name)) throw wrongPart(name.slice(0, 100), 'is not a parameter of this address');
}

/** A whole number in the address, from 1 to `most`; `most` when it is not there. */
export function countParameter(call: Call, name: string, most: number): number {
  const value = parameter(call, name);
  if (value === undefined) return most;
  if (!/^\d{1,9}$/.test(value) || Number(value) < 1) throw wrongPart(name, 'must be a whole number above 0');
  return Math.min(Number(value), most);
}

/** `Idempotency-Key`: every write carries one, so that a repeated one is not done twice. */
export function idempotencyKey({ request, limits }: Call): string {
  const key = request.headers.get('Idempotency-Key');
  if (!key) throw wrongPart('Idempotency-Key', 'is missing');
  if (key.length > limits.textLength) throw wrongPart('Idempotency-Key', 'is too long');
  return key;
}

/** `If-Match` (A3): the version that a change is based on, undefined for `*`. Without one, 428. */
export function ifMatch({ request }: Call): string | undefined {
  const header = request.headers.get('If-Match')?.trim();
  if (!header)
    throw new HttpProblem(428, 'A change of a record needs If-Match: the ETag that it is based on, or *.');
  if (header === '*') return undefined;
  const tag = /^"([^"]*)"$/.exec(header)?.[1];
  if (tag === undefined) throw wrongPart('If-Match', 'must be one strong ETag, or *');
  try {
    const version = decodeURIComponent(tag);
    return isKeepable(version) ? version : tag;
  } catch {
    return tag;
  }
}

/** Versions are opaque texts; an ETag may hold few characters. */
export function etag(version: string): string {
  return `"${encodeURIComponent(version)}"`;
}

/** Not an attacker's match: tells one body from another under the same key (cyrb53, public domain). */
export function fingerprint(...parts: readonly string[]): string {
  const text = parts.join('\n');
  let [high, low] = [0xdeadbeef, 0x41c6ce57];
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    high = Math.imul(high ^ code, 2654435761);
    low = Math.imul(low ^ code, 1597334677);
  }
  high = Math.imul(high ^ (high >>> 16), 2246822507) ^ Math.imul(low ^ (low >>> 13), 3266489909);
  low = Math.imul(low ^ (low >>> 16), 2246822507) ^ Math.imul(high ^ (high >>> 13), 3266489909);
  return `${text.length.toString(36)}.${(high >>> 0).toString(36)}.${(low >>> 0).toString(36)}`;
}
