import { aTimeout, expect, fixture, html, nextFrame, oneEvent, waitUntil } from '@open-wc/testing';
import { resetMouse, sendKeys, sendMouse } from '@web/test-runner-commands';
import type { GridColumn, GridRow, LeadUiGrid, UiWindowRequestEvent } from '../../src/ui/grid/grid.js';
import '../../src/ui/grid/grid.js';
import { pencilSimpleIcon } from '../../src/ui/icons.js';
import { expectFocus } from '../helpers/focus.js';
import { clickOn, hover, middleOf } from '../helpers/mouse.js';

const columns: readonly GridColumn[] = [
  { id: 'name', label: 'Name', sortable: true, filterable: true, opens: true },
  { id: 'city', label: 'City', sortable: true, filterable: true, filtered: true },
  { id: 'value', label: 'Value', align: 'end', render: (row) => html`<b>${row['value']} kr</b>` },
];
const records = (count: number, from = 0) =>
  Array.from({ length: count }, (_, index) => {
    const number = index + from;
    return { id: `r${number}`, name: `Person ${number}`, city: `City ${number % 7}`, value: number * 10 };
  });

/** A grid of 400 px that hears everything. Events by name, with their fields. */
async function gridOf(
  given: Partial<LeadUiGrid> = {},
): Promise<{ grid: LeadUiGrid; heard: Record<string, Event[]> }> {
  const heard: Record<string, Event[]> = {};
  const box = await fixture(
    html`<div>
      <button id="before">Before</button><lead-ui-grid></lead-ui-grid><button id="after">After</button>
    </div>`,
  );
  const grid = box.querySelector('lead-ui-grid')!;
  for (const name of [
    'sort',
    'row-open',
    'row-action',
    'group-toggle',
    'column-filter',
    'columns-reorder',
    'selection-change',
    'window-request',
  ]) {
    heard[name] = [];
    grid.addEventListener(`lead-ui-${name}`, (event) => heard[name]!.push(event));
  }
  grid.style.cssText = 'block-size: 400px; inline-size: 700px';
  Object.assign(grid, { label: 'Contacts', columns, rows: records(30), total: 30, ...given });
  await settled(grid);
  return { grid, heard };
}

/** After sizes have been measured and what follows from them is rendered. */
async function settled(grid: LeadUiGrid): Promise<void> {
  await grid.updateComplete;
  await nextFrame();
  await nextFrame();
  await grid.updateComplete;
}

const root = (grid: LeadUiGrid) => grid.shadowRoot!;
const table = (grid: LeadUiGrid) => root(grid).querySelector<HTMLElement>('.grid')!;
const scroller = (grid: LeadUiGrid) => root(grid).querySelector<HTMLElement>('.scroller')!;
const rowAt = (grid: LeadUiGrid, index: number) =>
  root(grid).querySelector<HTMLElement>(`[data-row="${index}"]`);
const cellAt = (grid: LeadUiGrid, row: number, column: number) =>
  (row < 0 ? root(grid).querySelector('.head') : rowAt(grid, row))!.querySelector<HTMLElement>(
    `[data-index="${column}"]`,
  )!;
const words = (node: Element | null) => node?.textContent?.replace(/\s+/g, ' ').trim();
const header = (grid: LeadUiGrid, id: string) =>
  root(grid).querySelector<HTMLElement>(`[data-column="${id}"]`)!;

async function press(grid: LeadUiGrid, ...keys: string[]): Promise<void> {
  for (const key of keys) {
    const [last, ...held] = key.split('+').reverse() as [string, ...string[]];
    for (const each of held) await sendKeys({ down: each });
    await sendKeys({ press: last });
    for (const each of held) await sendKeys({ up: each });
    await grid.updateComplete;
  }
}

describe('<lead-ui-grid>', () => {
  afterEach(() => resetMouse());

  describe('for assistive technology', () => {
    it('is a named grid that counts all rows and columns, the header first', async () => {
      const { grid } = await gridOf({ total: 5000 });
      const at = table(grid);
      expect(at.getAttribute('role')).to.equal('grid');
      expect(at.getAttribute('aria-label')).to.equal('Contacts');
      expect(at.getAttribute('aria-rowcount')).to.equal('5001');
      expect(at.getAttribute('aria-colcount')).to.equal('3');
      expect(rowAt(grid, 0)!.getAttribute('aria-rowindex')).to.equal('2');
      expect(cellAt(grid, 0, 2).getAttribute('aria-colindex')).to.equal('3');
      await expect(grid).to.be.accessible();
    });

    it('does not count rows when their number is not known', async () => {
      const { grid } = await gridOf({ total: { atLeast: 30 } });
      expect(table(grid).getAttribute('aria-rowcount')).to.equal('-1');
    });

    it('is accessible with everything that it can show', async () => {
      const { grid } = await gridOf({
        rows: [
          { kind: 'group', key: 'a', label: 'Open', tone: 'slate', count: 2, expanded: true },
          ...records(2),
        ],
        total: 3,
        selection: 'multiple',
        selected: new Set(['r1']),
        sort: [{ column: 'name', direction: 'asc' }],
        rowActions: () => [{ id: 'edit', label: 'Edit', icon: pencilSimpleIcon, inline: true }],
      });
      await expect(grid).to.be.accessible();
      grid.parentElement!.style.colorScheme = 'dark';
      await aTimeout(200);
      await expect(grid).to.be.accessible();
    });

    it('tells the column that the rows are sorted by', async () => {
      const { grid } = await gridOf({ sort: [{ column: 'city', direction: 'desc' }] });
      expect(header(grid, 'city').getAttribute('aria-sort')).to.equal('descending');
      expect(header(grid, 'name').hasAttribute('aria-sort')).to.be.false;
    });
  });

  describe('window', () => {
    it('renders the rows in view and a few more, however many there are', async () => {
      const { grid } = await gridOf({ rows: records(60), total: 100_000 });
      const rendered = root(grid).querySelectorAll('[data-row]').length;
      expect(rendered).to.be.within(9, 20);
      expect(scroller(grid).scrollHeight).to.equal(100_000 * 40 + 40);
    });

    it('asks for the window that it needs, once, and shows skeletons in place until it comes', async () => {
      const { grid, heard } = await gridOf({ rows: records(60), total: 100_000 });
      expect(heard['window-request']).to.deep.equal([]);
      scroller(grid).scrollTop = 40 * 50_000;
      await settled(grid);
      const requests = heard['window-request'] as UiWindowRequestEvent[];
      expect(requests.length).to.equal(1);
      const { offset, limit } = requests[0]!;
      expect(offset).to.be.at.most(49_994);
      expect(offset + limit).to.be.at.least(50_016);
      expect(limit).to.be.below(100);
      expect(rowAt(grid, 50_000)!.querySelector('.skeleton')).to.exist;
      Object.assign(grid, { offset, rows: records(limit, offset) });
      await settled(grid);
      expect(words(cellAt(grid, 50_000, 0))).to.equal('Person 50000');
      expect(requests.length).to.equal(1);
    });

    it('asks again after an answer that leaves rows out, but not for ever', async () => {
      const { grid, heard } = await gridOf({ rows: [], total: 1000 });
      for (let round = 0; round < 8; round++) {
        grid.rows = [];
        await settled(grid);
      }
      expect(heard['window-request']!.length).to.be.within(1, 3);
    });

    it('reaches the last of ten million rows, where a box of that height would be cut off', async () => {
      const total = 10_000_000;
      const { grid } = await gridOf({ rows: records(30), total });
      scroller(grid).scrollTop = scroller(grid).scrollHeight;
      await settled(grid);
      const last = rowAt(grid, total - 1)!;
      expect(last.getBoundingClientRect().bottom).to.be.closeTo(
        scroller(grid).getBoundingClientRect().bottom,
        2,
      );
      grid.scrollToRow(5_000_000);
      await settled(grid);
      const { top } = rowAt(grid, 5_000_000)!.getBoundingClientRect();
      expect(top).to.be.within(
        scroller(grid).getBoundingClientRect().top,
        scroller(grid).getBoundingClientRect().bottom,
      );
    });

    it('leaves room to scroll on when at least so many rows are known', async () => {
      const { grid } = await gridOf({ rows: records(30), total: { atLeast: 30 } });
      expect(scroller(grid).scrollHeight).to.be.above(31 * 40);
    });

    it('keeps rendered rows in the document while scrolling', async () => {
      const { grid } = await gridOf({ rows: records(200), total: 200 });
      const row = rowAt(grid, 8)!;
      scroller(grid).scrollTop = 200;
      await settled(grid);
      expect(rowAt(grid, 8) === row).to.be.true;
    });

    it('makes no new elements while somebody scrolls, by a little or by a jump', async () => {
      const { grid } = await gridOf({ rows: records(400), total: 400 });
      scroller(grid).scrollTop = 2000; // rows on both sides of the view
      await settled(grid);
      const elements = new Set(root(grid).querySelectorAll('.body > .row *'));
      for (const top of [2040, 2360, 2000, 9000, 8700]) {
        scroller(grid).scrollTop = top;
        await settled(grid);
        const first = Math.floor(top / 40);
        expect(words(cellAt(grid, first, 0))).to.equal(`Person ${first}`);
        expect([...root(grid).querySelectorAll('.body > .row *')].filter((each) => !elements.has(each))).to.be
          .empty;
      }
    });

    it('keeps the element of the row with the focus, wherever one scrolls', async () => {
      const { grid } = await gridOf({ rows: records(400), total: 400 });
      const element = rowAt(grid, 2)!;
      cellAt(grid, 2, 0).focus();
      for (const top of [300, 8000, 0]) {
        scroller(grid).scrollTop = top;
        await settled(grid);
        expectFocus(cellAt(grid, 2, 0));
        expect(rowAt(grid, 2)).to.equal(element);
      }
    });

    it('has its rows in the order of the document when scrolling is over', async () => {
      const { grid } = await gridOf({ rows: records(400), total: 400 });
      cellAt(grid, 2, 0).focus();
      scroller(grid).scrollTop = 400;
      await settled(grid);
      const order = () =>
        Array.from(root(grid).querySelectorAll<HTMLElement>('.body > .row'), (row) =>
          Number(row.dataset['row']),
        );
      await waitUntil(() => order().every((row, at, all) => at === 0 || all[at - 1]! < row));
      expectFocus(cellAt(grid, 2, 0));
    });

    it('shows no skeletons in between when the rows are there at once', async () => {
      const { grid } = await gridOf({ rows: records(60), total: 400 });
      const seen = new MutationObserver(() => {});
      seen.observe(root(grid).querySelector('.body')!, { childList: true, subtree: true });
      grid.addEventListener('lead-ui-window-request', (event) =>
        Object.assign(grid, { rows: records(event.limit, event.offset), offset: event.offset }),
      );
      scroller(grid).scrollTop = 8000;
      await settled(grid);
      expect(words(cellAt(grid, 200, 0))).to.equal('Person 200');
      const added = seen.takeRecords().flatMap(({ addedNodes }) => [...addedNodes]);
      expect(added.filter((node) => node instanceof Element && node.matches('.skeleton'))).to.be.empty;
    });

    it('has rows of 40 px, or of 32', async () => {
      const { grid } = await gridOf();
      expect(rowAt(grid, 0)!.offsetHeight).to.equal(40);
      grid.density = 'compact';
      await settled(grid);
      expect(rowAt(grid, 0)!.offsetHeight).to.equal(32);
      expect(
        rowAt(grid, 3)!.getBoundingClientRect().top - rowAt(grid, 2)!.getBoundingClientRect().top,
      ).to.equal(32);
    });

    it('grows with the text of the page', async () => {
      const { grid } = await gridOf();
      document.documentElement.style.fontSize = '200%';
      await settled(grid);
      expect(
        rowAt(grid, 1)!.getBoundingClientRect().top - rowAt(grid, 0)!.getBoundingClientRect().top,
      ).to.equal(80);
      document.documentElement.style.fontSize = '';
      await settled(grid);
    });

    it('does not render everything where it has no bounded height', async () => {
      const { grid } = await gridOf({ rows: records(2000), total: 2000 });
      grid.style.cssText = 'max-block-size: none';
      await settled(grid);
      expect(root(grid).querySelectorAll('[data-row]').length).to.be.below(300);
    });
  });

  describe('states', () => {
    it('says that nothing is there', async () => {
      const { grid } = await gridOf({ rows: [], total: 0, emptyText: 'No contacts match' });
      expect(words(root(grid).querySelector('.state'))).to.equal('No contacts match');
      await expect(grid).to.be.accessible();
    });

    it('shows skeletons while the first rows are on their way', async () => {
      const { grid } = await gridOf({ rows: [], total: 0, loading: true });
      expect(root(grid).querySelectorAll('.body .skeleton').length).to.be.above(5);
      expect(table(grid).getAttribute('aria-busy')).to.equal('true');
      expect(root(grid).querySelector('.state')).to.be.null;
      await expect(grid).to.be.accessible();
    });

    it('keeps the rows that it has while others are on their way', async () => {
      const { grid } = await gridOf({ loading: true });
      expect(words(cellAt(grid, 0, 0))).to.equal('Person 0');
    });

    it('speaks the language of the page', async () => {
      const { grid } = await gridOf({ rows: [], total: 0 });
      grid.parentElement!.lang = 'de';
      await waitUntil(() => words(root(grid).querySelector('.state')) === 'Hier ist nichts');
    });
  });

  describe('keyboard', () => {
    it('is one tab stop', async () => {
      const { grid } = await gridOf({
        selection: 'multiple',
        rowActions: () => [{ id: 'edit', label: 'Edit' }],
      });
      document.querySelector<HTMLElement>('#before')!.focus();
      await press(grid, 'Tab');
      expectFocus(cellAt(grid, 0, 1));
      await press(grid, 'Tab');
      expectFocus(document.querySelector('#after')!);
      await press(grid, 'Shift+Tab');
      expectFocus(cellAt(grid, 0, 1));
    });

    it('walks with arrows, into the header and back, and stops at the ends', async () => {
      const { grid } = await gridOf();
      cellAt(grid, 0, 0).focus();
      await press(grid, 'ArrowDown', 'ArrowRight');
      expectFocus(cellAt(grid, 1, 1));
      await press(grid, 'ArrowUp', 'ArrowUp');
      expectFocus(cellAt(grid, -1, 1));
      await press(grid, 'ArrowUp', 'ArrowRight', 'ArrowRight');
      expectFocus(cellAt(grid, -1, 2));
      await press(grid, 'ArrowDown', 'ArrowLeft');
      expectFocus(cellAt(grid, 0, 1));
    });

    it('jumps with Home and End, with Ctrl to the first and the last row', async () => {
      const { grid } = await gridOf({ rows: records(200), total: 200 });
      cellAt(grid, 3, 1).focus();
      await press(grid, 'End');
      expectFocus(cellAt(grid, 3, 2));
      await press(grid, 'Home');
      expectFocus(cellAt(grid, 3, 0));
      await press(grid, 'Control+End');
      expectFocus(cellAt(grid, 199, 2));
      expect(cellAt(grid, 199, 2).getBoundingClientRect().bottom).to.be.at.most(
        scroller(grid).getBoundingClientRect().bottom + 1,
      );
      await press(grid, 'Control+Home');
      expectFocus(cellAt(grid, 0, 0));
    });

    it('pages, and never leaves the active cell behind the header', async () => {
      const { grid } = await gridOf({ rows: records(200), total: 200 });
      cellAt(grid, 0, 0).focus();
      await press(grid, 'PageDown', 'PageDown', 'PageDown', 'PageUp');
      const cell = root(grid).activeElement!;
      const row = Number(cell.closest<HTMLElement>('[data-row]')!.dataset['row']);
      expect(row).to.be.within(10, 20);
      expect(cell.getBoundingClientRect().top).to.be.at.least(
        header(grid, 'name').getBoundingClientRect().bottom - 1,
      );
    });

    it('goes to rows that have not come yet', async () => {
      const { grid, heard } = await gridOf({ rows: records(60), total: 100_000 });
      cellAt(grid, 0, 0).focus();
      await press(grid, 'Control+End');
      await settled(grid);
      expectFocus(cellAt(grid, 99_999, 2));
      expect(heard['window-request']!.length).to.equal(1);
    });

    it('mirrors left and right where text runs from right to left', async () => {
      const { grid } = await gridOf();
      grid.parentElement!.dir = 'rtl';
      await settled(grid);
      cellAt(grid, 0, 0).focus();
      await press(grid, 'ArrowLeft');
      expectFocus(cellAt(grid, 0, 1));
      expect(cellAt(grid, 0, 1).getBoundingClientRect().right).to.be.at.most(
        cellAt(grid, 0, 0).getBoundingClientRect().left + 1,
      );
    });

    it('keeps the focus when its row is scrolled out of view', async () => {
      const { grid } = await gridOf({ rows: records(200), total: 200 });
      cellAt(grid, 2, 0).focus();
      scroller(grid).scrollTop = 5000;
      await settled(grid);
      expectFocus(cellAt(grid, 2, 0));
      await press(grid, 'ArrowDown');
      expectFocus(cellAt(grid, 3, 0));
      expect(scroller(grid).scrollTop).to.be.below(200);
    });

    it('stays on its record when rows come in above it', async () => {
      const { grid } = await gridOf();
      cellAt(grid, 2, 1).focus();
      Object.assign(grid, { rows: [{ id: 'new', name: 'New' }, ...records(30)], total: 31 });
      await settled(grid);
      expectFocus(cellAt(grid, 3, 1));
    });

    it('stays inside when rows disappear', async () => {
      const { grid } = await gridOf();
      cellAt(grid, 0, 0).focus();
      await press(grid, 'Control+End');
      Object.assign(grid, { rows: records(3, 100), total: 3 });
      await settled(grid);
      document.querySelector<HTMLElement>('#before')!.focus();
      await press(grid, 'Tab');
      expectFocus(cellAt(grid, 2, 2));
    });

    it('opens a row with Enter', async () => {
      const { grid, heard } = await gridOf();
      cellAt(grid, 2, 0).focus();
      await press(grid, 'Enter');
      expect(heard['row-open']!.map((event) => (event as Event & { rowId: string }).rowId)).to.deep.equal([
        'r2',
      ]);
    });

    it('enters the controls of a cell with Enter and leaves them with Escape', async () => {
      const { grid } = await gridOf({
        columns: [
          columns[0]!,
          {
            id: 'edit',
            label: 'Edit',
            render: () => html`<button tabindex="-1">One</button><button tabindex="-1">Two</button>`,
          },
        ],
      });
      cellAt(grid, 1, 1).focus();
      await press(grid, 'Enter');
      const [one, two] = cellAt(grid, 1, 1).querySelectorAll('button');
      expectFocus(one!);
      await press(grid, 'ArrowRight');
      expectFocus(two!);
      await press(grid, 'Escape');
      expectFocus(cellAt(grid, 1, 1));
    });
  });

  describe('sorting and filtering', () => {
    it('sorts by click: first ascending, then descending, with Shift in addition', async () => {
      const { grid, heard } = await gridOf({ sort: [{ column: 'name', direction: 'asc' }] });
      await clickOn(header(grid, 'name').querySelector('.sort')!);
      await clickOn(header(grid, 'city').querySelector('.sort')!);
      await sendKeys({ down: 'Shift' });
      await clickOn(header(grid, 'city').querySelector('.sort')!);
      await sendKeys({ up: 'Shift' });
      const sorts = heard['sort'] as (Event & { column: string; direction: string; additive: boolean })[];
      expect(sorts.map(({ column, direction, additive }) => [column, direction, additive])).to.deep.equal([
        ['name', 'desc', false],
        ['city', 'asc', false],
        ['city', 'asc', true],
      ]);
    });

    it('sorts from the keyboard and keeps the focus on the header', async () => {
      const { grid, heard } = await gridOf();
      cellAt(grid, -1, 0).focus();
      await press(grid, 'Enter', 'F2');
      expect(heard['sort']!.length).to.equal(2);
      expectFocus(cellAt(grid, -1, 0));
    });

    it('does not sort by a column that cannot be sorted', async () => {
      const { grid, heard } = await gridOf();
      cellAt(grid, -1, 2).focus();
      await press(grid, 'Enter');
      await clickOn(header(grid, 'value').querySelector('.sort')!);
      expect(heard['sort']).to.deep.equal([]);
    });

    it('shows the rank of each column when several sort', async () => {
      const { grid } = await gridOf({
        sort: [
          { column: 'city', direction: 'asc' },
          { column: 'name', direction: 'desc' },
        ],
      });
      expect(words(header(grid, 'city').querySelector('.rank'))).to.equal('1');
      expect(words(header(grid, 'name').querySelector('.rank'))).to.equal('2');
    });

    it('marks a filtered column with weight, funnel and words', async () => {
      const { grid } = await gridOf();
      const funnel = header(grid, 'city').querySelector('.funnel')!;
      expect(getComputedStyle(funnel).opacity).to.equal('1');
      expect(funnel.getAttribute('aria-label')).to.equal('Filter City, in force');
      expect(getComputedStyle(header(grid, 'city').querySelector('.sort')!).fontWeight).to.equal('700');
      expect(getComputedStyle(header(grid, 'name').querySelector('.funnel')!).opacity).to.equal('0');
    });

    it('asks for the filter of a column by its funnel and by Alt+Down', async () => {
      const { grid, heard } = await gridOf();
      const funnel = header(grid, 'name').querySelector('.funnel')!;
      await clickOn(funnel);
      cellAt(grid, -1, 0).focus();
      await press(grid, 'Alt+ArrowDown');
      const asked = heard['column-filter'] as (Event & { column: string; anchor: Element })[];
      expect(asked.map(({ column, anchor }) => [column, anchor === funnel])).to.deep.equal([
        ['name', true],
        ['name', true],
      ]);
    });
  });

  describe('ticking', () => {
    const ticked = (heard: Record<string, Event[]>) =>
      heard['selection-change']!.map((event) => [...(event as Event & { selected: Set<string> }).selected]);

    it('ticks a row with Space, wherever in the row', async () => {
      const { grid, heard } = await gridOf({ selection: 'multiple' });
      cellAt(grid, 1, 2).focus();
      await press(grid, ' ', 'ArrowDown', ' ');
      expect(ticked(heard)).to.deep.equal([['r1'], ['r1', 'r2']]);
      expect(rowAt(grid, 1)!.getAttribute('aria-selected')).to.equal('true');
      expect(rowAt(grid, 0)!.getAttribute('aria-selected')).to.equal('false');
    });

    it('ticks with a click on the box or beside it, and a range with Shift', async () => {
      const { grid, heard } = await gridOf({ selection: 'multiple' });
      await clickOn(cellAt(grid, 1, 0).querySelector('input')!);
      await aTimeout(5);
      await grid.updateComplete;
      expect(cellAt(grid, 1, 0).querySelector('input')!.checked).to.be.true;
      await sendKeys({ down: 'Shift' });
      const [x, y] = middleOf(cellAt(grid, 4, 0));
      await sendMouse({ type: 'click', position: [x - 14, y] });
      await sendKeys({ up: 'Shift' });
      await aTimeout(5);
      expect(ticked(heard)).to.deep.equal([['r1'], ['r1', 'r2', 'r3', 'r4']]);
    });

    it('ticks every row by the box in the header, and none the second time', async () => {
      const { grid, heard } = await gridOf({
        selection: 'multiple',
        rows: records(3),
        total: 3,
        selected: new Set(['r0']),
      });
      const box = cellAt(grid, -1, 0).querySelector('input')!;
      expect(box.indeterminate).to.be.true;
      await clickOn(box);
      await grid.updateComplete;
      expect(box.checked).to.be.true;
      await clickOn(box);
      expect(ticked(heard)).to.deep.equal([[], []]);
      expect(
        heard['selection-change']!.map((event) => (event as Event & { inverted: boolean }).inverted),
      ).to.deep.equal([true, false]);
    });

    it('ticks every row but some, in view or not', async () => {
      const { grid, heard } = await gridOf({ selection: 'multiple', rows: records(3), total: 1_000 });
      const box = cellAt(grid, -1, 0).querySelector('input')!;
      await clickOn(box);
      await grid.updateComplete;
      cellAt(grid, 1, 1).focus();
      await press(grid, ' ');
      expect(ticked(heard)).to.deep.equal([[], ['r1']]);
      expect(rowAt(grid, 0)!.getAttribute('aria-selected')).to.equal('true');
      expect(rowAt(grid, 1)!.getAttribute('aria-selected')).to.equal('false');
      expect([box.checked, box.indeterminate]).to.deep.equal([false, true]);
      await press(grid, ' ');
      expect([box.checked, box.indeterminate]).to.deep.equal([true, false]);
    });

    it('has nothing to tick unless it is asked for', async () => {
      const { grid, heard } = await gridOf();
      cellAt(grid, 0, 0).focus();
      await press(grid, ' ');
      expect(heard['selection-change']).to.deep.equal([]);
      expect(root(grid).querySelector('input')).to.be.null;
    });
  });

  describe('rows', () => {
    const actions = () => [
      { id: 'edit', label: 'Edit', icon: pencilSimpleIcon, inline: true },
      { id: 'delete', label: 'Delete' },
    ];

    it('opens by its link and by a double click', async () => {
      const { grid, heard } = await gridOf();
      await clickOn(cellAt(grid, 1, 0).querySelector('button')!);
      await sendMouse({ type: 'move', position: middleOf(cellAt(grid, 2, 2)) });
      cellAt(grid, 2, 2).dispatchEvent(new MouseEvent('dblclick', { bubbles: true }));
      expect(heard['row-open']!.map((event) => (event as Event & { rowId: string }).rowId)).to.deep.equal([
        'r1',
        'r2',
      ]);
    });

    it('shows its actions on hover and on focus', async () => {
      const { grid } = await gridOf({ rowActions: actions });
      const cell = cellAt(grid, 1, 3);
      expect(getComputedStyle(cell).opacity).to.equal('0');
      await hover(cellAt(grid, 1, 0));
      expect(getComputedStyle(cell).opacity).to.equal('1');
      cellAt(grid, 2, 0).focus();
      expect(getComputedStyle(cellAt(grid, 2, 3)).opacity).to.equal('1');
    });

    it('runs an action from its button and from the menu', async () => {
      const { grid, heard } = await gridOf({ rowActions: actions });
      cellAt(grid, 1, 3).focus();
      await press(grid, 'Enter', 'Enter', 'ArrowRight', 'Enter');
      await root(grid).querySelector('lead-ui-menu')!.updateComplete;
      await press(grid, 'End', 'Enter');
      const done = heard['row-action'] as (Event & { rowId: string; action: string })[];
      expect(done.map(({ rowId, action }) => [rowId, action])).to.deep.equal([
        ['r1', 'edit'],
        ['r1', 'delete'],
      ]);
      expectFocus(cellAt(grid, 1, 3).querySelector('[data-menu]')!);
    });

    it('opens the menu of a row with the other mouse button', async () => {
      const { grid } = await gridOf({ rowActions: actions });
      await clickOn(cellAt(grid, 2, 1), 'right');
      const menu = root(grid).querySelector('lead-ui-menu')!;
      await waitUntil(() => menu.open);
      await settled(grid);
      expect(menu.open).to.be.true;
      expect(menu.items.map(({ id }) => id)).to.deep.equal(['edit', 'delete']);
    });

    it('lets no event of its menu out', async () => {
      const { grid } = await gridOf({ rowActions: actions });
      let leaked = 0;
      grid.addEventListener('lead-ui-select', () => leaked++);
      await clickOn(cellAt(grid, 2, 1), 'right');
      await waitUntil(() => root(grid).querySelector('lead-ui-menu')!.open);
      await settled(grid);
      await press(grid, 'Enter');
      expect(leaked).to.equal(0);
    });

    it('aligns numbers to the end', async () => {
      const { grid } = await gridOf();
      const cell = cellAt(grid, 3, 2).getBoundingClientRect();
      const content = cellAt(grid, 3, 2).querySelector('b')!.getBoundingClientRect();
      expect(cell.right - content.right).to.be.closeTo(12, 1);
    });
  });

  describe('groups', () => {
    const grouped: readonly GridRow[] = [
      { kind: 'group', key: 'open', label: 'Open', tone: 'slate', count: 1204, expanded: true },
      ...records(2),
      { kind: 'group', key: 'won', label: 'Won', count: 3, expanded: false },
    ];

    it('makes it a treegrid with levels', async () => {
      const { grid } = await gridOf({ rows: grouped, total: 4 });
      expect(table(grid).getAttribute('role')).to.equal('treegrid');
      expect(rowAt(grid, 0)!.getAttribute('aria-expanded')).to.equal('true');
      expect(rowAt(grid, 3)!.getAttribute('aria-expanded')).to.equal('false');
      expect([0, 1, 3].map((index) => rowAt(grid, index)!.getAttribute('aria-level'))).to.deep.equal([
        '1',
        '2',
        '1',
      ]);
      expect(words(rowAt(grid, 0))).to.equal('Open 1,204');
      await expect(grid).to.be.accessible();
    });

    it('opens and closes groups by click and by keyboard', async () => {
      const { grid, heard } = await gridOf({ rows: grouped, total: 4 });
      await clickOn(rowAt(grid, 3)!);
      rowAt(grid, 0)!.querySelector<HTMLElement>('.cell')!.focus();
      await press(grid, 'ArrowRight', 'ArrowLeft', 'Enter');
      const toggles = heard['group-toggle'] as (Event & { key: string; expanded: boolean })[];
      expect(toggles.map(({ key, expanded }) => [key, expanded])).to.deep.equal([
        ['won', true],
        ['open', false],
        ['open', false],
      ]);
    });

    it('keeps the column while walking over a group', async () => {
      const { grid } = await gridOf({ rows: grouped, total: 4 });
      cellAt(grid, 1, 2).focus();
      await press(grid, 'ArrowUp');
      expectFocus(rowAt(grid, 0)!.querySelector('.cell')!);
      await press(grid, 'ArrowDown');
      expectFocus(cellAt(grid, 1, 2));
    });
  });

  describe('columns', () => {
    it('moves a column by keyboard and says where it is now', async () => {
      const { grid, heard } = await gridOf({ reorderable: true });
      grid.addEventListener('lead-ui-columns-reorder', (event) => {
        grid.columns = event.columns.map((id) => columns.find((column) => column.id === id)!);
      });
      cellAt(grid, -1, 0).focus();
      await press(grid, 'Control+Shift+ArrowRight');
      expect((heard['columns-reorder']![0] as Event & { columns: string[] }).columns).to.deep.equal([
        'city',
        'name',
        'value',
      ]);
      await settled(grid);
      expectFocus(header(grid, 'name'));
      expect(words(root(grid).querySelector('[role=status]'))).to.equal('Name is now column 2 of 3');
    });

    it('moves a column by dragging its header', async () => {
      const { grid } = await gridOf({ reorderable: true });
      const moved = oneEvent(grid, 'lead-ui-columns-reorder') as unknown as Promise<{ columns: string[] }>;
      const [x, y] = middleOf(header(grid, 'name'));
      const target = header(grid, 'value').getBoundingClientRect();
      const dataTransfer = new DataTransfer();
      const drag = (type: string, at: Element, clientX: number) =>
        at.dispatchEvent(
          new DragEvent(type, { bubbles: true, cancelable: true, dataTransfer, clientX, clientY: y }),
        );
      drag('dragstart', header(grid, 'name'), x);
      drag('dragover', header(grid, 'value'), target.right - 4);
      expect(header(grid, 'value').dataset['drop']).to.equal('after');
      drag('drop', header(grid, 'value'), target.right - 4);
      expect((await moved).columns).to.deep.equal(['city', 'value', 'name']);
      expect(root(grid).querySelector('[data-drop]')).to.be.null;
    });

    it('cannot be moved unless it is allowed', async () => {
      const { grid, heard } = await gridOf();
      cellAt(grid, -1, 0).focus();
      await press(grid, 'Control+Shift+ArrowRight');
      expect(heard['columns-reorder']).to.deep.equal([]);
      expect(header(grid, 'name').draggable).to.be.false;
    });

    it('scrolls sideways on a narrow container, with the first column in place', async () => {
      const { grid } = await gridOf({ selection: 'multiple' });
      grid.style.inlineSize = '300px';
      await settled(grid);
      scroller(grid).scrollLeft = 120;
      await settled(grid);
      const frame = scroller(grid).getBoundingClientRect();
      expect(cellAt(grid, 0, 0).getBoundingClientRect().left).to.equal(frame.left);
      expect(cellAt(grid, 0, 1).getBoundingClientRect().left).to.equal(
        cellAt(grid, 0, 0).getBoundingClientRect().right,
      );
      expect(cellAt(grid, 0, 1).offsetWidth).to.be.at.most(150);
    });

    it('scrolls a cell out from under the first column when it gets the focus', async () => {
      const { grid } = await gridOf();
      grid.style.inlineSize = '300px';
      await settled(grid);
      cellAt(grid, 0, 0).focus();
      await press(grid, 'End', 'ArrowLeft');
      const cell = cellAt(grid, 0, 1).getBoundingClientRect();
      expect(cell.left).to.be.at.least(cellAt(grid, 0, 0).getBoundingClientRect().right - 1);
    });
  });
});
