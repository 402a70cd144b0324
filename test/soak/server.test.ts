import { setMaxListeners } from 'node:events';
import { createParser } from 'eventsource-parser';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { findPostgres } from '../../scripts/lib/postgres.mjs';
import type { Contact } from '../../src/model/index.js';
import { seeded } from './people.js';
import { Person } from './server-person.js';
import { ServerWorld, type Written } from './server-world.js';

/** `npm run soak -- server` takes five minutes with fifty people; without LEADKIT_SOAK_SECONDS a few do it shortly. */
const seconds = Number(process.env['LEADKIT_SOAK_SECONDS'] ?? 20);
const seed = Number(process.env['LEADKIT_SEED'] ?? 5);
const people = seconds >= 60 ? 50 : 8;
/** Milliseconds between two things that a person does, on average: each of them has everybody's board asked again. */
const pace = seconds >= 60 ? 4_000 : 1_000;

// Everybody looks at two hundred cards at once, and each call hears of its store's end.
setMaxListeners(100);

describe.runIf(findPostgres())('a soak of the server over PostgreSQL', () => {
  it(
    `${people} people for ${seconds} s, a crash of the database in the middle: every acknowledged change is there once`,
    { timeout: seconds * 1_000 + 240_000 },
    async () => {
      const random = seeded(seed);
      const world = await ServerWorld.open();
      onTestFinished(() => world.close());
      const cards = await idsOfCards(world.url);
      const all = Array.from({ length: people }, (_, index) => new Person(world.url, `P${index}`, random));
      const listener = listen(world.url);
      onTestFinished(() => [listener, ...all].forEach((each) => each.leave()));
      await Promise.all(all.map(({ store }) => store.loaded));
      await vi.waitFor(() => all.forEach(({ board }) => expect(board.phase).toBe('ready')), 60_000);

      const memory: number[] = [];
      const died = vi.fn();
      world.onDeath = died;
      const end = Date.now() + seconds * 1_000;
      const crashing = sleep(seconds * 500).then(() => world.crash(1_000));
      const watching = setInterval(() => memory.push(world.memory()), 1_000);
      await Promise.all(
        all.map(async (person) => {
          while (Date.now() < end) {
            await person.act(cards);
            await sleep(random() * 2 * pace);
          }
        }),
      );
      await crashing;
      clearInterval(watching);
      expect(died.mock.calls).toEqual([]);

      const history = await world.history();
      report(all, memory, history.length);

      // Everybody sees what there is, without having reloaded anything.
      const now = await readCards(world.url, cards);
      await vi.waitFor(
        () => {
          for (const person of all) {
            expect(person.store.phase).toBe('ready');
            expect(person.differences(now)).toEqual([]);
          }
          for (const { id, title } of now)
            if (listener.told.has(id)) expect(listener.told.get(id)).toBe(title);
        },
        { timeout: 60_000, interval: 200 },
      );
      expect(listener.reloads).toBe(0);
      expect([...new Set(all.flatMap(({ complaints }) => complaints))], world.log.join('')).toEqual([]);

      // Nothing lost, nothing twice.
      const acknowledged = all.flatMap((person) => person.acknowledged);
      const { arrivals, repeated } = follow(history);
      const times = acknowledged.map(({ id, title }) => [
        `${id} ${title}`,
        arrivals.get(`${id} ${title}`) ?? 0,
      ]);
      expect(times.filter(([, count]) => count !== 1)).toEqual([]);
      expect(repeated).toEqual([]);
      expect(world.restarts).toBe(1);
      expect(acknowledged.length).toBeGreaterThan((people * seconds * 1_000) / pace / 4);
      // Caches fill for about a minute.
      if (seconds >= 180) expect(steadiness(memory)).toBeLessThan(1.2);
    },
  );
});

/** Contacts with a lead status, so that every move is allowed. */
async function idsOfCards(url: string): Promise<readonly string[]> {
  const criteria = { match: 'all', items: [{ field: 'company.leadStatusEnabled', operator: 'isYes' }] };
  const body = { of: 'contact', criteria, timeZone: 'UTC', sort: [], limit: 200 };
  return ((await post(`${url}/query`, body)) as { ids: string[] }).ids;
}

async function readCards(url: string, ids: readonly string[]): Promise<readonly Contact[]> {
  const refs = ids.map((id) => ({ entity: 'contact', id }));
  return ((await post(`${url}/get`, { refs })) as { contacts: Contact[] }).contacts;
}

async function post(url: string, body: unknown): Promise<unknown> {
  const headers = { 'Content-Type': 'application/json' };
  const response = await fetch(url, { method: 'POST', headers, body: JSON.stringify(body) });
  expect(response.status).toBe(200);
  return response.json();
}

/** One who only listens, and resumes where the stream broke. */
function listen(url: string) {
  const life = new AbortController();
  const heard = { reloads: 0, told: new Map<string, string | null>(), leave: () => life.abort() };
  let last: string | undefined;
  const parser = createParser({
    onEvent({ id, event, data }) {
      last = id ?? last;
      if (event === 'reload') heard.reloads++;
      if (event !== 'rows') return;
      const { rows } = JSON.parse(data) as { rows: { contacts?: Contact[] } };
      for (const contact of rows.contacts ?? []) heard.told.set(contact.id, contact.title);
    },
  });
  void (async () => {
    while (!life.signal.aborted) {
      try {
        const headers: Record<string, string> = last === undefined ? {} : { 'Last-Event-ID': last };
        const response = await fetch(`${url}/events`, { headers, signal: life.signal });
        if (response.ok)
          for await (const text of response.body!.pipeThrough(new TextDecoderStream())) parser.feed(text);
      } catch {
        // The database is away, or this is over.
      }
      parser.reset();
      await sleep(100);
    }
  })();
  return heard;
}

/**
 * How often each title came to its card, and writes that changed nothing. A title may stay while the status changes: what
 * is left of a change, when a person leaves the title to somebody who was faster.
 */
function follow(history: readonly Written[]) {
  const arrivals = new Map<string, number>();
  const repeated: Written[] = [];
  const last = new Map<string, Written>();
  for (const written of history) {
    const { id, title, status } = written;
    const before = last.get(id);
    const key = `${id} ${title}`;
    if (before?.title !== title) arrivals.set(key, (arrivals.get(key) ?? 0) + 1);
    else if (before.status === status) repeated.push(written);
    last.set(id, written);
  }
  return { arrivals, repeated };
}

function sleep(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}

/** How many times as much the last third holds as the second one; the first one fills caches. Medians. */
function steadiness(memory: readonly number[]): number {
  const third = Math.floor(memory.length / 3);
  const median = (values: readonly number[]) =>
    [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)]!;
  return median(memory.slice(2 * third)) / median(memory.slice(third, 2 * third));
}

function report(all: readonly Person[], memory: readonly number[], writes: number): void {
  const times = all.flatMap(({ acknowledged }) => acknowledged.map(({ milliseconds }) => milliseconds));
  times.sort((a, b) => a - b);
  const at = (part: number) => Math.round(times[Math.floor(times.length * part)]!);
  const failed = new Map<string, number>();
  for (const person of all)
    for (const [kind, count] of person.failed) failed.set(kind, (failed.get(kind) ?? 0) + count);
  const megabytes =
    memory.length > 0 ? `${Math.round(memory[0]!)} to ${Math.round(memory.at(-1)!)} MB` : 'not measured';
  console.log(
    `server soak: ${all.length} people, ${times.length} changes acknowledged of ${writes} written, median ${at(0.5)} ms, 99 % within ${at(0.99)} ms; not saved ${JSON.stringify(Object.fromEntries(failed))}; server ${megabytes}`,
  );
}
