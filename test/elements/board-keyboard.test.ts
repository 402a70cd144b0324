import { aTimeout, expect, waitUntil } from '@open-wc/testing';
import { sendKeys } from '@web/test-runner-commands';
import type { LeadBoard } from '../../src/elements/board/lead-board.js';
import { createMemoryAdapter } from '../../src/adapters/memory/memory-adapter.js';
import type { LeadMoveChangeEvent } from '../../src/events/lead-move-change.js';
import { defaultLeadStatuses } from '../../src/model/defaults.js';
import { AdapterError } from '../../src/store/port.js';
import {
  boardWith,
  card,
  column,
  columns,
  focusedCard,
  layout,
  manyContacts,
  said,
  settled,
  title,
  toastTexts,
} from '../helpers/board.js';
import type { LeadUiMenu } from '../../src/ui/menu.js';
import { ScriptedAdapter } from '../helpers/scripted-adapter.js';
import { createSampleStore, sample } from '../helpers/stores.js';

async function press(board: LeadBoard, ...keys: string[]): Promise<void> {
  for (const combination of keys) {
    const [key, ...modifiers] = combination.split('+').reverse();
    for (const modifier of modifiers) await sendKeys({ down: modifier });
    await sendKeys({ press: key === 'Space' ? ' ' : key! });
    for (const modifier of modifiers) await sendKeys({ up: modifier });
    await settled(board);
  }
}

const menu = (board: LeadBoard) => board.shadowRoot!.querySelector<LeadUiMenu>('lead-ui-menu.menu')!;
const menuItems = (board: LeadBoard) =>
  [...menu(board).shadowRoot!.querySelectorAll('.item')].map((item) => ({
    name: item.querySelector('.name')!.textContent.trim(),
    disabled: item.getAttribute('aria-disabled') === 'true',
    reason: item.querySelector('.reason')?.textContent.trim(),
  }));

describe('<lead-board> by keyboard', function () {
  this.timeout(20_000); // axe on a busy machine
  it('[B4] goes from card to card with the arrow keys, one Tab stop a column', async () => {
    const { board } = await boardWith();
    title(board, 'ada').focus();
    await press(board, 'ArrowRight');
    expect(focusedCard(board)).to.equal('linus');
    await press(board, 'ArrowRight', 'ArrowRight', 'ArrowRight');
    expect(focusedCard(board)).to.equal('edsger');
    await press(board, 'ArrowDown');
    expect(focusedCard(board)).to.equal('lonely');
    await press(board, 'Home', 'ArrowLeft');
    expect(focusedCard(board)).to.equal('grace');
    const stops = columns(board).map((each) => each.querySelectorAll('.open[tabindex="0"]').length);
    expect(stops).to.deep.equal([1, 1, 0, 1, 1, 1]);
  });

  it('[B4] opens a card with Enter', async () => {
    const { board } = await boardWith();
    const opened: string[] = [];
    board.addEventListener('lead-open-request', ({ entity, id }) => opened.push(`${entity} ${id}`));
    title(board, 'ada').focus();
    await press(board, 'Enter');
    expect(opened).to.deep.equal(['contact ada']);
  });

  it('[B4] picks up with Space, chooses a column with arrows, drops with Space', async () => {
    const { board, store } = await boardWith();
    const told: LeadMoveChangeEvent[] = [];
    board.addEventListener('lead-move-change', (event) => told.push(event));
    title(board, 'ada').focus();
    await press(board, 'Space');
    expect(said(board)).to.contain('Ada Lovelace picked up from Open.');
    await press(board, 'ArrowRight');
    expect(said(board)).to.equal('Ada Lovelace over Contacting, column 2 of 6.');
    expect(!!column(board, 'Contacting').querySelector('.slot')).to.be.true;
    await press(board, 'ArrowRight', 'ArrowLeft');
    expect(store.journal, 'nothing is sent before the drop').to.deep.equal([]);
    await press(board, 'Space');
    await waitUntil(() => toastTexts(board).length > 0);
    expect(layout(board)['Contacting']).to.deep.equal(['Ada Lovelace', 'Linus Ærøskøbing']);
    expect(told.map(({ ids, to }) => [ids, to])).to.deep.equal([[['ada'], '2']]);
    expect(focusedCard(board)).to.equal('ada');
    expect(toastTexts(board)).to.deep.equal(['Ada Lovelace moved from Open to Contacting, position 1 of 2.']);
    expect(!board.shadowRoot!.querySelector('.slot')).to.be.true;
  });

  it('[B4] cancels with Escape, and when the focus goes elsewhere', async () => {
    const { board, store } = await boardWith();
    title(board, 'ada').focus();
    await press(board, 'Space', 'ArrowRight', 'Escape');
    expect(said(board)).to.contain('Ada Lovelace stays in Open.');
    expect(focusedCard(board)).to.equal('ada');
    await press(board, 'Space', 'ArrowRight');
    await press(board, 'Tab');
    expect(!!board.shadowRoot!.querySelector('[data-lifted]'), 'its own menu button').to.be.true;
    await press(board, 'Tab');
    await settled(board);
    expect(!board.shadowRoot!.querySelector('[data-lifted]')).to.be.true;
    expect(store.journal).to.deep.equal([]);
    expect(layout(board)['Open']).to.deep.equal(['Ada Lovelace']);
  });

  it('[L9] says why a card can’t be dropped, and holds it', async () => {
    const leadStatuses = defaultLeadStatuses.map((item) =>
      item.id === '2' ? { ...item, deleted: true } : item,
    );
    const adapter = createMemoryAdapter({ ...structuredClone(sample), leadStatuses });
    const { board, store } = await boardWith({}, await createSampleStore(adapter));
    title(board, 'ada').focus();
    await press(board, 'Space', 'ArrowRight');
    const why =
      'Ada Lovelace can’t go to Contacting (deleted). Contacting has been deleted from the list and can’t be chosen.';
    expect(said(board)).to.equal(why);
    expect(
      getComputedStyle(column(board, 'Contacting (deleted)').querySelector('.blocked')!).display,
    ).to.equal('flex');
    await press(board, 'Enter');
    expect(!!card(board, 'ada').querySelector('[data-lifted]')).to.be.true;
    expect(store.journal).to.deep.equal([]);
    await press(board, 'Escape');
  });

  it('[B4] opens the menu with M; forbidden targets say why; the focus follows the card', async () => {
    const { board, store } = await boardWith();
    title(board, 'ada').focus();
    await press(board, 'm');
    expect(menu(board).open).to.be.true;
    expect(menuItems(board)).to.deep.equal([
      { name: 'Open', disabled: true, reason: 'It is there already.' },
      { name: 'Contacting', disabled: false, reason: undefined },
      { name: 'Disqualified', disabled: false, reason: undefined },
      { name: 'Re-nurture', disabled: false, reason: undefined },
      { name: 'Qualified', disabled: false, reason: undefined },
      { name: 'No value', disabled: false, reason: undefined },
    ]);
    await expect(board).to.be.accessible();
    await press(board, 'End', 'Enter');
    await waitUntil(() => toastTexts(board).length > 0);
    expect(store.record('contact', 'ada').record?.leadStatusId).to.equal(null);
    expect(focusedCard(board)).to.equal('ada');
  });

  it('[B4] moves to a status that has no column at present', async () => {
    const { board, store } = await boardWith({ hideEmpty: true });
    expect(Object.keys(layout(board))).to.not.include('Disqualified');
    title(board, 'ada').focus();
    await press(board, 'm', 'd', 'Enter');
    await waitUntil(() => store.record('contact', 'ada').record?.leadStatusId === '3');
    await settled(board);
    expect(layout(board)['Disqualified']).to.deep.equal(['Ada Lovelace']);
  });

  it('shows for a moment which card came, and not again when the board is put in once more', async () => {
    const { board } = await boardWith();
    title(board, 'ada').focus();
    await press(board, 'm', 'c', 'Enter');
    const marked = () => board.shadowRoot!.querySelectorAll('[data-landed]').length;
    await waitUntil(() => marked() === 1);
    const [place, other] = [board.parentElement!, card(board, 'grace')];
    board.remove();
    await aTimeout(20);
    place.append(board);
    await settled(board);
    expect(marked()).to.equal(0);
    expect(card(board, 'grace'), 'nothing was rendered meanwhile').to.equal(other);
  });

  it('[B2] tells why a locked card can’t be moved', async () => {
    const { board } = await boardWith();
    title(board, 'alan').focus();
    await press(board, 'Space');
    expect(said(board))
      .to.contain('Initech is Customer, in the group Customer.')
      .and.to.contain('Re-nurture, is kept');
    const reason = card(board, 'alan').querySelector<HTMLElement>('.lock')!;
    expect(reason.hidden).to.be.false;
    await press(board, 'Tab', 'Enter');
    expect(reason.hidden, 'the lock button folds it again').to.be.true;
    expect(!board.shadowRoot!.querySelector('[data-lifted]')).to.be.true;
  });

  it('[B3] brings card and focus back when the backend refuses', async () => {
    const adapter = new ScriptedAdapter();
    const { board } = await boardWith({}, await createSampleStore(adapter));
    title(board, 'ada').focus();
    await press(board, 'Space', 'ArrowRight', 'Enter');
    expect(layout(board)['Contacting']).to.include('Ada Lovelace');
    expect(focusedCard(board)).to.equal('ada');
    adapter.saves[0]!.fail(new AdapterError('forbidden', '403'));
    await aTimeout(20);
    await settled(board);
    expect(layout(board)['Open']).to.deep.equal(['Ada Lovelace']);
    expect(focusedCard(board)).to.equal('ada');
    expect(said(board)).to.contain('Ada Lovelace stays in Open. You may not do this.');
    expect(card(board, 'ada').querySelector('.note')!.textContent).to.contain('You may not do this.');
  });

  it('chooses several with Shift and moves them together', async () => {
    const store = await createSampleStore(createMemoryAdapter(manyContacts(3)));
    const { board } = await boardWith({}, store);
    title(board, 'zoe0').focus();
    await press(board, 'Shift+ArrowDown', 'Shift+ArrowDown');
    expect(board.shadowRoot!.querySelector('.selection')!.textContent).to.contain('3 selected');
    await expect(board).to.be.accessible();
    await press(board, 'm', 'q', 'Enter');
    await waitUntil(() => toastTexts(board).length > 0);
    expect(layout(board)['Qualified']).to.deep.equal(['Grace Hopper', 'Zoe 0001', 'Zoe 0002', 'Zoe 0003']);
    await press(board, 'Escape');
    expect(!board.shadowRoot!.querySelector('.selection')).to.be.true;
  });

  it('[S4] takes back and does again with the usual keys', async () => {
    const { board, store } = await boardWith();
    title(board, 'ada').focus();
    await press(board, 'm', 'q', 'Enter');
    await waitUntil(() => toastTexts(board).length > 0);
    await press(board, 'Control+z');
    await waitUntil(() => store.record('contact', 'ada').record?.leadStatusId === '1');
    await settled(board);
    expect(focusedCard(board)).to.equal('ada');
    await press(board, 'Control+y');
    await waitUntil(() => store.record('contact', 'ada').record?.leadStatusId === '5');
  });

  it('loads more at the end of a column and goes on', async () => {
    const store = await createSampleStore(createMemoryAdapter(manyContacts(80)));
    const { board } = await boardWith({}, store);
    title(board, 'ada').focus();
    await press(board, 'End');
    expect(focusedCard(board)).to.equal('zoe23');
    await press(board, 'ArrowDown');
    await settled(board);
    expect(focusedCard(board)).to.equal('zoe24');
  });

  it('has a button for more that stays in sight, and leads to the first card that comes', async () => {
    const store = await createSampleStore(createMemoryAdapter(manyContacts(80)));
    const { board } = await boardWith({}, store);
    const cards = () => column(board, 'Open').querySelectorAll('.item').length;
    title(board, 'ada').focus();
    while (!board.shadowRoot!.activeElement?.matches('.rest button')) await press(board, 'Tab');
    await aTimeout(300); // what is in sight has been seen by then
    expect(cards()).to.equal(25);
    const list = column(board, 'Open').querySelector('.list')!.getBoundingClientRect();
    const button = board.shadowRoot!.activeElement.getBoundingClientRect();
    expect(button.bottom).to.be.at.most(list.bottom + 1);
    await press(board, 'Enter');
    expect(cards()).to.equal(50);
    expect(focusedCard(board)).to.equal('zoe24');
  });

  it('shows a card that was moved far down a long column', async () => {
    const many = manyContacts(120);
    const store = await createSampleStore(createMemoryAdapter(many));
    const { board } = await boardWith({}, store);
    await store.updateContact('linus', { firstName: 'Zz', lastName: 'Last' });
    await settled(board);
    title(board, 'linus').focus();
    await press(board, 'm', 'o', 'Enter');
    await waitUntil(() => toastTexts(board).length > 0);
    expect(focusedCard(board)).to.equal('linus');
    expect(toastTexts(board)).to.deep.equal(['Zz Last moved from Contacting to Open, position 122 of 122.']);
  });

  it('follows the reading direction', async () => {
    const { board } = await boardWith();
    board.dir = 'rtl';
    title(board, 'ada').focus();
    await press(board, 'ArrowLeft');
    expect(focusedCard(board)).to.equal('linus');
    await press(board, 'Space', 'ArrowLeft');
    expect(said(board)).to.contain('over Disqualified');
    await press(board, 'Escape');
  });

  it('gives the focus to a neighbour when somebody else takes the card away', async () => {
    const adapter = createMemoryAdapter(structuredClone(sample));
    const { board } = await boardWith(
      {
        criteria: {
          match: 'all',
          items: [{ field: 'contact.leadStatus', operator: 'oneOf', value: ['1', '2'] }],
        },
      },
      await createSampleStore(adapter),
    );
    const elsewhere = await createSampleStore(adapter);
    title(board, 'linus').focus();
    await elsewhere.setLeadStatus('linus', '5');
    await aTimeout(20);
    await settled(board);
    expect(focusedCard(board)).to.equal('ada');
  });

  it('moves nothing on a read-only board', async () => {
    const { board, store } = await boardWith({ readOnly: true });
    title(board, 'ada').focus();
    await press(board, 'Space');
    expect(said(board)).to.equal('Cards can’t be moved on this board.');
    await press(board, 'm');
    expect(menu(board).open).to.be.false;
    expect(!board.shadowRoot!.querySelector('.move')).to.be.true;
    expect(store.journal).to.deep.equal([]);
  });
});
