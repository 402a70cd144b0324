import { readFile } from 'node:fs/promises';
import { minifyHTMLLiterals } from 'minify-literals';

const source = /[\\/]src[\\/].*\.ts$/;

/** Vite plugin: removes the whitespace of html`` and css`` in src/. */
export const viteMinifyLiterals = {
  name: 'minify-literals',
  apply: 'build',
  enforce: 'pre',
  async transform(code, id) {
    if (!source.test(id)) return undefined;
    const result = await minifyHTMLLiterals(code, { fileName: id });
    return result ? { code: result.code, map: result.map } : undefined;
  },
};

/** The same for esbuild. */
export const esbuildMinifyLiterals = {
  name: 'minify-literals',
  setup(build) {
    build.onLoad({ filter: source }, async ({ path }) => {
      const code = await readFile(path, 'utf8');
      const result = await minifyHTMLLiterals(code, { fileName: path });
      return { contents: result?.code ?? code, loader: 'ts' };
    });
  },
};
