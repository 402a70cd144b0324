import { expect, fixture, html, nextFrame, oneEvent } from '@open-wc/testing';
import { resetMouse, sendKeys, setViewport } from '@web/test-runner-commands';
import type { LeadContactsTab } from '../../src/elements/contacts-tab/lead-contacts-tab.js';
import '../../src/elements/contacts-tab/lead-contacts-tab.js';
import type { LeadContactChangeEvent } from '../../src/events/lead-contact-change.js';
import type { LeadAddRequestEvent } from '../../src/events/lead-add-request.js';
import type { LeadStore } from '../../src/store/lead-store.js';
import { inBothSchemes } from '../helpers/in-both-schemes.js';
import { clickOn } from '../helpers/mouse.js';
import { chooseFromMenu, deepFocus, gridIn, press, settled, soon, tabTo } from '../helpers/record-grid.js';
import { createFailedStore, createLoadingStore, createSampleStore } from '../helpers/stores.js';

async function world(given: Partial<LeadContactsTab> & { store?: LeadStore } = {}) {
  const store = 'store' in given ? given.store : await createSampleStore();
  const box = await fixture(html`<div><button>Before</button><lead-contacts-tab></lead-contacts-tab></div>`);
  const element = box.querySelector('lead-contacts-tab')!;
  Object.assign(element, { companyId: 'acme', ...given, store });
  await element.updateComplete;
  const grid = () => element.shadowRoot!.querySelector('lead-record-grid')!;
  const ready = async () => {
    await element.updateComplete;
    if (grid()) await settled(grid());
  };
  await ready();
  return { box, element, store: store!, tabRoot: element.shadowRoot!, ready, ...gridIn(grid() ?? element) };
}

const seeded = ['Category', 'Category group', 'Lead status'];

describe('<lead-contacts-tab>', function () {
  this.timeout(20_000); // axe and 20,000 records, on a busy machine
  afterEach(async () => {
    await resetMouse();
    localStorage.clear();
  });

  describe('View leads in the Contacts section tab', () => {
    it('[L1] by keyboard alone', async () => {
      // 1. Go to a company and open the Contacts section tab.
      const { box, tool, headers, texts, cell, filter, count, ready } = await world();
      box.querySelector('button')!.focus();
      expect(headers()).to.eql(['Name', 'Title', 'Mobile', 'Email']);

      // 2. Select the cogwheel to customize columns.
      await tabTo((each) => each === tool('columns'));
      await sendKeys({ press: 'Enter' });
      await soon(() => deepFocus()?.matches('[type=search]'));

      // 3. Add Category, Category group, and Lead status.
      for (const name of seeded) {
        await press('Control+a');
        await sendKeys({ type: name.toLowerCase() });
        await tabTo((each) => each.matches('[type=checkbox]'));
        await sendKeys({ press: ' ' });
        await press('Shift+Tab');
        if (!deepFocus()!.matches('[type=search]')) await press('Shift+Tab');
      }
      await tabTo((each) => each.matches('.primary'));
      await sendKeys({ press: 'Enter' });
      await ready();
      expect(headers()).to.eql(['Name', 'Title', 'Mobile', 'Email', ...seeded]);
      expect(texts()).to.eql([
        'Ada Lovelace | CTO |  | ada@acme.example | Lead | Potential customer | Open',
        'Grace Hopper | Admiral |  |  | Lead | Potential customer | Qualified',
      ]);

      // 4. Optionally, filter or group the list to focus on specific lead stages.
      await tabTo((each) => each.matches('[data-index]'));
      await press('ArrowUp');
      await press('End');
      expect(deepFocus()!.getAttribute('data-column')).to.equal('contact.leadStatus');
      await press('Alt+ArrowDown');
      await soon(() => filter().activeElement?.matches('[type=checkbox]'));
      await sendKeys({ press: ' ' });
      await sendKeys({ press: 'Enter' });
      await ready();
      expect(texts().map((each) => each.split(' | ')[0])).to.eql(['Ada Lovelace']);
      expect(count()).to.equal('1 of 2 contacts');
      await chooseFromMenu(tool('group'), 'Lead status');
      await ready();
      expect(texts()).to.eql(['Lead status: Open']);
      await tabTo((each) => each.matches('[data-index]'));
      await press('ArrowDown');
      expect(deepFocus()!.matches('.group .cell')).to.be.true;
      await press('ArrowRight');
      await ready();
      await press('ArrowDown');
      expect(cell(1, 0).textContent.trim()).to.equal('Ada Lovelace');
    });

    it('[L1] by mouse', async () => {
      const { tool, dialog, headers, texts, header, filter, inner, ready } = await world();
      await clickOn(tool('columns'));
      await soon(() => deepFocus()?.matches('[type=search]'));
      for (const name of seeded) {
        const box = [...dialog().querySelectorAll<HTMLElement>('.choice')].find(
          (each) => each.textContent.trim() === name,
        )!;
        box.scrollIntoView({ block: 'center' });
        await clickOn(box);
        await nextFrame();
      }
      await clickOn(dialog().querySelector('.primary')!);
      await ready();
      expect(headers().slice(-3)).to.eql(seeded);

      const funnel = header('contact.leadStatus').querySelector('.funnel')!;
      funnel.scrollIntoView({ inline: 'center' });
      await clickOn(funnel);
      await soon(() => filter().querySelector('.choice'));
      await clickOn(filter().querySelectorAll('.choice')[4]!);
      await clickOn(filter().querySelector('[type=submit]')!);
      await ready();
      expect(texts().map((each) => each.split(' | ')[0])).to.eql(['Grace Hopper']);

      await clickOn(tool('group'));
      const menu = tool('group').closest('lead-ui-menu')!.shadowRoot!;
      await soon(() => menu.querySelector('.item'));
      await clickOn(
        [...menu.querySelectorAll('.item')].find((each) => each.textContent.trim() === 'Category')!,
      );
      await ready();
      expect(texts()).to.eql(['Category: Lead']);
      await clickOn(inner().querySelector('.group')!);
      await ready();
      expect(texts()[1]).to.contain('Grace Hopper');
    });
  });

  it('names the list after the company', async () => {
    const { inner } = await world();
    expect(inner().querySelector('[role=grid]')!.getAttribute('aria-label')).to.equal(
      'Contacts of Acme Nordic AS',
    );
  });

  it('shows the contacts of any criteria', async () => {
    const { firstTexts } = await world({
      companyId: undefined,
      criteria: {
        match: 'all',
        items: [{ field: 'contact.leadStatus', operator: 'oneOf', value: ['4', '5'] }],
      },
    });
    expect(firstTexts()).to.eql(['Alan Turing', 'Grace Hopper']);
  });

  it('leaves out former employees until they are asked for', async () => {
    const { store, element, firstTexts, count, ready } = await world();
    await store.updateContact('ada', { retired: true });
    await ready();
    expect(firstTexts()).to.eql(['Grace Hopper']);
    const box = element.shadowRoot!.querySelector<HTMLInputElement>('.check input')!;
    box.focus();
    await sendKeys({ press: ' ' });
    await ready();
    expect(firstTexts()).to.eql(['Ada Lovelace (former)', 'Grace Hopper']);
    expect(count()).to.equal('2 contacts');
  });

  describe('adds a contact', () => {
    const add = (root: ShadowRoot) => root.querySelector<HTMLElement>('button[slot=actions]')!;

    it('[L4] in a dialog, to the company, with the default status', async () => {
      const { element, tabRoot, store, firstTexts, ready } = await world();
      add(tabRoot).focus();
      await sendKeys({ press: 'Enter' });
      await soon(() => deepFocus()?.matches('input'), 'the first field has the focus');
      await sendKeys({ type: 'Barbara' });
      setTimeout(() => {
        const card = tabRoot.querySelector('lead-contact-card')!.shadowRoot!;
        card.querySelector<HTMLElement>('button[type=submit], .button.primary')!.click();
      });
      const { contactId, created } = await oneEvent<LeadContactChangeEvent>(element, 'lead-contact-change');
      expect(created).to.be.true;
      expect(store.record('contact', contactId).record).to.include({ companyId: 'acme', leadStatusId: '1' });
      await ready();
      expect(firstTexts()).to.include('Barbara');
      expect(tabRoot.querySelector('lead-ui-dialog')!.open).to.be.false;
      const toast = tabRoot.querySelector('lead-ui-toasts')!;
      await toast.updateComplete;
      expect(toast.shadowRoot!.textContent).to.contain('Barbara has been added.');
    });

    it('unless the host cancels and shows a form of its own', async () => {
      const { element, tabRoot } = await world();
      element.addEventListener('lead-add-request', (event) => event.preventDefault());
      setTimeout(() => add(tabRoot).click());
      const event = await oneEvent<LeadAddRequestEvent>(element, 'lead-add-request');
      expect([event.entity, event.companyId]).to.eql(['contact', 'acme']);
      await nextFrame();
      expect(tabRoot.querySelector('lead-ui-dialog')!.open).to.be.false;
    });

    it('or nobody: Cancel closes, and the focus is back on the button', async () => {
      const { tabRoot } = await world();
      add(tabRoot).focus();
      await sendKeys({ press: 'Enter' });
      await soon(() => deepFocus()?.matches('input'), 'the first field has the focus');
      await sendKeys({ press: 'Escape' });
      await soon(() => !tabRoot.querySelector('lead-ui-dialog')!.open);
      await soon(() => deepFocus() === add(tabRoot));
    });

    it('from the empty state', async () => {
      const { tabRoot } = await world({ companyId: 'hooli' });
      const empty = tabRoot.querySelector('[slot=empty]')!;
      expect(empty.textContent).to.contain('This company has no contacts yet.');
      empty.querySelector('button')!.click();
      await soon(() => tabRoot.querySelector('lead-ui-dialog')!.open, 'the dialog opens');
    });

    it('not with no-add', async () => {
      const { tabRoot } = await world({ noAdd: true, companyId: 'hooli' });
      expect(tabRoot.querySelectorAll('button').length).to.equal(0);
    });
  });

  describe('has a rendering', () => {
    it('without a store', async () => {
      const { root } = await world({ store: undefined });
      expect(root.textContent).to.contain('Not connected to data yet.');
    });

    it('while loading, and when the backend failed', async () => {
      expect((await world({ store: createLoadingStore() })).grid().loading).to.be.true;
      expect((await world({ store: await createFailedStore() })).root.querySelector('[role=alert]')).to.exist;
    });

    it('for a company that is not there', async () => {
      const { tabRoot } = await world({ companyId: 'gone' });
      expect(tabRoot.textContent).to.contain('It is no longer there.');
    });

    it('that follows the company when it comes later, or becomes another one', async () => {
      const { element, ready, firstTexts } = await world({ companyId: undefined });
      element.setAttribute('company-id', 'globex');
      await ready();
      expect(firstTexts()).to.eql(['Linus Ærøskøbing']);
    });

    it('on a narrow screen', async () => {
      await setViewport({ width: 360, height: 700 });
      try {
        await world({ selectable: true });
        expect(document.documentElement.scrollWidth).to.be.at.most(360);
      } finally {
        await setViewport({ width: 800, height: 600 });
      }
    });
  });

  it('is accessible in light and dark', async () => {
    const { element, tabRoot } = await world({ selectable: true });
    await inBothSchemes(() => expect(element).to.be.accessible());
    tabRoot.querySelector<HTMLElement>('button[slot=actions]')!.click();
    await soon(() => deepFocus()?.matches('input'), 'the dialog is open');
    await inBothSchemes(() => expect(element).to.be.accessible());
  });

  it('is accessible when it is empty', async () => {
    const { element } = await world({ companyId: 'hooli' });
    await inBothSchemes(() => expect(element).to.be.accessible());
  });
});
