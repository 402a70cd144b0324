import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { inProject, root } from './paths.mjs';

/**
 * Runs one task in a process of its own.
 *
 * @param {object} task as in bench/run.ts
 * @param {{ bundle: string, tell: (message: object) => void, signal: AbortSignal }} options
 */
export async function runInNode(task, { bundle, tell, signal }) {
  const args = ['--expose-gc', '--max-old-space-size=12000', bundle];
  const child = spawn(process.execPath, [...args, JSON.stringify(task), inProject('node_modules')], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'inherit'],
    signal,
  });
  const stop = () => child.kill();
  process.once('exit', stop);
  // Libraries print; only what begins with the mark is ours.
  createInterface({ input: child.stdout }).on('line', (line) => {
    if (line.startsWith('\u0000')) tell(JSON.parse(line.slice(1)));
    else console.error(line);
  });
  try {
    await new Promise((done, fail) => {
      child.once('error', fail);
      child.once('close', (code) =>
        code === 0 ? done() : fail(new Error(`the process ended with ${code}`)),
      );
    });
  } finally {
    process.removeListener('exit', stop);
  }
}
