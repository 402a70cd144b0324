import { aTimeout, expect, fixture, html, waitUntil } from '@open-wc/testing';
import { sendKeys, setViewport } from '@web/test-runner-commands';
import '../../src/elements/company-card/lead-company-card.js';
import type { LeadCompanyCard } from '../../src/elements/company-card/lead-company-card.js';
import type { LeadCompanyChangeEvent } from '../../src/events/lead-company-change.js';
import { defaultSettings } from '../../src/model/defaults.js';
import type { LeadStore } from '../../src/store/lead-store.js';
import { cardFields, cardRows, createCardStore } from '../helpers/card-data.js';
import { inBothSchemes } from '../helpers/in-both-schemes.js';
import { clickOn } from '../helpers/mouse.js';
import { ScriptedAdapter } from '../helpers/scripted-adapter.js';
import { createFailedStore, createLoadingStore, createSampleStore, sample } from '../helpers/stores.js';

let store: LeadStore;
beforeEach(async () => {
  await setViewport({ width: 800, height: 900 });
  store = await createCardStore();
});

const card = (companyId: string | null = 'acme', used: LeadStore | undefined = store) =>
  fixture<LeadCompanyCard>(
    html`<lead-company-card .store=${used} .companyId=${companyId}></lead-company-card>`,
  );

const find = <Found extends Element = HTMLElement>(element: LeadCompanyCard, selector: string) =>
  element.shadowRoot!.querySelector<Found>(selector)!;
const all = (element: LeadCompanyCard, selector: string) => [
  ...element.shadowRoot!.querySelectorAll<HTMLElement>(selector),
];
const row = (element: LeadCompanyCard, name: string) =>
  all(element, '.row').find((each) => each.querySelector('dt')!.textContent.trim() === name)!;
const value = (element: LeadCompanyCard, name: string) =>
  row(element, name).querySelector('dd')!.textContent.trim();
const input = (element: LeadCompanyCard, key: string) =>
  find<HTMLInputElement>(element, `#${CSS.escape(key)}`);
const save = (element: LeadCompanyCard) => find(element, '[type=submit]');
const whyNot = (element: LeadCompanyCard) => find(element, '#why-not').textContent.trim();
const why = (element: LeadCompanyCard, name: string) =>
  row(element, name).querySelector('lead-card-why')!.sentences.join(' ');
const preview = (element: LeadCompanyCard) => find(element, '.preview')?.textContent ?? '';
const company = (id: string) => store.record('company', id).record!;
const statusOf = (id: string) => store.record('contact', id).record!.leadStatusId;

async function edit(element: LeadCompanyCard): Promise<void> {
  await clickOn(find(element, '.pencil'));
  await waitUntil(() => element.editing && element.shadowRoot!.activeElement?.id === 'name');
}

async function type(element: LeadCompanyCard, key: string, text: string): Promise<void> {
  input(element, key).focus();
  input(element, key).select();
  await sendKeys(text ? { type: text } : { press: 'Backspace' });
}

/** Chooses a category by the first letters of its name, by keyboard. */
async function choose(element: LeadCompanyCard, letters: string): Promise<void> {
  const list = find<HTMLElementTagNameMap['lead-ui-listbox-select']>(element, 'lead-ui-listbox-select');
  await customElements.whenDefined('lead-ui-listbox-select'); // it is loaded with edit mode
  await list.updateComplete;
  list.focus();
  await sendKeys({ press: 'Enter' });
  await list.updateComplete;
  await sendKeys({ type: letters });
  await sendKeys({ press: 'Enter' });
  await element.updateComplete;
}

describe('<lead-company-card>', () => {
  describe('view', () => {
    it('shows the name, the place, and every field', async () => {
      const element = await card();
      expect(find(element, 'h2').textContent).to.equal('Acme Nordic AS');
      expect(find(element, '.summary').textContent.trim()).to.equal('Oslo, Norway');
      expect(value(element, 'Category')).to.equal('Lead');
      expect(value(element, 'Category group')).to.contain('Potential customer');
      expect(value(element, 'Business')).to.equal('Software');
      expect(value(element, 'Our contact')).to.equal('Ida Berg');
      expect(value(element, 'Budget')).to.equal('1,250,000');
      const link = row(element, 'Website').querySelector('a')!;
      expect(link.href).to.equal('https://www.acme.example/');
      expect(link.rel).to.equal('noopener noreferrer');
    });

    it('makes no link of a website that is none', async () => {
      await store.updateCompany('acme', { website: 'javascript:alert(1)' });
      expect(row(await card(), 'Website').querySelector('a')).to.equal(null);
    });

    it('[L1] can say whether its contacts have a lead status, and why not', async () => {
      expect(why(await card(), 'Category group')).to.contain('Lead status is shown for the contacts');
      expect(why(await card('initech'), 'Category group'))
        .to.contain('Initech is Customer, in the group Customer')
        .and.contain('shown on contacts, not on companies');
      expect(why(await card('hooli'), 'Category group')).to.contain('Hooli has none');
    });

    it('[L9] marks a deleted category', async () => {
      await store.deleteListItem('category', 'lead');
      expect(value(await card(), 'Category')).to.equal('Lead (deleted)');
    });

    it('[L13] shows an unknown category as unknown and says why', async () => {
      const companies = sample.companies.map((each) => ({ ...each, categoryId: 'gone' }));
      store = await createCardStore({ companies });
      const element = await card();
      expect(value(element, 'Category')).to.contain('Unknown (gone)');
      expect(why(element, 'Category')).to.contain('although a rule says otherwise');
    });
  });

  describe('choosing a category', () => {
    it('[L7] says at once that lead status is hidden and the values are kept', async () => {
      const element = await card();
      await edit(element);
      await choose(element, 'buys from');
      expect(preview(element)).to.equal('Lead status is hidden for 2 contacts; their values are kept.');
      expect(find(element, '.preview').parentElement!.getAttribute('role')).to.equal('status');
      expect(value(element, 'Category group')).to.contain('Customer');
      expect(statusOf('grace'), 'before it is saved').to.equal('5');
      expect(company('acme').categoryId).to.equal('lead');
      await expect(element).to.be.accessible();
      await clickOn(save(element));
      await waitUntil(() => !element.editing);
      expect(company('acme').categoryId).to.equal('customer');
      expect(statusOf('grace')).to.equal('5');
    });

    it('[L5] says at once that lead status appears and what it starts as', async () => {
      const element = await card('initech');
      await edit(element);
      await choose(element, 'Lead');
      expect(preview(element)).to.equal('Lead status appears for 2 contacts and starts as Open.');
      await clickOn(save(element));
      await waitUntil(() => !element.editing);
      expect([statusOf('alan'), statusOf('edsger')]).to.deep.equal(['1', '1']);
    });

    it('[L5] says so when earlier values come back', async () => {
      const settings = { ...defaultSettings, onReturn: 'retained', fields: cardFields };
      store = await createCardStore({ settings });
      const element = await card('initech');
      await edit(element);
      await choose(element, 'Lead');
      expect(preview(element)).to.equal(
        'Lead status appears for 2 contacts. Earlier values come back; those without one start as Open.',
      );
    });

    it('[L6] says that nothing changes', async () => {
      const element = await card();
      await edit(element);
      await choose(element, 'Mark');
      expect(preview(element)).to.equal('Nothing changes for the contacts.');
      await choose(element, 'Lead');
      expect(preview(element), 'the category there was').to.equal('');
      expect(whyNot(element)).to.equal('Nothing has changed yet.');
    });

    it('speaks of none when there are no contacts', async () => {
      const element = await card('hooli');
      await edit(element);
      await choose(element, 'Lead');
      expect(preview(element)).to.equal('Lead status will be shown for contacts. There are none yet.');
    });

    it('[L9] does not offer deleted ones, but keeps the one there is', async () => {
      await store.deleteListItem('category', 'partner');
      await store.deleteListItem('category', 'lead');
      const element = await card();
      await edit(element);
      const list = find<HTMLElementTagNameMap['lead-ui-listbox-select']>(element, 'lead-ui-listbox-select');
      expect(list.shadowRoot!.querySelector('.trigger')!.textContent)
        .to.contain('Lead')
        .and.contain('deleted');
      list.show();
      await list.updateComplete;
      const offered = [...list.shadowRoot!.querySelectorAll('[role=option]')].map((each) => each.textContent);
      expect(offered.some((each) => each.includes('Partner'))).to.be.false;
      list.hide();
      await type(element, 'city', 'Bergen');
      await sendKeys({ press: 'Enter' });
      await waitUntil(() => !element.editing);
      expect(company('acme')).to.include({ city: 'Bergen', categoryId: 'lead' });
    });

    it('can say why Lead may be missing', async () => {
      const element = await card();
      await edit(element);
      expect(why(element, 'Category')).to.contain('An administrator keeps this list');
    });
  });

  describe('edit mode', () => {
    it('leaves every field where it was', async () => {
      const element = await card();
      const places = () => all(element, 'dt').map((each) => Math.round(each.getBoundingClientRect().top));
      const before = places();
      await edit(element);
      expect(places()).to.deep.equal(before);
    });

    it('needs a name', async () => {
      const element = await card();
      await edit(element);
      await type(element, 'name', '');
      expect(whyNot(element)).to.equal('Enter a name.');
      expect(input(element, 'name').ariaInvalid).to.equal('true');
      await type(element, 'name', 'Acme');
      expect(save(element).ariaDisabled).to.equal(null);
    });

    it('hints at a website that does not look like one', async () => {
      const element = await card();
      await edit(element);
      await type(element, 'website', 'our shop');
      expect(row(element, 'Website').textContent).to.contain('does not look like a web address');
      expect(save(element).ariaDisabled).to.equal(null);
    });

    it('saves, and tells the host', async () => {
      const element = await card();
      let event: LeadCompanyChangeEvent | undefined;
      element.addEventListener('lead-company-change', (each) => (event = each));
      await edit(element);
      await type(element, 'name', 'Acme');
      await type(element, 'extra.budget', '7');
      await sendKeys({ press: 'Enter' });
      await waitUntil(() => !element.editing);
      expect(company('acme')).to.deep.include({ name: 'Acme', extra: { budget: 7 } });
      expect(event).to.include({ companyId: 'acme', created: false });
    });

    it('[S6] keeps both categories until the person chooses', async () => {
      const adapter = new ScriptedAdapter();
      adapter.rows = cardRows();
      store = await createSampleStore(adapter);
      const element = await card();
      await edit(element);
      await choose(element, 'Part');
      adapter.tell({
        kind: 'rows',
        rows: { companies: [{ ...company('acme'), version: 'x', categoryId: 'supplier' }] },
      });
      await aTimeout(0);
      await element.updateComplete;
      expect(row(element, 'Category').textContent).to.contain('Changed meanwhile to Supplier.');
      expect(whyNot(element)).to.equal('Choose which value to keep first: Category.');
    });
  });

  it('creates a company', async () => {
    const element = await fixture<LeadCompanyCard>(
      html`<lead-company-card .store=${store} new></lead-company-card>`,
    );
    let event: LeadCompanyChangeEvent | undefined;
    element.addEventListener('lead-company-change', (each) => (event = each));
    expect(whyNot(element)).to.equal('Enter a name.');
    await type(element, 'name', 'Umbrella');
    await choose(element, 'Lead');
    expect(preview(element)).to.equal('');
    await clickOn(save(element));
    await waitUntil(() => !element.editing);
    expect(event!.created).to.be.true;
    expect(element.companyId).to.equal(event!.companyId);
    expect(company(event!.companyId)).to.include({ name: 'Umbrella', categoryId: 'lead' });
  });

  it('has a rendering without a store, a company, while loading, failed, and for one that is gone', async () => {
    const texts = (element: LeadCompanyCard) => element.shadowRoot!.textContent;
    expect(texts(await fixture(html`<lead-company-card company-id="acme"></lead-company-card>`))).to.contain(
      'Not connected',
    );
    expect(texts(await card(null))).to.contain('No company is chosen.');
    expect(texts(await card('nobody'))).to.contain('no longer there');
    expect(texts(await card('acme', await createFailedStore()))).to.contain('could not be reached');
    expect(all(await card('acme', createLoadingStore()), '.skeleton').length).to.be.greaterThan(10);
  });

  it('speaks German', async () => {
    const box = await fixture(
      html`<div lang="de"><lead-company-card .store=${store} company-id="initech"></lead-company-card></div>`,
    );
    const element = box.querySelector('lead-company-card')!;
    await waitUntil(() => row(element, 'Kategoriengruppe') !== undefined);
    await edit(element);
    await choose(element, 'Lead');
    expect(preview(element)).to.equal('Für 2 Personen erscheint der Lead-Status und beginnt mit Open.');
  });

  for (const opens of [false, true]) {
    it(`has no accessibility faults in ${opens ? 'edit' : 'view'} mode, light and dark`, async () => {
      const element = await card();
      if (opens) await edit(element);
      await inBothSchemes(() => expect(element).to.be.accessible());
    }).timeout(15_000);
  }
});
