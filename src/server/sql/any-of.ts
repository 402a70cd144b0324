import { sql, type RawBuilder } from 'kysely';

/** A list as one parameter, however long it is: `where('id', '=', anyOf(ids))`. */
export function anyOf(values: readonly string[]): RawBuilder<string> {
  return sql<string>`any(${values}::text[])`;
}
