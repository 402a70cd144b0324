// npm run size: what a page downloads at once, minified and gzipped; one JSON object a line.
import { existsSync, readdirSync } from 'node:fs';
import { relative, resolve } from 'node:path';
import { gzipSync } from 'node:zlib';
import { build } from 'esbuild';
import { writeCounts } from './lib/counts.mjs';
import { esbuildMinifyLiterals } from './lib/minify.mjs';
import { inProject, root } from './lib/paths.mjs';

const element = (name) => `./src/elements/${name}/lead-${name}.ts`;
const memory = './src/adapters/memory/index.ts';

const entries = [
  { name: 'picker', limit: 20_000, modules: [element('provider'), element('status-picker'), memory] },
  { name: 'elements', limit: 60_000, modules: [...allElements().map(element), memory] },
];

const counts = { passed: 0, failed: 0, skipped: 0 };
for (const { name, limit, modules } of entries) {
  let gzip = null;
  try {
    gzip = await measure(name, modules);
  } catch (error) {
    console.error(`size: "${name}" does not build: ${error.message}`);
  }
  console.log(JSON.stringify({ name, gzip, limit }));
  counts[gzip !== null && gzip <= limit ? 'passed' : 'failed'] += 1;
}
writeCounts(counts);
process.exitCode = counts.failed > 0 ? 1 : 0;

/** Bytes of the entry's static graph. What it imports dynamically is in chunks of its own and not counted. */
async function measure(name, modules) {
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
  return [...staticGraph(metafile, entry)].reduce(
    (sum, path) => sum + gzipSync(bytes.get(path), { level: 9 }).length,
    0,
  );
}

function staticGraph({ outputs }, path, seen = new Set()) {
  if (seen.has(path)) return seen;
  seen.add(path);
  for (const { kind, path: next } of outputs[path].imports) {
    if (kind === 'import-statement' && outputs[next]) staticGraph({ outputs }, next, seen);
  }
  return seen;
}

function allElements() {
  return readdirSync(inProject('src/elements')).filter((name) => existsSync(inProject(element(name))));
}
