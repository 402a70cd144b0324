import { createParser, type EventSourceMessage } from 'eventsource-parser';
import { AdapterError } from '../../../store/port.js';
import type { RestClient } from '../../rest/rest-client.js';
import { RestProblem } from '../../rest/rest-problem.js';
import { describe } from '../problem-details.js';
import { orCancelled } from '../../rest/waiting.js';

export interface StreamOptions {
  /** The last event heard, if there was one. */
  readonly position: string | undefined;
  /** Milliseconds in which it has to open, and in which the first byte has to come. */
  readonly timeout: number;
  /** Milliseconds without a byte after which it counts as broken. */
  readonly heartbeat: number;
  /** It is open: from now on nothing is missed. */
  readonly onOpen: () => void;
  /** Something arrived, if only a comment. */
  readonly onSign: () => void;
  readonly onEvent: (message: EventSourceMessage) => void;
}

/** The address answers, but no stream of events comes from it: something on the way holds it back. */
export class NotStreaming extends AdapterError {
  constructor() {
    super('unavailable', 'GET /events gives no stream of events.');
  }
}

/**
 * Reads `GET /events` until the backend ends it. With fetch, since an EventSource can send no token. Rejects with an
 * `AdapterError` when it can't be opened, goes silent, or the signal aborts; nothing stays open then.
 */
export async function readStream(
  client: RestClient,
  options: StreamOptions,
  signal: AbortSignal,
): Promise<void> {
  const { position, timeout, heartbeat, onOpen, onSign, onEvent } = options;
  const connection = new AbortController();
  const stop = () => connection.abort(signal.reason);
  signal.addEventListener('abort', stop);
  let watchdog: ReturnType<typeof setTimeout> | undefined;
  const expectSign = (within: number, otherwise: AdapterError) => {
    clearTimeout(watchdog);
    watchdog = setTimeout(() => connection.abort(otherwise), within);
  };
  let reader: ReadableStreamDefaultReader<Uint8Array> | undefined;
  try {
    const headers = { Accept: 'text/event-stream', ...(position && { 'Last-Event-ID': position }) };
    if (signal.aborted) stop();
    expectSign(timeout, new AdapterError('unavailable', 'The stream of events did not open.'));
    const opening = client.send({ method: 'GET', path: 'events', headers }, connection.signal);
    const response = await orCancelled(opening, connection.signal);
    if (!response.ok)
      throw new RestProblem(
        'GET /events',
        response,
        await orCancelled(response.text(), connection.signal),
        describe,
      );
    reader = response.body?.getReader();
    if (!reader || !/^text\/event-stream/i.test(response.headers.get('Content-Type') ?? ''))
      throw new NotStreaming();
    onOpen();
    expectSign(timeout, new NotStreaming());
    const parser = createParser({ onEvent });
    const decoder = new TextDecoder();
    for (;;) {
      const { done, value } = await orCancelled(reader.read(), connection.signal);
      if (done) return;
      expectSign(heartbeat, new AdapterError('unavailable', 'The stream of events went silent.'));
      onSign();
      parser.feed(decoder.decode(value, { stream: true }));
    }
  } finally {
    clearTimeout(watchdog);
    signal.removeEventListener('abort', stop);
    connection.abort();
    void reader?.cancel().catch(() => {});
  }
}
