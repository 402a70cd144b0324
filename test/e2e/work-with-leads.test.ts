import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, inject, it } from 'vitest';
import { keyboard, mouse, type Hands } from './hands.js';
import { defaultCategories } from '../../src/model/index.js';
import { visit } from './portal.js';
import { launchChromium } from './setup/browser.js';
import { leadOf, statusOf, waitForStatus, worldNow } from './subjects.js';

// The numbered steps of "Work with leads" (the reference product's help page), done at the demo portal by mouse and
// by keyboard alone.

const potentialCategories: readonly (string | null)[] = defaultCategories
  .filter(({ group }) => group === 'potentialCustomer')
  .map(({ id }) => id);

let browser: Browser;
beforeAll(async () => void (browser = await launchChromium()));
afterAll(() => browser.close());

describe.each([
  ['by mouse', mouse],
  ['by keyboard', keyboard],
] as const)('%s', (_, handsOf) => {
  let page: Page;
  let hands: Hands;
  let errors: string[];

  beforeEach(async () => {
    ({ page, errors } = await visit(browser, inject('demoUrl')));
    hands = handsOf(page);
    return async () => {
      expect(errors).toEqual([]);
      await page.context().close();
    };
  });

  /** From the list of companies to the company's screen. */
  async function openCompany(name: string) {
    const grid = page.getByRole('grid', { name: 'Companies' });
    await hands.pick(page.getByRole('button', { name: 'Filter by' }), 'Company name');
    await hands.type(page.getByRole('textbox', { name: /value/i }), name);
    await page.keyboard.press('Enter');
    await expect.poll(() => grid.getByRole('row').filter({ hasText: name }).count()).toBeGreaterThan(0);
    await hands.openRow(grid, name);
    await page.getByRole('article', { name }).first().waitFor();
  }

  async function openLead() {
    const lead = await leadOf(page);
    await openCompany(lead.company);
    await hands.openRow(page.getByRole('grid', { name: /^Contacts of/ }), lead.name);
    const card = page.locator('lead-contact-card');
    await card.getByRole('heading', { name: lead.name }).waitFor();
    return { lead, card };
  }

  it('see lead information on a contact', async () => {
    const { card } = await openLead(); // 1. Open a contact.
    // 2. Check the Category field. 3. Lead status appears directly below it.
    const terms = await card.getByRole('term').allInnerTexts();
    expect(terms.map((term) => term.trim())).toContain('Category');
    expect(terms[terms.findIndex((term) => term.trim() === 'Category') + 1]?.trim()).toBe('Lead status');
    // 4. Hover over the status value to view its description.
    await hands.look(card.locator('lead-status-badge').locator('[tabindex="0"]').first());
    await page
      .getByText('No outreach has been made by the sales team yet.')
      .filter({ visible: true })
      .first()
      .waitFor();
  });

  it('update the lead status', async () => {
    const { lead, card } = await openLead();
    const edit = card.getByRole('button', { name: `Edit ${lead.name}` });
    await hands.press(edit); // 1. Click Edit in the upper-right corner of the contact card.
    const save = card.getByRole('button', { name: 'Save' });
    expect(await save.isDisabled()).toBe(true);
    await hands.choose(card.getByRole('combobox', { name: 'Lead status' }), 'Qualified'); // 2., 3.
    await hands.press(save); // 4. Click Save to store your changes.
    await waitForStatus(page, lead.id, '5');
    await card.getByRole('definition').filter({ hasText: 'Qualified' }).first().waitFor();
    await page.reload();
    expect(await statusOf(page, lead.id)).toBe('5');
  });

  it('view leads in the Contacts section tab', async () => {
    const lead = await leadOf(page);
    await openCompany(lead.company); // 1. Go to a company and open the Contacts section tab.
    const tab = page.locator('lead-contacts-tab');
    await hands.press(tab.getByRole('button', { name: 'Customise columns' })); // 2. Select the gear.
    const dialog = tab.locator('lead-ui-dialog[open]');
    for (const column of ['Category', 'Category group', 'Lead status']) {
      await hands.press(dialog.getByRole('checkbox', { name: column, exact: true })); // 3.
    }
    await hands.press(dialog.getByRole('button', { name: 'OK' }));
    for (const column of ['Category', 'Category group', 'Lead status']) {
      await tab
        .getByRole('columnheader', { name: new RegExp(`^${column}`) })
        .first()
        .waitFor();
    }
    await hands.pick(tab.getByRole('button', { name: 'Group by' }), 'Lead status'); // 4. Optionally, group the list.
    await tab.getByRole('row', { name: /Open/ }).first().waitFor();
    await page.reload();
    await tab
      .getByRole('columnheader', { name: /^Lead status|^Category/ })
      .first()
      .waitFor();
  });

  it('create a selection of leads, and see it on the board', async () => {
    await hands.press(page.getByRole('link', { name: 'Find', exact: true }));
    const find = page.locator('lead-find');
    await find.getByRole('grid', { name: 'Results' }).waitFor();
    // Contact > Lead status – Is one of.
    await hands.choose(find.getByRole('combobox', { name: 'Value for Lead status' }), 'Open', 'Contacting');
    await find
      .getByText(/lead status is one of Open or Contacting/i)
      .first()
      .waitFor();
    // Company > Category group – Is one of: in the default criteria.
    await find
      .getByText(/category group is Potential customer/i)
      .first()
      .waitFor();
    const { companies, contacts } = await worldNow(page);
    const potential = new Set(
      companies.filter(({ categoryId }) => potentialCategories.includes(categoryId)).map(({ id }) => id),
    );
    const count = contacts
      .filter(
        ({ companyId, leadStatusId }) =>
          companyId !== null && potential.has(companyId) && (leadStatusId === '1' || leadStatusId === '2'),
      )
      .length.toLocaleString('en');
    await find
      .getByRole('status')
      .filter({ hasText: `${count} contacts` })
      .first()
      .waitFor();

    // Save your search results as a selection.
    await hands.press(find.getByRole('button', { name: 'Save as selection' }));
    const dialog = find.locator('lead-ui-dialog[open]');
    await hands.type(dialog.getByRole('textbox', { name: 'Name' }), 'Leads to call');
    await hands.press(dialog.getByRole('button', { name: 'Save', exact: true }));
    await dialog.waitFor({ state: 'hidden' });

    // Dynamic selections can be opened in Board view. Each column represents a lead status.
    await hands.press(page.getByRole('link', { name: 'Selections', exact: true }));
    await hands.press(
      page
        .locator('lead-selections')
        .getByRole('link', { name: 'Leads to call' })
        .or(page.locator('lead-selections').getByRole('button', { name: 'Leads to call' }))
        .first(),
    );
    await hands.press(page.getByRole('link', { name: 'Open as board' }));
    const board = page.locator('lead-board');
    await board.getByRole('region', { name: /^Open, / }).waitFor();
    const columns = await board
      .getByRole('region')
      .evaluateAll((regions) =>
        regions.map((region) => region.getAttribute('aria-label') ?? region.textContent),
      );
    expect(
      columns.map((name) => name?.match(/Open|Contacting|Disqualified|Re-nurture|Qualified/)?.[0]),
    ).toEqual(['Open', 'Contacting', 'Disqualified', 'Re-nurture', 'Qualified']);
  });
});
