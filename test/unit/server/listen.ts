import { expect } from 'vitest';
import { origin, type Api } from './api.js';

export interface Heard {
  readonly id: string;
  readonly event: string;
  // eslint-disable-next-line @typescript-eslint/no-explicit-any
  readonly data: any;
}

/** A client at the stream. `next` waits for the next event; comments are counted. */
export async function listen({ handler }: Pick<Api, 'handler'>, headers: Record<string, string> = {}) {
  const leave = new AbortController();
  const request = new Request(`${origin}/api/events`, { headers, signal: leave.signal });
  const response = await handler(request);
  expect(response.headers.get('Content-Type')).toBe('text/event-stream');
  const reader = response.body!.pipeThrough(new TextDecoderStream()).getReader();
  const heard: Heard[] = [];
  const client = { comments: 0, next, leave: () => leave.abort(), isOver, cancel: () => reader.cancel() };

  async function next(): Promise<Heard> {
    while (heard.length === 0) if (!(await read())) throw new Error('The stream has ended.');
    return heard.shift()!;
  }

  async function isOver(): Promise<boolean> {
    while (await read());
    return true;
  }

  async function read(): Promise<boolean> {
    const { done, value } = await reader.read();
    for (const block of value?.split('\n\n').filter(Boolean) ?? []) {
      const fields = Object.fromEntries(
        block
          .split('\n')
          .map((line) => [line.slice(0, line.indexOf(':')), line.slice(line.indexOf(':') + 1).trim()]),
      );
      if (fields['event'])
        heard.push({ id: fields['id']!, event: fields['event'], data: JSON.parse(fields['data']!) });
      else client.comments++;
    }
    return !done;
  }

  return client;
}
