import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';

/**
 * Arguments for every Chromium that we start. Tests load only pages of this machine, hence no sandbox
 * (root in containers has none); the rest keeps the browser from calling home.
 */
export const chromiumArgs = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/**
 * CHROME_PATH, else a Chrome or Chromium on PATH, else the one inside the package @sparticuz/chromium.
 * The result fits puppeteer's launch options; playwright takes its `executablePath`.
 *
 * @returns {Promise<{ executablePath: string, headless: true | 'shell' }>}
 */
export async function findChromium() {
  const installed =
    process.env.CHROME_PATH ||
    onPath('chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable');
  if (installed) return { executablePath: installed, headless: true };
  // Unpacks once into the temporary folder. Its own `args` contain --single-process, which dies with
  // browser contexts: never use them.
  const { default: packed } = await import('@sparticuz/chromium');
  return { executablePath: await packed.executablePath(), headless: 'shell' };
}

/** FIREFOX_PATH, else a Firefox on PATH, else undefined. */
export function findFirefox() {
  return process.env.FIREFOX_PATH || onPath('firefox-esr', 'firefox');
}

function onPath(...names) {
  for (const name of names) {
    for (const folder of (process.env.PATH ?? '').split(delimiter)) {
      const file = join(folder, name);
      try {
        accessSync(file, constants.X_OK);
        return file;
      } catch {
        // Not here.
      }
    }
  }
  return undefined;
}
