export type { SqlConnection } from './connection.js';
export { citus, cockroachdb, yugabytedb, type CitusOptions, type DistributedOptions } from './distributed.js';
export { postgresql, type Engine } from './engine.js';
export type { Retention } from './maintenance.js';
export { migrate, type MigrateOptions, type SchemaFacts } from './migrate.js';
export { defaultSchema, defaultTenant, type Database } from './schema.js';
export { createSqlData, type ChangeOptions, type SqlData, type SqlDataOptions } from './sql-data.js';
