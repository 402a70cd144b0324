import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Host } from './peer.js';
import { run, type Message, type Task } from './run.js';

// The process of one task: node --expose-gc node.mjs TASK, one message a line.

const [, , task = '{}', modules = 'node_modules'] = process.argv;
const collect = (globalThis as { gc?: () => void }).gc;

const host: Host = {
  where: 'node',
  asset: (path) => readFile(join(modules, path)),
  assetUrl: (path) => join(modules, path),
  memory: async () => {
    for (let time = 0; time < 3; time++) {
      collect?.();
      await new Promise((done) => setTimeout(done, 20));
    }
    const { heapUsed, external } = process.memoryUsage();
    return heapUsed + external;
  },
};

const tell = (message: Message) => process.stdout.write(`\u0000${JSON.stringify(message)}\n`);

try {
  await run(JSON.parse(task) as Task, host, tell);
  process.exitCode = 0;
} catch (error) {
  console.error(error instanceof Error ? (error.stack ?? error.message) : error);
  process.exitCode = 1;
}
// Some peers leave workers or timers behind.
setTimeout(() => process.exit(), 50);
