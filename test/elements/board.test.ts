import { aTimeout, expect, fixture, html, waitUntil } from '@open-wc/testing';
import { sendKeys, setViewport } from '@web/test-runner-commands';
import { createMemoryAdapter } from '../../src/adapters/memory/memory-adapter.js';
import '../../src/elements/board/lead-board.js';
import type { LeadBoard } from '../../src/elements/board/lead-board.js';
import { defaultLeadStatuses } from '../../src/model/defaults.js';
import {
  boardWith,
  card,
  cards,
  column,
  columns,
  focusedCard,
  layout,
  manyContacts,
  nameOf,
  said,
  settled,
  title,
  toastTexts,
} from '../helpers/board.js';
import { inBothSchemes } from '../helpers/in-both-schemes.js';
import { clickOn, hover } from '../helpers/mouse.js';
import { createFailedStore, createLoadingStore, createSampleStore, sample } from '../helpers/stores.js';

const text = (board: LeadBoard) => board.shadowRoot!.textContent.replace(/\s+/g, ' ').trim();
const count = (each: HTMLElement) => each.querySelector('.count')!.textContent.trim();
const button = (board: LeadBoard, label: string) =>
  board.shadowRoot!.querySelector<HTMLButtonElement>(`button[aria-label="${label}"]`)!;

async function withSelection(source: object, of: 'contact' | 'company' = 'contact') {
  const selection = { id: 's', name: 'S', description: null, of, source, created: null, updated: null };
  return createSampleStore(createMemoryAdapter({ ...structuredClone(sample), selections: [selection] }));
}

describe('<lead-board> columns', function () {
  this.timeout(20_000); // axe on a busy machine
  it('[B1] are the lead statuses in rank order, with counts; no value comes last', async () => {
    const { board } = await boardWith();
    expect(layout(board)).to.deep.equal({
      Open: ['Ada Lovelace'],
      Contacting: ['Linus Ærøskøbing'],
      Disqualified: [],
      'Re-nurture': ['Alan Turing'],
      Qualified: ['Grace Hopper'],
      'No value': ['Edsger Dijkstra', 'Lonely Planet'],
    });
    expect(columns(board).map(count)).to.deep.equal(['1', '1', '0', '1', '1', '2']);
  });

  it('[B1] show a deleted status only while cards hold it, and marked', async () => {
    const leadStatuses = defaultLeadStatuses.map((item) => ({
      ...item,
      deleted: ['3', '5'].includes(item.id),
    }));
    const adapter = createMemoryAdapter({ ...structuredClone(sample), leadStatuses });
    const { board, store } = await boardWith({}, await createSampleStore(adapter));
    expect(Object.keys(layout(board))).to.deep.equal([
      'Open',
      'Contacting',
      'Re-nurture',
      'Qualified (deleted)',
      'No value',
    ]);
    await store.setLeadStatus('grace', '1');
    await settled(board);
    expect(Object.keys(layout(board))).to.not.include('Qualified (deleted)');
  });

  it('follow changes of the setup', async () => {
    const { board, store } = await boardWith();
    await store.updateListItem('leadStatus', '1', { name: 'New' });
    await store.moveListItem('leadStatus', '5', 0);
    await settled(board);
    expect(Object.keys(layout(board)).slice(0, 2)).to.deep.equal(['Qualified', 'New']);
  });

  it('can be without empty ones', async () => {
    const { board } = await boardWith({ hideEmpty: true });
    expect(Object.keys(layout(board))).to.deep.equal([
      'Open',
      'Contacting',
      'Re-nurture',
      'Qualified',
      'No value',
    ]);
  });

  it('[L2] show the description of the status on hover and on focus', async () => {
    const { board } = await boardWith();
    const toggle = column(board, 'Open').querySelector<HTMLElement>('.toggle')!;
    const tip = () =>
      board.shadowRoot!.querySelector<HTMLElement>('lead-ui-tooltip:popover-open')?.textContent;
    await hover(toggle);
    await waitUntil(() => tip() === 'No outreach has been made by the sales team yet.');
    await hover(column(board, 'Disqualified').querySelector('.list')!);
    await waitUntil(() => tip() === undefined);
    await sendKeys({ press: 'Tab' });
    column(board, 'Contacting').querySelector<HTMLElement>('.toggle')!.focus();
    await waitUntil(() => tip()?.startsWith('The sales team is actively'));
  });

  it('fold and unfold', async () => {
    const { board } = await boardWith();
    const toggle = () => column(board, 'Open').querySelector<HTMLElement>('.toggle')!;
    await clickOn(toggle());
    await settled(board);
    expect(toggle().getAttribute('aria-expanded')).to.equal('false');
    expect(column(board, 'Open').getBoundingClientRect().width).to.be.lessThan(60);
    expect(layout(board)['Open']).to.deep.equal([]);
    expect(count(column(board, 'Open')), 'the count stays').to.equal('1');
    await expect(board).to.be.accessible();
    toggle().focus();
    await sendKeys({ press: 'Enter' });
    await settled(board);
    expect(layout(board)['Open']).to.deep.equal(['Ada Lovelace']);
  });

  it('are categories or owners when grouped by them', async () => {
    const { board } = await boardWith({ groupBy: 'company.owner' });
    expect(layout(board)).to.deep.equal({
      'Ida Berg': ['Ada Lovelace', 'Alan Turing', 'Edsger Dijkstra', 'Grace Hopper'],
      'Jonas Falk': ['Linus Ærøskøbing'],
      'No value': ['Lonely Planet'],
    });
    board.groupBy = 'company.category';
    await settled(board);
    expect(layout(board)['Customer']).to.deep.equal(['Alan Turing', 'Edsger Dijkstra']);
    board.of = 'company';
    board.groupBy = undefined;
    await settled(board);
    expect(layout(board)['Lead']).to.deep.equal(['Acme Nordic AS']);
    expect(layout(board)['No value']).to.deep.equal(['Hooli']);
  });
});

describe('<lead-board> cards', function () {
  this.timeout(20_000); // axe on a busy machine
  it('show title, company, chosen fields and the owner’s initials', async () => {
    const { board } = await boardWith({
      cardFields: ['contact.title', 'contact.email', 'company.category', 'nonsense'],
    });
    const ada = card(board, 'ada');
    expect(ada.querySelector('.company')!.textContent).to.equal('Acme Nordic AS');
    expect(ada.querySelector('.line')!.textContent).to.equal('CTO · ada@acme.example · Lead');
    expect(ada.querySelector('.owner [aria-hidden]')!.textContent).to.equal('IB');
    expect(ada.querySelector('.owner')!.textContent).to.contain('Our contact: Ida Berg');
  });

  it('show the owner’s full name on hover', async () => {
    const { board } = await boardWith();
    await hover(card(board, 'ada').querySelector('.owner')!);
    await waitUntil(
      () => board.shadowRoot!.querySelector('lead-ui-tooltip:popover-open')?.textContent === 'Ida Berg',
    );
  });

  it('[B2] are locked while the status is retained, and say why', async () => {
    const { board } = await boardWith();
    const alan = card(board, 'alan');
    expect(!!alan.querySelector('.move')).to.be.false;
    const why = alan.querySelector<HTMLElement>('.why')!;
    expect(why.getAttribute('aria-label')).to.equal('Alan Turing can’t be moved');
    await clickOn(why);
    await settled(board);
    expect(why.getAttribute('aria-expanded')).to.equal('true');
    expect(alan.querySelector('.lock')!.textContent).to.contain('The last value, Re-nurture, is kept');
    await expect(board).to.be.accessible();
  });

  it('[B2] can leave out those that are locked', async () => {
    const { board, store } = await boardWith({ hideLocked: true });
    expect(cards(board)).to.have.length(3);
    expect(Object.keys(layout(board))).to.not.include('No value');
    await store.setCategory('acme', 'customer');
    await settled(board);
    expect(cards(board)).to.have.length(1);
  });

  it('say their place among all, loaded or not', async () => {
    const store = await createSampleStore(createMemoryAdapter(manyContacts(120)));
    const { board } = await boardWith({}, store);
    const last = [...column(board, 'Open').querySelectorAll('.item')].at(-1)!;
    expect([last.getAttribute('aria-posinset'), last.getAttribute('aria-setsize')]).to.deep.equal([
      '25',
      '121',
    ]);
  });
});

describe('<lead-board> paging', function () {
  this.timeout(20_000); // axe on a busy machine
  it('loads 25 cards a column and more on demand', async () => {
    const store = await createSampleStore(createMemoryAdapter(manyContacts(120)));
    const { board } = await boardWith({}, store);
    const open = () => column(board, 'Open');
    expect(open().querySelectorAll('.item')).to.have.length(25);
    expect(count(open())).to.equal('121');
    expect(open().querySelector('.rest')!.textContent).to.contain('25 of 121');
    await expect(board).to.be.accessible();
    open().querySelector<HTMLElement>('.rest button')!.click();
    await settled(board);
    expect(open().querySelectorAll('.item')).to.have.length(50);
  });

  it('loads more when a list is scrolled near its end', async () => {
    const store = await createSampleStore(createMemoryAdapter(manyContacts(120)));
    const { board } = await boardWith({}, store);
    const list = column(board, 'Open').querySelector('.list')!;
    list.scrollTop = list.scrollHeight;
    await waitUntil(() => list.querySelectorAll('.item').length >= 50);
  });

  it('fills a column that is taller than a page of cards, and loads no more than that', async () => {
    const store = await createSampleStore(createMemoryAdapter(manyContacts(400)));
    const { board } = await boardWith({}, store);
    const list = column(board, 'Open').querySelector<HTMLElement>('.list')!;
    board.style.setProperty('--lead-board-height', '4000px');
    await setViewport({ width: 800, height: 4000 });
    board.requestUpdate();
    await waitUntil(() => list.scrollHeight > list.clientHeight);
    expect(list.querySelectorAll('.item').length).to.be.below(200);
    await setViewport({ width: 800, height: 600 });
  });

  it('asks for one page at a time, however often its end is seen meanwhile', async () => {
    const backend = createMemoryAdapter(manyContacts(400));
    const { board } = await boardWith({}, await createSampleStore(backend));
    const more = column(board, 'Open').querySelector<HTMLElement>('.rest button')!;
    for (let click = 0; click < 5; click++) more.click();
    await settled(board);
    expect(column(board, 'Open').querySelectorAll('.item')).to.have.length(50);
  });

  it('starts again with another filter or order', async () => {
    const store = await createSampleStore(createMemoryAdapter(manyContacts(120)));
    const { board } = await boardWith({}, store);
    column(board, 'Open').querySelector<HTMLElement>('.rest button')!.click();
    await settled(board);
    const list = column(board, 'Open').querySelector('.list')!;
    expect(list.scrollTop).to.be.above(0);
    (board.shadowRoot!.activeElement as HTMLElement).blur(); // the order is chosen elsewhere
    board.sortDirection = 'descending';
    await settled(board);
    const items = column(board, 'Open').querySelectorAll('.item .open');
    expect(items).to.have.length(25);
    expect(items[0]!.textContent.trim()).to.equal('Zoe 0120');
    expect(list.scrollTop).to.equal(0);
  });
});

describe('<lead-board> toolbar', function () {
  this.timeout(20_000); // axe on a busy machine
  it('filters by title while one types', async () => {
    const { board } = await boardWith();
    board.shadowRoot!.querySelector<HTMLElement>('.filter input')!.focus();
    await sendKeys({ type: 'GRA' });
    await settled(board);
    expect(cards(board)).to.have.length(1);
    expect(layout(board)['Qualified']).to.deep.equal(['Grace Hopper']);
    await sendKeys({ type: 'zzz' });
    await settled(board);
    expect(text(board)).to.contain('No card has “GRAzzz” in its title.');
    await expect(board).to.be.accessible();
    await sendKeys({ press: 'Escape' });
    await settled(board);
    expect(cards(board)).to.have.length(6);
  });

  it('sorts the cards of all columns', async () => {
    const { board } = await boardWith({ groupBy: 'company.owner' });
    const menu = board.shadowRoot!.querySelector('lead-ui-menu:not(.menu)')!;
    const sort = menu.querySelector('button')!;
    expect(sort.getAttribute('aria-label')).to.equal('Sort cards: Name, Ascending');
    sort.focus();
    for (const key of ['Enter', 'd', 'Enter']) {
      await sendKeys({ press: key });
      await settled(board);
    }
    expect(board.sortDirection).to.equal('descending');
    expect(layout(board)['Ida Berg']).to.deep.equal([
      'Grace Hopper',
      'Edsger Dijkstra',
      'Alan Turing',
      'Ada Lovelace',
    ]);
  });

  it('has settings that show at once', async () => {
    const { board } = await boardWith();
    await clickOn(button(board, 'Settings'));
    await waitUntil(() => board.shadowRoot!.activeElement?.id === 'group-by');
    const settings = board.shadowRoot!.querySelector<HTMLElement>('.settings')!;
    expect(settings.matches(':popover-open')).to.be.true;
    await expect(board).to.be.accessible();
    const [hideEmpty, showLocked] = settings.querySelectorAll<HTMLInputElement>('.checkbox');
    await clickOn(hideEmpty!);
    await clickOn(showLocked!);
    await settled(board);
    expect([board.hideEmpty, board.hideLocked]).to.deep.equal([true, true]);
    expect(Object.keys(layout(board))).to.deep.equal(['Open', 'Contacting', 'Qualified']);
    board.shadowRoot!.querySelector<HTMLSelectElement>('#group-by')!.focus();
    await sendKeys({ press: 'ArrowDown' });
    await waitUntil(() => board.groupBy === 'company.category');
    await sendKeys({ press: 'Escape' });
    await waitUntil(() => !settings.matches(':popover-open'));
    expect(board.shadowRoot!.activeElement?.getAttribute('aria-label')).to.equal('Settings');
  });

  it('[S4] takes back and does again', async () => {
    const { board, store } = await boardWith();
    expect(button(board, 'Undo').getAttribute('aria-disabled')).to.equal('true');
    await store.setLeadStatus('ada', '5');
    await settled(board);
    await clickOn(button(board, 'Undo'));
    await waitUntil(() => store.record('contact', 'ada').record?.leadStatusId === '1');
    await waitUntil(() => said(board) === 'Undone');
    await clickOn(button(board, 'Redo'));
    await waitUntil(() => store.record('contact', 'ada').record?.leadStatusId === '5');
  });

  it('[S4] says why something can’t be taken back', async () => {
    const adapter = createMemoryAdapter(structuredClone(sample));
    const { board, store } = await boardWith({}, await createSampleStore(adapter));
    const elsewhere = await createSampleStore(adapter);
    await store.setLeadStatus('ada', '5');
    await waitUntil(() => elsewhere.record('contact', 'ada').record?.leadStatusId === '5');
    await elsewhere.setLeadStatus('ada', '2');
    await waitUntil(() => store.record('contact', 'ada').record?.leadStatusId === '2');
    await settled(board);
    await clickOn(button(board, 'Undo'));
    await waitUntil(() => toastTexts(board).length > 0);
    expect(toastTexts(board)[0]).to.contain('It was changed since then');
  });

  it('reads everything again on Refresh', async () => {
    const adapter = createMemoryAdapter(structuredClone(sample));
    let reads = 0;
    const { board } = await boardWith(
      {},
      await createSampleStore({
        read: (options) => {
          reads++;
          return adapter.read(options);
        },
        save: (changes, options) => adapter.save(changes, options),
      }),
    );
    await clickOn(button(board, 'Refresh'));
    await waitUntil(() => reads === 2);
    await waitUntil(() => cards(board).length === 6);
  });
});

describe('<lead-board> selections', function () {
  this.timeout(20_000); // axe on a busy machine
  it('shows a static one', async () => {
    const store = await withSelection({ kind: 'static', members: ['ada', 'alan'] });
    const { board } = await boardWith({ selectionId: 's' }, store);
    expect(cards(board).map(({ dataset }) => dataset['id'])).to.deep.equal(['ada', 'alan']);
    await store.updateSelection('s', { source: { kind: 'static', members: ['grace'] } });
    await settled(board);
    expect(cards(board).map(({ dataset }) => dataset['id'])).to.deep.equal(['grace']);
  });

  it('shows a dynamic one, together with criteria of the host', async () => {
    const line = { field: 'company.country', operator: 'is', value: 'Norway' } as const;
    const store = await withSelection({ kind: 'dynamic', criteria: { match: 'all', items: [line] } });
    const { board } = await boardWith({ selectionId: 's' }, store);
    expect(cards(board)).to.have.length(2);
    board.criteria = { match: 'all', items: [{ field: 'contact.title', operator: 'is', value: 'cto' }] };
    await settled(board);
    expect(cards(board)).to.have.length(1);
  });

  it('takes the kind of its cards from the selection, unless told otherwise', async () => {
    const store = await withSelection({ kind: 'static', members: ['acme'] }, 'company');
    const { board } = await boardWith({ selectionId: 's' }, store);
    expect(layout(board)['Lead']).to.deep.equal(['Acme Nordic AS']);
    board.of = 'contact';
    await settled(board);
    expect(cards(board).map(({ dataset }) => dataset['id'])).to.have.members(['ada', 'grace']);
  });

  it('says what is wrong with one', async () => {
    const { board } = await boardWith({ selectionId: 'gone' });
    expect(text(board)).to.contain('This selection no longer exists.');
    await expect(board).to.be.accessible();
  });

  it('[Q6] says so when the criteria of one can’t be read', async () => {
    const criteria = { match: 'all', items: [{ field: 'x', operator: 'y' }] };
    const store = await withSelection({ kind: 'dynamic', criteria });
    const { board } = await boardWith({ selectionId: 's' }, store);
    expect(text(board)).to.contain('The criteria of this selection could not be read');
  });

  it('[Q6] says that criteria are wrong instead of asking something else', async () => {
    const { board } = await boardWith({
      criteria: { match: 'all', items: [{ field: 'no.such', operator: 'is', value: 1 }] } as never,
    });
    expect(text(board)).to.contain('The data could not be understood.');
    expect(cards(board)).to.have.length(0);
  });
});

describe('<lead-board> states', function () {
  this.timeout(20_000); // axe on a busy machine
  it('is accessible in light and dark', async () => {
    await inBothSchemes(async () => {
      const { board } = await boardWith();
      await expect(board).to.be.accessible();
    });
  });

  it('waits for a store', async () => {
    const board = await fixture<LeadBoard>(html`<lead-board></lead-board>`);
    expect(text(board)).to.equal('Not connected to data yet.');
    await expect(board).to.be.accessible();
    board.store = await createSampleStore();
    await settled(board);
    expect(cards(board)).to.have.length(6);
  });

  it('shows columns and cards in outline while loading', async () => {
    await inBothSchemes(async () => {
      const { board, root } = await boardWith({}, createLoadingStore());
      expect(root.querySelectorAll('.skeletons .block').length).to.be.greaterThan(4);
      await expect(board).to.be.accessible();
    });
  });

  it('says what failed and offers Retry', async () => {
    await inBothSchemes(async () => {
      const { board } = await boardWith({}, await createFailedStore());
      expect(text(board)).to.contain('The data could not be reached.');
      expect(text(board)).to.contain('connect ECONNREFUSED');
      await expect(board).to.be.accessible();
    });
  });

  it('says that there is nothing', async () => {
    const { board } = await boardWith({
      criteria: { match: 'all', items: [{ field: 'contact.id', operator: 'oneOf', value: ['x'] }] },
    });
    expect(text(board)).to.contain('There are no contacts here.');
    await expect(board).to.be.accessible();
    board.of = 'company';
    board.criteria = { match: 'all', items: [{ field: 'company.id', operator: 'oneOf', value: ['x'] }] };
    await settled(board);
    expect(text(board)).to.contain('There are no companies here.');
  });

  it('speaks German and Norwegian', async () => {
    const { board } = await boardWith();
    board.lang = 'de';
    await waitUntil(() => text(board).includes('Kein Wert'));
    expect(card(board, 'ada').querySelector('.move')!.getAttribute('aria-label')).to.equal(
      'Ada Lovelace verschieben nach …',
    );
    board.lang = 'nb';
    await waitUntil(() => text(board).includes('Ingen verdi'));
  });

  it('shows one column and the edge of the next at 360 pixels', async () => {
    const { board } = await boardWith();
    await setViewport({ width: 360, height: 700 });
    await settled(board);
    const width = board.getBoundingClientRect().width;
    const share = columns(board)[0]!.getBoundingClientRect().width / width;
    expect(share).to.be.within(0.8, 0.9);
    expect(document.documentElement.scrollWidth).to.be.at.most(360);
    await expect(board).to.be.accessible();
  });

  it('keeps its place when it is moved within the page', async () => {
    const { board, store } = await boardWith();
    const other = document.body.appendChild(document.createElement('div'));
    other.append(board);
    await store.setLeadStatus('ada', '5');
    await settled(board);
    expect(layout(board)['Qualified']).to.include('Ada Lovelace');
    other.remove();
  });

  it('stays quick with 1,000 cards in a column', async () => {
    const store = await createSampleStore(createMemoryAdapter(manyContacts(1000)));
    const { board } = await boardWith({}, store);
    const open = () => column(board, 'Open');
    for (let page = 1; page < 1000 / 25; page++) {
      open().querySelector<HTMLElement>('.rest button')!.click();
      await board.updateComplete;
    }
    expect(open().querySelectorAll('.item')).to.have.length(1000);
    const start = performance.now();
    await store.setLeadStatus('zoe500', '5');
    await board.updateComplete;
    board.getBoundingClientRect();
    expect(performance.now() - start).to.be.lessThan(2000);
    expect(nameOf(card(board, 'zoe500').closest<HTMLElement>('.column')!)).to.equal('Qualified');
    title(board, 'zoe3').focus();
    await aTimeout(0);
    expect(focusedCard(board)).to.equal('zoe3');
  });
});
