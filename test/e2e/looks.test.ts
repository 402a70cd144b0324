import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { axe, visit } from './portal.js';
import { launchChromium } from './setup/browser.js';
import { leadOf } from './subjects.js';

let browser: Browser;
beforeAll(async () => void (browser = await launchChromium()));
afterAll(() => browser.close());

const places = {
  companies: '#/companies',
  'a new company': '#/company/new',
  find: '#/find',
  selections: '#/selections',
  board: '#/board',
  setup: '#/setup',
} as const;

describe.each([
  ['light', 1440],
  ['dark', 1440],
  ['light', 360],
  ['dark', 360],
] as const)('the portal in %s at %i px', (scheme, width) => {
  it.each(Object.entries(places))(
    '%s: axe finds nothing, the console is silent, nothing is wider than the page',
    async (_, place) => {
      const { page, context, errors } = await visit(browser, inject('demoUrl'), place, {
        width,
        height: 800,
        dark: scheme === 'dark',
      });
      await settle(page);
      expect(await axe(page)).toEqual([]);
      expect(errors).toEqual([]);
      expect(
        await page.evaluate(() => document.documentElement.scrollWidth - innerWidth),
      ).toBeLessThanOrEqual(0);
      await context.close();
    },
  );

  it('the company screen: the same', async () => {
    const { page, context, errors } = await visit(browser, inject('demoUrl'), '', {
      width,
      height: 800,
      dark: scheme === 'dark',
    });
    const { companyId } = await leadOf(page);
    await page.goto(`${inject('demoUrl')}/#/company/${companyId}`);
    await page.locator('lead-contact-card').getByRole('heading').first().waitFor();
    await settle(page);
    expect(await axe(page)).toEqual([]);
    expect(errors).toEqual([]);
    expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(
      0,
    );
    await context.close();
  });
});

/** Fonts, skeletons and lazily loaded parts have come. A stream of events keeps the network busy for ever. */
async function settle(page: Page): Promise<void> {
  let before = '';
  const isStill = async () => {
    const now = await page.evaluate(async () => {
      await document.fonts.ready;
      return String(performance.getEntriesByType('resource').length);
    });
    const shown = `${now} ${await page.locator('main').ariaSnapshot()}`;
    const still = shown === before && !/loading/i.test(shown);
    before = shown;
    return still;
  };
  await expect.poll(isStill, { interval: 300, timeout: 20_000 }).toBe(true);
}
