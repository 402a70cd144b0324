import { rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { build } from 'esbuild';
import { inProject, root } from './paths.mjs';

/** A folder for each run: two at a time must not change each other's program. Inside, so that libraries are found. */
const folder = inProject(`.cache/bench/${process.pid}`);
process.on('exit', () => rmSync(folder, { recursive: true, force: true }));
for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => process.exit(1));

const common = {
  absWorkingDir: root,
  bundle: true,
  format: 'esm',
  target: 'es2022',
  logLevel: 'error',
  define: { 'process.env.NODE_ENV': '"production"' },
};

/** @returns {Promise<string>} the program of bench/node.ts. Libraries stay where they are, as an application has them. */
export async function bundleForNode() {
  const outfile = join(folder, 'node.mjs');
  await build({
    ...common,
    entryPoints: ['bench/node.ts'],
    outfile,
    platform: 'node',
    packages: 'external',
  });
  return outfile;
}

/**
 * @param {string} entry the program of a page, e.g. bench/page.ts
 * @returns {Promise<string>} a folder with it as page.js, and a chunk for each peer
 */
export async function bundleForPage(entry) {
  const outdir = join(folder, dirname(entry));
  await build({
    ...common,
    entryPoints: [entry],
    outdir,
    platform: 'browser',
    splitting: true,
    minify: true,
    define: { ...common.define, global: 'globalThis' },
    // Libraries that also run in Node ask for these and do without.
    external: [
      'fs',
      'path',
      'crypto',
      'node:*',
      'react-native-fs',
      'react-native-fetch-blob',
      '*node-blocking.cjs',
    ],
  });
  return outdir;
}
