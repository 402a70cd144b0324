import { expect, fixture, html, nextFrame, waitUntil } from '@open-wc/testing';
import { sendKeys, setViewport } from '@web/test-runner-commands';
import { createMemoryAdapter } from '../../src/adapters/memory/memory-adapter.js';
import type { Criteria } from '../../src/criteria/types.js';
import type { LeadCriteriaBuilder } from '../../src/elements/criteria-builder/lead-criteria-builder.js';
import '../../src/elements/find/lead-find.js';
import type { LeadFind } from '../../src/elements/find/lead-find.js';
import type { LeadRecordGrid } from '../../src/elements/record-grid/lead-record-grid.js';
import { emptyContact } from '../../src/model/defaults.js';
import type { Selection } from '../../src/model/records.js';
import type { LeadStore } from '../../src/store/lead-store.js';
import { expectFocus } from '../helpers/focus.js';
import { inBothSchemes } from '../helpers/in-both-schemes.js';
import { clickOn } from '../helpers/mouse.js';
import { createFailedStore, createLoadingStore, createSampleStore, sample } from '../helpers/stores.js';

interface World {
  readonly store: LeadStore;
  readonly element: LeadFind;
  readonly root: ShadowRoot;
  readonly saved: { readonly id: string; readonly kind: string }[];
}

async function world(
  store?: LeadStore,
  more: Partial<Pick<LeadFind, 'of' | 'criteria' | 'selectionId'>> = {},
): Promise<World> {
  const used = store ?? (await createSampleStore());
  const saved: World['saved'] = [];
  const element = await fixture<LeadFind>(
    html`<lead-find
      .store=${used}
      .of=${more.of ?? 'contact'}
      .criteria=${more.criteria}
      .selectionId=${more.selectionId}
      @lead-selection-change=${(event: HTMLElementEventMap['lead-selection-change']) =>
        saved.push({ id: event.selectionId, kind: event.kind })}
    ></lead-find>`,
  );
  await settle();
  return { store: used, element, root: element.shadowRoot!, saved };
}

async function settle(): Promise<void> {
  await nextFrame();
  await nextFrame();
}

const press = async (...keys: string[]) => {
  for (const key of keys) await sendKeys({ press: key });
  await settle();
};
const builder = (root: ShadowRoot) => root.querySelector<LeadCriteriaBuilder>('lead-criteria-builder')!;
const grid = (root: ShadowRoot) => root.querySelector<LeadRecordGrid>('lead-record-grid')!;
const found = (root: ShadowRoot) => grid(root).total;
const buttonOf = (root: ParentNode, text: string) =>
  [...root.querySelectorAll<HTMLElement>('button')].find((each) => each.textContent.trim() === text)!;
const dialog = (root: ShadowRoot) => root.querySelector('lead-save-selection')!.shadowRoot!;
const field = (root: ShadowRoot, selector: string) => dialog(root).querySelector<HTMLInputElement>(selector)!;
const lines = (root: ShadowRoot) => [...builder(root).shadowRoot!.querySelectorAll('.line')];
const line = (root: ShadowRoot, index: number, part: string) =>
  lines(root)[index]!.querySelector<HTMLElement>(`[data-part="${part}"]`)!;
const toast = (root: ShadowRoot) => root.querySelector('lead-ui-toasts')!.shadowRoot!.textContent;
const selections = (store: LeadStore): readonly Selection[] => store.selections;

async function foundIs(root: ShadowRoot, exact: number): Promise<void> {
  await waitUntil(() => JSON.stringify(found(root)) === JSON.stringify({ exact }), `${exact} are found`);
}

async function openDialog(root: ShadowRoot): Promise<void> {
  buttonOf(root, 'Save as selection').focus();
  await press('Enter');
  await waitUntil(
    () => root.querySelector('lead-save-selection')?.shadowRoot?.activeElement?.id === 'name',
    'the dialog is loaded and opens',
    { timeout: 8000 },
  );
}

const statusCriteria = (...value: string[]): Criteria => ({
  match: 'all',
  items: [{ field: 'contact.leadStatus', operator: 'oneOf', value }],
});

describe('<lead-find>', function () {
  this.timeout(20_000); // axe looks at all that is in it, menus and grid included

  afterEach(() => setViewport({ width: 1200, height: 900 }));

  it('opens with the potential customers, and lead status ready to be filled in', async () => {
    const { root, element } = await world();
    await foundIs(root, 3);
    expect(element.criteria!.items).to.deep.equal([
      { field: 'company.categoryGroup', operator: 'oneOf', value: ['potentialCustomer'] },
      { field: 'contact.leadStatus', operator: 'oneOf' },
    ]);
    expect(grid(root).columns).to.deep.equal([
      'contact.name',
      'company.name',
      'company.category',
      'company.categoryGroup',
      'contact.leadStatus',
      'contact.email',
      'company.owner',
    ]);
  });

  describe('Create selections, by the keyboard alone', () => {
    it('finds by Contact > Lead status “is one of” and “is not one of”, and saves the result', async () => {
      const { root, store, saved } = await world();
      line(root, 1, 'value').focus();
      await press('ArrowDown'); // the statuses
      await press(' ', 'End', ' ', 'Escape'); // Open and Qualified
      await foundIs(root, 2);
      line(root, 1, 'operator').focus();
      await press('ArrowDown');
      await press('ArrowDown', 'Enter'); // Is not one of
      await foundIs(root, 1);

      await openDialog(root);
      await sendKeys({ type: 'Leads to look at' });
      await press('Enter');
      await waitUntil(() => saved.length === 1);
      const [selection] = selections(store);
      expect(selection).to.deep.include({ name: 'Leads to look at', of: 'contact', description: null });
      expect(selection!.source).to.deep.equal({
        kind: 'dynamic',
        criteria: {
          match: 'all',
          items: [
            { field: 'company.categoryGroup', operator: 'oneOf', value: ['potentialCustomer'] },
            { field: 'contact.leadStatus', operator: 'notOneOf', value: ['1', '5'] },
          ],
        },
      });
      expect(saved).to.deep.equal([{ id: selection!.id, kind: 'created' }]);
      await waitUntil(() => toast(root).includes('Saved as dynamic selection Leads to look at'));
      expectFocus(buttonOf(root, 'Save as selection'));
    });

    it('lists all customers by Company > Category group, as companies', async () => {
      const { root, element } = await world();
      root.querySelector<HTMLElement>('input[value="contact"]')!.focus();
      await press('ArrowRight');
      expect(element.of).to.equal('company');
      await foundIs(root, 2);
      line(root, 0, 'value').focus();
      await press('ArrowDown');
      await press('Home', 'ArrowDown', ' ', 'ArrowDown', ' ', 'Escape'); // Customer instead of Potential customer
      await foundIs(root, 1);
      expect(element.criteria!.items[0]).to.deep.include({ value: ['customer'] });
    });
  });

  describe('Create selections, with the mouse', () => {
    it('finds by Contact > Lead status, and saves who is found now', async () => {
      const { root, store, saved } = await world();
      const value = line(root, 1, 'value');
      await clickOn(value);
      await settle();
      const option = [...value.shadowRoot!.querySelectorAll('.option')].find((each) =>
        each.textContent.includes('Open'),
      )!;
      await clickOn(option);
      await press('Escape');
      await foundIs(root, 1);

      await clickOn(buttonOf(root, 'Save as selection'));
      await waitUntil(
        () => root.querySelector('lead-save-selection')?.shadowRoot?.activeElement?.id === 'name',
      );
      await sendKeys({ type: 'Met in November' });
      await clickOn(field(root, 'input[value="static"]'));
      await clickOn(field(root, '#description'));
      await sendKeys({ type: 'To call.' });
      await clickOn(buttonOf(dialog(root), 'Save'));
      await waitUntil(() => saved.length === 1);
      const [selection] = selections(store);
      expect(selection).to.deep.include({ name: 'Met in November', description: 'To call.' });
      expect(selection!.source).to.deep.equal({ kind: 'static', members: ['ada'] });
      await waitUntil(() => toast(root).includes('with 1 member'));
    });

    it('adds who is found to a static selection that is there', async () => {
      const store = await createSampleStore();
      await store.createSelection({
        name: 'Fair',
        of: 'contact',
        source: { kind: 'static', members: ['lonely'] },
      });
      const { root, saved } = await world(store, { criteria: statusCriteria('1') });
      await clickOn(buttonOf(root, 'Save as selection'));
      await waitUntil(
        () => root.querySelector('lead-save-selection')?.shadowRoot?.activeElement?.id === 'name',
      );
      await clickOn(field(root, 'input[value="add"]'));
      await settle();
      await clickOn(buttonOf(dialog(root), 'Save'));
      await settle();
      expect(dialog(root).textContent).to.contain('Choose a selection.');
      await press('ArrowDown', 'Enter');
      await clickOn(buttonOf(dialog(root), 'Save'));
      await waitUntil(() => saved.length === 1);
      expect(saved[0]!.kind).to.equal('updated');
      expect(selections(store)[0]!.source).to.deep.equal({ kind: 'static', members: ['lonely', 'ada'] });
    });
  });

  describe('saving', () => {
    it('wants a name, and says at the name that it is taken', async () => {
      const store = await createSampleStore();
      await store.createSelection({ name: 'Leads', of: 'contact', source: { kind: 'static', members: [] } });
      const { root, saved } = await world(store);
      await openDialog(root);
      await press('Enter');
      const name = field(root, '#name');
      expect(name.getAttribute('aria-invalid')).to.equal('true');
      expect(dialog(root).querySelector('#name-error')!.textContent).to.equal('Enter a name.');
      await sendKeys({ type: 'leads' });
      await press('Enter');
      await waitUntil(() => dialog(root).querySelector('#name-error'));
      expect(dialog(root).querySelector('#name-error')!.textContent).to.contain(
        'There is a selection of this name',
      );
      expectFocus(name);
      expect(saved.length).to.equal(0);
      await expect(root.host).to.be.accessible();
      await press('Escape');
      expectFocus(buttonOf(root, 'Save as selection'));
    });

    it('[S2] says why the backend would not, and keeps what was typed', async () => {
      const store = await createSampleStore(failingToSave());
      const { root, saved } = await world(store);
      await openDialog(root);
      await sendKeys({ type: 'Leads' });
      await press('Enter');
      await waitUntil(() =>
        dialog(root).querySelector('[role="alert"]')!.textContent.includes('could not be reached'),
      );
      expect(field(root, '#name').value).to.equal('Leads');
      expect(saved.length).to.equal(0);
      expect(selections(store).length).to.equal(0);
    });

    it('warns of a static selection with more than 10,000 members, and collects all of them', async () => {
      const contacts = Array.from({ length: 10_001 }, (_, index) =>
        emptyContact({ id: `c${index}`, lastName: 'X' }),
      );
      const store = await createSampleStore(createMemoryAdapter({ ...structuredClone(sample), contacts }));
      const { root, saved } = await world(store, { criteria: { match: 'all', items: [] } });
      await openDialog(root);
      await sendKeys({ type: 'Everybody' });
      expect(dialog(root).querySelector('.warning') === null).to.be.true;
      await clickOn(field(root, 'input[value="static"]'));
      await waitUntil(() => dialog(root).querySelector('.warning')?.textContent?.includes('10,001 members'));
      await press('Enter');
      await waitUntil(() => saved.length === 1);
      const { source } = selections(store)[0]!;
      expect(source.kind === 'static' && source.members.length).to.equal(10_001);
    });
  });

  describe('a saved selection', () => {
    async function withSelection(source?: Selection['source']) {
      const store = await createSampleStore();
      const result = await store.createSelection({
        name: 'Qualified',
        of: 'contact',
        source: source ?? { kind: 'dynamic', criteria: statusCriteria('5') },
      });
      const selectionId = (result as { value: string }).value;
      return { ...(await world(store, { selectionId })), selectionId };
    }

    it('is edited and saved', async () => {
      const { root, store, saved, selectionId } = await withSelection();
      expect(root.querySelector('.page-title')!.textContent).to.equal('Qualified');
      await foundIs(root, 1);
      const save = buttonOf(root, 'Save');
      expect(save.getAttribute('aria-disabled')).to.equal('true');
      line(root, 0, 'value').focus();
      await press('ArrowDown');
      await press('Home', ' ', 'Escape');
      await foundIs(root, 2);
      save.focus();
      await press('Enter');
      await waitUntil(() => saved.length === 1);
      expect(saved).to.deep.equal([{ id: selectionId, kind: 'updated' }]);
      expect(selections(store)[0]!.source).to.deep.equal({
        kind: 'dynamic',
        criteria: statusCriteria('5', '1'),
      });
      expect(save.getAttribute('aria-disabled')).to.equal('true');
      expectFocus(save);
    });

    it('follows what others save, unless the person is in the middle of changing it', async () => {
      const { root, store, element, selectionId } = await withSelection();
      await store.updateSelection(selectionId, {
        source: { kind: 'dynamic', criteria: statusCriteria('1') },
      });
      await foundIs(root, 1);
      expect(element.criteria).to.deep.equal(statusCriteria('1'));
      line(root, 0, 'remove').focus();
      await press('Enter');
      await store.updateSelection(selectionId, {
        source: { kind: 'dynamic', criteria: statusCriteria('2') },
      });
      await settle();
      expect(element.criteria!.items.length).to.equal(0);
    });

    it('[Q6] that can’t be read is shown with its error, and without results', async () => {
      const bad = { match: 'all', items: [{ field: 'contact.shoeSize', operator: 'oneOf', value: ['44'] }] };
      const { root } = await withSelection({ kind: 'dynamic', criteria: bad });
      expect(builder(root).shadowRoot!.textContent).to.contain('/items/0/field');
      expect(root.querySelector('lead-record-grid') === null).to.be.true;
      expect(root.textContent).to.contain('Results show when the criteria can be read.');
    });

    it('that is static can only be saved as another one', async () => {
      const { root } = await withSelection({ kind: 'static', members: ['ada', 'lonely'] });
      await foundIs(root, 2);
      expect(buttonOf(root, 'Save').getAttribute('aria-disabled')).to.equal('true');
      expect(line(root, 0, 'value').shadowRoot!.textContent).to.contain('Ada Lovelace');
    });

    it('that is gone is said to be gone', async () => {
      const { root } = await world(undefined, { selectionId: 'nobody' });
      expect(root.textContent).to.contain('This selection no longer exists.');
    });
  });

  describe('switching', () => {
    it('keeps what was looked for before', async () => {
      const { root, element } = await world(undefined, { criteria: statusCriteria('5') });
      const choose = async (of: string) => {
        await clickOn(root.querySelector(`input[value="${of}"]`)!.closest('label')!);
        await settle();
      };
      await choose('company');
      expect(element.criteria!.items[1]).to.deep.equal({ field: 'company.category', operator: 'oneOf' });
      await choose('contact');
      expect(element.criteria).to.deep.equal(statusCriteria('5'));
    });

    it('folds the criteria away', async () => {
      const { root } = await world();
      const toggle = root.querySelector<HTMLElement>('.toggle')!;
      toggle.focus();
      await press('Enter');
      expect(toggle.getAttribute('aria-expanded')).to.equal('false');
      expect(builder(root).checkVisibility()).to.be.false;
    });
  });

  describe('states', () => {
    it('without a store it says so', async () => {
      const element = await fixture<LeadFind>(html`<lead-find></lead-find>`);
      expect(element.shadowRoot!.textContent).to.contain('Not connected to data yet.');
    });

    it('shows its head and skeletons while loading, and what happened when it failed', async () => {
      const loading = await world(createLoadingStore());
      expect(loading.root.querySelector('.page-title')!.textContent).to.equal('Find');
      expect(loading.root.querySelectorAll('.skeleton').length).to.be.greaterThan(0);
      const failed = await world(await createFailedStore());
      expect(failed.root.querySelector('.failed')!.textContent).to.contain('Retry');
      await expect(failed.element).to.be.accessible();
    });

    it('passes axe in light and dark', async () => {
      const { element, root } = await world();
      await foundIs(root, 3);
      await inBothSchemes(() => expect(element).to.be.accessible());
    });

    it('fits 320 px', async () => {
      await setViewport({ width: 336, height: 800 });
      const { element, root } = await world();
      await foundIs(root, 3);
      expect(element.scrollWidth).to.be.at.most(element.clientWidth);
    });
  });
});

function failingToSave() {
  const adapter = createMemoryAdapter(structuredClone(sample));
  return { ...adapter, read: adapter.read.bind(adapter), save: () => Promise.reject(new Error('offline')) };
}
