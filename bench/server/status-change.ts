import type { Pool } from 'pg';
import { etag } from '../../src/server/call.js';
import { createHandler } from '../../src/server/handler.js';
import type { ServerData } from '../../src/server/data.js';
import type { PeerRequest } from './operations.js';

/**
 * One status change as a client sends it, through the handler: versions compared, rules asked, the answer kept under its
 * key, and then the event of it, read as another client does. Each time another contact of a company that has lead status.
 */
export function statusChange(data: ServerData, pool: Pool) {
  const handler = createHandler({ data, base: '/leads' });
  const ask = async (method: string, path: string, headers: Record<string, string> = {}, body?: object) => {
    const response = await handler(
      new Request(`http://localhost/leads/${path}`, {
        method,
        headers,
        ...(body ? { body: JSON.stringify(body) } : {}),
      }),
    );
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${await response.text()}`);
    return response;
  };
  const cards: Card[] = [];
  let last: string | undefined;

  return async () => {
    if (cards.length === 0) cards.push(...(await someCards(pool)));
    const { id, version } = cards.pop()!;
    last ??= await lastEvent(ask);
    const headers = {
      'Content-Type': 'application/merge-patch+json',
      'If-Match': etag(version),
      'Idempotency-Key': crypto.randomUUID(),
    };
    await ask('PATCH', `contacts/${id}`, headers, { leadStatusId: '2' });
    const told = await ask('GET', `changes?since=${encodeURIComponent(last)}`);
    const { events, last: next } = (await told.json()) as { events: readonly object[]; last: string };
    if (!JSON.stringify(events).includes(`"${id}"`)) throw new Error(`Nobody was told of contact ${id}.`);
    last = next;
  };
}

interface Card {
  readonly id: string;
  readonly version: string;
}

async function lastEvent(ask: (method: string, path: string) => Promise<Response>): Promise<string> {
  return ((await (await ask('GET', 'changes')).json()) as { last: string }).last;
}

/** In lead status Open, of companies in a category that has lead status. */
const openCards = `from leadkit.contact where tenant = 'main' and category_id = 'lead' and lead_status_id = '1'`;

async function someCards(pool: Pool): Promise<readonly Card[]> {
  const { rows } = await pool.query<Card>(`select id, version ${openCards} order by updated limit 500`);
  return rows;
}

/** What a REST endpoint does that only writes: no version, no rules, no key, nobody told. */
export function bareUpdate(): PeerRequest {
  return {
    isSame: false,
    statements: [
      {
        text: `update leadkit.contact set lead_status_id = '2', changed_at = now()
          where tenant = $1 and id = (select id ${openCards} limit 1) returning *`,
        parameters: ['main'],
      },
    ],
    answer: ([rows]) => rows![0]!['id'],
  };
}
