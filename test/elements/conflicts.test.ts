import { expect, fixture, html, oneEvent, waitUntil } from '@open-wc/testing';
import { setViewport } from '@web/test-runner-commands';
import '../../src/elements/board/lead-board.js';
import '../../src/elements/conflict/conflict-panel.js';
import '../../src/elements/conflict/conflicts-dialog.js';
import '../../src/elements/contact-card/lead-contact-card.js';
import '../../src/elements/provider/lead-provider.js';
import type { LeadBoard } from '../../src/elements/board/lead-board.js';
import type { LeadConflictPanel } from '../../src/elements/conflict/conflict-panel.js';
import type { LeadContactCard } from '../../src/elements/contact-card/lead-contact-card.js';
import { deleted, updated } from '../../src/model/changes.js';
import type { LeadStore } from '../../src/store/lead-store.js';
import { inBothSchemes } from '../helpers/in-both-schemes.js';
import { createSampleStore } from '../helpers/stores.js';
import { signedBackend, storeWithConflict } from '../helpers/undecided.js';

const panelOn = (store: LeadStore) =>
  fixture<LeadConflictPanel>(
    html`<lead-conflict-panel .store=${store} entity="contact" record-id="ada"></lead-conflict-panel>`,
  );
const root = (element: Element) => element.shadowRoot!;
const text = (element: Element) => root(element).textContent.replace(/\s+/g, ' ').trim();
const button = (element: Element, label: string) =>
  [...root(element).querySelectorAll('button')].find((each) => each.textContent.trim() === label)!;
/** While a dialog comes in it is half transparent, and so is its text. */
const opened = (host: Element) =>
  Promise.all(
    root(root(host).querySelector('lead-ui-dialog')!)
      .getAnimations()
      .map((animation) => animation.finished),
  );
const title = (store: LeadStore) => store.record('contact', 'ada').record?.title;

describe('<lead-conflict-panel>', () => {
  it('[S6] shows both values of each field side by side, and who changed it when', async () => {
    const panel = await panelOn(await storeWithConflict());
    expect(text(panel)).to.contain('Changed by Ida Berg, Nov 21, 2026, 9:30 AM');
    const values = [...root(panel).querySelectorAll('.value')].map((each) => each.textContent);
    expect(values).to.eql([
      'Head of engineering',
      'Chief engineer',
      'ada@lovelace.example',
      'a.lovelace@acme.example',
    ]);
    const legends = [...root(panel).querySelectorAll('legend')].map((each) => each.textContent.trim());
    expect(legends).to.eql(['Title', 'Email']);
  });

  it('is accessible in both schemes and at 360 px', async () => {
    const store = await storeWithConflict();
    await setViewport({ width: 360, height: 700 });
    const panel = await panelOn(store);
    await inBothSchemes(() => expect(panel).to.be.accessible());
    expect(panel.scrollWidth).to.be.at.most(panel.clientWidth);
    await setViewport({ width: 1280, height: 800 });
  });

  it('a choice for each field is saved when all are made', async () => {
    const store = await storeWithConflict();
    const panel = await panelOn(store);
    const save = button(panel, 'Save choice');
    expect(save.getAttribute('aria-disabled')).to.equal('true');
    save.click();
    expect(store.conflicts).to.have.length(1);
    const radios = [...root(panel).querySelectorAll('input')];
    radios[0]!.click(); // my title
    radios[3]!.click(); // their email
    await panel.updateComplete;
    expect(save.hasAttribute('aria-disabled')).to.equal(false);
    setTimeout(() => save.click());
    await oneEvent(panel, 'lead-conflict-decided');
    expect(store.conflicts).to.eql([]);
    expect(store.record('contact', 'ada').record).to.include({
      title: 'Head of engineering',
      email: 'a.lovelace@acme.example',
    });
    await panel.updateComplete;
    expect(root(panel).querySelector('.panel')).to.equal(null);
  });

  it('one field needs two buttons only', async () => {
    const store = await storeWithConflict({ title: 'Mine' }, { title: 'Theirs' });
    const panel = await panelOn(store);
    expect(root(panel).querySelector('input')).to.equal(null);
    button(panel, 'Take theirs').click();
    await waitUntil(() => store.conflicts.length === 0);
    expect(title(store)).to.equal('Theirs');
  });

  it('says why a rule refuses mine, and stays', async () => {
    const { adapter, others } = signedBackend();
    const store = await createSampleStore(adapter);
    await others(
      updated('contact', 'ada', { leadStatusId: '2' }),
      updated('company', 'acme', { categoryId: 'customer' }),
    );
    await store.setLeadStatus('ada', '3');
    await store.reload();
    const panel = await panelOn(store);
    expect(text(panel)).to.contain('Disqualified').and.to.contain('Contacting');
    button(panel, 'Keep mine').click();
    await waitUntil(() => root(panel).querySelector('[role=alert].failure'));
    expect(text(panel)).to.contain('Not saved.');
    expect(store.conflicts).to.have.length(1);
    await expect(panel).to.be.accessible();
  });

  it('of a record that somebody deleted offers to create it again', async () => {
    const { adapter, others } = signedBackend();
    const store = await createSampleStore(adapter);
    await others(deleted('contact', 'ada'));
    await store.updateContact('ada', { title: 'Mine' });
    const panel = await panelOn(store);
    expect(text(panel)).to.contain('Deleted by somebody else').and.to.contain('Mine');
    await expect(panel).to.be.accessible();
    button(panel, 'Create it again with mine').click();
    await waitUntil(() => store.record('contact', 'ada').record?.title === 'Mine');
  });
});

describe('[S6] a card whose save met a conflict', () => {
  async function saved() {
    const { adapter, others } = signedBackend();
    const store = await createSampleStore(adapter);
    const card = await fixture<LeadContactCard>(
      html`<lead-contact-card .store=${store} contact-id="ada"></lead-contact-card>`,
    );
    await others(updated('contact', 'ada', { title: 'Theirs' }));
    card.edit();
    await card.updateComplete;
    const input = root(card).querySelector<HTMLInputElement>('#title')!;
    input.value = 'Mine';
    input.dispatchEvent(new InputEvent('input'));
    await card.updateComplete;
    root(card).querySelector<HTMLButtonElement>('button[type=submit]')!.click();
    await waitUntil(() => root(card).querySelector('lead-conflict-panel:defined'));
    const panel = root(card).querySelector('lead-conflict-panel')!;
    await waitUntil(() => root(card).activeElement === panel);
    return { store, card, panel };
  }

  it('leaves edit mode for the panel, which has the focus', async () => {
    const { card, panel } = await saved();
    expect(card.editing).to.equal(false);
    expect(text(panel)).to.contain('Mine').and.to.contain('Theirs');
    await expect(card).to.be.accessible();
  });

  it('shows what was chosen', async () => {
    const { card, panel, store } = await saved();
    button(panel, 'Keep mine').click();
    await waitUntil(() => !root(card).querySelector('lead-conflict-panel'));
    expect(title(store)).to.equal('Mine');
    expect(text(card)).to.contain('Mine');
  });
});

describe('[S6] <lead-provider>', () => {
  it('says how many changes need a decision, and opens them one after the other', async () => {
    const store = await storeWithConflict({ title: 'Mine' });
    const provider = await fixture(html`<lead-provider .store=${store}></lead-provider>`);
    await waitUntil(() => root(provider).querySelector('lead-notices:defined'));
    const notices = root(provider).querySelector('lead-notices')!;
    await waitUntil(() => text(notices).includes('1 change needs your decision.'));
    await expect(provider).to.be.accessible();
    button(notices, 'Decide…').click();
    await waitUntil(() => root(notices).querySelector('lead-conflicts-dialog:defined'));
    const dialog = root(notices).querySelector('lead-conflicts-dialog')!;
    await waitUntil(() => root(dialog).querySelector('lead-conflict-panel'));
    expect(text(dialog)).to.contain('Ada Lovelace');
    await opened(dialog);
    await inBothSchemes(() => expect(dialog).to.be.accessible());
    const panel = root(dialog).querySelector('lead-conflict-panel')!;
    await panel.updateComplete;
    button(panel, 'Keep mine').click();
    await waitUntil(() => text(dialog).includes('Nothing is left to decide.'));
  });
});

describe('[S6] <lead-board>', () => {
  it('marks a card that needs a decision, with the way to it', async () => {
    const { adapter, others } = signedBackend();
    const store = await createSampleStore(adapter);
    await others(updated('contact', 'ada', { leadStatusId: '5' }));
    await store.setLeadStatus('ada', '3');
    const board = await fixture<LeadBoard>(html`<lead-board .store=${store}></lead-board>`);
    await waitUntil(() => root(board).querySelector('[data-id=ada] .note'));
    const card = root(board).querySelector('[data-id=ada]')!;
    expect(card.textContent).to.contain('needs your decision');
    card.querySelector<HTMLButtonElement>('.note button')!.click();
    await waitUntil(() => root(board).querySelector('lead-conflicts-dialog:defined'));
    const dialog = root(board).querySelector('lead-conflicts-dialog')!;
    await waitUntil(() => root(dialog).querySelector('lead-conflict-panel'));
    await opened(dialog);
    await expect(board).to.be.accessible();
  });

  it('decides about a company where its selection is of companies', async () => {
    const { adapter, others } = signedBackend();
    const store = await createSampleStore(adapter);
    const selection = await store.createSelection({
      name: 'Acme',
      of: 'company',
      source: { kind: 'static', members: ['acme'] },
    });
    await others(updated('company', 'acme', { city: 'Tromsø' }));
    await store.updateCompany('acme', { city: 'Bergen' });
    const board = await fixture<LeadBoard>(
      html`<lead-board .store=${store} selection-id=${(selection as { value: string }).value}></lead-board>`,
    );
    await waitUntil(() => root(board).querySelector('[data-id=acme] .note button'));
    root(board).querySelector<HTMLButtonElement>('[data-id=acme] .note button')!.click();
    await waitUntil(() => root(board).querySelector('lead-conflicts-dialog:defined'));
    const dialog = root(board).querySelector('lead-conflicts-dialog')!;
    await waitUntil(() => root(dialog).querySelector('lead-conflict-panel'));
    expect(text(root(dialog).querySelector('lead-conflict-panel')!))
      .to.contain('Bergen')
      .and.to.contain('Tromsø');
  });
});
