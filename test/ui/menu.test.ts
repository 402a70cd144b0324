import { expect, fixture, html, nextFrame, oneEvent } from '@open-wc/testing';
import { resetMouse, sendKeys, sendMouse } from '@web/test-runner-commands';
import type { UiSelectEvent } from '../../src/ui/events.js';
import { trashIcon } from '../../src/ui/icons.js';
import type { LeadUiMenu, MenuItem } from '../../src/ui/menu.js';
import '../../src/ui/menu.js';
import { clickOn } from '../helpers/mouse.js';
import { expectFocus } from '../helpers/focus.js';

const items: readonly MenuItem[] = [
  { id: 'move', label: 'Move to…' },
  { id: 'mute', label: 'Mark as unwanted', disabled: true, reason: 'Only an owner may do this' },
  { id: 'merge', label: 'Merge' },
  { id: 'delete', label: 'Delete', icon: trashIcon, tone: 'danger', separator: true },
];

async function menuWith(some: readonly MenuItem[] = items): Promise<LeadUiMenu> {
  const box = await fixture(
    html`<div>
      <button id="before">Before</button><lead-ui-menu label="Actions" .items=${some}></lead-ui-menu
      ><button id="after">After</button>
    </div>`,
  );
  return box.querySelector('lead-ui-menu')!;
}

const trigger = (menu: LeadUiMenu) => menu.shadowRoot!.querySelector<HTMLButtonElement>('.icon-button')!;
const popup = (menu: LeadUiMenu) => menu.shadowRoot!.querySelector<HTMLElement>('[popover]')!;
const focused = (menu: LeadUiMenu) => menu.shadowRoot!.activeElement?.querySelector('.name')?.textContent;

async function press(menu: LeadUiMenu, ...keys: string[]): Promise<void> {
  for (const key of keys) await sendKeys({ press: key });
  await menu.updateComplete;
  await nextFrame();
}

describe('<lead-ui-menu>', () => {
  afterEach(() => resetMouse());

  it('is a named menu button', async () => {
    const menu = await menuWith();
    expect(trigger(menu).getAttribute('aria-label')).to.equal('Actions');
    expect(trigger(menu).getAttribute('aria-haspopup')).to.equal('menu');
    expect(trigger(menu).getAttribute('aria-expanded')).to.equal('false');
    await expect(menu).to.be.accessible();
  });

  it('opens with Enter on the first item and says so', async () => {
    const menu = await menuWith();
    trigger(menu).focus();
    await press(menu, 'Enter');
    expect(menu.open).to.be.true;
    expect(trigger(menu).getAttribute('aria-expanded')).to.equal('true');
    expect(popup(menu).matches(':popover-open')).to.be.true;
    expect(focused(menu)).to.equal('Move to…');
    await expect(menu).to.be.accessible();
  });

  it('opens with Down on the first and with Up on the last item', async () => {
    const menu = await menuWith();
    trigger(menu).focus();
    await press(menu, 'ArrowDown');
    expect(focused(menu)).to.equal('Move to…');
    await press(menu, 'Escape', 'ArrowUp');
    expect(focused(menu)).to.equal('Delete');
  });

  it('walks with arrows, around the ends, and with Home and End', async () => {
    const menu = await menuWith();
    trigger(menu).focus();
    await press(menu, 'ArrowDown', 'ArrowUp');
    expect(focused(menu)).to.equal('Delete');
    await press(menu, 'ArrowDown');
    expect(focused(menu)).to.equal('Move to…');
    await press(menu, 'End');
    expect(focused(menu)).to.equal('Delete');
    await press(menu, 'Home');
    expect(focused(menu)).to.equal('Move to…');
  });

  it('finds items by their first letters', async () => {
    const menu = await menuWith();
    trigger(menu).focus();
    await press(menu, 'ArrowDown', 'm');
    expect(focused(menu)).to.equal('Mark as unwanted');
    await press(menu, 'm');
    expect(focused(menu)).to.equal('Merge');
    await press(menu, 'm');
    expect(focused(menu)).to.equal('Move to…');
  });

  it('finds an item by several letters typed in one go', async () => {
    const menu = await menuWith();
    trigger(menu).focus();
    await press(menu, 'ArrowDown', 'm', 'e');
    expect(focused(menu)).to.equal('Merge');
  });

  it('chooses with Enter: closes, returns the focus, then tells', async () => {
    const menu = await menuWith();
    trigger(menu).focus();
    await press(menu, 'Enter', 'End');
    const chosen = oneEvent<UiSelectEvent>(menu, 'lead-ui-select');
    await press(menu, 'Enter');
    const event = await chosen;
    expect(event.itemId).to.equal('delete');
    expect(event.composed).to.be.false;
    expect(menu.open).to.be.false;
    expectFocus(trigger(menu));
  });

  it('focuses a disabled item, shows why, and does not choose it', async () => {
    const menu = await menuWith();
    let chosen = 0;
    menu.addEventListener('lead-ui-select', () => chosen++);
    trigger(menu).focus();
    await press(menu, 'ArrowDown', 'ArrowDown');
    const item = menu.shadowRoot!.activeElement!;
    expect(item.getAttribute('aria-disabled')).to.equal('true');
    const reason = item.querySelector('.reason')!;
    expect(reason.textContent).to.equal('Only an owner may do this');
    expect(reason.checkVisibility()).to.be.true;
    await press(menu, 'Enter', ' ');
    expect(chosen).to.equal(0);
    expect(menu.open).to.be.true;
  });

  it('closes with Escape and returns the focus', async () => {
    const menu = await menuWith();
    trigger(menu).focus();
    await press(menu, 'Enter', 'Escape');
    expect(menu.open).to.be.false;
    expectFocus(trigger(menu));
  });

  it('closes with Tab and goes on behind the trigger', async () => {
    const menu = await menuWith();
    trigger(menu).focus();
    await press(menu, 'Enter', 'Tab');
    expect(menu.open).to.be.false;
    expect(document.activeElement!.id).to.equal('after');
  });

  it('opens and closes with clicks on the trigger', async () => {
    const menu = await menuWith();
    await clickOn(trigger(menu));
    await menu.updateComplete;
    expect(menu.open).to.be.true;
    await clickOn(trigger(menu));
    await menu.updateComplete;
    expect(menu.open).to.be.false;
  });

  it('closes with a click elsewhere', async () => {
    const menu = await menuWith();
    await clickOn(trigger(menu));
    await sendMouse({ type: 'click', position: [700, 500] });
    await nextFrame();
    expect(menu.open).to.be.false;
  });

  it('chooses with a click', async () => {
    const menu = await menuWith();
    await clickOn(trigger(menu));
    await menu.updateComplete;
    const chosen = oneEvent<UiSelectEvent>(menu, 'lead-ui-select');
    await clickOn(popup(menu).querySelectorAll('.item')[2]!);
    expect((await chosen).itemId).to.equal('merge');
  });

  it('ticks items that can be checked', async () => {
    const menu = await menuWith([
      { id: 'a', label: 'Name', checked: true },
      { id: 'b', label: 'Phone', checked: false },
    ]);
    menu.show();
    await menu.updateComplete;
    const roles = [...popup(menu).querySelectorAll('[role=menuitemcheckbox]')];
    expect(roles.map((item) => item.getAttribute('aria-checked'))).to.deep.equal(['true', 'false']);
    await expect(menu).to.be.accessible();
  });

  it('stands under its trigger, and above it where there is no room', async () => {
    const menu = await menuWith();
    menu.show();
    await menu.updateComplete;
    expect(popup(menu).getBoundingClientRect().top).to.be.at.least(
      trigger(menu).getBoundingClientRect().bottom,
    );
    menu.hide();
    menu.parentElement!.style.cssText = 'position: fixed; bottom: 4px';
    menu.show();
    await menu.updateComplete;
    expect(popup(menu).getBoundingClientRect().bottom).to.be.at.most(
      trigger(menu).getBoundingClientRect().top,
    );
  });

  it('opens at a point, and stays inside of the window', async () => {
    const menu = await fixture<LeadUiMenu>(html`<lead-ui-menu no-trigger .items=${items}></lead-ui-menu>`);
    menu.show(new DOMRect(innerWidth - 5, innerHeight - 5, 0, 0));
    await menu.updateComplete;
    const { right, bottom } = popup(menu).getBoundingClientRect();
    expect(right).to.be.at.most(innerWidth);
    expect(bottom).to.be.at.most(innerHeight);
    expect(trigger(menu)).to.be.null;
  });

  it('takes a button of the host as trigger', async () => {
    const menu = await fixture<LeadUiMenu>(
      html`<lead-ui-menu .items=${items}><button slot="trigger">More</button></lead-ui-menu>`,
    );
    const own = menu.querySelector('button')!;
    expect(own.getAttribute('aria-expanded')).to.equal('false');
    own.focus();
    await press(menu, 'Enter');
    expect(own.getAttribute('aria-expanded')).to.equal('true');
    await press(menu, 'Escape');
    expectFocus(own);
  });

  it('follows its trigger when the page scrolls and closes when that leaves the view', async () => {
    const box = await fixture(
      html`<div>
        <lead-ui-menu .items=${items}></lead-ui-menu>
        <p></p>
      </div>`,
    );
    box.querySelector('p')!.style.height = '3000px';
    const menu = box.querySelector('lead-ui-menu')!;
    menu.show();
    await menu.updateComplete;
    window.scrollTo(0, 10);
    await nextFrame();
    await nextFrame();
    const gap = popup(menu).getBoundingClientRect().top - trigger(menu).getBoundingClientRect().bottom;
    expect(gap).to.be.within(0, 8);
    window.scrollTo(0, 1500);
    await nextFrame();
    await nextFrame();
    expect(menu.open).to.be.false;
    window.scrollTo(0, 0);
  });
});
