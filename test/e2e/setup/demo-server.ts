import { fileURLToPath } from 'node:url';
import { build } from 'vite';
import type { TestProject } from 'vitest/node';
import { serveFolder } from '../../../scripts/lib/serve.mjs';

declare module 'vitest' {
  interface ProvidedContext {
    /** Address of the built demo portal, without a closing slash: `inject('demoUrl')`. */
    demoUrl: string;
  }
}

const inProject = (path: string) => fileURLToPath(new URL(`../../../${path}`, import.meta.url));

/** Builds the demo once and serves it as a strict host portal would. */
export default async function setup(project: TestProject) {
  const folder = inProject('.cache/e2e-demo');
  await build({ configFile: inProject('vite.config.ts'), logLevel: 'warn', build: { outDir: folder } });
  const server = await serveFolder(folder, {
    headers: { 'Content-Security-Policy': "default-src 'self'; require-trusted-types-for 'script'" },
  });
  project.provide('demoUrl', server.url);
  return server.close;
}
