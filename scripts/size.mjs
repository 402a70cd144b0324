// npm run size: what a page downloads at once, minified and gzipped; one JSON object a line.
import { existsSync, readdirSync } from 'node:fs';
import { relative, resolve } from 'node:path';
import { gzipSync } from 'node:zlib';
import { build } from 'esbuild';
import { noCounts, writeCounts } from './lib/counts.mjs';
import { esbuildMinifyLiterals } from './lib/minify.mjs';
import { inProject, root } from './lib/paths.mjs';

const element = (name) => `./src/elements/${name}/lead-${name}.ts`;
const memory = './src/adapters/memory/index.ts';
const engine = './src/query/columnar/index.ts';

/**
 * What the project has an aim for, and misses. The limit is what they weigh, so that nothing gets heavier unnoticed (why
 * the engine did: docs/decisions/0107); `aim` stands in the output beside it until it is reached and becomes the limit.
 */
const aims = [
  {
    name: 'picker',
    limit: 38_000,
    aim: 20_000,
    modules: [element('provider'), element('status-picker'), memory],
  },
  { name: 'elements', limit: 162_850, aim: 60_000, modules: [...allElements().map(element), memory] },
  // With what it shares with the elements: fields, operators, the criteria's parser.
  { name: 'engine', limit: 35_650, aim: 16_000, modules: [engine] },
  // What the aim was set for: with WebAssembly, which pages load that ask for it.
  {
    name: 'engine-simd',
    limit: 39_450,
    aim: 16_000,
    modules: [engine, './src/query/columnar/simd/index.ts'],
  },
];

/**
 * No aims, but records: limits are the next 5 kB, at least 1 kB above what things weigh today, so that growth fails the build.
 * `elements-everything` is what has been downloaded when everything was opened once; `element-…` is one element with
 * its provider and the memory adapter.
 */
const recorded = {
  board: 80_000,
  'company-card': 55_000,
  'contact-card': 60_000,
  'contacts-tab': 85_000,
  'criteria-builder': 75_000,
  find: 105_000,
  import: 45_000,
  'record-grid': 80_000,
  selections: 70_000,
  'setup-categories': 65_000,
  'setup-statuses': 65_000,
  'status-badge': 45_000,
  'status-picker': 40_000,
};
const records = [
  {
    name: 'elements-everything',
    limit: 285_000,
    modules: [...allElements().map(element), memory],
    everything: true,
  },
  // What a page of elements downloads for its first question about records.
  {
    name: 'engine-beside-elements',
    limit: 35_000,
    modules: [...allElements().map(element), memory],
    part: engine.slice(2),
  },
  ...allElements()
    .filter((name) => name !== 'provider')
    .map((name) => ({
      name: `element-${name}`,
      limit: recorded[name] ?? 0, // a new element needs a line above
      modules: [element('provider'), element(name), memory],
    })),
];
/**
 * What a page downloads to talk to a backend, with the project's aims as limits; `adapter-http-everything` adds live
 * changes, which are loaded when the backend has declared that it tells of them; `adapter-superoffice-everything` adds
 * saving, questions (with the criteria that the store has, too), selections and boards, each loaded when it is used.
 */
const http = './src/adapters/http/index.ts';
const superOffice = './src/adapters/superoffice/index.ts';
const adapters = [
  { name: 'adapter-http', limit: 6_000, modules: [http] },
  { name: 'adapter-http-outbox', limit: 9_000, modules: [http, './src/adapters/outbox/index.ts'] },
  { name: 'adapter-http-everything', limit: 10_000, modules: [http], everything: true },
  { name: 'adapter-superoffice', limit: 10_500, aim: 10_000, modules: [superOffice] },
  { name: 'adapter-superoffice-everything', limit: 26_500, modules: [superOffice], everything: true },
  { name: 'adapter-odata', limit: 8_500, aim: 8_000, modules: ['./src/adapters/odata/index.ts'] },
];
const entries = [...aims, ...adapters, ...records];

const counts = noCounts();
for (const { name, limit, aim, modules, everything = false, part } of entries) {
  let gzip = null;
  try {
    gzip = await measure(name, modules, everything, part);
  } catch (error) {
    console.error(`size: "${name}" does not build: ${error.message}`);
  }
  console.log(JSON.stringify({ name, gzip, limit, aim }));
  if (gzip !== null && gzip <= limit) counts.passed += 1;
  else counts.failures.push(`${name}: ${gzip ?? 'does not build'}, limit ${limit}`);
}
writeCounts(counts);
process.exitCode = counts.failures.length > 0 ? 1 : 0;

/**
 * Bytes of the entry's static graph. What it imports dynamically is in chunks of its own and counts with `everything`;
 * with `part` nothing else counts than what that module brings along.
 */
async function measure(name, modules, everything, part) {
  const { metafile, outputFiles } = await build({
    stdin: {
      contents: modules
        .map(
          (path) =>
            `import * as _${modules.indexOf(path)} from '${path}'; export { _${modules.indexOf(path)} };`,
        )
        .join('\n'),
      resolveDir: root,
      sourcefile: `${name}.js`,
    },
    absWorkingDir: root,
    outdir: inProject(`.cache/size/${name}`),
    write: false,
    bundle: true,
    minify: true,
    splitting: true,
    metafile: true,
    format: 'esm',
    target: 'es2022',
    legalComments: 'none',
    logLevel: 'silent',
    define: { 'process.env.NODE_ENV': '"production"' },
    plugins: [esbuildMinifyLiterals],
  });
  const entry = Object.keys(metafile.outputs).find(
    (path) => metafile.outputs[path].entryPoint === `${name}.js`,
  );
  const bytes = new Map(outputFiles.map((file) => [relative(root, resolve(file.path)), file.contents]));
  const counted = graph(metafile, entry, everything);
  const chunk = Object.keys(metafile.outputs).find(
    (path) => part && metafile.outputs[path].entryPoint === part,
  );
  if (part && !chunk) throw new Error(`nothing imports ${part} when it is needed`);
  const parts = chunk
    ? [...graph(metafile, chunk, false)].filter((path) => !counted.has(path))
    : [...counted];
  return parts.reduce((sum, path) => sum + gzipSync(bytes.get(path), { level: 9 }).length, 0);
}

function graph({ outputs }, path, everything, seen = new Set()) {
  if (seen.has(path)) return seen;
  seen.add(path);
  for (const { kind, path: next } of outputs[path].imports) {
    const counts = kind === 'import-statement' || (everything && !isOwnBusiness(outputs[next]));
    if (outputs[next] && counts) graph({ outputs }, next, everything, seen);
  }
  return seen;
}

/** Libraries that one part needs when it is used, and other languages than English. */
function isOwnBusiness(output) {
  return /node_modules\/(sortablejs|papaparse|idb)\/|src\/locale\/(de|nb)\//.test(
    Object.keys(output?.inputs ?? {}).join('\n'),
  );
}

function allElements() {
  return readdirSync(inProject('src/elements')).filter((name) => existsSync(inProject(element(name))));
}
