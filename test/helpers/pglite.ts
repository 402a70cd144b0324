import { PGlite } from '@electric-sql/pglite';
import { pg_trgm } from '@electric-sql/pglite/contrib/pg_trgm';
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { fromPGlite } from '../../src/server/sql/pglite.js';
import type { SqlConnection } from '../../src/server/sql/index.js';
import project from '../../package.json' with { type: 'json' };

const version = project.devDependencies['@electric-sql/pglite'];
const folder = fileURLToPath(new URL('../../.cache/pglite/', import.meta.url));
const extensions = { pg_trgm };

/**
 * An empty PGlite in memory, as `openPGlite()` gives it. Making a database takes PGlite many seconds on a busy machine,
 * loading one does not: an empty one is kept in .cache.
 */
export async function openEmptyPGlite(): Promise<SqlConnection> {
  const file = `${folder}${version}.tar`;
  const kept = await readFile(file).catch(() => undefined);
  if (kept) return fromPGlite(await PGlite.create({ extensions, loadDataDir: new Blob([kept]) }));
  const fresh = await PGlite.create({ extensions });
  const dump = await fresh.dumpDataDir('none');
  await mkdir(folder, { recursive: true });
  const part = `${file}.${process.pid}.${crypto.randomUUID()}`;
  await writeFile(part, new Uint8Array(await dump.arrayBuffer()));
  await rename(part, file); // two that make it at the same time don't mix
  return fromPGlite(fresh);
}
