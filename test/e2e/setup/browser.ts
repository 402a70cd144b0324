import { chromium, type Browser } from 'playwright-core';
import { chromiumArgs, findChromium } from '../../../scripts/lib/browser.mjs';

/** Starts the Chromium that all browser tests use; close it in `afterAll`. */
export async function launchChromium(): Promise<Browser> {
  const { executablePath } = await findChromium();
  return chromium.launch({ executablePath, args: chromiumArgs });
}
