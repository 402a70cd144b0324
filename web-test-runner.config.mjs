import { fileURLToPath } from 'node:url';
import { esbuildPlugin } from '@web/dev-server-esbuild';
import { defaultReporter } from '@web/test-runner';
import { chromeLauncher, puppeteerCore } from '@web/test-runner-chrome';
import { chromiumArgs, findChromium, findFirefox } from './scripts/lib/browser.mjs';
import { countReporter } from './scripts/lib/wtr-counts.mjs';

export default {
  files: ['adapters', 'controllers', 'elements', 'ui'].map((folder) => `test/${folder}/**/*.test.ts`),
  nodeResolve: { exportConditions: ['development', 'browser'] },
  plugins: [
    // It also finds ./x.ts for an import of ./x.js. The path of tsconfig must be absolute.
    esbuildPlugin({
      ts: true,
      target: 'es2022',
      tsconfig: fileURLToPath(new URL('tsconfig.json', import.meta.url)),
    }),
    papaparseAsModule(),
    emulateFeatures(),
  ],
  middleware: [
    (context, next) => {
      if (context.path === '/mockServiceWorker.js')
        context.url = '/node_modules/msw/lib/mockServiceWorker.js';
      return next();
    },
  ],
  browsers: await browsers(),
  concurrency: 2,
  concurrentBrowsers: 1,
  testsFinishTimeout: 120_000,
  testFramework: { config: { timeout: 5000 } },
  reporters: [defaultReporter(), countReporter()],
  filterBrowserLogs: ({ args }) => !String(args?.[0]).includes('Lit is in dev mode'),
};

/**
 * Both prefer reduced motion: axe, looking at a dialog that is half faded in, finds too little contrast. End-to-end tests
 * run with motion. LEADKIT_BROWSERS=chromium,firefox chooses; without it Firefox runs where it is installed.
 */
async function browsers() {
  const firefoxPath = findFirefox();
  const chosen = process.env.LEADKIT_BROWSERS?.split(',') ?? [
    'chromium',
    ...(firefoxPath ? ['firefox'] : []),
  ];
  const launchers = {
    chromium: async () =>
      chromeLauncher({
        puppeteer: puppeteerCore,
        launchOptions: {
          ...(await findChromium()),
          args: [...chromiumArgs, '--force-prefers-reduced-motion'],
        },
        // A context per page: pages that share one also share MSW's service worker and reload each other.
        createPage: async ({ context }) => (await context.browser().createBrowserContext()).newPage(),
      }),
    firefox: async () => {
      if (!firefoxPath) throw new Error('LEADKIT_BROWSERS asks for firefox, but there is none on PATH.');
      return chromeLauncher({
        puppeteer: puppeteerCore,
        concurrency: 1,
        launchOptions: {
          browser: 'firefox',
          executablePath: firefoxPath,
          headless: true,
          extraPrefsFirefox: { 'ui.prefersReducedMotion': 1 },
        },
      });
    },
  };
  return Promise.all(
    chosen.map((name) => {
      if (!launchers[name]) throw new Error(`LEADKIT_BROWSERS: "${name}" is neither chromium nor firefox.`);
      return launchers[name]();
    }),
  );
}

/** Papa Parse is published as UMD only, and tests load the files as they are, unlike every bundler. */
function papaparseAsModule() {
  return {
    name: 'papaparse-as-module',
    transform({ path, body }) {
      if (!path.includes('/node_modules/papaparse/')) return undefined;
      return {
        body: `const module = { exports: {} }, exports = module.exports;\n(function () {${body}\n}).call(globalThis);\nexport default module.exports;`,
      };
    },
  };
}

/**
 * The command behind test/helpers/emulate.ts. WTR's own emulateMedia knows no forced-colors or
 * prefers-contrast. Answers false where the browser has no such switch.
 */
function emulateFeatures() {
  return {
    name: 'emulate-features',
    async executeCommand({ command, payload, session }) {
      if (command !== 'emulate-features') return undefined;
      if (session.browser.name !== 'Chromium') return false;
      const devtools = await session.browser.getPage(session.id).createCDPSession();
      await devtools.send('Emulation.setEmulatedMedia', { features: payload });
      return true;
    },
  };
}
