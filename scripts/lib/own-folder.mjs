import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * Makes a folder one's own, and makes it where it is not there. PGlite lets two processes write to the same files, and
 * they ruin each other's. As PostgreSQL does it: a file says whose it is, and is nobody's when that process is gone.
 *
 * @param {string} folder
 * @returns {() => void} gives it back
 * @throws when another process has it
 */
export function ownFolder(folder) {
  mkdirSync(folder, { recursive: true });
  const file = join(folder, 'owner.pid');
  const write = () => writeFileSync(file, String(process.pid), { flag: 'wx' });
  try {
    write();
  } catch (error) {
    if (/** @type {NodeJS.ErrnoException} */ (error).code !== 'EEXIST') throw error;
    const owner = Number(readFileSync(file, 'utf8'));
    if (owner !== process.pid && isRunning(owner))
      throw new Error(
        `${folder} is in use by process ${owner}. Should that be something else, remove ${file}.`,
        { cause: error },
      );
    rmSync(file);
    write();
  }
  return () => rmSync(file, { force: true });
}

function isRunning(/** @type {number} */ pid) {
  try {
    return pid > 0 && process.kill(pid, 0);
  } catch (error) {
    return /** @type {NodeJS.ErrnoException} */ (error).code === 'EPERM'; // there, and somebody else's
  }
}
