import type { ServerData } from '../data.js';
import type { SqlConnection } from './connection.js';
import { readFacts, type SchemaFacts } from './migrate.js';
import { Reading } from './reading.js';
import { defaultSchema, type Db } from './schema.js';

export interface SqlDataOptions {
  /** The schema that `migrate` made; `leadkit` without. */
  readonly schema?: string;
  /** Records of the largest page of a question; 500 without. */
  readonly pageSize?: number;
}

/** The backend side over SQL. */
export interface SqlData extends ServerData {
  /** Lets go of what it listens to. The connection stays open: close it afterwards. */
  close(): Promise<void>;
}

/** What the parts share. */
export interface SqlSurroundings {
  readonly connection: SqlConnection;
  /** Within the schema. */
  readonly db: Db;
  readonly schema: string;
  readonly pageSize: number;
  /** Read once; asked for again after a failure. */
  facts(): Promise<SchemaFacts>;
}

/**
 * Answers from the tables that `migrate` made in a database. Asks for nothing until the first call, so the database
 * may come later than the server.
 *
 * @example
 * const connection = await openPGlite('.leadkit');
 * await migrate(connection);
 * const handler = createHandler({ data: createSqlData(connection), authorise });
 */
export function createSqlData(connection: SqlConnection, options: SqlDataOptions = {}): SqlData {
  const { schema = defaultSchema, pageSize = 500 } = options;
  const db = connection.db.withSchema(schema);
  let known: Promise<SchemaFacts> | undefined;
  const facts = () =>
    (known ??= readFacts(db).catch((error: unknown) => {
      known = undefined;
      throw error;
    }));
  const reading = new Reading({ connection, db, schema, pageSize, facts });
  return {
    capabilities: (context) => reading.capabilities(context),
    fields: (context) => reading.fields(context),
    setup: (context) => reading.setup(context),
    readPage: (entity, page, context) => reading.readPage(entity, page, context),
    query: (query, context) => reading.query(query, context),
    count: (query, context) => reading.count(query, context),
    groups: (query, context) => reading.groups(query, context),
    get: (refs, context) => reading.get(refs, context),
    save: notYet,
    eventsSince: notYet,
    subscribe: () => {},
    readPreference: notYet,
    savePreference: notYet,
    close: async () => {},
  };
}

async function notYet(): Promise<never> {
  throw new Error('This is not there yet.');
}
