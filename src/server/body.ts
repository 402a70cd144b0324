import { unkeepableParts } from './keepable.js';
import type { Limits } from './limits.js';
import { HttpProblem, unusable, wrongPart } from './problems.js';
import { maxErrors } from './reader.js';

/** A request's body: as text, to tell it from another one, and as data. */
export interface Body {
  readonly text: string;
  readonly json: unknown;
}

/**
 * Reads JSON from outside. Never holds more than the limit in memory and waits no longer than the limit; throws an
 * `HttpProblem` for everything that is not JSON of the given type, or holds texts that can't be kept: 400, 408, 413, 415
 * or 422.
 */
export async function readBody(
  request: Request,
  limits: Limits,
  mediaType = 'application/json',
): Promise<Body> {
  const type = request.headers.get('Content-Type')?.split(';')[0]?.trim().toLowerCase();
  if (type !== mediaType) throw new HttpProblem(415, `The body must be ${mediaType}.`);
  const text = await readText(request, limits);
  if (nestsDeeper(text, limits.bodyDepth))
    throw new HttpProblem(400, `The body is nested more than ${limits.bodyDepth} levels deep.`);
  const json = parse(text);
  const faults = unkeepableParts(json, text);
  if (faults.length > 0) throw unusable(faults.slice(0, maxErrors));
  return { text, json };
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    throw wrongPart('body', 'is not JSON');
  }
}

async function readText(request: Request, { bodyBytes, bodyTime }: Limits): Promise<string> {
  const tooLarge = () => new HttpProblem(413, `The body is larger than ${bodyBytes} bytes.`);
  if (Number(request.headers.get('Content-Length')) > bodyBytes) throw tooLarge();
  const bytes = await within(bodyTime, async (late): Promise<Uint8Array> =>
    // Firefox has no streams in requests that are made in the page itself.
    request.body
      ? readStream(request.body, bodyBytes, tooLarge, late)
      : new Uint8Array(await request.arrayBuffer()),
  );
  if (bytes.byteLength > bodyBytes) throw tooLarge();
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw wrongPart('body', 'is not UTF-8');
  }
}

async function readStream(
  stream: ReadableStream<Uint8Array>,
  most: number,
  tooLarge: () => HttpProblem,
  late: AbortSignal,
): Promise<Uint8Array> {
  const reader = stream.getReader();
  const pieces: Uint8Array[] = [];
  let length = 0;
  const stop = () => void reader.cancel().catch(() => {});
  late.addEventListener('abort', stop);
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) break;
      length += value.byteLength;
      if (length > most) {
        stop();
        throw tooLarge();
      }
      pieces.push(value);
    }
  } finally {
    late.removeEventListener('abort', stop);
  }
  const all = new Uint8Array(length);
  let at = 0;
  for (const piece of pieces) {
    all.set(piece, at);
    at += piece.byteLength;
  }
  return all;
}

/** A client that sends a byte a minute must not hold anything. */
async function within<Result>(time: number, read: (late: AbortSignal) => Promise<Result>): Promise<Result> {
  const late = new AbortController();
  let timer: ReturnType<typeof setTimeout> | undefined;
  const timeout = new Promise<never>((_, reject) => {
    timer = setTimeout(() => {
      late.abort();
      reject(new HttpProblem(408, `The body did not arrive within ${time} ms.`));
    }, time);
  });
  try {
    return await Promise.race([read(late.signal), timeout]);
  } finally {
    clearTimeout(timer);
  }
}

/** Looks at brackets outside of strings, before anything is built from them. */
function nestsDeeper(text: string, most: number): boolean {
  let depth = 0;
  let inString = false;
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (inString) {
      if (code === backslash) at++;
      else if (code === quote) inString = false;
    } else if (code === quote) inString = true;
    else if (code === openBrace || code === openBracket) {
      if (++depth > most) return true;
    } else if (code === closeBrace || code === closeBracket) depth--;
  }
  return false;
}

const [quote, backslash, openBrace, closeBrace, openBracket, closeBracket] = [...'"\\{}[]'].map((character) =>
  character.charCodeAt(0),
) as [number, number, number, number, number, number];
