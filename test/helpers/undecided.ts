import { createMemoryAdapter } from '../../src/adapters/memory/memory-adapter.js';
import type { Change } from '../../src/model/changes.js';
import { updated } from '../../src/model/changes.js';
import type { LeadStore } from '../../src/store/lead-store.js';
import { outboxOver } from '../../src/store/outbox/outbox-queue.js';
import type { OutboxEntry, OutboxStorage } from '../../src/store/outbox/port.js';
import type { LeadAdapter } from '../../src/store/port.js';
import { FlakyAdapter } from './flaky-adapter.js';
import { createSampleStore, sample } from './stores.js';

/** A backend that says whose change it was, and tells nobody of anything: each conflict comes as an answer. */
export function signedBackend(by = 'Ida Berg') {
  const backend = createMemoryAdapter(structuredClone(sample));
  const adapter: LeadAdapter = {
    read: (options) => backend.read(options),
    save: async (changes, options) => {
      const outcomes = (await backend.save(changes, options)) ?? [];
      return outcomes.map((outcome) =>
        outcome.ok || !outcome.current
          ? outcome
          : { ...outcome, current: { ...outcome.current, by, at: '2026-11-21T09:30:00.000Z' } },
      );
    },
  };
  let key = 0;
  /** Somebody else saves, whatever is there. */
  const others = (...changes: Change[]) =>
    backend.save(changes, { signal: new AbortController().signal, key: `other ${key++}` });
  return { backend, adapter, others };
}

/** A store in which Ada's title and email are contradicted, or whatever else the changes of the two make. */
export async function storeWithConflict(
  mine: object = { title: 'Head of engineering', email: 'ada@lovelace.example' },
  theirs: object = { title: 'Chief engineer', email: 'a.lovelace@acme.example' },
): Promise<LeadStore> {
  const { adapter, others } = signedBackend();
  const store = await createSampleStore(adapter, { freeze: false });
  await others(updated('contact', 'ada', theirs));
  await store.updateContact('ada', mine);
  return store;
}

/** An outbox's storage without a browser. */
export function memoryStorage(entries = new Map<string, OutboxEntry>()): OutboxStorage {
  return {
    open: () => Promise.resolve([...entries.values()]),
    put: (entry) => {
      entries.set(entry.id, structuredClone(entry));
      return Promise.resolve(true);
    },
    remove: (id) => {
      entries.delete(id);
      return Promise.resolve();
    },
  };
}

/** A store with an outbox, and the line in one's hand. Tries only when it is told to. */
export async function storeWithOutbox(): Promise<{ store: LeadStore; line: FlakyAdapter }> {
  const line = new FlakyAdapter(createMemoryAdapter(structuredClone(sample)));
  const outbox = outboxOver(memoryStorage(), { firstRetry: 1_000_000, longestRetry: 1_000_000 });
  const store = await createSampleStore(line, { outbox, freeze: false });
  return { store, line };
}

/** Two changes that wait and one that was refused. */
export async function storeThatWaits(): Promise<{ store: LeadStore; line: FlakyAdapter }> {
  const { store, line } = await storeWithOutbox();
  line.fault = () => 'lostBefore';
  await store.updateCompany('globex', { city: 'Bonn', phone: '+49 228 1234' });
  line.fault = () => 'refused';
  store.retryWaiting();
  await new Promise<void>((resolve) => {
    const stop = store.subscribe(() => {
      if (store.waiting[0]?.state !== 'refused') return;
      stop();
      resolve();
    });
  });
  line.fault = () => 'lostBefore';
  await store.updateContact('ada', { title: 'Head of engineering' });
  await store.createContact({ firstName: 'Katherine', lastName: 'Johnson', companyId: 'acme' });
  return { store, line };
}
