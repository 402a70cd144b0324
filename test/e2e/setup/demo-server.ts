import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';
import { build } from 'vite';
import type { TestProject } from 'vitest/node';
import { createDemoBackend } from '../../../demo/backend.js';
import { listenerOfFolder } from '../../../scripts/lib/serve.mjs';
import { createSqlBackend } from './sql-backend.js';

/** What holds the portal's data: `?backend=`, or the backend over SQL. */
export type Backend = 'indexeddb' | 'http' | 'http-minimal' | 'sql';

declare module 'vitest' {
  interface ProvidedContext {
    /** Address of the built demo portal, without a closing slash: `inject('demoUrl')`. */
    demoUrl: string;
    /** What the portal is to work on in this project. */
    backend: Backend;
  }
}

const inProject = (path: string) => fileURLToPath(new URL(`../../../${path}`, import.meta.url));
const headers = { 'Content-Security-Policy': "default-src 'self'; require-trusted-types-for 'script'" };

/** Builds the demo once for all projects. */
const shared = globalThis as { leadkitDemo?: Promise<string> };

async function buildDemo(): Promise<string> {
  const folder = inProject('.cache/e2e-demo');
  await build({ configFile: inProject('vite.config.ts'), logLevel: 'warn', build: { outDir: folder } });
  return folder;
}

/** Serves the portal as a strict host would, with its backend beside it. */
export default async function setup(project: TestProject) {
  const folder = await (shared.leadkitDemo ??= buildDemo());
  const pages = listenerOfFolder(folder, { headers });
  const api = createDemoBackend();
  const backend = (project.name.replace(/^e2e-?/, '') || 'indexeddb') as Backend;
  const overSql = backend === 'sql' ? await createSqlBackend() : undefined;
  const server = createServer((request, response) => {
    if (/^\/api(-minimal)?\//.test(request.url ?? '')) void api(request, response);
    else if (overSql && request.url?.startsWith('/sql/')) void overSql.listener(request, response);
    else pages(request, response);
  });
  await new Promise<void>((resolve, reject) => server.once('error', reject).listen(0, '127.0.0.1', resolve));
  project.provide('demoUrl', `http://127.0.0.1:${(server.address() as AddressInfo).port}`);
  project.provide('backend', backend);
  return async () => {
    await new Promise<void>((resolve) => {
      server.close(() => resolve());
      server.closeAllConnections();
    });
    await overSql?.close();
  };
}
