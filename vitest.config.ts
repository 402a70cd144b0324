import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

/** What the portal works on in the tests that use it as a person does, a project for each. */
const backends = process.env['LEADKIT_BACKENDS']?.split(',') ?? ['indexeddb', 'http', 'http-minimal', 'sql'];
/** To the portal the backend over SQL is another `http`, so a part of the tests says enough. */
const onSql = ['test/e2e/{portal,import,work-with-leads}.test.ts'];

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
          include: backend === 'sql' ? onSql : ['test/e2e/**/*.test.ts'],
          environment: 'node' as const,
          globalSetup: ['test/e2e/setup/demo-server.ts'],
          testTimeout: 120_000,
          hookTimeout: 120_000,
          expect: { poll: { timeout: 10_000 } },
          maxWorkers: 2,
        },
      })),
    ],
  },
});
