import { expect, fixture, html, waitUntil } from '@open-wc/testing';
import { setViewport } from '@web/test-runner-commands';
import '../../src/elements/board/lead-board.js';
import '../../src/elements/contact-card/lead-contact-card.js';
import '../../src/elements/outbox/outbox-status.js';
import '../../src/elements/provider/lead-provider.js';
import type { LeadOutboxStatus } from '../../src/elements/outbox/outbox-status.js';
import type { LeadStore } from '../../src/store/lead-store.js';
import { inBothSchemes } from '../helpers/in-both-schemes.js';
import { storeThatWaits, storeWithOutbox } from '../helpers/undecided.js';

const statusOn = (store: LeadStore) =>
  fixture<LeadOutboxStatus>(html`<lead-outbox-status .store=${store}></lead-outbox-status>`);
const root = (element: Element) => element.shadowRoot!;
const text = (element: Element) => root(element).textContent.replace(/\s+/g, ' ').trim();
const button = (element: Element, label: string) =>
  [...root(element).querySelectorAll('button')].find(
    (each) => (each.getAttribute('aria-label') ?? each.textContent.trim()) === label,
  )!;

describe('<lead-outbox-status>', () => {
  it('shows nothing when nothing waits', async () => {
    const { store } = await storeWithOutbox();
    const status = await statusOn(store);
    expect(root(status).querySelector('.status')).to.equal(null);
  });

  it('[S6] says how many changes wait and how many could not be saved, and lists them', async () => {
    const { store } = await storeThatWaits();
    const status = await statusOn(store);
    expect(text(status)).to.contain('2 changes wait for the connection. 1 change could not be saved.');
    button(status, 'Show').click();
    await status.updateComplete;
    const entries = [...root(status).querySelectorAll('li')].map((li) =>
      li.textContent.replace(/\s+/g, ' ').trim(),
    );
    expect(entries[0]).to.contain('Globex GmbH').and.to.contain('Changed: City, Company phone');
    expect(entries[0]).to.contain('You may not do this.');
    expect(entries[1]).to.contain('Ada Lovelace').and.to.contain('tried once');
    expect(entries[2]).to.contain('Katherine Johnson').and.to.contain('Added');
  });

  it('is accessible in both schemes and at 360 px, also when it is open', async () => {
    const { store } = await storeThatWaits();
    await setViewport({ width: 360, height: 700 });
    const status = await statusOn(store);
    await inBothSchemes(() => expect(status).to.be.accessible());
    button(status, 'Show').click();
    await status.updateComplete;
    await inBothSchemes(() => expect(status).to.be.accessible());
    expect(status.scrollWidth).to.be.at.most(status.clientWidth);
    await setViewport({ width: 1280, height: 800 });
  });

  it('tries again, everything or what was refused', async () => {
    const { store, line } = await storeThatWaits();
    const status = await statusOn(store);
    line.fault = () => 'ok';
    button(status, 'Try now').click();
    await waitUntil(() => store.waiting.length === 1);
    button(status, 'Show').click();
    await status.updateComplete;
    button(status, 'Try again: Globex GmbH').click();
    await waitUntil(() => store.waiting.length === 0);
    expect(store.record('company', 'globex').record?.city).to.equal('Bonn');
    await waitUntil(() => !root(status).querySelector('.status'));
  });

  it('asks before it discards', async () => {
    const { store } = await storeThatWaits();
    const status = await statusOn(store);
    button(status, 'Show').click();
    await status.updateComplete;
    button(status, 'Discard: Ada Lovelace').click();
    await status.updateComplete;
    expect(store.waiting).to.have.length(3);
    const dialog = root(status).querySelector('lead-ui-dialog')!;
    expect(dialog.open).to.equal(true);
    dialog.querySelector<HTMLButtonElement>('.danger')!.click();
    await waitUntil(() => store.waiting.length === 2);
    expect(store.record('contact', 'ada').record?.title).to.equal('CTO');
    await waitUntil(() => root(status).activeElement?.matches('.toggle'));
  });
});

describe('[S6] what waits', () => {
  it('is shown by the provider', async () => {
    const { store } = await storeThatWaits();
    const provider = await fixture(html`<lead-provider .store=${store}></lead-provider>`);
    await waitUntil(() => {
      const notices = root(provider).querySelector('lead-notices');
      const status = notices?.shadowRoot?.querySelector('lead-outbox-status');
      return status?.shadowRoot && text(status).includes('wait for the connection');
    });
    await expect(provider).to.be.accessible();
  });

  it('is marked on its card', async () => {
    const { store, line } = await storeThatWaits();
    const card = await fixture(
      html`<lead-contact-card .store=${store} contact-id="ada"></lead-contact-card>`,
    );
    expect(text(card)).to.contain('Waits for the connection');
    await expect(card).to.be.accessible();
    line.fault = () => 'ok';
    store.retryWaiting();
    await waitUntil(() => !text(card).includes('Waits for the connection'));
  });

  it('is marked on the board, below what else stands on the card', async () => {
    const { store } = await storeThatWaits();
    await store.updateCompany('acme', { owner: null }); // what has no initials has room beside its lines
    const board = await fixture(html`<lead-board style="inline-size: 1200px" .store=${store}></lead-board>`);
    const waits = () => root(board).querySelector<HTMLElement>('.waits');
    await waitUntil(waits);
    const company = waits()!.parentElement!.querySelector<HTMLElement>('.company')!;
    expect(company.offsetWidth).to.be.above(80);
    expect(waits()!.offsetTop).to.be.at.least(company.offsetTop + company.offsetHeight);
  });
});
