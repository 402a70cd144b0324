// Node built-ins only until ensureInstalled() has run.
import { ensureInstalled } from './lib/install.mjs';
import { inProject } from './lib/paths.mjs';

ensureInstalled();
const { createServer } = await import('vite');
const server = await createServer({
  configFile: inProject('vite.config.ts'),
  server: { port: 5173, strictPort: false },
});
await server.listen();
const [address] = server.resolvedUrls.local;
console.log(`The demo portal is at ${address}`);
console.log('Press Ctrl+C to stop it.');
