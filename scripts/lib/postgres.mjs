// Node built-ins only: scripts/test.mjs asks it what there is.
import { execFileSync, spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, rmSync, chownSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';

/** The folder with PostgreSQL's programs: the newest of Debian's, or one in PATH. Undefined: not installed. */
export function findPostgres() {
  const debian = '/usr/lib/postgresql';
  const versions = existsSync(debian) ? readdirSync(debian).sort((a, b) => Number(b) - Number(a)) : [];
  const folders = [
    ...versions.map((version) => join(debian, version, 'bin')),
    ...(process.env.PATH ?? '').split(delimiter),
  ];
  return folders.find((folder) => ['initdb', 'postgres'].every((name) => existsSync(join(folder, name))));
}

/**
 * Starts a PostgreSQL of one's own: an empty cluster in a temporary folder, on a free port of this machine, without
 * passwords. It ends with this process at the latest, by Ctrl+C too, and nothing of it is left.
 *
 * @param {{ settings?: Readonly<Record<string, string | number>> }} [options] of postgresql.conf
 */
export async function startPostgres({ settings = {} } = {}) {
  const programs = findPostgres();
  if (!programs) throw new Error('PostgreSQL is not installed (Debian: apt-get install postgresql).');
  const identity = otherThanRoot();
  const folder = mkdtempSync(join(tmpdir(), 'leadkit-postgres-'));
  if (identity.uid !== undefined) chownSync(folder, identity.uid, identity.gid);
  const data = join(folder, 'data');
  const shared = { cwd: folder, env: { ...process.env, LC_ALL: 'C' }, ...identity };
  execFileSync(
    join(programs, 'initdb'),
    [
      '-D',
      data,
      '-U',
      'leadkit',
      '-E',
      'UTF8',
      '--locale=C',
      '--auth=trust',
      '--no-sync',
      '--no-instructions',
    ],
    { ...shared, stdio: ['ignore', 'ignore', 'pipe'] },
  );

  const port = await freePort();
  const all = {
    listen_addresses: '127.0.0.1',
    port,
    unix_socket_directories: '',
    max_connections: 200,
    // Nobody needs this data after a power failure; after a crash of PostgreSQL alone it is all there.
    fsync: 'off',
    ...settings,
  };
  const args = Object.entries(all).flatMap(([name, value]) => ['-c', `${name}=${value}`]);

  /** @type {import('node:child_process').ChildProcess | undefined} */
  let server;
  const start = async () => {
    server = spawn(join(programs, 'postgres'), ['-D', data, ...args], {
      ...shared,
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    await ready(server);
  };
  /** 'fast' ends sessions; 'immediate' is a crash, and the next start recovers. */
  const stop = async (/** @type {'fast' | 'immediate'} */ mode = 'fast') => {
    const ending = server;
    server = undefined;
    if (!ending || ending.exitCode !== null) return;
    const gone = new Promise((resolve) => ending.once('exit', resolve));
    ending.kill(mode === 'fast' ? 'SIGINT' : 'SIGQUIT');
    await gone;
  };
  const leave = () => {
    server?.kill('SIGQUIT');
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  };
  atTheEnd(leave);
  await start();
  return {
    url: `postgresql://leadkit@127.0.0.1:${port}/postgres`,
    programs,
    start,
    stop,
    /** Stops it for good, and takes its folder away. */
    async remove() {
      await stop('immediate');
      notAtTheEnd(leave);
      rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}

/** What is to be done when this process ends, in whatever way it can notice. @type {Set<() => void>} */
const endings = new Set();
const signals = /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP']);

function atTheEnd(/** @type {() => void} */ ending) {
  if (endings.size === 0) {
    process.on('exit', end);
    for (const signal of signals) process.on(signal, interrupt);
  }
  endings.add(ending);
}

function notAtTheEnd(/** @type {() => void} */ ending) {
  endings.delete(ending);
  if (endings.size > 0) return;
  process.off('exit', end);
  for (const signal of signals) process.off(signal, interrupt);
}

function end() {
  for (const ending of endings) ending();
}

function interrupt(/** @type {NodeJS.Signals} */ signal) {
  if (process.listenerCount(signal) > 1) return; // somebody else ends the process in a way of their own
  end();
  for (const each of signals) process.off(each, interrupt);
  process.kill(process.pid, signal);
}

/** PostgreSQL refuses to run as root. */
function otherThanRoot() {
  if (process.getuid?.() !== 0) return {};
  for (const name of ['postgres', 'nobody'])
    try {
      const id = (/** @type {string} */ flag) =>
        Number(execFileSync('id', [flag, name], { stdio: ['ignore', 'pipe', 'ignore'] }).toString());
      return { uid: id('-u'), gid: id('-g') };
    } catch {
      // No such user here.
    }
  throw new Error('PostgreSQL refuses to run as root, and there is no user postgres.');
}

/** Resolves when connections are answered. Its log is read to the end, or it would stop at a full pipe. */
function ready(/** @type {import('node:child_process').ChildProcess} */ server) {
  return new Promise((resolve, reject) => {
    let log = '';
    server.stderr?.setEncoding('utf8').on('data', (text) => {
      if (log === undefined) return;
      log += text;
      if (!log.includes('ready to accept connections')) return;
      log = undefined;
      resolve(undefined);
    });
    server.once('error', reject);
    server.once('exit', () => reject(new Error(`PostgreSQL did not start:\n${log}`)));
  });
}

/** @returns {Promise<number>} */
function freePort() {
  return new Promise((resolve, reject) => {
    const server = createServer().once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });
}
