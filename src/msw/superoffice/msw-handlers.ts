import { http, type HttpHandler } from 'msw/http';
import { withFaults, type Faults } from '../faults.js';
import { createSuperOffice, type SuperOffice, type SuperOfficeOptions } from './handler.js';

export interface SuperOfficeHandlersOptions extends Omit<SuperOfficeOptions, 'base'> {
  /** As the adapter has it: `/Cust12345/api`, `https://sod.superoffice.com/Cust12345/api`. */
  readonly url: string;
  /** One that is there already, made with the same base. */
  readonly office?: SuperOffice;
  readonly faults?: Faults;
}

/**
 * Handlers of Mock Service Worker that answer as SuperOffice's Web API is documented to.
 *
 * @example
 * const worker = setupWorker(...createSuperOfficeHandlers({ url: '/Cust12345/api', contacts, companies }));
 */
export function createSuperOfficeHandlers({
  url,
  office,
  faults,
  ...options
}: SuperOfficeHandlersOptions): HttpHandler[] {
  const address = url.replace(/\/$/, '');
  const base = /^https?:/.test(address) ? new URL(address).pathname.replace(/\/$/, '') : address;
  const { handler } = office ?? createSuperOffice({ ...options, base });
  const answer = faults ? withFaults(handler, faults) : handler;
  return [http.all(`${address}/*`, ({ request }) => answer(request))];
}
