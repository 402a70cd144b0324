import { mkdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { chromium } from 'playwright-core';
import { chromiumArgs, findChromium } from './browser.mjs';
import { inProject } from './paths.mjs';
import { serveFolder } from './serve.mjs';

/**
 * Serves the bundle from this machine. Isolated from other origins, so that the page's clock ticks every 5 µs.
 *
 * @param {string} folder with page.js; gets index.html and a way to node_modules
 */
export async function startPages(folder) {
  mkdirSync(folder, { recursive: true });
  writeFileSync(
    join(folder, 'index.html'),
    '<!doctype html><meta charset="utf-8"><title>bench</title><script type="module" src="/page.js"></script>\n',
  );
  rmSync(join(folder, 'node_modules'), { force: true });
  symlinkSync(inProject('node_modules'), join(folder, 'node_modules'), 'junction');
  const server = await serveFolder(folder, {
    headers: {
      'Cross-Origin-Opener-Policy': 'same-origin',
      'Cross-Origin-Embedder-Policy': 'require-corp',
    },
  });
  return server;
}

/**
 * Runs one task in a browser of its own, so that none inherits another one's memory.
 *
 * @param {object} task as in bench/run.ts or bench/views/page.ts
 * @param {{ url: string, tell: (message: object) => void, signal: AbortSignal, args?: string[] }} options
 */
export async function runInChromium(task, { url, tell, signal, args = [] }) {
  const { executablePath } = await findChromium();
  const browser = await chromium.launch({
    executablePath,
    args: [...chromiumArgs, '--js-flags=--max-old-space-size=4000', ...args],
  });
  const stop = () => void browser.close();
  signal.addEventListener('abort', stop, { once: true });
  try {
    const page = await browser.newPage();
    const problems = [];
    page.on('pageerror', (error) => problems.push(error.message));
    page.on('crash', () => problems.push('the page crashed'));
    page.on('console', (message) => {
      if (message.type() === 'error') console.error(message.text());
    });
    const devtools = await page.context().newCDPSession(page);
    await page.exposeFunction('benchTell', tell);
    await page.exposeFunction('benchMemory', async () => {
      await devtools.send('HeapProfiler.collectGarbage');
      const { usedSize, backingStorageSize = 0 } = await devtools.send('Runtime.getHeapUsage');
      return usedSize + backingStorageSize;
    });
    await page.goto(url);
    await page.waitForFunction(() => 'benchTask' in globalThis);
    page.setDefaultTimeout(0);
    await page.evaluate((given) => globalThis.benchTask(given), task);
    if (problems.length > 0) throw new Error(problems.join('; '));
  } finally {
    signal.removeEventListener('abort', stop);
    await browser.close();
  }
}
