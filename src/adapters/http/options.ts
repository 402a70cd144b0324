import type { RestOptions } from '../rest/rest-client.js';

export interface HttpAdapterOptions extends RestOptions {
  /** Names this tab to the backend, which then does not tell it of what it did itself. */
  readonly client?: string;
  /** Rows of one page, when everything is read. */
  readonly pageSize?: number;
  /** Milliseconds without a sign of life after which the stream of events is opened again. */
  readonly heartbeat?: number;
  /** Milliseconds between two questions for changes, where no stream is to be had. */
  readonly pollInterval?: number;
}
