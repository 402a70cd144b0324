import type { PeerRequest } from './operations.js';

// What PostgREST sends for a list with an embedded company, `ilike` and `Prefer: count=exact`: its statement as its
// documentation explains it (version 12), over the same tables and indexes. Its texts are matched without regard to case
// by ilike, which an index on the folded column can't serve.

export const byName = `"contact"."name" collate leadkit.sorting, "contact"."id"`;

interface List {
  readonly where?: string;
  readonly parameters?: readonly unknown[];
  readonly order: string;
}

export function list({ where, parameters = [], order }: List): PeerRequest {
  const filter = `where "contact"."tenant" = $1${where ? ` and ${where}` : ''}`;
  return {
    statements: [
      {
        text: `with pgrst_source as (
            select "contact".*, row_to_json("contact_company_1".*) as "company" from "leadkit"."contact"
            left join lateral (
              select "company_1".* from "leadkit"."company" as "company_1"
              where "company_1"."tenant" = "contact"."tenant" and "company_1"."id" = "contact"."company_id"
            ) as "contact_company_1" on true
            ${filter} order by ${order} limit 50 offset 0
          ),
          pgrst_source_count as (select 1 from "leadkit"."contact" ${filter})
          select (select count(*) from pgrst_source_count)::int as total,
            count(_postgrest_t) as page_total, coalesce(json_agg(_postgrest_t), '[]') as body
          from (select * from pgrst_source) _postgrest_t`,
        parameters: ['main', ...parameters],
      },
    ],
    answer: ([rows]) => {
      const { total, body } = rows![0] as { total: number; body: readonly { id: string }[] };
      return { ids: body.map(({ id }) => id), total };
    },
  };
}

/** An inner join to filter by the embedded company, as `company!inner(…)` makes it. */
export function count(where: string, parameters: readonly unknown[]): PeerRequest {
  const isJoined = where.includes('c.');
  const join = `inner join leadkit.company c on c.tenant = p.tenant and c.id = p.company_id`;
  return {
    statements: [
      {
        text: `with pgrst_source_count as (
            select 1 from leadkit.contact p ${isJoined ? join : ''} where p.tenant = $1 and ${where})
          select count(*)::int as total from pgrst_source_count`,
        parameters: ['main', ...parameters],
      },
    ],
    answer: ([rows]) => rows![0]!['total'],
  };
}
