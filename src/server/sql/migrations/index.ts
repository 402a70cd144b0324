import { tables } from './0001-tables.js';

/** What a migration may depend on: found out when the schema is made, and the same ever after. */
export interface Surroundings {
  /** The type of texts that compare byte by byte, as SQL. */
  readonly text: string;
  /** Whether an index can be unique over all of a tenant: it can't over several shards. */
  readonly unique: 'unique' | '';
  /** The collation that sorts texts, as SQL. */
  readonly collate: string;
  /** The operator class of `pg_trgm`, as SQL; undefined where it can't be had. */
  readonly trigrams: string | undefined;
}

/**
 * The schema's history, oldest first; its version is how many of them it has. Statements run one by one in one
 * transaction, with the schema as search path. One that has been released never changes: add another.
 */
export const migrations: readonly ((surroundings: Surroundings) => readonly string[])[] = [tables];
