import { mkdirSync, rmSync } from 'node:fs';
import { build } from 'esbuild';
import { runInNode } from './bench-node.mjs';
import { inProject, root } from './paths.mjs';
import { findPostgres, startPostgres } from './postgres.mjs';

const sizes = [1_000_000];
const quickSizes = [100_000];
const fullEffort = { rounds: 15, budget: 8_000 };
const quickEffort = { rounds: 7, budget: 1_500 };

/** As on a machine of one's own: so much that a million contacts fit, and none of it waits for a disk's end. */
const settings = {
  shared_buffers: '2GB',
  work_mem: '64MB',
  maintenance_work_mem: '1GB',
  max_wal_size: '8GB',
  jit: 'off',
};

/**
 * The server suite: questions and a change over a PostgreSQL of its own, beside what one would write instead.
 *
 * @param {ReturnType<typeof import('./bench-options.mjs').readOptions>} options
 * @param {(line: object) => void} print
 * @param {AbortSignal} deadline when everything has to be over
 * @returns {Promise<boolean>} whether everything ran and every answer was the same
 */
export async function runServerSuite(options, print, deadline) {
  if (!options.where.includes('node')) return true;
  if (!findPostgres()) {
    console.error('bench: the suite "server" is left out: PostgreSQL is not installed.');
    return true;
  }
  const bundle = await bundleServer();
  /** @type {Map<string, { n: number, ours: number }>} */
  const smaller = new Map();
  let good = true;
  for (const n of options.sizes ?? (options.quick ? quickSizes : sizes)) {
    const server = await startPostgres({ settings });
    const task = {
      url: server.url,
      programs: server.programs,
      n,
      effort: options.quick ? quickEffort : fullEffort,
      only: options.only,
      peers: options.peers,
      quick: options.quick,
    };
    const tell = (message) => {
      if (message.note) return console.error(`bench: server: ${message.note}`);
      const { line } = message;
      print(line);
      const before = smaller.get(line.op);
      if (before && before.n !== n) print(growth(line, before));
      smaller.set(line.op, line);
    };
    try {
      await runInNode(task, { bundle, tell, signal: deadline });
    } catch (error) {
      if (!deadline.aborted) good = false;
      console.error(`bench: server, ${n}: ${error.message}`);
    } finally {
      await server.remove();
    }
  }
  return good;
}

/** Against the size before: how many times longer, for how many times more contacts. */
function growth({ op, n, where, ours, quick }, before) {
  return {
    suite: 'server',
    op: `${op}_growth`,
    n,
    where,
    ours,
    against: before.n,
    growth: Number((ours / before.ours).toPrecision(3)),
    ...(quick ? { quick } : {}),
  };
}

async function bundleServer() {
  const folder = inProject(`.cache/bench/${process.pid}`);
  mkdirSync(folder, { recursive: true });
  process.on('exit', () => rmSync(folder, { recursive: true, force: true }));
  const outfile = `${folder}/server.mjs`;
  await build({
    absWorkingDir: root,
    entryPoints: ['bench/server/node.ts'],
    outfile,
    bundle: true,
    format: 'esm',
    target: 'es2022',
    platform: 'node',
    packages: 'external',
    logLevel: 'error',
  });
  return outfile;
}
