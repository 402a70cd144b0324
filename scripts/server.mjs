// npm run server [-- OPTIONS]: the backend side over SQL (leadkit/server/sql), with the demo's records on first start.
//   --folder PATH      where PGlite keeps its database; .leadkit without
//   --postgres URL     a PostgreSQL server instead, postgres://user@host/database
//   --schema NAME      the schema with the tables; leadkit without
//   --port NUMBER      8787 without
//   --origin URL       pages of this origin may ask; several times for several; the demo portal's without
// Node built-ins only until ensureInstalled() has run.
import { parseArgs } from 'node:util';
import { ensureInstalled } from './lib/install.mjs';
import { ownFolder } from './lib/own-folder.mjs';
import { inProject } from './lib/paths.mjs';

const { values } = parseArgs({
  options: {
    folder: { type: 'string', default: inProject('.leadkit') },
    postgres: { type: 'string' },
    schema: { type: 'string' },
    port: { type: 'string', default: '8787' },
    origin: { type: 'string', multiple: true, default: ['http://localhost:5173'] },
  },
});
const port = Number(values.port);
if (!Number.isInteger(port) || port < 0 || port > 65535) {
  console.error(`--port must be a number up to 65535, not ${values.port}.`);
  process.exit(2);
}

ensureInstalled();
const { runnerImport } = await import('vite');
const { module } = await runnerImport(inProject('demo/server.ts'), { configFile: false, logLevel: 'warn' });
const server = await start();

console.log(
  `The backend is at ${server.url}, its data in ${values.postgres ? 'PostgreSQL' : values.folder}.`,
);
console.log(
  `The demo portal works on it at ${values.origin[0]}/?backend=http&src=${server.url} (npm start).`,
);
console.log('Press Ctrl+C to stop it.');

let isStopping = false;
for (const signal of ['SIGINT', 'SIGTERM'])
  process.on(signal, async () => {
    if (isStopping) process.exit(1); // somebody is in a hurry
    isStopping = true;
    await server.stop();
    process.exit(0);
  });

/** What stands in the way is mostly the caller's to mend: a sentence says it, without a stack. */
async function start() {
  try {
    if (!values.postgres) process.once('exit', ownFolder(values.folder));
  } catch (error) {
    return fail(error.message);
  }
  try {
    return await module.startServer({ ...values, port, origins: values.origin });
  } catch (error) {
    if (error.code === 'EADDRINUSE') return fail(`port ${port} is taken; choose another with --port.`);
    const [first] = error.errors ?? [error]; // of a name with several addresses, each has its own
    return fail(values.postgres && first.code ? `PostgreSQL: ${first.message}` : first.stack);
  }
}

function fail(why) {
  console.error(`The backend did not start: ${why}`);
  process.exit(1);
}
