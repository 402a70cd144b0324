// node scripts/engine-parts.mjs: what the engine would weigh less without each of its parts, minified and gzipped; one JSON
// object a line. For decisions about its size (docs/decisions/0107), so no limits.
import { resolve } from 'node:path';
import { gzipSync } from 'node:zlib';
import { build } from 'esbuild';
import { root } from './lib/paths.mjs';

const of = (names) => new RegExp(`src/query/columnar/(${names})\\.ts$`);
const parts = {
  windows: of('views|levels|sort-rows|ranks|collation-keys|name-level'),
  live: of('live|standing|order|notes|matching|dependencies'),
  shared: /src\/(model|criteria)\/|src\/query\/[^/]+$/,
  text: of('text-.*|search-texts|name-column'),
  numbers: of('number-.*'),
  groups: of('group-level|groups|siblings|tallies|exact-sums|extremes|field-numbers|measure'),
  ids: of('id-index|slots'),
  'rows of values': of('bitmaps|postings|code-.*|join'),
};
const rest = of(
  'index|engine|table|fields|asking|asked|plan|filter|kernels|memory|scratch|sources|fit-columns|types',
);

const whole = await measure();
console.log(JSON.stringify({ part: 'all', gzip: whole.gzip }));
for (const path of whole.paths) {
  const owners = [...Object.values(parts), rest].filter((part) => part.test(path));
  if (owners.length !== 1) throw new Error(`${path} belongs to ${owners.length} parts instead of one.`);
}
const both = [parts.windows, parts.live];
for (const [part, left] of [...Object.entries(parts), ['windows and live', both]])
  console.log(JSON.stringify({ part, saves: whole.gzip - (await measure([left].flat())).gzip }));

/** Modules that are left out stay as imports, which weigh some bytes. */
async function measure(left = []) {
  const { metafile, outputFiles } = await build({
    entryPoints: ['src/query/columnar/index.ts'],
    absWorkingDir: root,
    outdir: root,
    write: false,
    bundle: true,
    minify: true,
    metafile: true,
    format: 'esm',
    target: 'es2022',
    legalComments: 'none',
    plugins: [
      {
        name: 'leave out',
        setup: ({ onResolve }) =>
          onResolve({ filter: /^\.\.?\// }, ({ path, resolveDir }) =>
            left.some((pattern) => pattern.test(resolve(resolveDir, path).replace(/\.js$/, '.ts')))
              ? { path, external: true }
              : undefined,
          ),
      },
    ],
  });
  return {
    gzip: gzipSync(outputFiles[0].contents, { level: 9 }).length,
    paths: Object.keys(metafile.inputs),
  };
}
