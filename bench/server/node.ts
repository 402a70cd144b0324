import { runServer, type ServerTask } from './run.js';

// The process of one task: node node.mjs TASK, one message a line.

const [, , task = '{}'] = process.argv;

try {
  await runServer(JSON.parse(task) as ServerTask, (message) =>
    process.stdout.write(`\u0000${JSON.stringify(message)}\n`),
  );
} catch (error) {
  console.error(error instanceof Error ? (error.stack ?? error.message) : error);
  process.exitCode = 1;
}
