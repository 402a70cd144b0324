import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

/** What the portal works on in the tests that use it as a person does, a project for each: `?backend=`. */
const backends = process.env['LEADKIT_BACKENDS']?.split(',') ?? ['indexeddb', 'http', 'http-minimal'];

export default defineConfig({
  // So that examples in docs/ can be run as they are printed.
  resolve: {
    alias: [
      {
        find: /^leadkit\/(model|store)$/,
        replacement: fileURLToPath(new URL('./src/$1/index.ts', import.meta.url)),
      },
    ],
  },
  test: {
    reporters: ['default', './scripts/lib/vitest-counts.mjs'],
    projects: [
      {
        extends: true,
        test: {
          name: 'unit',
          include: ['test/unit/**/*.test.ts', 'test/soak/**/*.test.ts'],
          environment: 'node',
          globalSetup: ['test/setup/postgres.ts'],
        },
      },
      ...backends.map((backend) => ({
        extends: true as const,
        test: {
          name: backend === 'indexeddb' ? 'e2e' : `e2e-${backend}`,
          include: ['test/e2e/**/*.test.ts'],
          environment: 'node' as const,
          globalSetup: ['test/e2e/setup/demo-server.ts'],
          testTimeout: 120_000,
          hookTimeout: 120_000,
          maxWorkers: 2,
        },
      })),
    ],
  },
});
