import { fileURLToPath } from 'node:url';
import { defineConfig, type Plugin } from 'vite';
import type * as demoBackend from './demo/backend.js';

// The demo portal. The package itself is built by scripts/build.mjs.
export default defineConfig({
  root: fileURLToPath(new URL('demo', import.meta.url)),
  base: './',
  plugins: [backend()],
  build: {
    outDir: fileURLToPath(new URL('demo-dist', import.meta.url)),
    emptyOutDir: true,
    target: 'es2022',
    // The demo runs under `default-src 'self'`: no data: URLs, no polyfill script.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
  },
});

type DemoBackend = typeof demoBackend;

/** `npm start` serves the portal's backend over HTTP beside the page (`?backend=http`). */
function backend(): Plugin {
  return {
    name: 'demo-backend',
    async configureServer(server) {
      const { createDemoBackend } = (await server.ssrLoadModule('/backend.ts')) as DemoBackend;
      const listen = createDemoBackend();
      server.middlewares.use((request, response, next) => {
        if (/^\/api(-minimal)?\//.test(request.url ?? '')) void listen(request, response);
        else next();
      });
    },
  };
}
