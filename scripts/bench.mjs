// npm run bench [-- SUITE …] [--quick]: one JSON object a line on standard output, nothing else there.
import { readOptions, usage } from './lib/bench-options.mjs';
import { ensureInstalled } from './lib/install.mjs';

const options = read();
ensureInstalled();

// Imported when everything is installed.
const { runQuerySuite } = await import('./lib/bench-query.mjs');
const { isViewSuite, runViewSuite } = await import('./lib/bench-views.mjs');
const { runServerSuite } = await import('./lib/bench-server.mjs');

/** A quick run ends within three minutes, its programs' making and its browsers' closing included. */
const quickTime = 150_000;
const deadline = new AbortController();
const timer = options.quick ? setTimeout(() => deadline.abort(), quickTime) : undefined;
const print = (line) => console.log(JSON.stringify(line));

// What a quick run has no time left for is some of the many peers of "query".
const suites = options.quick
  ? [...options.suites].sort((a, b) => (a === 'query') - (b === 'query'))
  : options.suites;
let good = true;
for (const suite of suites) {
  if (suite === 'query') good = (await runQuerySuite(options, print, deadline.signal)) && good;
  else if (isViewSuite(suite)) good = (await runViewSuite(suite, options, print, deadline.signal)) && good;
  else if (suite === 'server') good = (await runServerSuite(options, print, deadline.signal)) && good;
  else console.error(`bench: the suite "${suite}" does not exist yet.`);
}
clearTimeout(timer);
process.exitCode = good ? 0 : 1;

function read() {
  try {
    return readOptions(process.argv.slice(2));
  } catch (error) {
    console.error(`${error.message}\n\n${usage}`);
    process.exit(2);
  }
}
