import { expect, fixture, html, waitUntil } from '@open-wc/testing';
import { resetMouse, sendKeys } from '@web/test-runner-commands';
import { createMemoryAdapter } from '../../src/adapters/memory/memory-adapter.js';
import '../../src/elements/status-badge/lead-status-badge.js';
import type { LeadStatusBadge } from '../../src/elements/status-badge/lead-status-badge.js';
import { emptyContact } from '../../src/model/defaults.js';
import type { LeadStore } from '../../src/store/lead-store.js';
import { createCardStore, statusesWithDeleted } from '../helpers/card-data.js';
import { inBothSchemes } from '../helpers/in-both-schemes.js';
import { hover } from '../helpers/mouse.js';
import { ScriptedAdapter } from '../helpers/scripted-adapter.js';
import { createFailedStore, createLoadingStore, createSampleStore, sample } from '../helpers/stores.js';

async function badge(
  store: LeadStore | undefined,
  { status, contact }: { status?: string; contact?: string },
): Promise<LeadStatusBadge> {
  return fixture<LeadStatusBadge>(
    html`<lead-status-badge
      .store=${store}
      .statusId=${status ?? null}
      .contactId=${contact ?? null}
    ></lead-status-badge>`,
  );
}

const words = (element: LeadStatusBadge) =>
  [...element.shadowRoot!.querySelectorAll('[part=badge]')]
    .map((each) => each.textContent.replaceAll(/\s+/g, ' ').trim())
    .join('');
const shape = (element: LeadStatusBadge) => element.shadowRoot!.querySelector<HTMLElement>('[part=badge]')!;
const tip = (element: LeadStatusBadge) => element.shadowRoot!.querySelector('lead-ui-tooltip');
const isShown = (element: LeadStatusBadge) => getComputedStyle(element).display !== 'none';

describe('<lead-status-badge>', () => {
  afterEach(() => resetMouse());

  it('shows a status as a dot in its tone and its name', async () => {
    const element = await badge(await createSampleStore(), { status: '2' });
    expect(words(element)).to.equal('Contacting');
    expect(shape(element).dataset['tone']).to.equal('amber');
    expect(element.shadowRoot!.querySelector('.dot')).to.exist;
  });

  it('[L2] shows the description on hover', async () => {
    const element = await badge(await createSampleStore(), { status: '2' });
    await hover(shape(element));
    await waitUntil(() => tip(element)?.matches(':popover-open'), 'the tooltip opens', { timeout: 2000 });
    expect(tip(element)!.textContent).to.contain('actively trying to reach');
  });

  it('[L2] shows the description on keyboard focus, and Escape hides it', async () => {
    const element = await badge(await createSampleStore(), { status: '2' });
    await sendKeys({ press: 'Tab' });
    expect(element.shadowRoot!.activeElement === shape(element)).to.be.true;
    await waitUntil(() => tip(element)?.matches(':popover-open'));
    expect(shape(element).getAttribute('aria-describedby')).to.equal(tip(element)!.id);
    await sendKeys({ press: 'Escape' });
    expect(tip(element)!.matches(':popover-open')).to.be.false;
  });

  it('[L1] with a contact: follows its status', async () => {
    const store = await createSampleStore();
    const element = await badge(store, { contact: 'ada' });
    expect(words(element)).to.equal('Open');
    await store.setLeadStatus('ada', '5');
    await element.updateComplete;
    expect(words(element)).to.equal('Qualified');
  });

  for (const [contact, why] of [
    ['alan', 'the category is in another group'],
    ['lonely', 'there is no company'],
  ] as const) {
    it(`[L1] with a contact: is not there when ${why}`, async () => {
      const element = await badge(await createSampleStore(), { contact });
      expect(isShown(element)).to.be.false;
      expect(words(element)).to.equal('');
    });
  }

  it('[L1] [L7] goes when the company moves to a category without lead status, and comes back', async () => {
    const store = await createSampleStore();
    const element = await badge(store, { contact: 'ada' });
    await store.setCategory('acme', 'customer');
    await element.updateComplete;
    expect(isShown(element)).to.be.false;
    await store.setCategory('acme', 'lead');
    await element.updateComplete;
    expect(isShown(element)).to.be.true;
    expect(words(element)).to.equal('Open');
  });

  it('[L9] marks a deleted status', async () => {
    const element = await badge(await createCardStore({ leadStatuses: statusesWithDeleted('1') }), {
      contact: 'ada',
    });
    expect(words(element)).to.equal('Open (deleted)');
    expect(element.shadowRoot!.querySelector('s')!.textContent).to.equal('Open');
    expect(tip(element)!.textContent).to.contain('deleted from the list');
  });

  it('[L13] shows an unknown id as unknown and says why', async () => {
    const contacts = sample.contacts.map((each) =>
      each.id === 'ada' ? { ...each, leadStatusId: '99' } : each,
    );
    const element = await badge(await createCardStore({ contacts }), { contact: 'ada' });
    expect(words(element)).to.equal('Unknown (99)');
    expect(tip(element)!.textContent).to.contain('came like this from the backend');
  });

  it('[L13] shows a closed value that the backend changed, and says so', async () => {
    const adapter = new ScriptedAdapter();
    const store = await createSampleStore(adapter);
    const element = await badge(store, { contact: 'alan' });
    expect(isShown(element)).to.be.false;
    adapter.tell({
      kind: 'rows',
      rows: { contacts: [{ ...sample.contacts.find(({ id }) => id === 'alan'), leadStatusId: '5' }] },
    });
    await waitUntil(() => isShown(element));
    expect(words(element)).to.equal('Qualified');
    expect(tip(element)!.textContent).to.contain('although a rule says otherwise');
  });

  it('says that there is none', async () => {
    const contacts = [emptyContact({ id: 'new', companyId: 'acme', lastName: 'New' })];
    const element = await badge(await createCardStore({ contacts }), { contact: 'new' });
    expect(words(element)).to.equal('No lead status');
  });

  it('says that the contact is unknown', async () => {
    const element = await badge(await createSampleStore(), { contact: 'nobody' });
    expect(words(element)).to.equal('Unknown (nobody)');
    expect(tip(element)!.textContent).to.contain('no longer there');
  });

  it('has a rendering without a store, while loading, and after a failure with Retry', async () => {
    expect(words(await badge(undefined, { status: '1' }))).to.equal('–');
    const loading = await badge(createLoadingStore(), { contact: 'ada' });
    expect(loading.shadowRoot!.querySelector('.skeleton')).to.exist;
    const failed = await badge(await createFailedStore(), { contact: 'ada' });
    expect(failed.shadowRoot!.textContent).to.contain('Not loaded');
    expect(failed.shadowRoot!.querySelector('button')!.ariaLabel).to.equal('Retry');
    expect(isShown(await badge(await createSampleStore(), {}))).to.be.false;
  });

  it('speaks German and Norwegian', async () => {
    const store = await createSampleStore(createMemoryAdapter({ leadStatuses: [] }));
    const box = await fixture(
      html`<div lang="de"><lead-status-badge .store=${store} status-id="7"></lead-status-badge></div>`,
    );
    const element = box.querySelector('lead-status-badge')!;
    await waitUntil(() => words(element) === 'Unbekannt (7)');
    box.setAttribute('lang', 'no');
    await waitUntil(() => words(element) === 'Ukjent (7)');
  });

  it('is accessible in every state, light and dark', async () => {
    const store = await createCardStore({ leadStatuses: statusesWithDeleted('2') });
    await fixture(
      html`<main>
        ${['1', '2', '3', '4', '5', '99'].map(
          (id) => html`<lead-status-badge .store=${store} status-id=${id}></lead-status-badge>`,
        )}
        <lead-status-badge .store=${store} contact-id="nobody"></lead-status-badge>
        <lead-status-badge .store=${await createFailedStore()} status-id="1"></lead-status-badge>
        <lead-status-badge status-id="1"></lead-status-badge>
      </main>`,
    );
    await inBothSchemes(() => expect(document.querySelector('main')!).to.be.accessible());
  }).timeout(15_000);
});
