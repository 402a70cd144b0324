import { build } from 'esbuild';
import { inProject, root } from './paths.mjs';

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
  const outfile = inProject('.cache/bench/node.mjs');
  await build({
    ...common,
    entryPoints: ['bench/node.ts'],
    outfile,
    platform: 'node',
    packages: 'external',
  });
  return outfile;
}

/** @returns {Promise<string>} a folder with bench/page.ts as page.js, and a chunk for each peer. */
export async function bundleForPage() {
  const outdir = inProject('.cache/bench/page');
  await build({
    ...common,
    entryPoints: ['bench/page.ts'],
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
