import AxeBuilder from 'axe-core';
import type { Browser, BrowserContext, Locator, Page } from 'playwright-core';
import { expect, inject } from 'vitest';

/** A person at the demo portal: a page of its own storage, whose console must stay silent. */
export interface Visit {
  readonly page: Page;
  readonly context: BrowserContext;
  /** Everything that went to the console as an error, and every uncaught exception. */
  readonly errors: string[];
}

export interface VisitOptions {
  readonly width?: number;
  readonly height?: number;
  readonly dark?: boolean;
  readonly context?: BrowserContext;
}

/** Opens the portal at a place, e.g. `#/find`, and waits until it has its data. */
export async function visit(
  browser: Browser,
  url: string,
  place = '',
  options: VisitOptions = {},
): Promise<Visit> {
  const context =
    options.context ??
    (await browser.newContext({
      viewport: { width: options.width ?? 1440, height: options.height ?? 900 },
      colorScheme: options.dark ? 'dark' : 'light',
      reducedMotion: 'reduce',
    }));
  const page = await context.newPage();
  page.setDefaultTimeout(20_000); // a step that fails should say which, before the test runs out of time
  const errors: string[] = [];
  page.on(
    'console',
    (message) => message.type() === 'error' && errors.push(`${message.text()} ${message.location().url}`),
  );
  page.on('pageerror', (error) => errors.push(String(error)));
  const [backend, world] = [inject('backend'), worldOf(context)];
  const choice = backend === 'sql' ? `backend=http&src=/sql/${world}` : `backend=${backend}&world=${world}`;
  await page.goto(`${url}/?${choice}${place}`);
  await ready(page);
  return { page, context, errors };
}

const worlds = new WeakMap<BrowserContext, string>();

/** The records of the backend that this browser works with: each has its own, like its own IndexedDB. */
export function worldOf(context: BrowserContext): string {
  const world = worlds.get(context) ?? crypto.randomUUID();
  worlds.set(context, world);
  return world;
}

/** Waits until the store has read everything. */
export async function ready(page: Page): Promise<void> {
  await page.waitForFunction(
    () => document.querySelector('lead-provider')?.leads?.phase === 'ready',
    undefined,
    { timeout: 20_000 },
  );
}

/** Presses Tab until the focus is on what a person would look for. Fails when it never gets there. */
export async function tabTo(
  page: Page,
  target: Locator,
  key: 'Tab' | 'Shift+Tab' = 'Tab',
  most = 150,
): Promise<void> {
  await expect.poll(() => target.count()).toBeGreaterThan(0);
  for (let pressed = 0; pressed < most; pressed++) {
    if (await hasFocus(target)) return;
    await page.keyboard.press(key);
  }
  throw new Error(
    `${most} times ${key} did not reach ${String(target)}; the focus is on ${await focused(page)}.`,
  );
}

/** Goes there and presses Enter. */
export async function enter(page: Page, target: Locator): Promise<void> {
  await tabTo(page, target);
  await page.keyboard.press('Enter');
}

/** Whether the focus is on the element, through all shadow roots. */
export function hasFocus(target: Locator): Promise<boolean> {
  return target.first().evaluate((element) => {
    let active = document.activeElement;
    while (active?.shadowRoot?.activeElement) active = active.shadowRoot.activeElement;
    return active === element;
  });
}

/** What has the focus, in words, for messages. */
export function focused(page: Page): Promise<string> {
  return page.evaluate(() => {
    let active = document.activeElement;
    while (active?.shadowRoot?.activeElement) active = active.shadowRoot.activeElement;
    return `<${active?.localName}> "${active?.getAttribute('aria-label') ?? active?.textContent?.trim().slice(0, 60)}"`;
  });
}

/** What axe finds on the page, one line each; the page is fine when there is none. */
export async function axe(page: Page): Promise<string[]> {
  // The page's policy forbids strings as scripts, so axe comes in by the debugger's door.
  await page.evaluate(`${AxeBuilder.source}; 0`);
  return page.evaluate(async () => {
    const { violations } = await (globalThis as unknown as { axe: typeof AxeBuilder }).axe.run(document, {
      resultTypes: ['violations'],
    });
    return violations.flatMap(({ id, nodes }) =>
      nodes.map(({ target, failureSummary }) => `${id} at ${target.flat().join(' ')}: ${failureSummary}`),
    );
  });
}
