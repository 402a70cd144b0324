import type { CallContext, ServerData } from '../data.js';
import type { Change } from '../../model/changes.js';
import type { RejectedRow } from '../../model/parse.js';
import type { Rows } from '../../store/port.js';
import type { SqlConnection } from './connection.js';
import { postgresql, type Engine } from './engine.js';
import { withProblems } from './failures.js';
import { fill } from './fill.js';
import { prune, type Retention } from './maintenance.js';
import { readFacts, type SchemaFacts } from './migrate.js';
import { News } from './news.js';
import { readPreference, savePreference } from './preferences.js';
import { Reading } from './reading.js';
import { change, save } from './save.js';
import { Sharing } from './sharing.js';
import { defaultSchema, defaultTenant, type Db } from './schema.js';

export interface SqlDataOptions {
  /** The schema that `migrate` made; `leadkit` without. */
  readonly schema?: string;
  /** Records of the largest page of a question; 500 without. */
  readonly pageSize?: number;
  /** What the database is inside; `postgresql` without. Others: `citus()`, `yugabytedb()`, `cockroachdb()`. */
  readonly engine?: Engine;
}

/** The backend side over SQL. */
export interface SqlData extends ServerData {
  /**
   * Changes by the host's own jobs, in one transaction, past the rules (L13) and the versions; whoever watches hears of
   * them. A change of what is not there does nothing.
   */
  change(changes: readonly Change[], options?: ChangeOptions): Promise<void>;
  /**
   * Puts rows into a tenant that has none: sample data, an import. Lists and settings that are left out are those of a
   * new installation. Answers what is wrong with the rows that were left out (A4).
   */
  fill(rows: Omit<Rows, 'expected'>, options?: { readonly tenant?: string }): Promise<readonly RejectedRow[]>;
  /** Forgets old answers and changes. To be called now and then, such as every hour. */
  prune(retention?: Retention): Promise<void>;
  /** Streams that listen for events now. */
  readonly listeners: number;
  /** Lets go of what it listens to. The connection stays open: close it afterwards. */
  close(): Promise<void>;
}

export interface ChangeOptions {
  readonly tenant?: string;
  /** As others see it beside the change (S6). */
  readonly by?: string;
}

/** What the parts share. */
export interface SqlSurroundings {
  readonly connection: SqlConnection;
  /** Within the schema. */
  readonly db: Db;
  readonly schema: string;
  readonly pageSize: number;
  readonly engine: Engine;
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
  const { schema = defaultSchema, pageSize = 500, engine = postgresql } = options;
  const db = connection.db.withSchema(schema);
  let known: Promise<SchemaFacts> | undefined;
  const facts = () =>
    (known ??= readFacts(db).catch((error: unknown) => {
      known = undefined;
      throw error;
    }));
  const around: SqlSurroundings = { connection, db, schema, pageSize, engine, facts };
  const reading = new Reading(around);
  const news = new News(around);
  const sharing = new Sharing();
  const announce = (tenant: string, moment: string) => news.announce(tenant, moment);
  const answers = withProblems<ServerData>({
    capabilities: (context) =>
      sharing.ask(['capabilities', tenantOf(context)], context, (own) => reading.capabilities(own)),
    fields: (context) => sharing.ask(['fields', tenantOf(context)], context, (own) => reading.fields(own)),
    setup: (context) => reading.setup(context),
    readPage: (entity, page, context) => reading.readPage(entity, page, context),
    query: (query, context) =>
      sharing.ask(['query', tenantOf(context), query], context, (own) => reading.query(query, own)),
    count: (query, context) =>
      sharing.ask(['count', tenantOf(context), query], context, (own) => reading.count(query, own)),
    groups: (query, context) =>
      sharing.ask(['groups', tenantOf(context), query], context, (own) => reading.groups(query, own)),
    get: (refs, context) => reading.get(refs, context),
    save: (changes, request, context) => save(around, changes, request, context, announce),
    eventsSince: (after, limit, context) => news.since(after, limit, context),
    subscribe: (wake, context) => news.subscribe(wake, context),
    readPreference: (key, context) => readPreference(around, key, context),
    savePreference: (key, value, context) => savePreference(around, key, value, context),
  });
  return {
    ...answers,
    // Asked by the host itself, which wants to know what the database says.
    change: (changes, { tenant = defaultTenant, by } = {}) =>
      change(around, changes, { tenant, by }, announce),
    fill: (rows, { tenant = defaultTenant } = {}) => fill(around, rows, tenant),
    prune: (retention) => prune(around, retention),
    close: async () => news.close(),
    get listeners() {
      return news.listeners;
    },
  };
}

function tenantOf({ caller }: CallContext): string {
  return caller.tenant ?? defaultTenant;
}
