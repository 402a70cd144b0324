import { createHttpAdapter } from '../src/adapters/http/index.js';
import { createMemoryAdapter, type MemoryAdapterOptions } from '../src/adapters/memory/index.js';
import { createSuperOfficeAdapter } from '../src/adapters/superoffice/index.js';
import { IdBook, type IdStorage } from '../src/adapters/superoffice/ids.js';
import type { EntityName } from '../src/model/index.js';
import { createFaults, faultKinds, withFaults, type FaultKind, type FaultPlan } from '../src/msw/index.js';
import { createSuperOffice } from '../src/msw/superoffice/index.js';
import { asFetch, createHandler } from '../src/server/index.js';
import { createMemoryData } from '../src/server/memory/index.js';
import type { LeadAdapter } from '../src/store/index.js';

const faultTitles: Readonly<Record<FaultKind, string>> = {
  latency: 'slow (2 s)',
  '401': '401, token expired',
  '403': '403, forbidden',
  '404': '404, record gone',
  '409': '409, exists already',
  '412': '412, changed by somebody else',
  '422': '422, refused',
  '429': '429, too many requests',
  '500': '500, backend fails',
  'network-loss': 'network lost',
  'answer-lost': 'answers lost',
  'half-page': 'half answers',
  duplicates: 'everything twice',
  disorder: 'events out of order',
  echo: 'own changes as events',
};

/** The entries of the toolbar: where stories have their records, and what goes wrong on the way. */
export const backendItems: readonly { readonly value: string; readonly title: string }[] = [
  { value: 'memory', title: 'In memory' },
  { value: 'superoffice', title: 'SuperOffice' },
  { value: 'http', title: 'HTTP' },
  { value: 'http-least', title: 'HTTP, only read and save' },
  ...faultKinds.map((kind) => ({ value: `http-${kind}`, title: `HTTP, ${faultTitles[kind]}` })),
  { value: 'http-random', title: 'HTTP, something goes wrong now and then' },
];

let chosen = 'memory';

/** Decides where the stores of the next story have their records. */
export function chooseBackend(value: unknown): void {
  chosen = backendItems.some((item) => item.value === value) ? (value as string) : 'memory';
}

/**
 * Takes the place of `createMemoryAdapter` in stories (`vite.config.ts`), so that none of them knows its backend, like
 * the elements. Over HTTP the handler answers in this very page: there is no server, and no service worker either.
 */
export function createChosenAdapter(options: MemoryAdapterOptions = {}): LeadAdapter {
  if (chosen === 'memory') return createMemoryAdapter(options);
  if (chosen === 'superoffice') return onSuperOffice(options);
  const data = createMemoryData({ ...options, declare: chosen === 'http-least' ? 'least' : 'everything' });
  const handler = withFaults(createHandler({ data, base: '/api' }), createFaults(planOf(chosen)));
  return createHttpAdapter({ url: '/api', fetch: asFetch(handler), tries: 2, backOff: 200 });
}

function planOf(value: string): FaultPlan {
  if (value === 'http-random') return { random: { seed: Date.now(), rate: 0.2 }, latency: 1_000 };
  const always = faultKinds.find((kind) => value === `http-${kind}`);
  return always ? { always } : {};
}

/** An installation in this page that has the records. Its numbers are its own: the book knows which are theirs. */
function onSuperOffice({ companies, contacts, categories, leadStatuses }: MemoryAdapterOptions): LeadAdapter {
  const office = createSuperOffice({ companies, contacts, categories, leadStatuses });
  const entries = new Map<string, string>();
  const ids: IdStorage = {
    getItem: (key) => entries.get(key) ?? null,
    setItem: (key, value) => void entries.set(key, value),
  };
  const book = new IdBook(ids);
  for (const [name, number] of office.world.numbers) {
    const [entity, id] = name.split('/') as [EntityName, string];
    if (id !== String(number)) book.remember(entity, id, number);
  }
  return createSuperOfficeAdapter({ url: '/Cust12345/api', fetch: asFetch(office.handler), ids });
}
