import { fileURLToPath } from 'node:url';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { ready, visit } from './portal.js';
import { launchChromium } from './setup/browser.js';
import { worldNow } from './subjects.js';

let browser: Browser;
beforeAll(async () => void (browser = await launchChromium()));
afterAll(() => browser.close());

/** The people of a company, by its name, with their lead statuses. */
async function imported(page: Page, name: string) {
  const { companies, contacts } = await worldNow(page);
  const company = companies.find((each) => each.name === name);
  return (
    company &&
    contacts
      .filter(({ companyId }) => companyId === company.id)
      .map(({ firstName, lastName, leadStatusId }) => [firstName, lastName, leadStatusId])
  );
}

async function openImport(page: Page, file: string | { name: string; mimeType: string; buffer: Buffer }) {
  await page.getByRole('button', { name: 'Import CSV' }).click();
  await page.locator('lead-import input[type=file]').setInputFiles(file);
  return page.locator('lead-import');
}

describe('importing CSV at the portal', () => {
  it('takes somebody else’s export as it is, and keeps it after a reload', async () => {
    const { page, context, errors } = await visit(browser, inject('demoUrl'));
    const northwind = fileURLToPath(new URL('../data/northwind-customers.csv', import.meta.url));
    const dialog = await openImport(page, northwind);
    await dialog.getByText('42 rows, 11 columns').first().waitFor();
    await dialog.getByRole('button', { name: 'Next' }).click();
    await dialog.getByRole('button', { name: /^Import 42 contacts/ }).click();
    await expect
      .poll(() => imported(page, 'Königlich Essen'), { timeout: 20_000 })
      .toEqual([['Philip', 'Cramer', '1']]);
    await page.reload();
    await ready(page);
    expect(await imported(page, 'Antonio Moreno Taquería')).toEqual([['Antonio', 'Moreno', '1']]);
    expect(errors).toEqual([]);
    await context.close();
  });

  it.each([
    ['an empty file', '', /no rows|empty/i],
    ['headers alone', 'Name;Company\n', /no rows/i],
    ['broken quotes', 'Last name,Company\n"Lovelace,Acme\nHopper,"Navy"x\n', /quot/i],
    ['duplicate headers', 'Last name,Phone,Phone\nLovelace,1,2\n', /Phone \(2\)/],
    [
      'Latin-1 bytes',
      Buffer.from('Last name,Company\nM\u00fcller,K\u00f6nig\n', 'latin1'),
      /windows-1252|Latin-1/i,
    ],
  ])('%s: says so, and nothing else breaks', async (_, content, message) => {
    const { page, context, errors } = await visit(browser, inject('demoUrl'));
    const dialog = await openImport(page, {
      name: 'contacts.csv',
      mimeType: 'text/csv',
      buffer: Buffer.from(content),
    });
    await dialog.getByText(message).first().waitFor();
    expect(errors).toEqual([]);
    await context.close();
  });
});
