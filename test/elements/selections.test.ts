import { aTimeout, expect, fixture, html, nextFrame, waitUntil } from '@open-wc/testing';
import { sendKeys, setViewport } from '@web/test-runner-commands';
import type { Criteria } from '../../src/criteria/types.js';
import '../../src/elements/selections/combine-dialog.js';
import '../../src/elements/selections/edit-dialog.js';
import '../../src/elements/selections/lead-selections.js';
import '../../src/elements/selections/selection-view.js';
import type { LeadSelections } from '../../src/elements/selections/lead-selections.js';
import type { LeadRecordGrid } from '../../src/elements/record-grid/lead-record-grid.js';
import type { Id, Selection } from '../../src/model/records.js';
import type { LeadStore } from '../../src/store/lead-store.js';
import { expectFocus } from '../helpers/focus.js';
import { inBothSchemes } from '../helpers/in-both-schemes.js';
import { clickOn } from '../helpers/mouse.js';
import { createFailedStore, createLoadingStore, createSampleStore } from '../helpers/stores.js';

const leads: Criteria = {
  match: 'all',
  items: [{ field: 'company.categoryGroup', operator: 'oneOf', value: ['potentialCustomer'] }],
};

async function create(
  store: LeadStore,
  name: string,
  source: Selection['source'],
  of: Selection['of'] = 'contact',
): Promise<Id> {
  const result = await store.createSelection({ name, of, source });
  if (result.status !== 'done') throw new Error(`It was ${result.status}.`);
  return result.value;
}

/** Leads (dynamic, 3), Fair (static: ada, alan, lonely), Fair without leads (combined, 2). */
async function sampleSelections() {
  const store = await createSampleStore();
  const dynamic = await create(store, 'Leads', { kind: 'dynamic', criteria: leads });
  const fixed = await create(store, 'Fair', { kind: 'static', members: ['ada', 'alan', 'lonely'] });
  const combined = await create(store, 'Fair without leads', {
    kind: 'combined',
    first: fixed,
    second: dynamic,
    operation: 'onlyFirst',
  });
  return { store, dynamic, fixed, combined };
}

interface World {
  readonly store: LeadStore;
  readonly element: LeadSelections;
  readonly root: ShadowRoot;
  readonly changed: { readonly id: Id; readonly kind: string }[];
  readonly opened: Id[];
}

async function world(store: LeadStore, selectionId?: Id): Promise<World> {
  const changed: World['changed'] = [];
  const opened: Id[] = [];
  const element = await fixture<LeadSelections>(
    html`<lead-selections
      .store=${store}
      .selectionId=${selectionId}
      @lead-selection-change=${(event: HTMLElementEventMap['lead-selection-change']) =>
        changed.push({ id: event.selectionId, kind: event.kind })}
      @lead-open-request=${(event: HTMLElementEventMap['lead-open-request']) => opened.push(event.id)}
    ></lead-selections>`,
  );
  await settle();
  return { store, element, root: element.shadowRoot!, changed, opened };
}

async function settle(): Promise<void> {
  await nextFrame();
  await nextFrame();
}

const press = async (...keys: string[]) => {
  for (const key of keys) await sendKeys({ press: key });
  await settle();
};
const rows = (root: ParentNode) => [...root.querySelectorAll<HTMLElement>('tbody tr')];
const nameOf = (root: ParentNode, id: Id) => root.querySelector<HTMLElement>(`.name[data-id="${id}"]`)!;
const names = (root: ParentNode) =>
  [...root.querySelectorAll('.name')].map((each) => each.textContent.trim());
const countOf = (row: Element) =>
  row.querySelector('lead-criteria-count')?.shadowRoot!.textContent.trim() ?? '';
const toast = (root: ShadowRoot) => root.querySelector('lead-ui-toasts')!.shadowRoot!;
const view = (root: ShadowRoot) => root.querySelector('lead-selection-view')!.shadowRoot!;
const grid = (root: ShadowRoot) => view(root).querySelector<LeadRecordGrid>('lead-record-grid')!;
const buttonOf = (root: ParentNode, text: string) =>
  [...root.querySelectorAll<HTMLElement>('button')].find((each) => each.textContent.trim().startsWith(text))!;

/** Opens a menu and chooses by the keyboard. */
async function choose(menu: Element, letters: string): Promise<void> {
  menu.shadowRoot!.querySelector('button')!.focus();
  await press('Enter');
  await sendKeys({ type: letters });
  await press('Enter');
}
const menuOf = (root: ParentNode, id: Id) => nameOf(root, id).closest('tr')!.querySelector('lead-ui-menu')!;

describe('<lead-selections>', function () {
  this.timeout(20_000); // axe looks at all that is in it, menus and grid included

  afterEach(() => setViewport({ width: 1200, height: 900 }));

  describe('the list', () => {
    it('has every selection by name, with kind, records and a live count', async () => {
      const { store } = await sampleSelections();
      const { root } = await world(store);
      expect(names(root)).to.deep.equal(['Fair', 'Fair without leads', 'Leads']);
      await waitUntil(() => rows(root).map(countOf).join() === '3,2,3');
      expect(rows(root)[1]!.textContent)
        .to.contain('Combined')
        .and.to.contain('Those who are in Fair but not in Leads');
      expect(rows(root)[2]!.textContent).to.contain('Category group is Potential customer');
      await store.updateContact('grace', { companyId: 'initech' });
      await waitUntil(() => rows(root).map(countOf).join() === '3,2,2');
    });

    it('can be searched when it is long', async () => {
      const { store } = await sampleSelections();
      const { root } = await world(store);
      expect(root.querySelector('.search') === null).to.be.true;
      for (let index = 0; index < 8; index++)
        await create(store, `List ${index}`, { kind: 'static', members: [] });
      await settle();
      root.querySelector<HTMLElement>('.search')!.focus();
      await sendKeys({ type: 'without' });
      await settle();
      expect(names(root)).to.deep.equal(['Fair without leads']);
      await sendKeys({ type: 'xxx' });
      await settle();
      expect(root.textContent).to.contain('No selection matches');
    });

    it('says what to do when there is none', async () => {
      const { root, element } = await world(await createSampleStore());
      expect(root.textContent).to.contain('No selections yet.');
      await expect(element).to.be.accessible();
    });

    it('[Q6] shows what is broken, and why', async () => {
      const { store } = await sampleSelections();
      const criteria = { match: 'all', items: [{ field: 'contact.shoeSize', operator: 'oneOf' }] };
      await create(store, 'A broken one', { kind: 'dynamic', criteria });
      const { root } = await world(store);
      expect(rows(root)[0]!.textContent).to.contain('Broken');
      const id = rows(root)[0]!.querySelector<HTMLElement>('.name')!.dataset['id']!;
      nameOf(root, id).focus();
      await press('Enter');
      await waitUntil(() => view(root).querySelector('.fault'));
      expect(view(root).querySelector('.fault')!.textContent).to.contain('/items/0/field');
    });
  });

  describe('opening', () => {
    it('shows the selection in place, with a way back to where one was', async () => {
      const { store, fixed } = await sampleSelections();
      const { root, opened } = await world(store);
      nameOf(root, fixed).focus();
      await press('Enter');
      expect(opened).to.deep.equal([fixed]);
      await waitUntil(() => view(root).activeElement?.localName === 'h2');
      expect(view(root).querySelector('h2')!.textContent).to.equal('Fair');
      await waitUntil(() => JSON.stringify(grid(root).total) === '{"exact":3}');
      await clickOn(buttonOf(view(root), 'All selections'));
      await settle();
      expectFocus(nameOf(root, fixed));
    });

    it('is the host’s business when it cancels the request', async () => {
      const { store, fixed } = await sampleSelections();
      const { root, element } = await world(store);
      element.addEventListener('lead-open-request', (event) => event.preventDefault());
      await clickOn(nameOf(root, fixed));
      await settle();
      expect(root.querySelector('lead-selection-view') === null).to.be.true;
    });

    it('with selection-id there is only that one', async () => {
      const { store, combined } = await sampleSelections();
      const { root } = await world(store, combined);
      expect(view(root).textContent)
        .to.contain('Fair without leads')
        .and.to.contain('Those who are in Fair but not in Leads');
      expect(buttonOf(view(root), 'All selections') === undefined).to.be.true;
      await waitUntil(() => JSON.stringify(grid(root).total) === '{"exact":2}');
    });

    it('says that a selection is gone', async () => {
      const { root } = await world(await createSampleStore(), 'nobody');
      await waitUntil(() => view(root).textContent.includes('This selection no longer exists.'));
    });
  });

  describe('one selection', () => {
    it('static: takes chosen members out, and brings them back', async () => {
      const { store, fixed } = await sampleSelections();
      const { root, changed } = await world(store, fixed);
      await waitUntil(() => JSON.stringify(grid(root).total) === '{"exact":3}');
      grid(root).chosen = new Set(['ada', 'alan']);
      grid(root).dispatchEvent(Object.assign(new Event('lead-choice-change'), { ids: ['ada', 'alan'] }));
      await settle();
      const remove = buttonOf(view(root), 'Remove 2 members');
      remove.focus();
      await press('Enter');
      const members = () =>
        (store.record('selection', fixed).record!.source as { members: readonly Id[] }).members;
      await waitUntil(() => members().length === 1);
      expect(members()).to.deep.equal(['lonely']);
      expect(changed).to.deep.equal([{ id: fixed, kind: 'updated' }]);
      await waitUntil(() => toast(root).textContent.includes('2 members removed'));
      await clickOn(buttonOf(toast(root), 'Undo'));
      await waitUntil(() => members().length === 3);
    });

    it('dynamic: its criteria are edited here, with the members of the moment', async () => {
      const { store, dynamic } = await sampleSelections();
      const { root, changed } = await world(store, dynamic);
      buttonOf(view(root), 'Edit criteria').focus();
      await press('Enter');
      const builder = view(root).querySelector('lead-criteria-builder')!;
      await builder.updateComplete;
      builder.shadowRoot!.querySelector<HTMLElement>('[data-part="clear"]')!.focus();
      await press('Enter');
      await waitUntil(() => JSON.stringify(grid(root).total) === '{"exact":6}');
      expect(changed.length).to.equal(0);
      await clickOn(buttonOf(view(root), 'Save'));
      await waitUntil(() => changed.length === 1);
      const { source } = store.record('selection', dynamic).record!;
      expect(source).to.deep.equal({
        kind: 'dynamic',
        criteria: { match: 'all', items: [{ field: 'company.categoryGroup', operator: 'oneOf' }] },
      });
      expectFocus(view(root).querySelector('h2')!);
    });
  });

  describe('actions', () => {
    it('edits name and description; a name that is taken is said at the name', async () => {
      const { store, fixed } = await sampleSelections();
      const { root, changed } = await world(store);
      await choose(menuOf(root, fixed), 'Edit');
      const dialog = root.querySelector('lead-selection-edit')!.shadowRoot!;
      await waitUntil(() => dialog.activeElement?.id === 'name');
      dialog.querySelector<HTMLInputElement>('#name')!.select();
      await sendKeys({ type: 'leads' });
      await press('Enter');
      await waitUntil(() => dialog.querySelector('#name-error'));
      dialog.querySelector<HTMLInputElement>('#name')!.select();
      await sendKeys({ type: 'Oslo fair' });
      await press('Tab');
      await sendKeys({ type: 'Autumn' });
      await clickOn(buttonOf(dialog, 'Save'));
      await waitUntil(() => changed.length === 1);
      expect(store.record('selection', fixed).record).to.deep.include({
        name: 'Oslo fair',
        description: 'Autumn',
      });
      await settle();
      expect(rows(root)[2]!.textContent).to.contain('Oslo fair').and.to.contain('Autumn');
    });

    it('copies under a free name', async () => {
      const { store, dynamic } = await sampleSelections();
      const { root, changed } = await world(store);
      await choose(menuOf(root, dynamic), 'Copy');
      await waitUntil(() => changed.length === 1);
      await aTimeout(650); // what was typed in the menu before is forgotten
      await choose(menuOf(root, dynamic), 'Copy');
      await waitUntil(() => changed.length === 2);
      await settle();
      expect(names(root)).to.include.members(['Leads (copy)', 'Leads (copy 2)']);
    });

    it('saves the members of the moment as a static selection', async () => {
      const { store, dynamic } = await sampleSelections();
      const { root, changed } = await world(store);
      await choose(menuOf(root, dynamic), 'Save members');
      await waitUntil(() => changed.length === 1);
      expect(store.record('selection', changed[0]!.id).record!.source).to.deep.equal({
        kind: 'static',
        members: ['ada', 'grace', 'linus'],
      });
    });

    it('[S4] deletes, moves the focus on, and takes it back', async () => {
      const { store, combined, dynamic } = await sampleSelections();
      const { root, changed } = await world(store);
      await choose(menuOf(root, combined), 'Delete');
      await waitUntil(() => changed.length === 1);
      await settle();
      expect(names(root)).to.deep.equal(['Fair', 'Leads']);
      expectFocus(nameOf(root, dynamic));
      await waitUntil(() => toast(root).textContent.includes('Fair without leads deleted'));
      await clickOn(buttonOf(toast(root), 'Undo'));
      await waitUntil(() => changed.length === 2);
      await settle();
      expect(names(root)).to.deep.equal(['Fair', 'Fair without leads', 'Leads']);
      expect(store.record('selection', combined).record).to.not.equal(undefined);
    });

    it('brings it back after something else was done, too', async () => {
      const { store, combined } = await sampleSelections();
      const { root, changed } = await world(store);
      await choose(menuOf(root, combined), 'Delete');
      await waitUntil(() => changed.length === 1);
      await store.setLeadStatus('ada', '2');
      await clickOn(buttonOf(toast(root), 'Undo'));
      await waitUntil(() => changed.length === 2);
      await settle();
      expect(names(root)).to.include('Fair without leads');
      expect(store.record('contact', 'ada').record!.leadStatusId).to.equal('2');
    });

    it('[L9] says which combined selection a deletion would break', async () => {
      const { store, fixed } = await sampleSelections();
      const { root, changed } = await world(store);
      await choose(menuOf(root, fixed), 'Delete');
      await waitUntil(() =>
        toast(root).textContent.includes('Fair is part of the combined selection Fair without leads'),
      );
      expect(changed.length).to.equal(0);
      expect(names(root)).to.include('Fair');
    });

    it('combines two, with the count of the result while choosing', async () => {
      const { store, fixed, dynamic } = await sampleSelections();
      await create(store, 'Firms', { kind: 'static', members: ['acme'] }, 'company');
      const { root, changed } = await world(store);
      buttonOf(root, 'Combine two').focus();
      await press('Enter');
      const dialog = root.querySelector('lead-selection-combine')!.shadowRoot!;
      await waitUntil(() => dialog.querySelector('.first'));
      dialog.querySelector<HTMLElement>('.first')!.focus();
      await press('ArrowDown', 'Enter'); // Fair
      const second = dialog.querySelector<HTMLElement>('.second')!;
      second.focus();
      await press('ArrowDown');
      const offered = [...second.shadowRoot!.querySelectorAll('.option')].map((each) =>
        each.textContent.trim(),
      );
      expect(offered.some((text) => text.startsWith('Firms') || text.startsWith('Fair ·'))).to.be.false;
      await press('End', 'Enter'); // Leads
      const result = () =>
        dialog.querySelector('.result lead-criteria-count')!.shadowRoot!.textContent.trim();
      await waitUntil(() => result() === '5 contacts');
      await clickOn(dialog.querySelector('input[value="intersection"]')!);
      await waitUntil(() => result() === '1 contact');
      expect(dialog.querySelector<HTMLInputElement>('#name')!.value).to.equal('Fair in Leads');
      await expect(root.host).to.be.accessible();
      await clickOn(buttonOf(dialog, 'Save'));
      await waitUntil(() => changed.length === 1);
      expect(store.record('selection', changed[0]!.id).record!.source).to.deep.equal({
        kind: 'combined',
        first: fixed,
        second: dynamic,
        operation: 'intersection',
      });
    });
  });

  describe('states', () => {
    it('without a store it says so', async () => {
      const element = await fixture<LeadSelections>(html`<lead-selections></lead-selections>`);
      expect(element.shadowRoot!.textContent).to.contain('Not connected to data yet.');
    });

    it('shows skeletons while loading, and what happened when it failed', async () => {
      const loading = await world(createLoadingStore());
      expect(loading.root.querySelectorAll('.skeleton').length).to.be.greaterThan(0);
      const failed = await world(await createFailedStore());
      expect(failed.root.querySelector('.failed')!.textContent).to.contain('Retry');
    });

    it('passes axe in light and dark', async () => {
      const { store, fixed } = await sampleSelections();
      const list = await world(store);
      await inBothSchemes(() => expect(list.element).to.be.accessible());
      const one = await world(store, fixed);
      await waitUntil(() => JSON.stringify(grid(one.root).total) === '{"exact":3}');
      await inBothSchemes(() => expect(one.element).to.be.accessible());
    });

    it('fits 320 px with long names', async () => {
      await setViewport({ width: 336, height: 800 });
      const { store } = await sampleSelections();
      await create(store, 'Potentialkundenselektionsbezeichnungsungetüm'.repeat(3), {
        kind: 'static',
        members: [],
      });
      const { element } = await world(store);
      expect(element.scrollWidth).to.be.at.most(element.clientWidth);
    });
  });
});
