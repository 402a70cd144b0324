import { aTimeout, expect, fixture, html, nextFrame, oneEvent } from '@open-wc/testing';
import { sendKeys, setViewport } from '@web/test-runner-commands';
import { createMemoryAdapter } from '../../src/adapters/memory/index.js';
import '../../src/elements/setup-categories/lead-setup-categories.js';
import type { LeadSetupCategories } from '../../src/elements/setup-categories/lead-setup-categories.js';
import type { LeadSetupChangeEvent } from '../../src/events/lead-setup-change.js';
import type { LeadStore } from '../../src/store/lead-store.js';
import { AdapterError } from '../../src/store/port.js';
import { inBothSchemes } from '../helpers/in-both-schemes.js';
import { ScriptedAdapter } from '../helpers/scripted-adapter.js';
import { createFailedStore, createLoadingStore, createSampleStore, sample } from '../helpers/stores.js';
import { until } from '../helpers/until.js';

interface World {
  readonly store: LeadStore;
  readonly element: LeadSetupCategories;
  readonly root: ShadowRoot;
  readonly events: LeadSetupChangeEvent[];
}

async function world(store?: LeadStore): Promise<World> {
  const used = store ?? (await createSampleStore());
  const events: LeadSetupChangeEvent[] = [];
  const element = await fixture<LeadSetupCategories>(
    html`<lead-setup-categories
      .store=${used}
      @lead-setup-change=${(event: LeadSetupChangeEvent) => events.push(event)}
    ></lead-setup-categories>`,
  );
  return { store: used, element, root: element.shadowRoot!, events };
}

/** An installation from before lead management: it has none of the predefined lead categories. */
const oldInstallation = () => ({
  ...structuredClone(sample),
  companies: [],
  contacts: [],
  categories: sample.categories.filter(
    (each) => each.group !== 'potentialCustomer' && each.id !== 'lost-opportunity',
  ),
});

const row = (root: ShadowRoot, id: string) => root.querySelector<HTMLElement>(`.row[data-id='${id}']`)!;
const dialogRoot = (root: ShadowRoot) => root.querySelector('lead-setup-item-dialog')!.shadowRoot!;
const field = (root: ShadowRoot, id: string) => dialogRoot(root).querySelector<HTMLElement>(`#${id}`)!;
const enable = (root: ShadowRoot) => dialogRoot(root).querySelector<HTMLInputElement>('.checkbox')!;
const consequence = (root: ShadowRoot) => dialogRoot(root).querySelector('.consequence')!.textContent.trim();

async function openDialog({ root }: World, id?: string): Promise<void> {
  const opener =
    id === undefined
      ? root.querySelector<HTMLElement>('.add')!
      : row(root, id).querySelector<HTMLElement>('button.name')!;
  opener.focus();
  await sendKeys({ press: 'Enter' });
  await until(() => root.querySelector('lead-setup-item-dialog')?.shadowRoot?.activeElement?.id === 'name');
}

async function chooseGroup({ root, element }: World, group: string): Promise<void> {
  const select = field(root, 'group') as HTMLSelectElement;
  select.value = group;
  select.dispatchEvent(new Event('change', { bubbles: true }));
  await element.updateComplete;
  await nextFrame();
}

describe('<lead-setup-categories>', function () {
  this.timeout(20_000);

  it('[L9] shows the categories by rank, with group, lead status and number of companies', async () => {
    const { root } = await world();
    expect(root.querySelectorAll('.row')).to.have.length(9);
    expect(row(root, 'lead').textContent)
      .to.contain('Potential customer')
      .and.contain('Lead status')
      .and.contain('1 company');
    expect(row(root, 'customer').textContent).to.contain('1 company').and.not.contain('Lead status');
    expect(row(root, 'press').textContent).to.contain('No group').and.contain('Not in use');
  });

  it('[L1] offers lead status only in the group Potential customer, and says so', async () => {
    const it = await world();
    await openDialog(it);
    await sendKeys({ type: 'Suspect' });
    expect(enable(it.root).disabled).to.equal(true);
    expect(field(it.root, 'enable-hint').textContent).to.contain(
      'Only categories in the group Potential customer',
    );
    await expect(it.element).to.be.accessible();

    field(it.root, 'group').focus();
    await sendKeys({ press: 'P' });
    await until(() => !enable(it.root).disabled);
    enable(it.root).focus();
    await sendKeys({ press: ' ' });
    field(it.root, 'name').focus();
    const changed = oneEvent(
      it.element,
      'lead-setup-change',
    ) as Promise<unknown> as Promise<LeadSetupChangeEvent>;
    await sendKeys({ press: 'Enter' });
    const { id, entity } = await changed;
    expect(entity).to.equal('category');
    expect(it.store.setup.categories.get(id)).to.include({
      name: 'Suspect',
      group: 'potentialCustomer',
      leadStatusEnabled: true,
    });
  });

  it('[L7] warns that changing the group hides the lead status of contacts, before it is saved', async () => {
    const it = await world();
    await openDialog(it, 'lead');
    expect(consequence(it.root)).to.equal('');
    await chooseGroup(it, 'customer');
    await until(() => consequence(it.root).includes('hides the lead status of 2 contacts'));
    expect(enable(it.root).checked).to.equal(false);
    await aTimeout(200);
    await inBothSchemes(() => expect(it.element).to.be.accessible());
    await chooseGroup(it, 'potentialCustomer');
    expect(consequence(it.root)).to.equal('');
    expect(enable(it.root).checked).to.equal(true);
  });

  it('[L7] warns that switching lead status off hides it, and leaves the values alone', async () => {
    const it = await world();
    await openDialog(it, 'mql');
    enable(it.root).focus();
    await sendKeys({ press: ' ' });
    await until(() => consequence(it.root).includes('hides the lead status of 1 contact.'));
    field(it.root, 'name').focus();
    await sendKeys({ press: 'Enter' });
    await until(() => it.events.length === 1);
    expect(it.store.setup.categories.get('mql')!.leadStatusEnabled).to.equal(false);
    expect(it.store.record('contact', 'linus').record!.leadStatusId).to.equal('2');
  });

  it('[L5] says that switching lead status on changes no contact, and changes none', async () => {
    const it = await world();
    await openDialog(it, 'customer');
    await chooseGroup(it, 'potentialCustomer');
    enable(it.root).click();
    await until(() => consequence(it.root).includes('shows the lead status of 2 contacts'));
    expect(consequence(it.root))
      .to.contain('No contact is changed')
      .and.contain('1 of them has no lead status yet');
    field(it.root, 'name').focus();
    await sendKeys({ press: 'Enter' });
    await until(() => it.events.length === 1);
    expect(it.store.record('contact', 'alan').record!.leadStatusId).to.equal('4');
    expect(it.store.record('contact', 'edsger').record!.leadStatusId).to.equal(null);
  });

  it('keeps what somebody else changed while the dialog was open', async () => {
    const it = await world();
    await openDialog(it, 'customer');
    await it.store.updateListItem('category', 'customer', { description: 'Changed elsewhere.' });
    field(it.root, 'name').focus();
    await sendKeys({ press: 'End' });
    await sendKeys({ type: 's' });
    await sendKeys({ press: 'Enter' });
    await until(() => it.events.length === 1);
    expect(it.store.setup.categories.get('customer')).to.include({
      name: 'Customers',
      description: 'Changed elsewhere.',
    });
  });

  it('[L9] deletes a category that companies keep, and says how many', async () => {
    const it = await world();
    const menu = row(it.root, 'customer').querySelector('lead-ui-menu')!;
    menu.shadowRoot!.querySelector('button')!.focus();
    await sendKeys({ press: 'Enter' });
    await nextFrame();
    await sendKeys({ press: 'Enter' });
    const toasts = it.root.querySelector('lead-ui-toasts')!.shadowRoot!;
    await until(() => toasts.textContent.includes('Customer deleted. 1 company keeps it.'));
    expect(it.store.record('company', 'initech').record!.categoryId).to.equal('customer');
    expect(row(it.root, 'customer')).to.equal(null);
  });

  describe('without the predefined lead categories', () => {
    it('offers to add them, and adds them with one click', async () => {
      const it = await world(await createSampleStore(createMemoryAdapter(oldInstallation())));
      const callout = it.root.querySelector('.callout')!;
      expect(callout.textContent).to.contain('Lead, Marketing qualified lead, Opportunity');
      await inBothSchemes(() => expect(it.element).to.be.accessible());
      callout.querySelector('button')!.focus();
      await sendKeys({ press: 'Enter' });
      await until(() => it.events.length === 4);
      await until(() => !it.root.querySelector('.callout'));
      const added = [...it.store.setup.categories.values()].filter((each) => each.leadStatusEnabled);
      expect(added.map((each) => each.name)).to.deep.equal([
        'Lead',
        'Marketing qualified lead',
        'Opportunity',
      ]);
      expect(it.root.querySelector('lead-ui-toasts')!.shadowRoot!.textContent).to.contain(
        '4 categories added',
      );
      await until(() => it.root.activeElement?.classList.contains('add'));
    });

    it('says why when the backend refuses', async () => {
      const adapter = new ScriptedAdapter();
      adapter.rows = oldInstallation();
      const it = await world(await createSampleStore(adapter));
      it.root.querySelector<HTMLElement>('.callout button')!.click();
      await until(() => adapter.saves.length === 1);
      adapter.saves[0]!.fail(new AdapterError('forbidden', 'no'));
      await until(() => it.root.querySelector('.callout [role=alert]'));
      expect(it.root.querySelector('.callout')!.textContent).to.contain('You may not do this.');
      expect(adapter.saves).to.have.length(1);
    });

    it('offers nothing for those that are there under their name, or were deleted', async () => {
      const store = await createSampleStore();
      await store.deleteListItem('category', 'mql');
      const { root } = await world(store);
      expect(root.querySelector('.callout')).to.equal(null);
    });
  });

  it('offers no change when it is read-only', async () => {
    const { element, root } = await world(await createSampleStore(createMemoryAdapter(oldInstallation())));
    element.readOnly = true;
    await element.updateComplete;
    expect(root.querySelectorAll('.box button')).to.have.length(0);
    await expect(element).to.be.accessible();
  });

  it('is accessible when ready, loading, failed, empty and without a store', async () => {
    const ready = await world();
    await inBothSchemes(() => expect(ready.element).to.be.accessible());
    const loading = await world(createLoadingStore());
    await expect(loading.element).to.be.accessible();
    const failed = await world(await createFailedStore());
    await expect(failed.element).to.be.accessible();
    const empty = await world(
      await createSampleStore(createMemoryAdapter({ ...oldInstallation(), categories: [] })),
    );
    expect(empty.root.textContent).to.contain('There are no categories yet.');
    await inBothSchemes(() => expect(empty.element).to.be.accessible());
    const none = await fixture<LeadSetupCategories>(html`<lead-setup-categories></lead-setup-categories>`);
    expect(none.shadowRoot!.textContent).to.contain('Not connected');
    await expect(none).to.be.accessible();
  });

  it('fits into 320 px', async () => {
    await setViewport({ width: 320, height: 700 });
    const { element } = await world();
    expect(element.scrollWidth).to.be.at.most(element.clientWidth);
    await setViewport({ width: 800, height: 600 });
  });
});
