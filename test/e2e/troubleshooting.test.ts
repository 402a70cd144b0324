import type { Browser, Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, inject, it } from 'vitest';
import { keyboard, mouse, type Hands } from './hands.js';
import { ready, visit } from './portal.js';
import { launchChromium } from './setup/browser.js';
import { leadOf, statusOf, waitForStatus, worldNow, type Lead } from './subjects.js';

// "Tips and troubleshooting" of the reference product's help page: each complaint is answered by the page itself.

let browser: Browser;
beforeAll(async () => void (browser = await launchChromium()));
afterAll(() => browser.close());

describe.each([
  ['by mouse', mouse],
  ['by keyboard', keyboard],
] as const)('%s', (_, handsOf) => {
  let page: Page;
  let hands: Hands;
  let lead: Lead;
  let contact: Locator;
  let company: Locator;

  beforeEach(async () => {
    const visited = await visit(browser, inject('demoUrl'));
    page = visited.page;
    hands = handsOf(page);
    lead = await leadOf(page);
    await page.goto(`${inject('demoUrl')}/#/company/${lead.companyId}/contact/${lead.id}`);
    contact = page.locator('lead-contact-card');
    company = page.locator('lead-company-card');
    await contact.getByRole('heading', { name: lead.name }).waitFor();
    return async () => {
      expect(visited.errors).toEqual([]);
      await page.context().close();
    };
  });

  /** Moves the company on its card. Answers what the card says about the contacts before it is saved. */
  async function moveCompany(category: string): Promise<string> {
    await hands.press(company.getByRole('button', { name: /^Edit / }));
    await hands.choose(company.getByRole('combobox', { name: 'Category' }), category);
    const preview = await company
      .getByText(/contacts?[;.]|contacts and|for \d+ contact|nothing changes/i)
      .filter({ visible: true })
      .first()
      .innerText();
    await hands.press(company.getByRole('button', { name: 'Save' }));
    await company.getByRole('button', { name: /^Edit / }).waitFor();
    return preview;
  }

  /** Opens "Why?" beside a field and answers what it says. */
  async function why(card: Locator, field: string, label = `Why? (${field})`): Promise<string> {
    await hands.press(card.getByRole('button', { name: label }));
    const text = card.locator('[popover]:popover-open, [role="tooltip"]:popover-open').first();
    await text.waitFor();
    const said = await text.innerText();
    await page.keyboard.press('Escape');
    return said;
  }

  it('"I do not see the Lead status field." [L1]', async () => {
    expect(await moveCompany('Customer')).toMatch(/hidden for \d+ contacts?/);
    await expect.poll(() => contact.locator('lead-status-badge').filter({ visible: true }).count()).toBe(0);
    expect(await why(contact, 'Lead status')).toContain(
      'Lead status is shown only for companies in the Potential customer group',
    );
  });

  it('"I cannot choose Lead or Marketing Qualified Lead as a category."', async () => {
    await hands.press(company.getByRole('button', { name: /^Edit / }));
    expect(await why(company, 'Category', 'About Category')).toContain(
      'Lead and Marketing qualified lead come with new installations only',
    );
  });

  it('"The Lead status field disappeared after I changed the company category." [L7]', async () => {
    await moveCompany('Customer');
    expect(await why(contact, 'Lead status')).toMatch(
      /The last value, Open, is kept.*can’t be edited.*can still be found/s,
    );
    // The value is kept in the database and remains searchable, but it cannot be edited.
    expect(await statusOf(page, lead.id)).toBe('1');
    await hands.press(contact.getByRole('button', { name: /^Edit / }));
    expect(await contact.getByRole('combobox', { name: 'Lead status' }).count()).toBe(0);
  });

  it('"Different people in the same company show different lead statuses." [L3]', async () => {
    await hands.press(contact.getByRole('button', { name: 'About Lead status' }));
    await contact
      .getByText('Each contact has a lead status of its own.')
      .filter({ visible: true })
      .first()
      .waitFor();
    await page.keyboard.press('Escape');
    await hands.press(contact.getByRole('button', { name: /^Edit / }));
    await hands.choose(contact.getByRole('combobox', { name: 'Lead status' }), 'Disqualified');
    const colleagues = async () =>
      (await worldNow(page)).contacts
        .filter(({ companyId, id }) => companyId === lead.companyId && id !== lead.id)
        .map(({ leadStatusId }) => leadStatusId);
    const before = await colleagues();
    await hands.press(contact.getByRole('button', { name: 'Save' }));
    await waitForStatus(page, lead.id, '3');
    expect(await colleagues()).toEqual(before);
  });

  it('"A contact always gets Lead status = Open when moved into a potential customer category." [L5]', async () => {
    await hands.press(contact.getByRole('button', { name: /^Edit / }));
    await hands.choose(contact.getByRole('combobox', { name: 'Lead status' }), 'Qualified');
    await hands.press(contact.getByRole('button', { name: 'Save' }));
    await waitForStatus(page, lead.id, '5');
    await moveCompany('Customer');
    expect(await statusOf(page, lead.id)).toBe('5'); // kept
    expect(await moveCompany('Marketing qualified lead')).toMatch(
      /appears for \d+ contacts? and starts as Open/,
    );
    await waitForStatus(page, lead.id, '1');
    await page.reload();
    await ready(page);
    expect(await statusOf(page, lead.id)).toBe('1');
  });

  it('"I cannot change the category on a contact." [L8]', async () => {
    await hands.press(contact.getByRole('button', { name: /^Edit / }));
    expect(await contact.getByRole('combobox', { name: 'Category' }).count()).toBe(0);
    expect(await why(contact, 'Category')).toContain(
      `A contact has the category of its company. To change it, edit ${lead.company}.`,
    );
  });
});
