import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vite';

// The demo portal. The package itself is built by scripts/build.mjs.
export default defineConfig({
  root: fileURLToPath(new URL('demo', import.meta.url)),
  base: './',
  build: {
    outDir: fileURLToPath(new URL('demo-dist', import.meta.url)),
    emptyOutDir: true,
    target: 'es2022',
    // The demo runs under `default-src 'self'`: no data: URLs, no polyfill script.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
  },
});
