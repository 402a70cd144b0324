import type { PeerRequest } from './operations.js';

// A straightforward REST list over the same tables and indexes: LIMIT and OFFSET, the company by a join, text by lower()
// at query time, the total by count(*). What one writes first.

export const byName = `p.name collate leadkit.sorting, p.id`;

interface List {
  /** $1 is the tenant. */
  readonly where?: string;
  readonly parameters?: readonly unknown[];
  readonly orderBy: string;
  readonly offset?: number;
  readonly total?: boolean;
}

const from = `from leadkit.contact p
  left join leadkit.company c on c.tenant = p.tenant and c.id = p.company_id where p.tenant = $1`;

export function list({ where, parameters = [], orderBy, offset = 0, total = false }: List): PeerRequest {
  const rest = `${from}${where ? ` and ${where}` : ''}`;
  const all = ['main', ...parameters];
  const rows = `select p.*, c.name as company_name, c.category_id as company_category ${rest}
    order by ${orderBy} limit 50 offset ${offset}`;
  const counted = { text: `select count(*)::int as n ${rest}`, parameters: all };
  return {
    statements: [{ text: rows, parameters: all }, ...(total ? [counted] : [])],
    answer: ([found = [], counts]) => {
      const ids = found.map(({ id }) => id);
      return counts ? { ids, total: counts[0]?.['n'] } : ids;
    },
  };
}

export function count(where: string, parameters: readonly unknown[]): PeerRequest {
  return {
    statements: [
      { text: `select count(*)::int as n ${from} and ${where}`, parameters: ['main', ...parameters] },
    ],
    answer: ([counts]) => counts?.[0]?.['n'],
  };
}

export function boardCounts(categories: readonly string[]): PeerRequest {
  return {
    statements: [
      {
        text: `select p.lead_status_id as status, count(*)::int as n ${from} and c.category_id = any($2) group by 1`,
        parameters: ['main', categories],
      },
    ],
    answer: ([counts = []]) =>
      Object.fromEntries(counts.map(({ status, n }) => [status as string, n as number])),
  };
}
