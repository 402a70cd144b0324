import 'fake-indexeddb/auto';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { createHttpAdapter } from '../../src/adapters/http/index.js';
import { createOutbox } from '../../src/adapters/outbox/index.js';
import { LeadStore } from '../../src/store/lead-store.js';
import { fakeLocks } from '../helpers/fake-locks.js';
import { sample } from '../helpers/stores.js';
import { People, seeded } from './people.js';
import { SoakBackend } from './soak-backend.js';

/** LEADKIT_SOAK_SECONDS=600 for the long one; LEADKIT_SEED for another one. */
const seconds = Number(process.env['LEADKIT_SOAK_SECONDS'] ?? 20) / 2;
const seed = Number(process.env['LEADKIT_SEED'] ?? 4);
/** One thing is done in so many milliseconds, on average. */
const pace = 15;

afterEach(() => vi.unstubAllGlobals());

/** A tab with the page in it, which can be reloaded. */
class Tab {
  store!: LeadStore;
  readonly #backend: SoakBackend;
  readonly #outbox: string;

  constructor(backend: SoakBackend, outbox: string) {
    this.#backend = backend;
    this.#outbox = outbox;
    this.open();
  }

  open(): void {
    const adapter = createHttpAdapter({
      url: 'http://soak.test/api',
      fetch: this.#backend.fetch,
      token: () => 'a token',
      timeout: 1_000,
      tries: 2,
      backOff: 10,
      heartbeat: 2_000,
      pollInterval: 200,
    });
    const outbox = createOutbox({ name: this.#outbox, firstRetry: 20, longestRetry: 200 });
    this.store = new LeadStore({ adapter, outbox, timeout: 5_000 });
  }

  async reload(): Promise<void> {
    this.store.close();
    this.open();
    await this.store.loaded;
  }

  /** As a person would, when the page says that the data could not be reached. */
  async retryReading(): Promise<void> {
    if (this.store.phase === 'failed') await this.store.reload();
  }
}

describe.each([
  ['is read whole', false],
  ['answers questions', true],
] as const)('[S6] a soak on a backend that %s', (_, answersQuestions) => {
  it(
    `for ${seconds} s, seed ${seed}: both tabs, the outbox and the backend agree, and every acknowledged write is there exactly once`,
    { timeout: seconds * 1_000 + 120_000 },
    async () => {
      vi.stubGlobal('navigator', { locks: fakeLocks() });
      const random = seeded(seed);
      const backend = new SoakBackend(structuredClone(sample), answersQuestions);
      const outbox = `soak-${answersQuestions}-${seed}`;
      const tabs = [new Tab(backend, outbox), new Tab(backend, outbox)] as const;
      await Promise.all(tabs.map(({ store }) => store.loaded));
      const people = new People(['ada', 'grace', 'linus'], random);
      backend.plan = { random: { seed, rate: 0.15 }, latency: 50, retryAfter: 0 };

      const end = Date.now() + seconds * 1_000;
      const middle = Date.now() + seconds * 500;
      const underWay = new Map<Tab, Set<Promise<void>>>(tabs.map((tab) => [tab, new Set()]));
      while (Date.now() < end) {
        const tab = people.pick(tabs);
        const mine = underWay.get(tab)!;
        await tab.retryReading();
        const chance = random();
        if (backend.restarts === 0 && Date.now() > middle) await backend.restart(300);
        else if (chance < 0.01) await backend.lose(300 * random());
        else if (chance < 0.03) backend.drop();
        else if (chance < 0.04) {
          await Promise.all(mine); // the answers that a person has seen
          await tab.reload();
        } else {
          const doing = people.act(tab.store, backend);
          mine.add(doing);
          void doing.finally(() => mine.delete(doing));
        }
        await new Promise((resolve) => setTimeout(resolve, random() * 2 * pace));
      }

      backend.plan = {};
      await Promise.all([...underWay.values()].flatMap((each) => [...each]));
      for (const tab of tabs) await tab.retryReading();
      await vi.waitFor(
        async () => {
          for (const { store } of tabs) {
            store.retryWaiting();
            for (const { id } of store.waiting) store.retryWaiting(id);
            await people.decide(store);
            expect(store.waiting).toEqual([]);
            expect(store.conflicts).toEqual([]);
          }
        },
        { timeout: 30_000, interval: 50 },
      );

      // Both tabs and the backend
      await vi.waitFor(
        () => {
          for (const { store } of tabs) expect(differences(store, backend)).toEqual([]);
        },
        { timeout: 15_000, interval: 50 },
      );
      // Nothing twice, nothing lost
      const times = people.acknowledged.map((each, index) => ({
        ...each,
        index,
        count: backend.written.get(each.write)?.size ?? 0,
      }));
      expect(times.filter(({ count, write }) => count > 1 && !people.insisted.has(write))).toEqual([]);
      const lost = times.filter(({ count, write }) => count === 0 && !people.givenUp.has(write));
      expect(lost.filter((each) => !people.isReplaced(each))).toEqual([]);
      expect(backend.restarts).toBe(1);
      expect(people.acknowledged.length).toBeGreaterThan(seconds);
      // The outbox
      const heir = new Tab(backend, outbox);
      await heir.store.loaded;
      expect(heir.store.waiting).toEqual([]);

      for (const { store } of [...tabs, heir]) store.close();
      backend.close();
      report(people, backend);
    },
  );
});

/** Records that a tab has otherwise than the backend, and those that it should have and has not. */
function differences(store: LeadStore, backend: SoakBackend): string[] {
  const rows = backend.rows;
  const all = [
    ...(rows.contacts ?? []).map((row) => ['contact', row] as const),
    ...(rows.companies ?? []).map((row) => ['company', row] as const),
  ];
  return all.flatMap(([entity, row]) => {
    const { id } = row as { id: string };
    const { record, pending, phase } = store.record(entity, id);
    if (phase === 'loading') return [`${entity}/${id} is loading`];
    if (pending) return [`${entity}/${id} is pending`];
    return words(record) === words(row)
      ? []
      : [`${entity}/${id} is ${phase}: ${words(record)} instead of ${words(row)}`];
  });
}

function words(record: unknown): string {
  return JSON.stringify(record, sorted(record)) ?? 'nothing';
}

function sorted(record: unknown): string[] {
  return Object.keys(record ?? {}).sort();
}

function report(people: People, backend: SoakBackend): void {
  const faults = new Map<string, number>();
  for (const { kind } of backend.faults.log) faults.set(kind, (faults.get(kind) ?? 0) + 1);
  const waited = people.acknowledged.filter(({ waiting }) => waiting).length;
  console.log(
    `soak: ${people.acknowledged.length} writes acknowledged, ${waited} of them after waiting; ${people.insisted.size} chosen and ${people.givenUp.size} given up in conflicts; faults ${JSON.stringify(Object.fromEntries(faults))}`,
  );
}
