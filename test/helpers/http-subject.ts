import { createHttpAdapter } from '../../src/adapters/http/index.js';
import type { AdapterSubject } from '../../src/adapters/kit/index.js';
import { createHandler, type Handler, type HandlerOptions } from '../../src/server/index.js';
import { createMemoryData, type MemoryDataOptions } from '../../src/server/memory/index.js';
import type { LeadAdapter, Rows } from '../../src/store/port.js';
import { faultyNetwork } from './faulty-network.js';

type Wrap = (adapter: LeadAdapter) => LeadAdapter;

/** The HTTP adapter on its own backend in memory. */
export function httpSubject(declare: MemoryDataOptions['declare'], wrap?: Wrap): AdapterSubject {
  return overHttp(
    `HTTP, ${declare} declared`,
    async (rows) => ({ data: createMemoryData({ ...rows, declare, pageSize: 50 }) }),
    wrap,
  );
}

/** The HTTP adapter and a backend in this process, with a network that can fail between them. */
export function overHttp(
  name: string,
  start: (rows: Rows) => Promise<HandlerOptions>,
  wrap: Wrap = (adapter) => adapter,
): AdapterSubject {
  let handler: Handler;
  const { fetch, faults } = faultyNetwork((request) => handler(request));
  const connect = () =>
    createHttpAdapter({ url: 'https://leads.example/api', fetch, tries: 2, backOff: 1, pollInterval: 20 });
  return {
    name,
    async connect(rows) {
      handler = createHandler({ ...(await start(rows)), base: '/api' });
      return wrap(connect());
    },
    connectAgain: connect,
    faults,
  };
}
