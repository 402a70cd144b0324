import type { KitFault } from '../../../src/adapters/kit/index.js';
import { rowsOf } from '../../../src/adapters/rows.js';
import type { Rows } from '../../../src/store/port.js';

type Wire = Record<string, unknown>;
interface Operation {
  readonly op: 'create' | 'update' | 'delete';
  readonly of: 'people' | 'organisations';
  readonly id: string;
  readonly rev?: string;
  readonly set: Wire;
}

const pageSize = 20;
const statuses: Readonly<Partial<Record<KitFault, number>>> = {
  unauthorised: 401,
  forbidden: 403,
  'rate-limited': 429,
  'server-error': 503,
};

/** Somebody's backend, with names and habits of its own, as `docs/adapters.md` tells of it. */
export class PeopleBackend {
  fault: KitFault | undefined;
  readonly #tables: Readonly<Record<Operation['of'], Map<string, Wire>>>;
  readonly #answers = new Map<string, unknown>();
  #rev = 0;

  constructor(rows: Rows) {
    const keyed = (wires: readonly Wire[]) => new Map(wires.map((wire) => [wire['id'] as string, wire]));
    this.#tables = {
      people: keyed(
        (rowsOf(rows, 'contact') as readonly Wire[]).map((row) => ({
          id: row['id'],
          rev: 'r0',
          org: row['companyId'],
          given: row['firstName'],
          family: row['lastName'],
          role: row['title'],
          mail: row['email'],
          stage: row['leadStatusId'],
        })),
      ),
      organisations: keyed(
        (rowsOf(rows, 'company') as readonly Wire[]).map((row) => ({
          id: row['id'],
          rev: 'r0',
          name: row['name'],
          category: row['categoryId'],
          town: row['city'],
        })),
      ),
    };
  }

  readonly fetch = async (url: string, init: RequestInit = {}): Promise<Response> => {
    await Promise.resolve();
    if (this.fault === 'offline') throw new TypeError('fetch failed');
    const status = this.fault && statuses[this.fault];
    if (status) return new Response('no', { status });
    const answer = this.#answer(new URL(url), init);
    if (this.fault === 'answer-lost') throw new TypeError('terminated');
    if (this.fault === 'garbage') return new Response((await answer.text()).slice(0, 40), { status: 200 });
    return answer;
  };

  #answer(url: URL, init: RequestInit): Response {
    if (url.pathname === '/organisations') return Response.json([...this.#tables.organisations.values()]);
    if (url.pathname === '/people') {
      const from = Number(url.searchParams.get('from') ?? 0);
      const all = [...this.#tables.people.values()];
      const next = from + pageSize < all.length ? `/people?from=${from + pageSize}` : undefined;
      return Response.json({ people: all.slice(from, from + pageSize), next });
    }
    const key = new Headers(init.headers).get('idempotency-key')!;
    const known = this.#answers.get(key);
    if (known) return Response.json(known);
    const operations = JSON.parse(init.body as string) as readonly Operation[];
    const [status, text] = this.#fault(operations);
    if (status) return new Response(text, { status });
    const revs = operations.map((operation) => this.#do(operation));
    this.#answers.set(key, revs);
    return Response.json(revs);
  }

  /** The first reason not to do any of it. */
  #fault(operations: readonly Operation[]): [status?: number, text?: string] {
    for (const { op, of, id, rev } of operations) {
      const there = this.#tables[of].get(id);
      if (op === 'create' ? there : rev !== undefined && there && there['rev'] !== rev)
        return [412, `${id} is another by now`];
      if (op !== 'create' && !there) return [404, `there is no ${id}`];
    }
    return [];
  }

  #do({ op, of, id, set }: Operation): string {
    const rev = `r${++this.#rev}`;
    if (op === 'delete') this.#tables[of].delete(id);
    else this.#tables[of].set(id, { ...this.#tables[of].get(id), ...set, id, rev });
    return rev;
  }
}
