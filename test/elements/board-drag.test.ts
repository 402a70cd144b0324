import { aTimeout, expect, waitUntil } from '@open-wc/testing';
import { sendKeys, sendMouse } from '@web/test-runner-commands';
import { createMemoryAdapter } from '../../src/adapters/memory/memory-adapter.js';
import type { LeadMoveChangeEvent } from '../../src/events/lead-move-change.js';
import type { LeadMoveRequestEvent } from '../../src/events/lead-move-request.js';
import { defaultLeadStatuses } from '../../src/model/defaults.js';
import { AdapterError, type LeadAdapter } from '../../src/store/port.js';
import {
  boardWith,
  card,
  cards,
  column,
  drag,
  dragOver,
  dragReady,
  drop,
  focusedCard,
  layout,
  manyContacts,
  nameOf,
  pickUp,
  releaseMouse,
  said,
  settled,
  strayNodes,
  title,
  toastButton,
  toastTexts,
} from '../helpers/board.js';
import { clickOn, middleOf } from '../helpers/mouse.js';
import { createSampleStore, sample } from '../helpers/stores.js';

const statusOf = (store: Awaited<ReturnType<typeof createSampleStore>>, id: string) =>
  store.record('contact', id).record?.leadStatusId;

/** An adapter whose next save is rejected. */
function refusingOnce(error: unknown): LeadAdapter {
  const base = createMemoryAdapter(structuredClone(sample));
  let refuse = true;
  return {
    read: (options) => base.read(options),
    async save(changes, options) {
      if (refuse) {
        refuse = false;
        await aTimeout(400);
        throw error;
      }
      return base.save(changes, options);
    },
  };
}

describe('<lead-board> dragging', function () {
  this.timeout(20_000); // axe on a busy machine
  afterEach(() => releaseMouse());

  it('[B3] moves a card to another column: event, command, event, toast with Undo', async () => {
    const { board, store } = await boardWith();
    const asked: LeadMoveRequestEvent[] = [];
    const told: LeadMoveChangeEvent[] = [];
    board.addEventListener('lead-move-request', (event) => asked.push(event));
    board.addEventListener('lead-move-change', (event) => told.push(event));
    await drag(board, 'ada', column(board, 'Qualified'));

    expect(statusOf(store, 'ada')).to.equal('5');
    expect(layout(board)['Qualified']).to.deep.equal(['Ada Lovelace', 'Grace Hopper']);
    expect(layout(board)['Open']).to.deep.equal([]);
    expect(asked.map(({ ids, field, to }) => ({ ids, field, to }))).to.deep.equal([
      { ids: ['ada'], field: 'contact.leadStatus', to: '5' },
    ]);
    expect(told).to.have.length(1);
    expect(toastTexts(board)).to.deep.equal(['Ada Lovelace moved from Open to Qualified, position 1 of 2.']);
    expect(focusedCard(board)).to.equal('ada');

    await aTimeout(200); // the toast has arrived
    await clickOn(toastButton(board));
    await waitUntil(() => statusOf(store, 'ada') === '1');
    await settled(board);
    expect(layout(board)['Open']).to.deep.equal(['Ada Lovelace']);
  });

  it('shows where the card will land, and lands there', async () => {
    const { board } = await boardWith();
    await pickUp(board, 'linus');
    const target = column(board, 'Qualified');
    await dragOver(target);
    expect(target.hasAttribute('data-over')).to.be.true;
    const shown = [...target.querySelectorAll<HTMLElement>('.item')].map((each) => each.dataset['id']);
    expect(shown).to.deep.equal(['grace', 'linus']);
    await drop(board);
    expect(layout(board)['Qualified']).to.deep.equal(['Grace Hopper', 'Linus Ærøskøbing']);
  });

  it('fills an empty column', async () => {
    const { board, store } = await boardWith();
    await drag(board, 'grace', column(board, 'Disqualified'));
    expect(statusOf(store, 'grace')).to.equal('3');
    expect(layout(board)['Disqualified']).to.deep.equal(['Grace Hopper']);
  });

  it('takes a drop on the header and on a collapsed column', async () => {
    const { board, store } = await boardWith();
    await drag(board, 'ada', column(board, 'Contacting').querySelector('.header')!);
    expect(statusOf(store, 'ada')).to.equal('2');
    await clickOn(column(board, 'Qualified').querySelector('.toggle')!);
    await settled(board);
    await drag(board, 'ada', column(board, 'Qualified'));
    expect(statusOf(store, 'ada')).to.equal('5');
  });

  it('changes nothing within a column, beside all columns, or after Escape', async () => {
    const { board, store } = await boardWith();
    const before = layout(board);
    await drag(board, 'ada', column(board, 'Open').querySelector('.list')!);
    await pickUp(board, 'ada');
    await dragOver(column(board, 'Qualified'));
    await sendMouse({ type: 'move', position: [400, 4] });
    await aTimeout(40);
    await drop(board);
    await pickUp(board, 'ada');
    await dragOver(column(board, 'Qualified'));
    await sendKeys({ press: 'Escape' });
    expect(strayNodes(board)).to.deep.equal([]);
    await drop(board);
    expect(layout(board)).to.deep.equal(before);
    expect(store.journal).to.deep.equal([]);
    expect(strayNodes(board)).to.deep.equal([]);
  });

  it('leaves nothing behind after plain clicks', async () => {
    const { board, root } = await boardWith();
    await dragReady(board);
    const count = () => root.querySelectorAll('*').length;
    const comments = () => {
      const walker = document.createTreeWalker(root.querySelector('.columns')!, NodeFilter.SHOW_COMMENT);
      let found = 0;
      while (walker.nextNode()) found++;
      return found;
    };
    await clickOn(card(board, 'ada').querySelector('.company')!);
    await settled(board);
    const before = [count(), comments()];
    let clicks = 0;
    board.addEventListener('click', () => clicks++);
    for (let click = 0; click < 3; click++) await clickOn(card(board, 'ada').querySelector('.company')!);
    await settled(board);
    expect(clicks).to.equal(3);
    expect([count(), comments()]).to.deep.equal(before);
    expect(strayNodes(board)).to.deep.equal([]);
  });

  it('opens a card with a click, but not when it is dropped where it was', async () => {
    const { board } = await boardWith();
    await dragReady(board);
    const opened: string[] = [];
    board.addEventListener('lead-open-request', ({ id }) => opened.push(id));
    await clickOn(title(board, 'ada'));
    expect(opened).to.deep.equal(['ada']);
    const [x, y] = middleOf(title(board, 'ada'));
    await pickUp(board, 'ada');
    await dragOver(column(board, 'Qualified'));
    await sendMouse({ type: 'move', position: [x, y] });
    await aTimeout(60);
    await drop(board);
    await pickUp(board, 'ada');
    await sendKeys({ press: 'Escape' });
    await drop(board);
    expect(opened).to.deep.equal(['ada']);
    await clickOn(title(board, 'ada'));
    expect(opened, 'the next click counts again').to.deep.equal(['ada', 'ada']);
  });

  it('lets the host cancel', async () => {
    const { board, store } = await boardWith();
    board.addEventListener('lead-move-request', (event) => event.preventDefault());
    await drag(board, 'ada', column(board, 'Qualified'));
    expect(statusOf(store, 'ada')).to.equal('1');
    expect(layout(board)['Open']).to.deep.equal(['Ada Lovelace']);
    expect(store.journal).to.have.length(0);
  });

  it('[B3] rolls back one card alone when the backend refuses, with the reason on it', async () => {
    const adapter = refusingOnce(new AdapterError('forbidden', 'no'));
    const { board, store } = await boardWith({}, await createSampleStore(adapter));
    await drag(board, 'ada', column(board, 'Qualified'));
    expect(layout(board)['Qualified'], 'optimistic').to.deep.equal(['Ada Lovelace', 'Grace Hopper']);
    await drag(board, 'linus', column(board, 'Qualified'));
    await aTimeout(500);
    await settled(board);

    expect(statusOf(store, 'ada')).to.equal('1');
    expect(layout(board)).to.deep.include({
      Open: ['Ada Lovelace'],
      Qualified: ['Grace Hopper', 'Linus Ærøskøbing'],
    });
    const note = card(board, 'ada').querySelector<HTMLElement>('.note')!;
    expect(note.textContent).to.contain('You may not do this.');
    expect(!card(board, 'linus').querySelector('.note')).to.be.true;
    expect(said(board)).to.contain('Ada Lovelace stays in Open. You may not do this.');
    expect(focusedCard(board)).to.equal('ada');
    await expect(board).to.be.accessible();

    await clickOn(note.querySelector('.corner')!);
    await settled(board);
    expect(!card(board, 'ada').querySelector('.note')).to.be.true;
  });

  it('offers to try again what may have been a moment’s trouble', async () => {
    const adapter = refusingOnce(new AdapterError('unavailable', 'timeout'));
    const { board, store } = await boardWith({}, await createSampleStore(adapter));
    await drag(board, 'ada', column(board, 'Qualified'));
    await aTimeout(500);
    await settled(board);
    await clickOn(card(board, 'ada').querySelector('.note .link')!);
    await settled(board);
    expect(statusOf(store, 'ada')).to.equal('5');
    expect(!card(board, 'ada').querySelector('.note')).to.be.true;
  });

  it('[B2] does not drag a locked card', async () => {
    const { board, store } = await boardWith();
    await pickUp(board, 'alan');
    await dragOver(column(board, 'Qualified'));
    expect(!board.shadowRoot!.querySelector('.dragged')).to.be.true;
    await drop(board);
    expect(statusOf(store, 'alan')).to.equal('4');
  });

  it('[L9] dims the column of a deleted status, says why, and lets nothing in', async () => {
    const leadStatuses = defaultLeadStatuses.map((item) =>
      item.id === '5' ? { ...item, deleted: true } : item,
    );
    const adapter = createMemoryAdapter({ ...structuredClone(sample), leadStatuses });
    const { board, store } = await boardWith({}, await createSampleStore(adapter));
    const target = column(board, 'Qualified (deleted)');
    const blocked = target.querySelector<HTMLElement>('.blocked')!;
    expect(getComputedStyle(blocked).display).to.equal('none');
    await pickUp(board, 'ada');
    await dragOver(target);
    expect(getComputedStyle(blocked).display).to.equal('flex');
    expect(blocked.textContent).to.contain('Qualified has been deleted from the list');
    expect(target.hasAttribute('data-over')).to.be.false;
    await drop(board);
    expect(statusOf(store, 'ada')).to.equal('1');
    expect(getComputedStyle(blocked).display).to.equal('none');
    await drag(board, 'grace', column(board, 'Contacting'));
    expect(statusOf(store, 'grace'), 'out of it is allowed').to.equal('2');
  });

  it('renders a remote change after the drag and not during it', async () => {
    const adapter = createMemoryAdapter(structuredClone(sample));
    const [store, elsewhere] = [await createSampleStore(adapter), await createSampleStore(adapter)];
    const { board } = await boardWith({}, store);
    await pickUp(board, 'ada');
    await dragOver(column(board, 'Disqualified'));
    await elsewhere.setLeadStatus('grace', '2');
    await aTimeout(30);
    expect(column(board, 'Qualified').contains(card(board, 'grace'))).to.be.true;
    await drop(board);
    expect(layout(board)).to.deep.include({
      Contacting: ['Grace Hopper', 'Linus Ærøskøbing'],
      Disqualified: ['Ada Lovelace'],
      Qualified: [],
    });
    expect(strayNodes(board)).to.deep.equal([]);
    expect(cards(board)).to.have.length(6);
  });

  it('drops nothing when the dragged card is deleted meanwhile, and says so', async () => {
    const adapter = createMemoryAdapter(structuredClone(sample));
    const remote = await createSampleStore(adapter);
    let tell: Parameters<NonNullable<LeadAdapter['watch']>>[0] | undefined;
    const store = await createSampleStore({
      read: (options) => adapter.read(options),
      save: (changes, options) => adapter.save(changes, options),
      watch: (listener) => (tell = listener),
    });
    const { board } = await boardWith({}, store);
    await pickUp(board, 'ada');
    await dragOver(column(board, 'Qualified'));
    tell!({ kind: 'deleted', entity: 'contact', id: 'ada' });
    await aTimeout(30);
    await drop(board);
    await settled(board);
    expect(layout(board)).to.deep.include({ Open: [], Qualified: ['Grace Hopper'] });
    expect(toastTexts(board)).to.deep.equal(['It is no longer there. Somebody may have deleted it.']);
    expect(focusedCard(board), 'the focus has an heir').to.not.equal(undefined);
    expect(strayNodes(board)).to.deep.equal([]);
    remote.close();
  });

  it('gives up when it is removed in the middle of a drag, and works again when it is back', async () => {
    const { board, store } = await boardWith();
    const parent = board.parentElement!;
    await pickUp(board, 'ada');
    await dragOver(column(board, 'Qualified'));
    board.remove();
    await aTimeout(20);
    expect(strayNodes(board)).to.deep.equal([]);
    await sendMouse({ type: 'up' });
    parent.append(board);
    await settled(board);
    expect(statusOf(store, 'ada')).to.equal('1');
    expect(layout(board)['Open']).to.deep.equal(['Ada Lovelace']);
    await drag(board, 'ada', column(board, 'Qualified'));
    expect(statusOf(store, 'ada')).to.equal('5');
  });

  it('drags all selected cards at once', async () => {
    const { board, store } = await boardWith({ hideLocked: true });
    await sendKeys({ down: 'Control' });
    await clickOn(card(board, 'ada').querySelector('.company')!);
    await clickOn(card(board, 'linus').querySelector('.company')!);
    await sendKeys({ up: 'Control' });
    await settled(board);
    expect(board.shadowRoot!.querySelector('.selection')!.textContent).to.contain('2 selected');
    await pickUp(board, 'ada');
    expect(board.shadowRoot!.querySelector<HTMLElement>('.dragged')!.dataset['count']).to.equal('2');
    await dragOver(column(board, 'Qualified'));
    const told: LeadMoveChangeEvent[] = [];
    board.addEventListener('lead-move-change', (event) => told.push(event));
    await drop(board);
    expect(told[0]?.ids).to.deep.equal(['ada', 'linus']);
    expect([statusOf(store, 'ada'), statusOf(store, 'linus')]).to.deep.equal(['5', '5']);
    expect(toastTexts(board)).to.deep.equal(['2 cards moved to Qualified']);
    await store.undo();
    expect([statusOf(store, 'ada'), statusOf(store, 'linus')]).to.deep.equal(['1', '2']);
  });

  it('scrolls a long column while the pointer is near its edge', async () => {
    const store = await createSampleStore(createMemoryAdapter(manyContacts(60)));
    const { board } = await boardWith({}, store);
    board.style.setProperty('--lead-board-height', '420px');
    await settled(board);
    const list = column(board, 'Open').querySelector<HTMLElement>('.list')!;
    await pickUp(board, 'ada');
    const { left, width, bottom } = list.getBoundingClientRect();
    await sendMouse({ type: 'move', position: [Math.round(left + width / 2), Math.round(bottom - 4)] });
    await aTimeout(400);
    expect(list.scrollTop).to.be.greaterThan(100);
    await drop(board);
  });

  it('does not show the copy blank', async () => {
    const { board } = await boardWith();
    await pickUp(board, 'ada');
    const copy = board.shadowRoot!.querySelector<HTMLElement>('.dragged')!;
    expect(copy.textContent).to.contain('Ada Lovelace').and.to.contain('Acme Nordic AS');
    expect(copy.getRootNode()).to.equal(board.shadowRoot);
    await drop(board);
  });
});

describe('<lead-board> dragging where the company decides', function () {
  this.timeout(20_000); // axe on a busy machine
  afterEach(() => releaseMouse());

  const dialog = (board: HTMLElement) => board.shadowRoot!.querySelector('lead-ui-dialog')!;
  const answer = async (board: Parameters<typeof settled>[0], index: number) => {
    await clickOn(dialog(board).querySelectorAll('[slot=footer]')[index]!);
    await settled(board);
  };

  it('[L5] asks before another category moves the colleagues, too', async () => {
    const { board, store } = await boardWith({ groupBy: 'company.category' });
    await drag(board, 'alan', column(board, 'Lead'));
    await settled(board);
    expect(store.record('company', 'initech').record?.categoryId, 'not yet').to.equal('customer');
    const { heading } = dialog(board);
    expect(heading).to.equal('Move Initech to Lead?');
    expect(dialog(board).textContent).to.contain('moves from Customer to Lead with all its 2 contacts');
    expect(dialog(board).textContent).to.contain('2 contacts get the lead status Open.');
    await expect(board).to.be.accessible();
    await answer(board, 1);
    expect(store.record('company', 'initech').record?.categoryId).to.equal('lead');
    expect(statusOf(store, 'alan')).to.equal('1');
    expect(layout(board)['Lead']).to.include.members(['Alan Turing', 'Edsger Dijkstra']);
    expect(focusedCard(board)).to.equal('alan');
  });

  it('[L7] says that statuses are kept, and leaves everything as it was on Cancel', async () => {
    const { board, store } = await boardWith({ groupBy: 'company.category' });
    await drag(board, 'ada', column(board, 'Customer'));
    await settled(board);
    expect(dialog(board).textContent).to.contain('The lead status of 2 contacts is kept');
    await answer(board, 0);
    expect(store.record('company', 'acme').record?.categoryId).to.equal('lead');
    expect(store.journal).to.deep.equal([]);
    expect(focusedCard(board)).to.equal('ada');
  });

  it('changes our contact of the company', async () => {
    const { board, store } = await boardWith({ groupBy: 'company.owner' });
    await drag(board, 'ada', column(board, 'Jonas Falk'));
    await settled(board);
    expect(dialog(board).heading).to.equal('Make Jonas Falk the contact for Acme Nordic AS?');
    await answer(board, 1);
    expect(store.record('company', 'acme').record?.owner).to.equal('Jonas Falk');
    expect(layout(board)['Jonas Falk']).to.include.members([
      'Ada Lovelace',
      'Grace Hopper',
      'Linus Ærøskøbing',
    ]);
  });

  it('moves a company without a question where no contact is touched', async () => {
    const { board, store } = await boardWith({ of: 'company' });
    expect(layout(board)['Lead']).to.deep.equal(['Acme Nordic AS']);
    await drag(board, 'acme', column(board, 'Marketing qualified lead'));
    expect(store.record('company', 'acme').record?.categoryId).to.equal('mql');
    await drag(board, 'acme', column(board, 'Customer'));
    await settled(board);
    expect(dialog(board).open, 'statuses would be hidden').to.be.true;
    await answer(board, 0);
    expect(store.record('company', 'acme').record?.categoryId).to.equal('mql');
  });

  it('[L8] locks contacts without a company', async () => {
    const { board } = await boardWith({ groupBy: 'company.category' });
    expect(card(board, 'lonely').hasAttribute('data-locked')).to.be.true;
    expect(nameOf(card(board, 'lonely').closest<HTMLElement>('.column')!)).to.equal('No value');
  });
});
