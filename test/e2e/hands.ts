import type { Locator, Page } from 'playwright-core';
import { expect } from 'vitest';
import { focused, hasFocus, tabTo } from './portal.js';

/** The two ways to work the portal. What a person does is written once and done by both. */
export interface Hands {
  /** A button, a link, a box to tick. */
  press(target: Locator): Promise<void>;
  /** Text into a field, in place of what is there. */
  type(target: Locator, text: string): Promise<void>;
  /** An entry of the listbox of a combobox; several where it takes several. */
  choose(combobox: Locator, ...options: string[]): Promise<void>;
  /** An entry of the menu behind a button. */
  pick(button: Locator, item: string): Promise<void>;
  /** A row of a grid, by the name in it. */
  openRow(grid: Locator, name: string): Promise<void>;
  /** Looks closer: the description that comes on hover and on focus. */
  look(target: Locator): Promise<void>;
}

export function mouse(page: Page): Hands {
  return {
    press: (target) => target.click(),
    type: (target, text) => target.fill(text),
    async choose(combobox, ...options) {
      await combobox.click();
      for (const option of options) await optionOf(page, option).click();
      if (options.length > 1 || (await combobox.getAttribute('aria-expanded')) === 'true')
        await page.keyboard.press('Escape');
    },
    async pick(button, item) {
      await button.click();
      await itemOf(page, item).click();
    },
    openRow: (grid, name) => grid.getByRole('row').filter({ hasText: name }).first().dblclick(),
    look: (target) => target.hover(),
  };
}

export function keyboard(page: Page): Hands {
  const stepTo = async (target: Locator, key: string, most = 60) => {
    await expect.poll(() => target.count()).toBeGreaterThan(0);
    for (let pressed = 0; pressed < most; pressed++) {
      if (await isActive(target)) return;
      await page.keyboard.press(key);
    }
    throw new Error(
      `${most} times ${key} did not reach ${String(target)}; the focus is on ${await focused(page)}.`,
    );
  };
  return {
    async press(target) {
      await tabTo(page, target);
      await page.keyboard.press((await isBox(target)) ? 'Space' : 'Enter');
    },
    async type(target, text) {
      await tabTo(page, target);
      await page.keyboard.press('Control+A');
      await page.keyboard.type(text);
    },
    async choose(combobox, ...options) {
      await tabTo(page, combobox);
      await page.keyboard.press('ArrowDown');
      for (const option of options) {
        // A long list has a field to narrow it down; in a short one Home is the first entry.
        if (await isTyping(page)) await page.keyboard.type(option);
        else await page.keyboard.press('Home');
        await stepTo(optionOf(page, option), 'ArrowDown');
        await page.keyboard.press('Enter');
      }
      if ((await combobox.getAttribute('aria-expanded')) === 'true') await page.keyboard.press('Escape');
    },
    async pick(button, item) {
      await tabTo(page, button);
      await page.keyboard.press('Enter');
      await stepTo(itemOf(page, item), 'ArrowDown');
      await page.keyboard.press('Enter');
    },
    async openRow(grid, name) {
      const row = grid.getByRole('row').filter({ hasText: name }).first();
      await tabTo(page, grid.locator('[tabindex="0"]'));
      for (let pressed = 0; pressed < 60; pressed++) {
        if (await row.evaluate((element) => element.matches(':focus-within'))) break;
        await page.keyboard.press('ArrowDown');
      }
      await page.keyboard.press('Enter');
    },
    look: (target) => tabTo(page, target),
  };
}

function optionOf(page: Page, name: string): Locator {
  return page
    .getByRole('option')
    .filter({ hasText: startingWith(name), visible: true })
    .first();
}

function itemOf(page: Page, name: string): Locator {
  return page
    .locator('[role^="menuitem"]')
    .filter({ hasText: startingWith(name), visible: true })
    .first();
}

/** Focused, or the active descendant of what is focused. */
async function isActive(target: Locator): Promise<boolean> {
  if (await hasFocus(target)) return true;
  return target.first().evaluate((element) => {
    let active = document.activeElement;
    while (active?.shadowRoot?.activeElement) active = active.shadowRoot.activeElement;
    return element.id !== '' && active?.getAttribute('aria-activedescendant') === element.id;
  });
}

function isBox(target: Locator): Promise<boolean> {
  return target
    .first()
    .evaluate(
      (element) =>
        element instanceof HTMLInputElement || /^(checkbox|radio|switch)$/.test(element.role ?? ''),
    );
}

/** "Qualified", and not "Disqualified". The names in these tests have no special characters. */
function startingWith(name: string): RegExp {
  return new RegExp(`^\\s*${name}`);
}

function isTyping(page: Page): Promise<boolean> {
  return page.evaluate(() => {
    let active = document.activeElement;
    while (active?.shadowRoot?.activeElement) active = active.shadowRoot.activeElement;
    return active instanceof HTMLInputElement && !active.readOnly;
  });
}
