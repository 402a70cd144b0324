import { expect, fixture, html } from '@open-wc/testing';
import { pageSize } from '../../src/elements/board/board-questions.js';
import '../../src/elements/board/lead-board.js';
import '../../src/elements/company-card/lead-company-card.js';
import '../../src/elements/contact-card/lead-contact-card.js';
import '../../src/elements/find/lead-find.js';
import '../../src/elements/record-grid/lead-record-grid.js';
import type { LeadRecordGrid } from '../../src/elements/record-grid/lead-record-grid.js';
import '../../src/elements/selections/lead-selections.js';
import '../../src/elements/setup-categories/lead-setup-categories.js';
import '../../src/elements/status-picker/lead-status-picker.js';
import { updated } from '../../src/model/changes.js';
import type { LeadStore } from '../../src/store/lead-store.js';
import type { BackendOptions } from '../helpers/backend-adapter.js';
import { many, openBackend } from '../helpers/backend-world.js';
import { boardWith, card, column, dragOver, dragReady, drop, pickUp } from '../helpers/board.js';
import { chooseFromMenu, gridIn, soon } from '../helpers/record-grid.js';

const stores: LeadStore[] = [];

/** A backend that takes its time. */
async function slowBackend(options: BackendOptions = {}) {
  const opened = await openBackend({ latency: 20, ...options });
  stores.push(opened.store);
  return opened;
}

/** What can be read in an element, and in those inside of it. */
const text = (node: Node): string => {
  const inner = node instanceof Element && node.shadowRoot ? text(node.shadowRoot) : '';
  const own = node instanceof Text ? node.data : [...node.childNodes].map(text).join(' ');
  return `${inner} ${own}`.replace(/\s+/g, ' ').trim();
};
const countIn = (each: HTMLElement) => each.querySelector('.count')!.textContent.trim();

describe('Elements on a backend that is asked', function () {
  this.timeout(30_000);

  afterEach(() => stores.splice(0).forEach((store) => store.close()));

  it('a grid shows what it had until its groups are counted, and heads none by another field', async () => {
    const { backend, store } = await slowBackend();
    const grid = await fixture<LeadRecordGrid>(html`<lead-record-grid></lead-record-grid>`);
    grid.store = store;
    const { texts, tool, chips, root, grid: inner } = gridIn(grid);
    await soon(() => root.querySelector('lead-ui-grid')?.loading === false && texts().length > 5);
    const rows = texts();
    backend.pause();
    await chooseFromMenu(tool('group'), 'Lead status');
    await soon(() => inner().loading);
    expect(chips()).to.eql(['Grouped by Lead status']);
    expect(texts()).to.eql(rows);
    backend.resume();
    await soon(() => texts()[0]?.startsWith('Lead status: ') && !inner().loading);
    const groups = texts();
    backend.pause();
    await chooseFromMenu(tool('group'), 'Company name');
    root.querySelector<HTMLElement>('.chip .icon-button')!.click();
    await soon(() => chips()[0] === 'Grouped by Company name' && inner().loading);
    expect(texts()).to.eql(groups);
    backend.resume();
    await soon(() => texts()[0]?.startsWith('Company name: '));
  });

  it('a board pages its columns, with true counts', async () => {
    const { backend, store } = await slowBackend();
    const { board } = await boardWith({}, store);
    await soon(() => board.shadowRoot!.querySelectorAll('.item').length >= 6 * pageSize - 1);
    expect(countIn(column(board, 'Open'))).to.equal('50');
    expect(backend.countOf('query')).to.equal(6);
    expect(backend.countOf('groups')).to.equal(1);
  });

  it('a board with a long column shows a page of it, and the rest when somebody scrolls there', async () => {
    const contacts = Array.from({ length: 400 }, (_, at) => ({
      ...many.contacts[2]!,
      id: `q${at}`,
      lastName: `No ${at}`,
    }));
    const { backend, store } = await slowBackend({ rows: { ...many, contacts } });
    const { board } = await boardWith({}, store);
    await soon(() => board.shadowRoot!.querySelectorAll('.item').length === pageSize);
    expect(countIn(column(board, 'Disqualified'))).to.equal('400');
    expect(backend.given).to.be.lessThan(120);
    const list = column(board, 'Disqualified').querySelector('.list')!;
    list.scrollTop = list.scrollHeight;
    await soon(() => board.shadowRoot!.querySelectorAll('.item').length >= 2 * pageSize);
    expect(backend.given).to.be.lessThan(300);
  });

  it('a page that has come is not followed by another for what was in sight before it', async () => {
    const platform = globalThis.IntersectionObserver;
    const cards = () => board.shadowRoot!.querySelectorAll('.item').length;
    let [hasBeenEmpty, tell] = [false, () => {}];
    let board: Awaited<ReturnType<typeof boardWith>>['board'];
    // Browsers tell in a task of its own, which may come after the page that changes what is in sight.
    globalThis.IntersectionObserver = class {
      readonly #seen: Partial<IntersectionObserverEntry>[] = [];
      constructor(callback: (entries: readonly Partial<IntersectionObserverEntry>[]) => void) {
        tell = () => callback(this.takeRecords());
      }
      observe(target: Element) {
        const isIntersecting = cards() === 0;
        hasBeenEmpty ||= isIntersecting;
        this.#seen.push({ target, isIntersecting });
      }
      disconnect() {}
      takeRecords() {
        return this.#seen.splice(0);
      }
    } as never;
    try {
      const contacts = Array.from({ length: 400 }, (_, at) => ({ ...many.contacts[2]!, id: `q${at}` }));
      const { store } = await slowBackend({ rows: { ...many, contacts } });
      ({ board } = await boardWith({}, store));
      await soon(() => cards() === pageSize);
      expect(hasBeenEmpty).to.equal(true);
      tell();
      await new Promise((done) => setTimeout(done, 200));
      expect(cards()).to.equal(pageSize);
    } finally {
      globalThis.IntersectionObserver = platform;
    }
  });

  it('[B3] a drop moves the card at once, and the counts stay true', async () => {
    const { backend, store } = await slowBackend();
    const { board } = await boardWith({}, store);
    await soon(() => board.shadowRoot!.querySelectorAll('.item').length >= 6 * pageSize - 1);
    await dragReady(board);
    const id = [...column(board, 'Open').querySelectorAll<HTMLElement>('.item:not([data-locked])')]
      .map((item) => item.dataset['id']!)
      .find(
        (each) => store.explain({ entity: 'contact', id: each, field: 'leadStatus' }).state === 'editable',
      )!;
    card(board, id).scrollIntoView({ block: 'center' });
    await pickUp(board, id);
    await dragOver(column(board, 'Contacting'));
    const asked = backend.countOf('query');
    backend.pause();
    await drop(board);
    await soon(() => column(board, 'Contacting').contains(card(board, id)));
    expect([countIn(column(board, 'Open')), countIn(column(board, 'Contacting'))]).to.deep.equal([
      '49',
      '51',
    ]);
    backend.resume();
    await soon(() => !store.record('contact', id).pending);
    await soon(() => backend.countOf('query') > asked); // and asks again, to be sure
    await soon(
      () =>
        countIn(column(board, 'Contacting')) === '51' &&
        column(board, 'Contacting').contains(card(board, id)),
    );
  });

  it('what somebody else does enters and leaves a board that is open', async () => {
    const { backend, store } = await slowBackend();
    const { board } = await boardWith({}, store);
    await soon(() => board.shadowRoot!.querySelectorAll('.item').length >= 6 * pageSize - 1);
    await backend.elsewhere(updated('contact', 'p0', { leadStatusId: '5' }));
    await soon(() => column(board, 'Qualified').contains(card(board, 'p0')));
    expect(countIn(column(board, 'Open'))).to.equal('49');
    await soon(() => countIn(column(board, 'Qualified')) === '51');
  });

  it('a grid says at least how many there are, and fetches more as somebody scrolls', async () => {
    const { backend, store } = await slowBackend({ contact: { count: false, pageSize: 60 } });
    const element = await fixture<LeadRecordGrid>(
      html`<lead-record-grid style="block-size: 400px" .store=${store}></lead-record-grid>`,
    );
    const grid = gridIn(element);
    await soon(() => grid.rows().length > 5);
    await soon(() => /^60\+/.test(grid.count()));
    const given = backend.given;
    expect(given).to.be.lessThan(130);
    const scroller = grid.inner().querySelector<HTMLElement>('.scroller, .body, [part=scroller]')!;
    for (const target of [grid.inner().host, scroller, ...grid.inner().querySelectorAll('*')]) {
      if (target instanceof HTMLElement && target.scrollHeight > target.clientHeight + 50)
        target.scrollTop = target.scrollHeight;
    }
    await soon(() => backend.given > given);
    await soon(() => !/^60\+/.test(grid.count()));
  });

  it('a board that can’t ask again keeps its cards, and says so', async () => {
    const { backend, store } = await slowBackend();
    const { board } = await boardWith({}, store);
    const cards = () => board.shadowRoot!.querySelectorAll('.item').length;
    const trouble = () => board.shadowRoot!.querySelector('.failed-line');
    await soon(() => cards() >= 6 * pageSize - 1);
    for (let at = 0; at < 8; at += 1)
      for (const method of ['query', 'groups'] as const) backend.failNext(method);
    await backend.elsewhere(updated('contact', 'p0', { leadStatusId: '5' }));
    await soon(() => trouble());
    expect(cards()).to.be.at.least(6 * pageSize - 1);
    await expect(board).to.be.accessible();
    backend.recover();
    trouble()!.querySelector('button')!.click();
    await soon(() => !trouble() && cards() >= 6 * pageSize - 1);
  });

  it('a grid whose next page can’t be had keeps the rows that are here, and asks again on demand', async () => {
    const { backend, store } = await slowBackend({ contact: { count: false, pageSize: 60 } });
    const element = await fixture<LeadRecordGrid>(
      html`<lead-record-grid style="block-size: 400px" .store=${store}></lead-record-grid>`,
    );
    const grid = gridIn(element);
    const trouble = () => element.shadowRoot!.querySelector('.failed-line');
    await soon(() => grid.rows().length > 5 && /^60\+/.test(grid.count()));
    backend.failNext('query');
    await backend.elsewhere(updated('contact', 'p1', { title: 'CEO' }));
    await soon(() => trouble());
    expect(grid.rows().length).to.be.above(5);
    await expect(element).to.be.accessible();
    trouble()!.querySelector('button')!.click();
    await soon(() => !trouble() && grid.rows().length > 5);
  });

  it('a grid says what can’t be asked, instead of reading everything', async () => {
    const contacts = Array.from({ length: 5_001 }, (_, at) => ({ ...many.contacts[0]!, id: `q${at}` }));
    const { backend, store } = await slowBackend({ rows: { ...many, contacts }, contact: { sortFields: 0 } });
    const element = await fixture<LeadRecordGrid>(
      html`<lead-record-grid .store=${store}></lead-record-grid>`,
    );
    await soon(() => element.shadowRoot!.querySelector('.state.failed'));
    expect(text(element)).to.contain('can’t sort by');
    expect(text(element)).to.contain('up to 5,000 records');
    expect(element.shadowRoot!.querySelector('.state.failed .button')).to.equal(null); // trying again won't help
    expect(backend.given).to.equal(0);
  });

  it('a contact card fetches its contact, and says when there is none', async () => {
    const { backend, store } = await slowBackend();
    const element = await fixture(
      html`<lead-contact-card contact-id="p1" .store=${store}></lead-contact-card>`,
    );
    expect(element.shadowRoot!.querySelector('.skeleton')).to.not.equal(null);
    await soon(() => text(element).includes('Bo No 037'));
    expect(text(element)).to.contain('Company 07');
    expect(backend.given).to.be.lessThan(5);
    element.setAttribute('contact-id', 'nobody');
    await soon(() => element.shadowRoot!.querySelector('.state'));
  });

  it('a company can be chosen by a part of its name', async () => {
    const { backend, store } = await slowBackend();
    const element = await fixture<HTMLElementTagNameMap['lead-contact-card']>(
      html`<lead-contact-card contact-id="p1" .store=${store}></lead-contact-card>`,
    );
    await soon(() => text(element).includes('Bo No 037'));
    element.edit();
    await soon(() =>
      element.shadowRoot!.querySelector('lead-card-company-choice')?.shadowRoot?.querySelector('input'),
    );
    const choice = element.shadowRoot!.querySelector('lead-card-company-choice')!;
    const input = choice.shadowRoot!.querySelector('input')!;
    expect(input.value).to.equal('Company 07');
    input.value = 'any 2';
    input.dispatchEvent(new InputEvent('input', { bubbles: true }));
    await soon(() => choice.shadowRoot!.querySelectorAll('.option').length === 10);
    expect(backend.given).to.be.lessThan(70);
  });

  it('selections of a backend that keeps its own can be looked at, and nothing else is offered', async () => {
    const selection = { name: 'Everybody', of: 'contact', source: { kind: 'static', members: ['p1'] } };
    const rows = {
      ...many,
      selections: [
        { ...selection, id: 's1' },
        { ...selection, id: 's2', name: 'All' },
      ],
    };
    const { store } = await slowBackend({ rows, save: { contact: ['update'] } });
    const element = await fixture<HTMLElementTagNameMap['lead-selections']>(
      html`<lead-selections .store=${store}></lead-selections>`,
    );
    await soon(() => element.shadowRoot!.querySelectorAll('tbody tr').length === 2);
    const offered = (root: ShadowRoot) =>
      [...root.querySelectorAll('button, lead-ui-menu')].map((each) => each.className || each.localName);
    expect(offered(element.shadowRoot!)).to.deep.equal(['name', 'name']);
    element.shadowRoot!.querySelector<HTMLElement>('button.name')!.click();
    await soon(() =>
      element.shadowRoot!.querySelector('lead-selection-view')?.shadowRoot?.querySelector('h2'),
    );
    expect(offered(element.shadowRoot!.querySelector('lead-selection-view')!.shadowRoot!)).to.deep.equal([
      'button quiet back',
    ]);
  });

  it('a category that resets lead statuses says so before it is saved (L5)', async () => {
    const { store } = await slowBackend();
    const element = await fixture<HTMLElementTagNameMap['lead-company-card']>(
      html`<lead-company-card company-id="c1" .store=${store}></lead-company-card>`,
    );
    await soon(() => text(element).includes('Company 07'));
    expect(store.previewCategory('c1', 'lead')).to.equal(undefined);
    await soon(() => store.previewCategory('c1', 'lead')?.after === 'shown');
  });

  it('a picker knows whether its contact has a lead status', async () => {
    const { store } = await slowBackend();
    const element = await fixture(
      html`<lead-status-picker contact-id="p2" .store=${store}></lead-status-picker>`,
    );
    await soon(() => text(element).includes('Disqualified'));
  });

  it('find and selections show what the backend answers', async () => {
    const { backend, store } = await slowBackend();
    await store.createSelection({
      name: 'Mine',
      of: 'contact',
      source: { kind: 'static', members: ['p1', 'p2', 'p3'] },
    });
    const find = await fixture(html`<lead-find .store=${store}></lead-find>`);
    await soon(() => find.shadowRoot!.querySelector('lead-record-grid'));
    const grid = gridIn(find.shadowRoot!.querySelector('lead-record-grid')!);
    await soon(() => grid.rows().length > 5);
    const selections = await fixture(html`<lead-selections .store=${store}></lead-selections>`);
    await soon(() => /Mine.*\b3\b/.test(text(selections)));
    expect(backend.given).to.be.lessThan(150);
  });

  it('setup that the backend keeps for itself is shown, with the reason why it can’t be changed', async () => {
    const { store } = await slowBackend({ save: { contact: ['update'] } });
    const element = await fixture(html`<lead-setup-categories .store=${store}></lead-setup-categories>`);
    await soon(() => element.shadowRoot!.querySelectorAll('.row').length > 3);
    expect(text(element)).to.contain('does not let this be changed here');
    expect(element.shadowRoot!.querySelector('.add, .row .actions, .row button')).to.equal(null);
    const card = await fixture(html`<lead-company-card company-id="c1" .store=${store}></lead-company-card>`);
    await soon(() => text(card).includes('Company 07'));
    expect(card.shadowRoot!.querySelector('.pencil')).to.equal(null);
    const contact = await fixture(
      html`<lead-contact-card contact-id="p1" .store=${store}></lead-contact-card>`,
    );
    await soon(() => contact.shadowRoot!.querySelector('.pencil'));
  });
});
