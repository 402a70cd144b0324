// Node built-ins only: this runs on a fresh clone, before there is a node_modules.
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { inProject, root } from './paths.mjs';

/** Runs `npm ci` when node_modules does not hold exactly what package-lock.json asks for. */
export function ensureInstalled() {
  const reason = whyOutdated();
  if (!reason) return;
  console.error(`Installing dependencies: ${reason}.`);
  const { status } = spawnSync('npm', ['ci', '--no-audit', '--no-fund', '--loglevel=error'], {
    cwd: root,
    stdio: ['ignore', 2, 2],
    shell: process.platform === 'win32',
  });
  if (status !== 0) {
    console.error('npm ci failed, see above. Nothing was run.');
    process.exit(1);
  }
}

/**
 * npm keeps what it really installed in node_modules/.package-lock.json, so comparing the two needs
 * no stamp of our own and also sees a plain `npm install`.
 */
function whyOutdated() {
  const wanted = readLock('package-lock.json');
  const installed = readLock('node_modules/.package-lock.json');
  if (!installed) return 'node_modules is missing or incomplete';
  for (const [path, { version, integrity, optional, devOptional }] of Object.entries(wanted)) {
    if (path === '') continue;
    const there = installed[path];
    // Optional packages are often for another platform; npm leaves those out.
    if (!there && (optional || devOptional)) continue;
    if (there?.version !== version || there?.integrity !== integrity)
      return `${path} is not the locked version`;
  }
  return undefined;
}

function readLock(path) {
  try {
    return JSON.parse(readFileSync(inProject(path), 'utf8')).packages;
  } catch {
    return undefined;
  }
}
