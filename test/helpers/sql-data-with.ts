import type { Company, Contact, Setup } from '../../src/model/records.js';
import type { SqlConnection } from '../../src/server/sql/connection.js';
import type { Engine } from '../../src/server/sql/engine.js';
import { fill } from '../../src/server/sql/fill.js';
import { migrate } from '../../src/server/sql/migrate.js';
import { createSqlData } from '../../src/server/sql/sql-data.js';
import { freshSchema } from './sql-databases.js';

interface Records {
  readonly companies?: readonly Company[];
  readonly contacts?: readonly Contact[];
  /** Left out: that of a new installation. */
  readonly setup?: Setup;
}

/** A backend over a schema of its own, with these records. A page of it holds as many as one likes. */
export async function sqlDataWith(
  connection: SqlConnection,
  { companies = [], contacts = [], setup }: Records,
  { language, engine }: { readonly language?: string; readonly engine?: Engine } = {},
) {
  const schema = freshSchema();
  await migrate(connection, { schema, language, engine });
  const lists = setup && {
    settings: setup.settings,
    categories: [...setup.categories.values()],
    leadStatuses: [...setup.leadStatuses.values()],
  };
  const target = { db: connection.db.withSchema(schema), schema };
  const rejected = await fill(target, { companies, contacts, ...lists }, 'main');
  if (rejected.length > 0) throw new Error(`Rows that are none: ${JSON.stringify(rejected)}`);
  return { schema, data: createSqlData(connection, { schema, engine, pageSize: 10_000 }) };
}
