import { aTimeout, expect, fixture, html, nextFrame, waitUntil } from '@open-wc/testing';
import { sendKeys, setViewport } from '@web/test-runner-commands';
import type { Criteria, CriteriaGroup, CriteriaLine } from '../../src/criteria/types.js';
import '../../src/elements/criteria-builder/json-dialog.js';
import '../../src/elements/criteria-builder/lead-criteria-builder.js';
import type { LeadCriteriaBuilder } from '../../src/elements/criteria-builder/lead-criteria-builder.js';
import type { LeadStore } from '../../src/store/lead-store.js';
import { expectFocus } from '../helpers/focus.js';
import { inBothSchemes } from '../helpers/in-both-schemes.js';
import { clickOn } from '../helpers/mouse.js';
import { createFailedStore, createLoadingStore, createSampleStore } from '../helpers/stores.js';

const status = (...value: string[]): CriteriaLine => ({
  field: 'contact.leadStatus',
  operator: 'oneOf',
  value,
});
const group: CriteriaLine = {
  field: 'company.categoryGroup',
  operator: 'oneOf',
  value: ['potentialCustomer'],
};
const country = (value: string): CriteriaLine => ({ field: 'company.country', operator: 'begins', value });
const all = (...items: Criteria['items']): Criteria => ({ match: 'all', items });
const any = (...items: Criteria['items']): Criteria => ({ match: 'any', items });

interface World {
  readonly store: LeadStore;
  readonly element: LeadCriteriaBuilder;
  readonly root: ShadowRoot;
  readonly heard: Criteria[];
}

async function world(
  criteria: Criteria | undefined,
  more: Partial<Pick<LeadCriteriaBuilder, 'of' | 'nesting' | 'readonly' | 'store' | 'defaults'>> = {},
): Promise<World> {
  const store = more.store ?? (await createSampleStore());
  const heard: Criteria[] = [];
  const element = await fixture<LeadCriteriaBuilder>(
    html`<lead-criteria-builder
      .store=${store}
      .of=${more.of ?? 'contact'}
      .nesting=${more.nesting ?? 1}
      .readonly=${more.readonly ?? false}
      .defaults=${more.defaults}
      .criteria=${criteria}
      @lead-criteria-change=${(event: HTMLElementEventMap['lead-criteria-change']) => heard.push(event.criteria)}
    ></lead-criteria-builder>`,
  );
  await settle();
  return { store, element, root: element.shadowRoot!, heard };
}

async function settle(): Promise<void> {
  await nextFrame();
  await nextFrame();
}

const lines = (root: ParentNode) => [...root.querySelectorAll<HTMLElement>('.line')];
const sets = (root: ParentNode) => [...root.querySelectorAll<HTMLElement>('.box')];
const part = (root: ParentNode, line: number, name: string) =>
  lines(root)[line]!.querySelector<HTMLElement>(`[data-part="${name}"]`)!;
const inside = (host: Element, selector: string) => host.shadowRoot!.querySelector<HTMLElement>(selector)!;
const trigger = (host: Element) => inside(host, 'button');
const words = (root: ParentNode) => root.querySelector('.words')!.textContent.trim();
const total = (root: ParentNode) =>
  root.querySelector<HTMLElement>('lead-criteria-count.total')!.shadowRoot!.textContent.trim();
const said = (root: ParentNode) => root.querySelector('.visually-hidden[role="status"]')!.textContent;
const press = async (...keys: string[]) => {
  for (const key of keys) await sendKeys({ press: key });
  await settle();
};

async function chord(key: string, ...held: string[]): Promise<void> {
  for (const each of held) await sendKeys({ down: each });
  await sendKeys({ press: key });
  for (const each of held) await sendKeys({ up: each });
  await settle();
}

/** By the keyboard: "Add line", then the field by its first letters. */
async function addLine(root: ParentNode, name: string, set = 0): Promise<void> {
  root.querySelectorAll<HTMLElement>('[data-part="add-line"]')[set]!.focus();
  await press('Enter');
  await sendKeys({ type: name });
  await press('Enter');
}

describe('<lead-criteria-builder>', function () {
  this.timeout(20_000); // axe looks at all that is in it, menus and grid included

  afterEach(() => setViewport({ width: 1200, height: 800 }));

  describe('lines', () => {
    it('[Q2] an empty set asks for every record', async () => {
      const { root } = await world(undefined);
      expect(words(root)).to.equal('Every contact');
      await waitUntil(() => total(root) === '6 contacts');
      expect(lines(root).length).to.equal(0);
    });

    it('[Q2] a line is added by the keyboard alone, asks nothing until it has a value, and is counted then', async () => {
      const { root, heard } = await world(undefined);
      await addLine(root, 'lead st');
      expect(heard).to.deep.equal([all({ field: 'contact.leadStatus', operator: 'oneOf' })]);
      expect(lines(root)[0]!.textContent).to.contain('Not in use until it has a value');
      expect(total(root)).to.equal('6 contacts');
      expectFocus(part(root, 0, 'value'));
      await press('ArrowDown'); // opens
      await press('ArrowDown', ' ', 'Escape'); // Contacting
      expect(heard.at(-1)).to.deep.equal(all(status('2')));
      expect(lines(root)[0]!.textContent).not.to.contain('Not in use');
      await waitUntil(() => total(root) === '1 contact');
      expect(words(root)).to.equal('Lead status is Contacting');
    });

    it('a line is added with the mouse', async () => {
      const { root, heard } = await world(undefined);
      const add = root.querySelector('[data-part="add-line"]')!;
      await clickOn(trigger(add));
      await settle();
      const options = [...add.shadowRoot!.querySelectorAll('.option')];
      await clickOn(options.find((option) => option.textContent.trim() === 'Email')!);
      await settle();
      await sendKeys({ type: 'ada@' });
      expect(heard.at(-1)).to.deep.equal(all({ field: 'contact.email', operator: 'begins', value: 'ada@' }));
    });

    it('offers fields in two levels, found by letters of either; ids are not offered', async () => {
      const { root } = await world(undefined);
      const add = root.querySelector<HTMLElement>('[data-part="add-line"]')!;
      add.focus();
      await press('Enter');
      const texts = (selector: string) =>
        [...add.shadowRoot!.querySelectorAll(selector)].map((each) => each.textContent.trim());
      expect(texts('.heading')).to.deep.equal(['Contact', 'Company']);
      expect(texts('.option')).not.to.include('Id');
      await sendKeys({ type: 'comp cat' });
      await settle();
      expect(texts('.option')).to.deep.equal(['Category', 'Category group']);
      await press('Escape');
      expectFocus(add);
    });

    it('offers only fields of companies for companies', async () => {
      const { root } = await world(undefined, { of: 'company' });
      const add = root.querySelector<HTMLElement>('[data-part="add-line"]')!;
      add.focus();
      await press('Enter');
      const headings = [...add.shadowRoot!.querySelectorAll('.heading')].map((each) => each.textContent);
      expect(headings).to.deep.equal(['Company']);
    });

    it('changes the field and the operator, and carries over what fits', async () => {
      const { root, heard } = await world(all(country('Nor')));
      part(root, 0, 'field').focus();
      await press('Enter');
      await sendKeys({ type: 'city' });
      await press('Enter');
      expect(heard.at(-1)).to.deep.equal(all({ field: 'company.city', operator: 'begins', value: 'Nor' }));
      expectFocus(part(root, 0, 'field'));
      part(root, 0, 'operator').focus();
      await press('Enter');
      await sendKeys({ type: 'not cont' });
      await press('Enter');
      expect(heard.at(-1)).to.deep.equal(
        all({ field: 'company.city', operator: 'notContains', value: 'Nor' }),
      );
    });

    it('[Q3] a negative operator says what happens to records without a value', async () => {
      const { root, heard } = await world(
        all({ field: 'contact.leadStatus', operator: 'notOneOf', value: ['1'] }),
      );
      await waitUntil(() => total(root) === '5 contacts');
      const box = part(root, 0, 'empty') as HTMLInputElement;
      expect(box.checked).to.be.true;
      expect(box.closest('label')!.textContent).to.contain('also those without a value');
      await clickOn(box);
      expect((heard.at(-1)!.items[0] as CriteriaLine).empty).to.equal('exclude');
      await waitUntil(() => total(root) === '3 contacts');
      box.focus();
      await press(' ');
      expect('empty' in heard.at(-1)!.items[0]!).to.be.false;
    });

    it('[Q5] a relative date shows the dates that it means today', async () => {
      const criteria = all({
        field: 'contact.created',
        operator: 'previous',
        value: { period: 'week', amount: 2 },
      });
      const { root, heard } = await world(criteria);
      expect(part(root, 0, 'range').textContent).to.equal('Dates: Nov 2 – 15, 2026');
      part(root, 0, 'value').focus();
      await chord('a', 'Control');
      await sendKeys({ type: '1' });
      await settle();
      expect(part(root, 0, 'range').textContent).to.equal('Dates: Nov 9 – 15, 2026');
      expect(heard.at(-1)!.items[0]).to.deep.include({ value: { period: 'week', amount: 1 } });
    });

    it('[Q2] half an amount or a wrong number is no value', async () => {
      const criteria = all({
        field: 'contact.created',
        operator: 'next',
        value: { period: 'day', amount: 2 },
      });
      const { root } = await world(criteria);
      part(root, 0, 'value').focus();
      await chord('a', 'Control');
      await sendKeys({ type: '0' });
      await settle();
      expect(part(root, 0, 'value').getAttribute('aria-invalid')).to.equal('true');
      expect(lines(root)[0]!.textContent).to.contain('Not in use');
    });

    it('[Q2] a muted line says so and is left out', async () => {
      const { root, heard } = await world(all(group, status('5')));
      await waitUntil(() => total(root) === '1 contact');
      part(root, 1, 'mute').focus();
      await press('Enter');
      expect((heard.at(-1)!.items[1] as CriteriaLine).muted).to.be.true;
      expect(part(root, 1, 'mute').getAttribute('aria-pressed')).to.equal('true');
      expect(lines(root)[1]!.textContent).to.contain('Muted: not in use');
      await waitUntil(() => total(root) === '3 contacts');
    });

    it('[L9] a deleted status that a line names stays, marked; it is not offered otherwise', async () => {
      const store = await createSampleStore();
      await store.deleteListItem('leadStatus', '3');
      await store.deleteListItem('leadStatus', '4');
      const { root } = await world(all(status('3', 'gone')), { store });
      const value = part(root, 0, 'value');
      expect(value.shadowRoot!.textContent)
        .to.contain('(deleted)')
        .and.to.contain('gone (no longer in the list)');
      value.focus();
      await press('ArrowDown');
      const options = [...value.shadowRoot!.querySelectorAll('.option')].map((each) => each.textContent);
      expect(options.some((text) => text.includes('Disqualified'))).to.be.true;
      expect(options.some((text) => text.includes('Re-nurture'))).to.be.false;
    });
  });

  describe('moving and removing', () => {
    it('moves a line within its set and into the next one, by the keyboard, and says where it is', async () => {
      const { root, heard } = await world(any(all(group, status('1')), all(country('G'))));
      part(root, 0, 'down').focus();
      await press('Enter');
      expect(heard.at(-1)).to.deep.equal(any(all(status('1'), group), all(country('G'))));
      expectFocus(part(root, 1, 'down'));
      expect(said(root)).to.equal('Category group is now line 2 of 2');
      await press('Enter');
      expect(heard.at(-1)).to.deep.equal(any(all(status('1')), all(group, country('G'))));
      expectFocus(part(root, 1, 'down'));
      expect(said(root)).to.equal('Category group is now line 1 of set 2');
    });

    it('keeps the focus at the edge, where a line can go no further', async () => {
      const { root, heard } = await world(all(group, status('1')));
      part(root, 1, 'up').focus();
      await press('Enter');
      expect(part(root, 0, 'up').getAttribute('aria-disabled')).to.equal('true');
      expectFocus(part(root, 0, 'up'));
      await press('Enter');
      expect(heard).to.have.length(1);
    });

    it('removes a line; the focus goes to the next one, at last to Add line', async () => {
      const { root, heard } = await world(all(group, status('1')));
      await clickOn(part(root, 0, 'remove'));
      await settle();
      expect(heard.at(-1)).to.deep.equal(all(status('1')));
      expectFocus(part(root, 0, 'remove'));
      expect(said(root)).to.equal('Line removed: Category group');
      await press('Enter');
      expect(heard.at(-1)).to.deep.equal(all());
      expectFocus(root.querySelector('[data-part="add-line"]')!);
    });

    it('keeps what is half typed with its line', async () => {
      const { root } = await world(all(country('Nor'), group));
      const input = part(root, 0, 'value') as HTMLInputElement;
      input.focus();
      input.setSelectionRange(1, 1);
      await clickOn(part(root, 1, 'up'));
      await settle();
      expect(part(root, 1, 'value') === input).to.be.true;
    });
  });

  describe('sets', () => {
    it('[Q1] "Or" adds a set; its lines are asked for as another way to be found', async () => {
      const { root, heard } = await world(all(status('5')));
      await clickOn(root.querySelector('[data-part="add-set"]')!);
      await settle();
      expect(sets(root).map((set) => set.getAttribute('aria-label'))).to.deep.equal([
        'Set 1 of 2',
        'Set 2 of 2',
      ]);
      expect(root.querySelector('.between')!.textContent.trim()).to.equal('or');
      expectFocus(root.querySelectorAll('[data-part="add-line"]')[1]!);
      await press('Enter');
      await sendKeys({ type: 'country' });
      await press('Enter');
      await sendKeys({ type: 'usa' });
      expect(heard.at(-1)).to.deep.equal(any(all(status('5')), all(country('usa'))));
      await waitUntil(() => total(root) === '3 contacts');
      const counts = () => [...root.querySelectorAll('.foot .count [aria-hidden]')];
      await waitUntil(
        () =>
          counts()
            .map(({ textContent }) => textContent)
            .join() === '1 contact,2 contacts',
      );
    });

    it('a set is duplicated, muted and removed by its menu', async () => {
      const { root, heard } = await world(any(all(status('5')), all(country('usa'))));
      const choose = async (label: string) => {
        const menu = sets(root)[1]!.querySelector('[data-part="set-menu"]')!;
        trigger(menu).focus();
        await press('Enter');
        const item = [...menu.shadowRoot!.querySelectorAll<HTMLElement>('.item')].find((each) =>
          each.textContent.includes(label),
        )!;
        await clickOn(item);
        await settle();
      };
      await choose('Duplicate');
      expect(heard.at(-1)!.items).to.have.length(3);
      await choose('Mute');
      expect((heard.at(-1)!.items[1] as CriteriaGroup).muted).to.be.true;
      expect(sets(root)[1]!.textContent).to.contain('Muted: no line of it is in use');
      await choose('Remove');
      expect(heard.at(-1)).to.deep.equal(any(all(status('5')), all(country('usa'))));
    });
  });

  describe('nesting', () => {
    const nested = all(status('5'), { match: 'none', items: [country('Norway')] });

    it('[Q1] shows groups of all, any and none, and adds deeper ones as far as allowed', async () => {
      const { root, heard } = await world(nested, { nesting: 2 });
      expect(sets(root).length).to.equal(2);
      expect(words(root)).to.equal('Lead status is Qualified, and not (country starts with “Norway”)');
      const adders = [...root.querySelectorAll<HTMLElement>('[data-part="add-group"]')];
      expect(adders.length).to.equal(1);
      adders[0]!.focus();
      await press('Enter');
      expect(heard.at(-1)!.items[2]).to.deep.equal({ match: 'any', items: [] });
      expect(root.querySelectorAll('[data-part="add-group"]').length).to.equal(1);
      expectFocus(root.querySelectorAll('[data-part="add-line"]')[1]!);
    });

    it('[Q1] criteria that are no sets are shown as they are, even without nesting', async () => {
      const { root } = await world(nested);
      expect(root.textContent).to.contain('Where');
      expect(sets(root).length).to.equal(2);
      expect(root.querySelectorAll('[data-part="add-group"]').length).to.equal(0);
    });

    it('changes how a group joins its lines', async () => {
      const { root, heard } = await world(nested, { nesting: 2 });
      const match = root.querySelectorAll<HTMLElement>('[data-part="match"]')[1]!;
      match.focus();
      await press('Enter');
      await sendKeys({ type: 'any' });
      await press('Enter');
      expect((heard.at(-1)!.items[1] as CriteriaGroup).match).to.equal('any');
    });
  });

  describe('the whole', () => {
    it('[Q2] Clear all takes the values and keeps the lines', async () => {
      const { root, heard } = await world(all(group, status('5')));
      await clickOn(root.querySelector('[data-part="clear"]')!);
      expect(heard.at(-1)!.items.map((line) => (line as CriteriaLine).field)).to.deep.equal([
        'company.categoryGroup',
        'contact.leadStatus',
      ]);
      await waitUntil(() => total(root) === '6 contacts');
      expect(words(root)).to.equal('Every contact');
    });

    it('Reset to default brings back the default, the host’s if it gave one', async () => {
      const { root, element, heard } = await world(all(status('5')));
      const reset = root.querySelector<HTMLElement>('[data-part="reset"]')!;
      await clickOn(reset);
      expect((heard.at(-1)!.items[0] as CriteriaLine).field).to.equal('company.categoryGroup');
      element.defaults = all(country('Norway'));
      await clickOn(reset);
      expect(heard.at(-1)).to.deep.equal(all(country('Norway')));
    });

    it('undoes and redoes, by keys and by buttons', async () => {
      const { root, element, heard } = await world(all(group, status('5')));
      part(root, 1, 'remove').focus();
      await press('Enter');
      await chord('z', 'Control');
      expect(element.criteria).to.deep.equal(all(group, status('5')));
      await chord('z', 'Control', 'Shift');
      expect(element.criteria).to.deep.equal(all(group));
      const [undo, redo] = [...root.querySelectorAll<HTMLElement>('.top > .icon-button')];
      await clickOn(undo!);
      expect(heard.at(-1)).to.deep.equal(all(group, status('5')));
      await clickOn(redo!);
      expect(heard.at(-1)).to.deep.equal(all(group));
      await settle();
      expect(redo!.getAttribute('aria-disabled')).to.equal('true');
    });

    it('takes typing in one box for one step', async () => {
      const { root, element } = await world(all(country('')));
      part(root, 0, 'value').focus();
      await sendKeys({ type: 'Norway' });
      element.undo();
      expect(element.criteria).to.deep.equal(all(country('')));
      await settle();
      expect((part(root, 0, 'value') as HTMLInputElement).value).to.equal('');
    });

    it('says nothing about criteria that the host sets, and starts undo afresh', async () => {
      const { root, element, heard } = await world(all(group, status('5')));
      await clickOn(part(root, 1, 'remove'));
      element.criteria = all(country('Germany'));
      await settle();
      expect(heard).to.have.length(1);
      expect(words(root)).to.equal('Country starts with “Germany”');
      element.undo();
      expect(element.criteria).to.deep.equal(all(country('Germany')));
    });

    it('a host that gives back what it heard disturbs nothing', async () => {
      const { root, element } = await world(all(country('N')));
      element.addEventListener('lead-criteria-change', (event) => {
        element.criteria = structuredClone(event.criteria);
      });
      part(root, 0, 'value').focus();
      await sendKeys({ type: 'orway' });
      await settle();
      expect((part(root, 0, 'value') as HTMLInputElement).value).to.equal('Norway');
      expectFocus(part(root, 0, 'value'));
      element.undo();
      await settle();
      expect((part(root, 0, 'value') as HTMLInputElement).value).to.equal('N');
    });

    it('asks only about the last of quick changes', async () => {
      const { root } = await world(all(country('')));
      await waitUntil(() => total(root) === '6 contacts');
      part(root, 0, 'value').focus();
      await sendKeys({ type: 'Ger' });
      expect(total(root)).to.equal('6 contacts');
      await aTimeout(250);
      expect(total(root)).to.equal('1 contact');
    });

    it('follows the records', async () => {
      const { root, store } = await world(all(status('5')));
      await waitUntil(() => total(root) === '1 contact');
      await store.setLeadStatus('ada', '5');
      await waitUntil(() => total(root) === '2 contacts');
    });
  });

  describe('JSON', () => {
    async function openPaste(root: ShadowRoot): Promise<ShadowRoot> {
      const menu = root.querySelector('.top lead-ui-menu')!;
      trigger(menu).focus();
      await press('Enter');
      await press('End', 'Enter');
      const dialog = root.querySelector('lead-criteria-json')!.shadowRoot!;
      await waitUntil(() => dialog.activeElement?.localName === 'textarea');
      return dialog;
    }

    async function paste(dialog: ShadowRoot, text: string): Promise<void> {
      const box = dialog.querySelector('textarea')!;
      box.value = text;
      box.dispatchEvent(new Event('input', { bubbles: true }));
      await clickOn(dialog.querySelector('.button.primary')!);
      await settle();
    }

    it('[Q6] replaces the criteria by valid ones; undo brings the old ones back', async () => {
      const { root, element, heard } = await world(all(group));
      await paste(await openPaste(root), JSON.stringify(all(country('Norway'))));
      expect(heard).to.deep.equal([all(country('Norway'))]);
      element.undo();
      expect(element.criteria).to.deep.equal(all(group));
    });

    it('[Q6] says what is wrong and where, and changes nothing', async () => {
      const { root, heard } = await world(all(group));
      const dialog = await openPaste(root);
      await paste(dialog, '{"match":"all","items":[{"field":"contact.shoeSize","operator":"oneOf"}]}');
      expect(dialog.querySelector('.errors')!.textContent)
        .to.contain('There is no field “contact.shoeSize”.')
        .and.to.contain('/items/0/field');
      await paste(dialog, '{"match":');
      expect(dialog.querySelector('.errors')!.textContent).to.contain('This is not JSON');
      expect(heard).to.have.length(0);
      await press('Escape');
      expect(words(root)).to.equal('Category group is Potential customer');
    });

    it('[Q6] criteria that the host gave and that can’t be read are shown with the error and kept', async () => {
      const bad = all({ field: 'contact.shoeSize', operator: 'oneOf', value: ['44'] });
      const { root, element, heard } = await world(bad);
      const invalid = root.querySelector('.invalid')!;
      expect(invalid.textContent).to.contain('“contact.shoeSize”').and.to.contain('/items/0/field');
      expect(JSON.parse(invalid.querySelector('pre')!.textContent)).to.deep.equal(bad);
      expect(element.criteria).to.equal(bad);
      expect(heard).to.have.length(0);
      await expect(element).to.be.accessible();
    });
  });

  describe('states', () => {
    it('without a store it says so', async () => {
      const element = await fixture<LeadCriteriaBuilder>(
        html`<lead-criteria-builder></lead-criteria-builder>`,
      );
      expect(element.shadowRoot!.textContent).to.contain('Not connected to data yet.');
    });

    it('shows skeletons while loading, and what happened when it failed', async () => {
      const loading = await world(undefined, { store: createLoadingStore() });
      expect(loading.root.querySelectorAll('.skeleton').length).to.be.greaterThan(0);
      const failed = await world(all(group), { store: await createFailedStore() });
      expect(failed.root.querySelector('.failed')!.textContent)
        .to.contain('could not be reached')
        .and.to.contain('Retry');
      expect(failed.element.criteria).to.deep.equal(all(group));
    });

    it('read-only it has sentences and no controls but copying', async () => {
      const { root, element } = await world(any(all(group, status('1', '2')), all(country(''))), {
        readonly: true,
      });
      expect(lines(root).map((line) => line.querySelector('.sentence')!.textContent)).to.deep.equal([
        'category group is Potential customer',
        'lead status is one of Open or Contacting',
        'country Starts with',
      ]);
      expect(root.querySelectorAll('button, input, lead-ui-listbox-select').length).to.equal(0);
      await expect(element).to.be.accessible();
    });

    it('speaks the language of the page', async () => {
      const wrapper = await fixture(html`<div lang="de"></div>`);
      const element = document.createElement('lead-criteria-builder');
      element.store = await createSampleStore();
      element.criteria = all(group);
      wrapper.append(element);
      await waitUntil(() => element.shadowRoot!.textContent.includes('Alle leeren'));
      expect(words(element.shadowRoot!)).to.equal('Kategoriengruppe ist Potenzieller Kunde');
    });
  });

  describe('says how many meet', () => {
    const counts = (root: ParentNode) =>
      lines(root).map((line) => line.querySelector('.count [aria-hidden]')?.textContent ?? '–');
    const become = (root: ParentNode, expected: string) =>
      waitUntil(() => counts(root).join() === expected, undefined, { timeout: 5_000 });

    it('each line alone, in a figure and in words', async () => {
      const { root } = await world(all(country('no'), country('xyz'), status('1', '5')));
      await become(root, '2,0,2');
      expect(total(root)).to.equal('0 contacts');
      expect(lines(root)[1]!.querySelector('.count')!.textContent).to.contain('This line alone: 0 contacts');
    });

    it('of companies as well', async () => {
      const { root } = await world(all(country('no')), { of: 'company' });
      await become(root, '1');
      expect(lines(root)[0]!.querySelector('.count')!.textContent).to.contain('This line alone: 1 company');
    });

    it('as the records are now', async () => {
      const { root, store } = await world(all(country('no'), status('1')));
      await become(root, '2,1');
      await store.updateCompany('hooli', { country: 'Norway' });
      await store.setLeadStatus('linus', '1');
      await become(root, '2,2');
    });

    it('and the figure goes where its line goes, at once', async () => {
      const { root } = await world(all(country('no'), status('1')));
      await become(root, '2,1');
      await clickOn(part(root, 0, 'down'));
      expect(counts(root).join()).to.equal('1,2');
    });

    it('the line as it was, dimmed, until it is counted anew', async () => {
      const { root } = await world(all(country('no')));
      await become(root, '2');
      part(root, 0, 'value').focus();
      await sendKeys({ type: 'x' });
      await nextFrame();
      expect(counts(root)).to.deep.equal(['2']);
      expect(lines(root)[0]!.querySelector('.count')!.hasAttribute('data-stale')).to.be.true;
      await become(root, '0');
      expect(lines(root)[0]!.querySelector('.count')!.hasAttribute('data-stale')).to.be.false;
    });

    it('[Q2] nothing of a line that does not ask', async () => {
      const { root } = await world(all(country('no'), status(), { ...country('no'), muted: true }));
      await become(root, '2,–,–');
    });

    it('each group alone, when groups are nested', async () => {
      const { root } = await world(all(country('no'), { match: 'none', items: [status('1')] }), {
        nesting: 3,
      });
      const heads = () =>
        [...root.querySelectorAll('.head .count [aria-hidden]')].map(({ textContent }) => textContent).join();
      await waitUntil(() => heads() === '1 contact,5 contacts');
      expect(root.querySelectorAll('.head .count')[1]!.textContent).to.contain(
        'This group alone: 5 contacts',
      );
      await become(root, '2,1');
    });
  });

  describe('accessibility and room', () => {
    const rich = any(
      all(group, status(), { field: 'contact.leadStatus', operator: 'notOneOf', value: ['1'] }),
      all(
        { ...country('Nor'), muted: true },
        { field: 'contact.created', operator: 'next', value: { period: 'month', amount: 2 } },
        { field: 'company.created', operator: 'between', value: ['2026-01-01', ''] },
      ),
    );

    it('passes axe in light and dark', async () => {
      const { element } = await world(rich);
      await inBothSchemes(() => expect(element).to.be.accessible());
    });

    it('passes axe with nested groups', async () => {
      const { element } = await world(all(status('5'), { match: 'none', items: [country('N')] }), {
        nesting: 3,
      });
      await inBothSchemes(() => expect(element).to.be.accessible());
    });

    it('fits 320 px', async () => {
      await setViewport({ width: 336, height: 800 });
      const { element, root } = await world(rich);
      expect(element.scrollWidth).to.be.at.most(element.clientWidth);
      for (const box of sets(root)) expect(box.scrollWidth).to.be.at.most(box.clientWidth);
    });
  });
});
