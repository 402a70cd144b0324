import { fileURLToPath } from 'node:url';
import { defineConfig, type Plugin } from 'vite';

// Instead of the vite.config.ts of the project, whose root is the demo.
export default defineConfig({
  build: { chunkSizeWarningLimit: 2000 },
  plugins: [chosenBackend()],
});

/** Stories and the stores that they are given have their records where the toolbar says: see `backends.ts`. */
function chosenBackend(): Plugin {
  const adapter = fileURLToPath(new URL('memory-adapter.ts', import.meta.url));
  const choosing = /\/(stories\/[^/]+|test\/helpers\/(stores|card-data))\.ts$/;
  return {
    name: 'chosen-backend',
    enforce: 'pre',
    resolveId: (source, importer = '') =>
      /\/adapters\/memory\/(index|memory-adapter)\.js$/.test(source) && choosing.test(importer.split('?')[0]!)
        ? adapter
        : undefined,
  };
}
