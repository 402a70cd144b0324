export type { SqlConnection } from './connection.js';
export { migrate, type MigrateOptions, type SchemaFacts } from './migrate.js';
export { defaultSchema, defaultTenant, type Database } from './schema.js';
export { createSqlData, type SqlData, type SqlDataOptions } from './sql-data.js';
