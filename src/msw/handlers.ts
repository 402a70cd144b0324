import { http, type HttpHandler } from 'msw/http';
import { createHandler, type HandlerOptions } from '../server/handler.js';
import { createMemoryData } from '../server/memory/index.js';
import { withFaults, type Faults } from './faults.js';

export interface LeadHandlersOptions extends Partial<Omit<HandlerOptions, 'base'>> {
  /** As the adapter has it: `/api`, `https://leads.example/api`. In Node it has to be a whole address. */
  readonly url: string;
  readonly faults?: Faults;
}

/**
 * Handlers of Mock Service Worker that answer the HTTP adapter, in a browser's service worker and in Node. Without
 * `data`, there is a new installation in memory.
 *
 * The stream of events passes through a service worker where streams can be handed over (Chromium, Firefox); elsewhere
 * it does not arrive, and the adapter asks for changes now and then instead.
 *
 * @example
 * const worker = setupWorker(...createLeadHandlers({ url: '/api', data: createMemoryData({ contacts }) }));
 */
export function createLeadHandlers({ url, faults, data, ...options }: LeadHandlersOptions): HttpHandler[] {
  const address = url.replace(/\/$/, '');
  const base = /^https?:/.test(address) ? new URL(address).pathname.replace(/\/$/, '') : address;
  const handler = createHandler({ ...options, data: data ?? createMemoryData(), base });
  const answer = faults ? withFaults(handler, faults) : handler;
  return [http.all(`${address}/*`, ({ request }) => answer(request))];
}
