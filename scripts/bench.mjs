// npm run bench [-- SUITE …] [--quick]: one JSON object a line on standard output, nothing else there.
import { readOptions, usage } from './lib/bench-options.mjs';
import { ensureInstalled } from './lib/install.mjs';

const options = read();
ensureInstalled();

let good = true;
for (const suite of options.suites) {
  if (suite === 'query') {
    // Imported when everything is installed.
    const { runQuerySuite } = await import('./lib/bench-query.mjs');
    good = (await runQuerySuite(options, (line) => console.log(JSON.stringify(line)))) && good;
  } else {
    console.error(`bench: the suite "${suite}" does not exist yet.`);
  }
}
process.exitCode = good ? 0 : 1;

function read() {
  try {
    return readOptions(process.argv.slice(2));
  } catch (error) {
    console.error(`${error.message}\n\n${usage}`);
    process.exit(2);
  }
}
