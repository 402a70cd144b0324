import { companyTexts, contactTexts, createWorld, parseBatch } from './data.js';
import { createOurs, type EngineName } from './ours.js';
import type { Host, Peer } from './peer.js';
import type { Session } from './session.js';
import { idle } from './timing.js';

/** Bytes per contact while nothing but the store is alive. `plain`: the records as JSON.parse gives them. */
export async function bytesPerContact(
  subject: 'ours' | 'plain' | Peer,
  { n, engine, host }: Session,
): Promise<number> {
  const before = await host.memory();
  const store = await onlyTheStore(subject, n, engine, host);
  await idle();
  const bytes = (await host.memory()) - before;
  if (!store) throw new Error('The store has to be alive until here.');
  return bytes / n;
}

/** A function of its own, so that nothing else that it made can still be reached. */
async function onlyTheStore(
  subject: 'ours' | 'plain' | Peer,
  n: number,
  engine: EngineName,
  host: Host,
): Promise<object> {
  if (subject === 'ours') {
    const ours = createOurs(engine);
    ours.expect(Math.floor(n / 8), n);
    for (const text of companyTexts(n)) ours.addCompanies(parseBatch(text));
    for (const text of contactTexts(n)) ours.addContacts(parseBatch(text));
    return ours;
  }
  if (subject === 'plain') return createWorld(n);
  return subject.create(createWorld(n), host);
}
