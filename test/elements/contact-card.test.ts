import { aTimeout, expect, fixture, html, waitUntil } from '@open-wc/testing';
import { resetMouse, sendKeys, setViewport } from '@web/test-runner-commands';
import { LeadContactCard } from '../../src/elements/contact-card/lead-contact-card.js';
import type { LeadContactChangeEvent } from '../../src/events/lead-contact-change.js';
import type { LeadEditChangeEvent } from '../../src/events/lead-edit-change.js';
import type { LeadOpenRequestEvent } from '../../src/events/lead-open-request.js';
import { emptyCompany } from '../../src/model/defaults.js';
import type { Contact } from '../../src/model/records.js';
import type { LeadStore } from '../../src/store/lead-store.js';
import { AdapterError } from '../../src/store/port.js';
import { cardRows, createCardStore, statusesWithDeleted } from '../helpers/card-data.js';
import { expectFocus } from '../helpers/focus.js';
import { inBothSchemes } from '../helpers/in-both-schemes.js';
import { clickOn, hover } from '../helpers/mouse.js';
import { ScriptedAdapter } from '../helpers/scripted-adapter.js';
import { createFailedStore, createLoadingStore, createSampleStore } from '../helpers/stores.js';

let store: LeadStore;
afterEach(() => resetMouse());
beforeEach(async () => {
  await setViewport({ width: 800, height: 900 });
  store = await createCardStore();
});

async function card(
  contactId: string | null = 'ada',
  used: LeadStore | undefined = store,
): Promise<LeadContactCard> {
  return fixture<LeadContactCard>(
    html`<lead-contact-card .store=${used} .contactId=${contactId}></lead-contact-card>`,
  );
}

const find = <Found extends Element = HTMLElement>(element: LeadContactCard, selector: string) =>
  element.shadowRoot!.querySelector<Found>(selector)!;
const all = (element: LeadContactCard, selector: string) => [
  ...element.shadowRoot!.querySelectorAll<HTMLElement>(selector),
];
const rowNames = (element: LeadContactCard) => all(element, 'dt').map((each) => each.textContent.trim());
const row = (element: LeadContactCard, name: string) =>
  all(element, '.row').find((each) => each.querySelector('dt')!.textContent.trim() === name)!;
const value = (element: LeadContactCard, name: string) =>
  row(element, name).querySelector('dd')!.textContent.trim();
const input = (element: LeadContactCard, key: string) =>
  find<HTMLInputElement>(element, `#${CSS.escape(key)}`);
const save = (element: LeadContactCard) => find(element, '[type=submit]');
const whyNot = (element: LeadContactCard) => find(element, '#why-not').textContent.trim();
const contact = (id: string) => store.record('contact', id).record!;

/** The sentences behind a quiet "Why?" of a row. */
const why = (element: LeadContactCard, name: string) =>
  row(element, name).querySelector('lead-card-why')!.sentences.join(' ');

async function edit(element: LeadContactCard): Promise<void> {
  await clickOn(find(element, '.pencil'));
  await waitUntil(() => element.editing && element.shadowRoot!.activeElement?.id === 'firstName');
}

async function type(element: LeadContactCard, key: string, text: string): Promise<void> {
  input(element, key).focus();
  input(element, key).select();
  await sendKeys(text ? { type: text } : { press: 'Backspace' });
}

describe('<lead-contact-card>', () => {
  describe('view', () => {
    it('shows name, title and company, and every field as label and value', async () => {
      const element = await card();
      expect(find(element, 'h2').textContent).to.equal('Ada Lovelace');
      expect(find(element, '.summary').textContent.trim()).to.equal('CTO · Acme Nordic AS');
      expect(value(element, 'Email')).to.equal('ada@acme.example');
      expect(row(element, 'Email').querySelector('a')!.href).to.equal('mailto:ada@acme.example');
      expect(row(element, 'Phone').querySelector('a')!.href).to.equal('tel:+4722000000');
      expect(value(element, 'Former employee')).to.equal('No');
      expect(value(element, 'Note')).to.contain('Wants a demo');
    });

    it('shows the fields of the host by their type', async () => {
      const element = await card();
      expect(value(element, 'Score')).to.equal('12.5');
      expect(value(element, 'Birthday')).to.equal('Dec 10, 1990');
      expect(value(element, 'Newsletter')).to.equal('Yes');
      expect(value(element, 'Lead source')).to.equal('Web');
      expect(value(element, 'Motto')).to.equal('Compute');
    });

    it('[L2] has Lead status directly below Category', async () => {
      const element = await card();
      const names = rowNames(element);
      expect(names.indexOf('Lead status')).to.equal(names.indexOf('Category') + 1);
      const [category, status] = [row(element, 'Category'), row(element, 'Lead status')];
      expect(status.getBoundingClientRect().top).to.be.greaterThan(category.getBoundingClientRect().top);
      expect(status.getBoundingClientRect().left).to.equal(category.getBoundingClientRect().left);
    });

    it('[L2] shows the description of the status on hover and on keyboard focus', async () => {
      const element = await card();
      const badge = find<HTMLElementTagNameMap['lead-status-badge']>(
        element,
        'lead-status-badge',
      ).shadowRoot!;
      const tip = () => badge.querySelector('lead-ui-tooltip')!;
      await hover(badge.querySelector('.badge')!);
      await waitUntil(() => tip().matches(':popover-open'), 'on hover', { timeout: 2000 });
      expect(tip().textContent).to.contain('No outreach');
      tip().hide();
      find(element, '.pencil').focus();
      for (let step = 0; step < 6 && !badge.activeElement; step++) await sendKeys({ press: 'Tab' });
      expect(tip().matches(':popover-open'), 'on focus').to.be.true;
    });

    it('[L3] colleagues show different statuses, and the card can say why', async () => {
      const element = await card('grace');
      const badge = find<HTMLElementTagNameMap['lead-status-badge']>(element, 'lead-status-badge');
      expect(badge.shadowRoot!.textContent).to.contain('Qualified');
      expect(why(element, 'Lead status')).to.contain('Colleagues in the same company may have another');
    });

    it('[L5] can say why a contact started as Open', async () => {
      expect(why(await card(), 'Lead status')).to.contain('It starts as Open');
    });

    it('[L8] shows the category of the company, locked, and says why', async () => {
      const element = await card();
      expect(value(element, 'Category')).to.contain('Lead');
      expect(why(element, 'Category')).to.equal(
        'A contact has the category of its company. To change it, edit Acme Nordic AS.',
      );
      await edit(element);
      expect(row(element, 'Category').querySelector('input, lead-ui-listbox-select')).to.equal(null);
    });

    it('opens "Why?" by keyboard, closes it by Escape, and gives the focus back', async () => {
      const element = await card('alan');
      const quiet = row(element, 'Lead status').querySelector('lead-card-why')!;
      const button = quiet.shadowRoot!.querySelector('button')!;
      expect(button.textContent.trim()).to.equal('Why?');
      button.focus();
      await sendKeys({ press: 'Enter' });
      const popup = quiet.shadowRoot!.querySelector('[popover]')!;
      await waitUntil(() => popup.matches(':popover-open'));
      expect(popup.textContent).to.contain('Initech is Customer, in the group Customer');
      await expect(element).to.be.accessible();
      await sendKeys({ press: 'Escape' });
      expect(popup.matches(':popover-open')).to.be.false;
      expectFocus(button);
    });

    describe('[L1] without lead status', () => {
      for (const [id, company, sentence] of [
        ['alan', 'of another group', 'shown only for companies in the Potential customer group'],
        ['alan', 'whose value is kept [L7]', 'The last value, Re-nurture, is kept'],
        ['lonely', 'that is none [L8]', 'belongs to no company'],
      ] as const) {
        it(`hides the field and says why: a company ${company}`, async () => {
          const element = await card(id);
          expect(find(element, 'lead-status-badge')).to.equal(null);
          expect(why(element, 'Lead status')).to.contain(sentence);
        });
      }

      it('says so when the category is not enabled', async () => {
        await store.updateListItem('category', 'lead', { leadStatusEnabled: false });
        expect(why(await card(), 'Lead status')).to.contain('not enabled for the category Lead');
      });

      it('says so when the company has no category', async () => {
        await store.setCategory('acme', null);
        expect(why(await card(), 'Lead status')).to.contain('Acme Nordic AS has none');
      });
    });

    it('[L9] marks a deleted category', async () => {
      await store.deleteListItem('category', 'lead');
      expect(value(await card(), 'Category')).to.contain('Lead (deleted)');
    });

    it('asks the host to open the company', async () => {
      const element = await card();
      let request: LeadOpenRequestEvent | undefined;
      element.addEventListener('lead-open-request', (event) => (request = event));
      await clickOn(row(element, 'Company').querySelector('button')!);
      expect(request).to.include({ entity: 'company', id: 'acme' });
    });

    it('follows the record, its company and the lists', async () => {
      const element = await card();
      await store.updateContact('ada', { title: 'CEO' });
      await store.updateCompany('acme', { name: 'Acme' });
      await element.updateComplete;
      expect(find(element, '.summary').textContent.trim()).to.equal('CEO · Acme');
    });

    it('is read-only when the host says so', async () => {
      const element = await card();
      element.readOnly = true;
      await element.updateComplete;
      expect(find(element, '.pencil')).to.equal(null);
      element.edit();
      expect(element.editing).to.be.false;
    });

    it('does not make links of what are none', async () => {
      await store.updateContact('ada', { email: 'javascript:alert(1)', phone: 'none' });
      const element = await card();
      expect(row(element, 'Email').querySelector('a')).to.equal(null);
      expect(row(element, 'Phone').querySelector('a')).to.equal(null);
    });
  });

  describe('edit mode', () => {
    it('opens by the pencil and leaves every field where it was', async () => {
      const element = await card();
      const places = () =>
        all(element, 'dt').map((each) => [
          each.textContent.trim(),
          Math.round(each.getBoundingClientRect().top),
        ]);
      const before = places();
      await edit(element);
      expect(places()).to.deep.equal(before);
    });

    it('has Save disabled until something changed, and says why', async () => {
      const element = await card();
      await edit(element);
      expect(save(element).ariaDisabled).to.equal('true');
      expect(whyNot(element)).to.equal('Nothing has changed yet.');
      expect(save(element).getAttribute('aria-describedby')).to.equal('why-not');
      await type(element, 'title', 'CEO');
      expect(save(element).ariaDisabled).to.equal(null);
      expect(whyNot(element)).to.equal('');
      await type(element, 'title', 'CTO');
      expect(save(element).ariaDisabled).to.equal('true');
    });

    it('saves by the button, tells the host, and gives the focus back to the pencil', async () => {
      const element = await card();
      const heard: (LeadContactChangeEvent | LeadEditChangeEvent)[] = [];
      element.addEventListener('lead-contact-change', (event) => heard.push(event));
      await edit(element);
      await type(element, 'title', 'CEO');
      await type(element, 'extra.score', '13');
      await clickOn(save(element));
      await waitUntil(() => !element.editing);
      await waitUntil(() => element.shadowRoot!.activeElement?.matches('.pencil') === true);
      expect(contact('ada')).to.include({ title: 'CEO', lastName: 'Lovelace' });
      expect(contact('ada').extra).to.deep.include({ score: 13, source: 'web' });
      expect(heard).to.have.length(1);
      expect(heard[0]).to.include({ contactId: 'ada', created: false });
      expect(store.journal.at(-1)!.command).to.equal('updateContact');
    });

    it('says what could not be loaded, and saves the rest', async () => {
      class CardOffline extends LeadContactCard {
        protected override loadEditors(): Promise<unknown> {
          return Promise.reject(new TypeError('Failed to fetch dynamically imported module'));
        }
      }
      customElements.define('test-card-offline', CardOffline);
      const element = await fixture<CardOffline>(
        html`<test-card-offline .store=${store} contact-id="ada"></test-card-offline>`,
      );
      await edit(element);
      const alert = () => element.shadowRoot!.querySelector('.foot [role=alert]');
      await waitUntil(() => alert());
      expect(alert()!.textContent.trim()).to.equal(
        'This could not be loaded. Check the connection, then try again or reload the page.',
      );
      await expect(element).to.be.accessible();
      await type(element, 'title', 'CEO');
      await clickOn(save(element));
      await waitUntil(() => !element.editing);
      expect(contact('ada').title).to.equal('CEO');
    });

    it('saves by Enter in a text field', async () => {
      const element = await card();
      await edit(element);
      await type(element, 'email', 'ada@lovelace.example');
      await sendKeys({ press: 'Enter' });
      await waitUntil(() => !element.editing);
      expect(contact('ada').email).to.equal('ada@lovelace.example');
    });

    it('says why when Enter can do nothing', async () => {
      const element = await card();
      await edit(element);
      await sendKeys({ press: 'Enter' });
      await element.updateComplete;
      expect(element.editing).to.be.true;
      expect(find(element, '.visually-hidden[role=alert]').textContent).to.equal('Nothing has changed yet.');
    });

    it('cancels by the button and by Escape when nothing has changed', async () => {
      const element = await card();
      await edit(element);
      await sendKeys({ press: 'Escape' });
      await waitUntil(() => !element.editing);
      await waitUntil(() => element.shadowRoot!.activeElement?.matches('.pencil') === true);
      await edit(element);
      await type(element, 'title', 'CEO');
      await clickOn(find(element, '.buttons .button:not(.primary)'));
      expect(element.editing).to.be.false;
      expect(contact('ada').title).to.equal('CTO');
    });

    it('asks before Escape throws input away', async () => {
      const element = await card();
      await edit(element);
      await type(element, 'title', 'CEO');
      await sendKeys({ press: 'Escape' });
      const dialog = find<HTMLElementTagNameMap['lead-ui-dialog']>(element, 'lead-ui-dialog');
      await waitUntil(() => dialog.open);
      await expect(element).to.be.accessible();
      await sendKeys({ press: 'Escape' });
      await waitUntil(() => !dialog.open);
      expect(input(element, 'title').value).to.equal('CEO');
      expectFocus(input(element, 'title'));
      await sendKeys({ press: 'Escape' });
      await waitUntil(() => dialog.open);
      await clickOn(dialog.querySelector('.danger')!);
      await waitUntil(() => !element.editing);
      await waitUntil(() => element.shadowRoot!.activeElement?.matches('.pencil') === true);
      expect(contact('ada').title).to.equal('CTO');
    });

    it('leaves Escape to an open list', async () => {
      const element = await card();
      await edit(element);
      const picker = find<HTMLElementTagNameMap['lead-status-picker']>(element, 'lead-status-picker');
      picker.focus();
      await sendKeys({ press: 'Enter' });
      const list = picker.shadowRoot!.querySelector('lead-ui-listbox-select')!;
      await waitUntil(() => list.open);
      await sendKeys({ press: 'Escape' });
      expect(list.open).to.be.false;
      expect(element.editing).to.be.true;
      await sendKeys({ press: 'Escape' });
      await waitUntil(() => !element.editing);
    });

    it('changes the lead status, and tells nobody before it is saved', async () => {
      const element = await card();
      const heard: string[] = [];
      for (const name of ['lead-status-change', 'change', 'lead-contact-change'])
        element.addEventListener(name, () => heard.push(name));
      await edit(element);
      find(element, 'lead-status-picker').focus();
      await sendKeys({ press: 'Enter' });
      await sendKeys({ type: 'Qual' });
      await sendKeys({ press: 'Enter' });
      await element.updateComplete;
      expect(heard).to.deep.equal([]);
      await clickOn(save(element));
      await waitUntil(() => !element.editing);
      expect(contact('ada').leadStatusId).to.equal('5');
      expect(heard).to.deep.equal(['lead-contact-change']);
    });

    it('[L9] keeps a deleted status and does not offer it', async () => {
      store = await createCardStore({ leadStatuses: statusesWithDeleted('1') });
      const element = await card();
      await edit(element);
      const picker = find<HTMLElementTagNameMap['lead-status-picker']>(element, 'lead-status-picker');
      expect(
        picker.shadowRoot!.querySelector('lead-ui-listbox-select')!.options.map(({ id }) => id),
      ).to.deep.equal(['1', '2', '3', '4', '5']);
      await type(element, 'title', 'CEO');
      await sendKeys({ press: 'Enter' });
      await waitUntil(() => !element.editing);
      expect(contact('ada').leadStatusId).to.equal('1');
    });

    it('needs a first or a last name', async () => {
      const element = await card();
      await edit(element);
      await type(element, 'firstName', '');
      expect(whyNot(element)).to.equal('');
      await type(element, 'lastName', '');
      expect(whyNot(element)).to.equal('Enter a first or a last name.');
      expect(input(element, 'lastName').ariaInvalid).to.equal('true');
      await sendKeys({ press: 'Enter' });
      expect(element.editing).to.be.true;
    });

    it('only hints at an address that does not look like one', async () => {
      const element = await card();
      await edit(element);
      await type(element, 'email', 'ada at acme');
      expect(row(element, 'Email').textContent).to.contain('does not look like an email address');
      expect(save(element).ariaDisabled).to.equal(null);
    });

    it('edits the fields of the host by their type', async () => {
      const element = await card();
      await edit(element);
      await type(element, 'extra.score', 'many');
      expect(whyNot(element)).to.equal('Score: enter a number.');
      await type(element, 'extra.score', '1,234.5');
      input(element, 'extra.birthday').value = '2000-02-29';
      input(element, 'extra.birthday').dispatchEvent(new Event('input'));
      await clickOn(input(element, 'extra.newsletter'));
      await type(element, 'extra.motto', '');
      await clickOn(save(element));
      await waitUntil(() => !element.editing);
      expect(contact('ada').extra).to.deep.equal({
        score: 1234.5,
        birthday: '2000-02-29',
        newsletter: false,
        source: 'web',
        motto: null,
      });
    });

    it('reads numbers as the language writes them', async () => {
      const box = await fixture(
        html`<div lang="de"><lead-contact-card .store=${store} contact-id="ada"></lead-contact-card></div>`,
      );
      const element = box.querySelector('lead-contact-card')!;
      await waitUntil(() => rowNames(element).includes('Lead-Status'));
      await edit(element);
      expect(input(element, 'extra.score').value).to.equal('12,5');
      await type(element, 'extra.score', '1.234,5');
      await sendKeys({ press: 'Enter' });
      await waitUntil(() => !element.editing);
      expect(contact('ada').extra['score']).to.equal(1234.5);
    });

    it('offers the options of a list, without deleted ones', async () => {
      const element = await card();
      await edit(element);
      const list = find<HTMLElementTagNameMap['lead-ui-listbox-select']>(element, '#extra\\.source');
      list.focus();
      await sendKeys({ press: 'Enter' });
      await list.updateComplete;
      const offered = [...list.shadowRoot!.querySelectorAll('[role=option]')].map((each) =>
        each.textContent.trim(),
      );
      expect(offered).to.deep.equal(['Web', 'Trade fair']);
      await sendKeys({ type: 'Tr' });
      await sendKeys({ press: 'Enter' });
      await clickOn(save(element));
      await waitUntil(() => !element.editing);
      expect(contact('ada').extra['source']).to.equal('fair');
    });

    it('tells when edit mode begins and ends', async () => {
      const element = await card();
      const heard: boolean[] = [];
      element.addEventListener('lead-edit-change', (event) => heard.push(event.editing));
      await edit(element);
      await sendKeys({ press: 'Escape' });
      await waitUntil(() => !element.editing);
      expect(heard).to.deep.equal([true, false]);
      element.edit();
      element.cancel();
      expect(heard).to.have.length(2);
    });
  });

  describe('another company', () => {
    const choice = (element: LeadContactCard) =>
      find<HTMLElementTagNameMap['lead-card-company-choice']>(element, '#companyId');
    const found = (element: LeadContactCard) =>
      [...choice(element).shadowRoot!.querySelectorAll<HTMLElement>('[role=option]')].map((each) =>
        each.textContent.replaceAll(/\s+/g, ' ').trim(),
      );

    async function move(element: LeadContactCard, text: string, count: number): Promise<void> {
      choice(element).focus();
      await sendKeys({ type: text });
      await waitUntil(() => found(element).length === count, `${count} companies for "${text}"`);
      await sendKeys({ press: 'Enter' });
      await element.updateComplete;
    }

    it('is found by a part of its name, by keyboard', async () => {
      const element = await card();
      await edit(element);
      choice(element).focus();
      await sendKeys({ press: 'ArrowDown' });
      await waitUntil(() => found(element).length === 4);
      await sendKeys({ type: 'TECH' });
      await waitUntil(() => found(element).length === 1);
      expect(found(element)).to.deep.equal(['Initech Austin']);
      await sendKeys({ press: 'Escape' });
      expect(element.editing).to.be.true;
      expect(choice(element).shadowRoot!.querySelector('input')!.value).to.equal('Acme Nordic AS');
    });

    it('[L7] [L8] shows at once that category and lead status go with it', async () => {
      const element = await card();
      await edit(element);
      await move(element, 'initech', 1);
      expect(element.editing).to.be.true;
      expect(value(element, 'Category')).to.contain('Customer');
      expect(find(element, 'lead-status-picker')).to.equal(null);
      expect(why(element, 'Lead status')).to.contain('The last value, Open, is kept');
      await clickOn(save(element));
      await waitUntil(() => !element.editing);
      expect(contact('ada')).to.include({ companyId: 'initech', leadStatusId: '1' });
    });

    it('[L5] shows at once what lead status starts with', async () => {
      const element = await card('alan');
      await edit(element);
      await move(element, 'acme', 1);
      expect(value(element, 'Lead status')).to.contain('Lead status starts as Open in this company.');
      await clickOn(save(element));
      await waitUntil(() => !element.editing);
      expect(contact('alan')).to.include({ companyId: 'acme', leadStatusId: '1' });
    });

    it('[L5] lets the person choose the retained status all the same', async () => {
      const element = await card('alan');
      await edit(element);
      await move(element, 'acme', 1);
      find(element, 'lead-status-picker').focus();
      await sendKeys({ press: 'Enter' });
      await sendKeys({ type: 'Re-n' });
      await sendKeys({ press: 'Enter' });
      await clickOn(save(element));
      await waitUntil(() => !element.editing);
      expect(contact('alan')).to.include({ companyId: 'acme', leadStatusId: '4' });
    });

    it('shows the first 20 of many, and says how many there are', async () => {
      store = await createCardStore({
        companies: Array.from({ length: 300 }, (_, index) =>
          emptyCompany({ id: `c${index}`, name: `Company ${index}` }),
        ),
      });
      const element = await card('lonely');
      await edit(element);
      choice(element).focus();
      await sendKeys({ press: 'ArrowDown' });
      await waitUntil(() => found(element).length === 20);
      expect(choice(element).shadowRoot!.querySelector('.note')!.textContent).to.equal(
        'The first 20 of 300. Type more to narrow it down.',
      );
      await sendKeys({ type: 'zzz' });
      const note = () => choice(element).shadowRoot!.querySelector('.note')!.textContent;
      await waitUntil(() => note().includes('“zzz”'), 'says that none matches all that was typed');
      expect(found(element)).to.be.empty;
    });

    it('is chosen by Enter right after typing, and none by an emptied box', async () => {
      const element = await card();
      await edit(element);
      const box = choice(element).shadowRoot!.querySelector('input')!;
      box.focus();
      await sendKeys({ type: 'hool' });
      await sendKeys({ press: 'Enter' });
      await waitUntil(() => box.value === 'Hooli');
      expect(element.editing).to.be.true;
      box.select();
      await sendKeys({ press: 'Backspace' });
      await sendKeys({ press: 'Enter' });
      await waitUntil(() => choice(element).value === null);
    });

    it('can be none', async () => {
      const element = await card();
      await edit(element);
      await clickOn(choice(element).shadowRoot!.querySelector('.clear')!);
      await element.updateComplete;
      await clickOn(save(element));
      await waitUntil(() => !element.editing);
      expect(contact('ada').companyId).to.equal(null);
      expect(why(element, 'Lead status')).to.contain('belongs to no company');
    });
  });

  describe('a new contact', () => {
    const fresh = (companyId: string | null) =>
      fixture<LeadContactCard>(
        html`<lead-contact-card .store=${store} new .companyId=${companyId}></lead-contact-card>`,
      );

    it('[L4] starts with the default status, which it shows', async () => {
      const element = await fresh('acme');
      const picker = find<HTMLElementTagNameMap['lead-status-picker']>(element, 'lead-status-picker');
      expect(picker.value).to.equal('1');
      expect(whyNot(element)).to.equal('Enter a first or a last name.');
      let event: LeadContactChangeEvent | undefined;
      element.addEventListener('lead-contact-change', (each) => (event = each));
      await type(element, 'lastName', 'Curie');
      await sendKeys({ press: 'Enter' });
      await waitUntil(() => !element.editing);
      expect(event!.created).to.be.true;
      expect(contact(event!.contactId)).to.include({
        lastName: 'Curie',
        companyId: 'acme',
        leadStatusId: '1',
      });
      expect(element.contactId).to.equal(event!.contactId);
      expect(element.new).to.be.false;
      await waitUntil(() => element.shadowRoot!.activeElement?.matches('.pencil') === true);
    });

    it('[L4] can be given another status', async () => {
      const element = await fresh('acme');
      find(element, 'lead-status-picker').focus();
      await sendKeys({ press: 'Enter' });
      await sendKeys({ type: 'Qual' });
      await sendKeys({ press: 'Enter' });
      await type(element, 'firstName', 'Marie');
      await sendKeys({ press: 'Enter' });
      await waitUntil(() => !element.editing);
      expect(contact(element.contactId!).leadStatusId).to.equal('5');
    });

    it('[L1] has no lead status elsewhere, and says why', async () => {
      expect(why(await fresh('initech'), 'Lead status')).to.contain('Potential customer group');
      expect(why(await fresh(null), 'Lead status')).to.contain('belongs to no company');
    });
  });

  describe('what others do meanwhile', () => {
    let adapter: ScriptedAdapter;
    beforeEach(async () => {
      adapter = new ScriptedAdapter();
      adapter.rows = cardRows();
      store = await createSampleStore(adapter);
    });

    const tell = (change: Partial<Contact>) => {
      adapter.tell({ kind: 'rows', rows: { contacts: [{ ...contact('ada'), version: 'x', ...change }] } });
      return aTimeout(0);
    };

    it('[S6] keeps the input, shows the other value, and lets the person keep theirs', async () => {
      const element = await card();
      await edit(element);
      await type(element, 'title', 'CEO');
      await tell({ title: 'CFO', phone: '1' });
      await element.updateComplete;
      expect(input(element, 'title').value).to.equal('CEO');
      expect(input(element, 'phone').value, 'not touched, so it follows').to.equal('1');
      expect(row(element, 'Title').textContent).to.contain('Changed meanwhile to CFO.');
      expect(whyNot(element)).to.equal('Choose which value to keep first: Title.');
      await expect(element).to.be.accessible();
      await clickOn(row(element, 'Title').querySelectorAll('.conflict button')[0]!);
      await element.updateComplete;
      expectFocus(input(element, 'title'));
      expect(whyNot(element)).to.equal('');
      await sendKeys({ press: 'Enter' });
      await waitUntil(() => adapter.saves.length === 1);
      expect(adapter.saves[0]!.changes[0]).to.deep.include({ kind: 'update', id: 'ada' });
      adapter.saves[0]!.end();
      await waitUntil(() => !element.editing);
      expect(contact('ada').title).to.equal('CEO');
    });

    it('[S6] lets the person take the other value', async () => {
      const element = await card();
      await edit(element);
      await type(element, 'title', 'CEO');
      await tell({ title: 'CFO' });
      await element.updateComplete;
      await clickOn(row(element, 'Title').querySelectorAll('.conflict button')[1]!);
      await element.updateComplete;
      expect(input(element, 'title').value).to.equal('CFO');
      expect(whyNot(element)).to.equal('Nothing has changed yet.');
    });

    it('keeps the input when the record is deleted, and can’t save it', async () => {
      const element = await card();
      await edit(element);
      await type(element, 'title', 'CEO');
      adapter.tell({ kind: 'deleted', entity: 'contact', id: 'ada' });
      await waitUntil(() => whyNot(element).startsWith('It was deleted meanwhile'));
      expect(input(element, 'title').value).to.equal('CEO');
      expect(save(element).ariaDisabled).to.equal('true');
      await clickOn(find(element, '.buttons .button:not(.primary)'));
      await element.updateComplete;
      expect(find(element, '.state').textContent).to.contain('no longer there');
    });

    it('[S2] shows that it is saving, and keeps the input when that fails', async () => {
      const element = await card();
      await edit(element);
      await type(element, 'title', 'CEO');
      await sendKeys({ press: 'Enter' });
      await waitUntil(() => adapter.saves.length === 1);
      await element.updateComplete;
      expect(save(element).textContent.trim()).to.equal('Saving');
      expect(find(element, 'article').ariaBusy).to.equal('true');
      expectFocus(save(element));
      await expect(element).to.be.accessible();
      adapter.saves[0]!.fail(new AdapterError('unavailable', 'ECONNRESET'));
      await waitUntil(() => find(element, '.failure') !== null);
      expect(find(element, '.failure').textContent).to.contain('The data could not be reached');
      expect(find(element, '.failure details').textContent).to.contain('ECONNRESET');
      await waitUntil(() => element.shadowRoot!.activeElement?.id === 'title');
      expect(input(element, 'title').value).to.equal('CEO');
      expect(contact('ada').title).to.equal('CTO');
      await sendKeys({ press: 'Enter' });
      await waitUntil(() => adapter.saves.length === 2);
      adapter.saves[1]!.end();
      await waitUntil(() => !element.editing);
      expect(contact('ada').title).to.equal('CEO');
    });

    it('[L9] keeps the input when a rule refuses it, and says why', async () => {
      const element = await card();
      await edit(element);
      find(element, 'lead-status-picker').focus();
      await sendKeys({ press: 'Enter' });
      await sendKeys({ type: 'Qual' });
      await sendKeys({ press: 'Enter' });
      adapter.tell({
        kind: 'rows',
        rows: { leadStatuses: [{ ...store.setup.leadStatuses.get('5'), version: 'x', deleted: true }] },
      });
      await aTimeout(0);
      await clickOn(save(element));
      await waitUntil(() => find(element, '.failure') !== null);
      expect(find(element, '.failure').textContent).to.contain('Qualified has been deleted from the list');
      expect(element.editing).to.be.true;
    });

    it('shows another contact when the host says so', async () => {
      const element = await card();
      await edit(element);
      await type(element, 'title', 'CEO');
      element.contactId = 'grace';
      await element.updateComplete;
      expect(element.editing).to.be.false;
      expect(find(element, 'h2').textContent).to.equal('Grace Hopper');
    });
  });

  describe('states', () => {
    const texts = (element: LeadContactCard) => element.shadowRoot!.textContent;

    it('has a rendering without a store, a contact, and for one that is gone', async () => {
      expect(texts(await fixture(html`<lead-contact-card contact-id="ada"></lead-contact-card>`))).to.contain(
        'Not connected to data yet.',
      );
      expect(texts(await card(null))).to.contain('No contact is chosen.');
      expect(texts(await card('nobody'))).to.contain('no longer there');
    });

    it('shows its shape while loading', async () => {
      const element = await card('ada', createLoadingStore());
      expect(all(element, '.skeleton').length).to.be.greaterThan(10);
      expect(find(element, '[role=status]').ariaLabel).to.equal('Loading contact');
    });

    it('says what happened and offers Retry', async () => {
      const failed = await createFailedStore();
      const element = await card('ada', failed);
      expect(texts(element)).to.contain('The data could not be reached.').and.contain('ECONNREFUSED');
      let reloads = 0;
      failed.reload = async () => void reloads++;
      await clickOn(find(element, '.failed button'));
      expect(reloads).to.equal(1);
    });
  });

  describe('accessibility', () => {
    for (const [name, id, opens] of [
      ['view', 'ada', false],
      ['edit mode', 'ada', true],
      ['hidden lead status', 'alan', false],
    ] as const) {
      it(`has no faults in ${name}, light and dark`, async () => {
        const element = await card(id);
        if (opens) await edit(element);
        await inBothSchemes(() => expect(element).to.be.accessible());
      }).timeout(15_000);
    }

    it('has no faults while loading, failed and new', async () => {
      const failed = await createFailedStore();
      const main = await fixture(
        html`<main>
          <lead-contact-card .store=${createLoadingStore()} contact-id="ada"></lead-contact-card>
          <lead-contact-card .store=${failed} contact-id="ada"></lead-contact-card>
          <lead-contact-card .store=${store} new company-id="acme"></lead-contact-card>
        </main>`,
      );
      await inBothSchemes(() => expect(main).to.be.accessible());
    }).timeout(15_000);

    it('fits into 320 px', async () => {
      await setViewport({ width: 320, height: 800 });
      await store.updateContact('ada', { title: 'Donaudampfschifffahrtsgesellschaftskapitänsanwärterin' });
      const element = await card();
      expect(element.shadowRoot!.querySelector('article')!.scrollWidth).to.be.at.most(element.clientWidth);
      await edit(element);
      expect(element.shadowRoot!.querySelector('article')!.scrollWidth).to.be.at.most(element.clientWidth);
    });
  });
});
