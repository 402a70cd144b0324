import { expect, fixture, html, nextFrame, oneEvent } from '@open-wc/testing';
import { resetMouse, sendKeys, sendMouse, setViewport } from '@web/test-runner-commands';
import { createMemoryAdapter } from '../../src/adapters/memory/memory-adapter.js';
import type { LeadRecordGrid } from '../../src/elements/record-grid/lead-record-grid.js';
import '../../src/elements/record-grid/lead-record-grid.js';
import { defaultSettings } from '../../src/model/defaults.js';
import { emptyContact } from '../../src/model/defaults.js';
import { LeadStore } from '../../src/store/lead-store.js';
import type { LeadUiMenu } from '../../src/ui/menu.js';
import { inBothSchemes } from '../helpers/in-both-schemes.js';
import { createLargeStore } from '../helpers/large-store.js';
import { clickOn, hover, middleOf } from '../helpers/mouse.js';
import { chooseFromMenu, deepFocus, gridIn, press, settled, soon, tabTo } from '../helpers/record-grid.js';
import { createFailedStore, createLoadingStore, createSampleStore, sample } from '../helpers/stores.js';

async function world(given: Partial<LeadRecordGrid> & { store?: LeadStore } = {}) {
  const store = 'store' in given ? given.store : await createSampleStore();
  const element = await fixture<LeadRecordGrid>(html`<lead-record-grid></lead-record-grid>`);
  Object.assign(element, { ...given, store });
  await settled(element);
  return { element, store: store!, ...gridIn(element) };
}

const leadColumns = ['contact.name', 'company.name', 'company.category', 'contact.leadStatus'];

/** Ticks a row by its index. */
async function tick({ inner, element }: Awaited<ReturnType<typeof world>>, ...rows: number[]): Promise<void> {
  for (const row of rows) {
    inner().querySelector<HTMLElement>(`[data-row="${row}"] input`)!.click();
    await nextFrame(); // the grid lets the browser finish with the box first
    await nextFrame();
    await settled(element);
  }
}

const heard = <Name extends keyof HTMLElementEventMap>(element: Element, name: Name) =>
  oneEvent<HTMLElementEventMap[Name]>(element, name);

describe('<lead-record-grid>', function () {
  this.timeout(20_000); // axe and 20,000 records, on a busy machine
  afterEach(async () => {
    await resetMouse();
    localStorage.clear();
  });

  describe('shows', () => {
    it('contacts with their columns, sorted by name, and how many there are', async () => {
      const { headers, firstTexts, count } = await world();
      expect(headers()).to.eql(['Name', 'Title', 'Company name', 'Mobile', 'Email']);
      expect(firstTexts()).to.eql([
        'Ada Lovelace',
        'Alan Turing',
        'Edsger Dijkstra',
        'Grace Hopper',
        'Linus Ærøskøbing',
        'Lonely Planet',
      ]);
      expect(count()).to.equal('6 contacts');
    });

    it('companies', async () => {
      const { headers, firstTexts, count } = await world({ of: 'company' });
      expect(headers()[1]).to.equal('Category');
      expect(firstTexts()).to.eql(['Acme Nordic AS', 'Globex GmbH', 'Hooli', 'Initech']);
      expect(count()).to.equal('4 companies');
    });

    it('only those that meet the criteria, and others when these change', async () => {
      const { element, firstTexts } = await world({
        criteria: {
          match: 'all',
          items: [{ field: 'contact.companyId', operator: 'oneOf', value: ['acme'] }],
        },
      });
      expect(firstTexts()).to.eql(['Ada Lovelace', 'Grace Hopper']);
      element.criteria = { match: 'all', items: [{ field: 'contact.companyId', operator: 'isEmpty' }] };
      await settled(element);
      expect(firstTexts()).to.eql(['Lonely Planet']);
    });

    it('changes of records as they happen', async () => {
      const { element, store, firstTexts } = await world();
      await store.updateContact('ada', { firstName: 'Augusta' });
      await settled(element);
      expect(firstTexts()).to.include('Augusta Lovelace');
    });

    it('values of each type of field in the language of the element', async () => {
      const fields = [
        { entity: 'contact', key: 'score', label: 'Score', type: 'number' },
        { entity: 'contact', key: 'birthday', label: 'Birthday', type: 'date' },
        { entity: 'contact', key: 'vip', label: 'VIP', type: 'yesno' },
      ] as const;
      const extra = { score: 1234.5, birthday: '1815-12-10', vip: true };
      const rows = structuredClone(sample);
      const store = await createSampleStore(
        createMemoryAdapter({
          ...rows,
          settings: { ...defaultSettings, fields },
          contacts: rows.contacts.map((each) => (each.id === 'ada' ? { ...each, extra } : each)),
        }),
      );
      const columns = ['contact.name', 'contact.score', 'contact.birthday', 'contact.vip'];
      const { texts, headers } = await world({ store, columns });
      expect(headers().slice(1)).to.eql(['Score', 'Birthday', 'VIP']);
      expect(texts()[0]).to.equal('Ada Lovelace | 1,234.5 | Dec 10, 1815 | Yes');
    });

    it('a company name that is too long with an ellipsis', async () => {
      const { store, cell } = await world({ columns: leadColumns });
      const name = 'Gesellschaft für elektronische Datenverarbeitung und Beratung '.repeat(4).trim();
      await store.updateCompany('acme', { name });
      await soon(() => cell(0, 1).textContent?.includes(name));
      const link = cell(0, 1).querySelector('button')!;
      expect(link.getBoundingClientRect().right).to.be.at.most(cell(0, 1).getBoundingClientRect().right);
      expect(link.scrollWidth).to.be.greaterThan(link.clientWidth);
      expect(getComputedStyle(link).textOverflow).to.equal('ellipsis');
    });

    it('[L1] lead status with its word and tone', async () => {
      const { cell } = await world({ columns: leadColumns });
      const status = cell(0, 3);
      expect(status.textContent.trim()).to.equal('Open');
      expect(status.querySelector<HTMLElement>('.dot')!.dataset['tone']).to.equal('slate');
    });

    it('[L7] a value that is retained as locked, and why on hover', async () => {
      const { cell } = await world({ columns: leadColumns });
      const locked = cell(1, 3).querySelector('[data-retained]')!;
      expect(locked.textContent.trim()).to.equal('Re-nurture');
      expect(locked.querySelector('.icon')).to.exist;
      await hover(locked);
      const tip = (locked.getRootNode() as ShadowRoot).querySelector(
        `#${locked.getAttribute('aria-describedby')!}`,
      )!;
      await soon(() => tip.matches(':popover-open'));
      expect(tip.textContent).to.contain('Initech is Customer').and.to.contain('Re-nurture, is kept');
    });

    it('[L7] why on the keyboard: Enter on the cell brings the focus to the reason', async () => {
      const { cell, element } = await world({ columns: leadColumns });
      cell(1, 3).focus();
      await sendKeys({ press: 'Enter' });
      await settled(element);
      expect(deepFocus()!.matches('[data-retained]')).to.be.true;
      await soon(() =>
        element
          .shadowRoot!.querySelector('lead-ui-grid')!
          .shadowRoot!.querySelector('lead-ui-tooltip:popover-open'),
      );
    });

    it('[L8] no lead status for a contact without a company', async () => {
      const { texts } = await world({ columns: leadColumns });
      expect(texts().at(-1)).to.equal('Lonely Planet |  |  | ');
    });

    it('[L9] deleted items as such', async () => {
      const { store, element, cell } = await world({ columns: leadColumns });
      await store.deleteListItem('leadStatus', '2');
      await settled(element);
      expect(cell(4, 3).querySelector('s')!.textContent).to.equal('Contacting');
      expect(cell(4, 3).textContent).to.contain('(deleted)');
    });

    it('former employees as such', async () => {
      const { store, element, firstTexts } = await world();
      await store.updateContact('alan', { retired: true });
      await settled(element);
      expect(firstTexts()[1]).to.equal('Alan Turing (former)');
    });
  });

  describe('asks only for what is in view', () => {
    it('of 20,000 contacts', async () => {
      const { grid, rows, count, element } = await world({ store: await createLargeStore(20_000) });
      await soon(() => count() === '20,000 contacts');
      expect(grid().rows.length).to.be.lessThan(200);
      expect(rows().length).to.be.lessThan(60);
      grid().scrollToRow(15_000);
      await soon(() => grid().offset > 14_000);
      await settled(element);
      expect(grid().rows.length).to.be.lessThan(200);
      expect(gridIn(element).firstTexts()).to.include('Person 015000');
    });

    it('and shows every row in view soon after the scroll bar rests', async () => {
      const { grid, inner, element } = await world({ store: await createLargeStore(20_000) });
      const scroller = inner().querySelector('.scroller')!;
      for (let turn = 1; turn <= 20; turn++) {
        scroller.scrollTop = turn * 20_000;
        await nextFrame();
      }
      const inView = () => {
        const first = Math.floor(scroller.scrollTop / 40);
        return grid().offset <= first && grid().offset + grid().rows.length >= first + 10;
      };
      await soon(inView);
      await settled(element);
      expect(gridIn(element).firstTexts()).to.include('Person 010002');
    });
  });

  describe('sorts', () => {
    it('by a click on a header: ascending, descending, not at all', async () => {
      const { header, firstTexts, element } = await world();
      const click = async () => {
        await clickOn(header('contact.title').querySelector('.sort')!);
        await settled(element);
      };
      await click();
      expect(header('contact.title').getAttribute('aria-sort')).to.equal('ascending');
      expect(firstTexts().slice(0, 2)).to.eql(['Grace Hopper', 'Ada Lovelace']);
      await click();
      expect(header('contact.title').getAttribute('aria-sort')).to.equal('descending');
      expect(firstTexts()[0]).to.equal('Ada Lovelace');
      await click();
      expect(header('contact.title').hasAttribute('aria-sort')).to.be.false;
    });

    it('by several columns with Shift, by keyboard', async () => {
      const { header, firstTexts, element, grid } = await world({
        of: 'company',
        columns: ['company.owner', 'company.name'],
      });
      header('company.owner').focus();
      await sendKeys({ press: 'Enter' });
      await settled(element);
      header('company.name').focus();
      await press('Shift+Enter');
      await settled(element);
      await press('Shift+Enter');
      await settled(element);
      expect(grid().sort).to.eql([
        { column: 'company.owner', direction: 'asc' },
        { column: 'company.name', direction: 'desc' },
      ]);
      expect(firstTexts().slice(0, 3)).to.eql(['Ida Berg', 'Ida Berg', 'Jonas Falk']);
    });
  });

  describe('filters', () => {
    it('a text column by what it starts with, from the funnel, with the count of all', async () => {
      const { header, filter, firstTexts, count, chips, element } = await world();
      await hover(header('contact.name'));
      await clickOn(header('contact.name').querySelector('.funnel')!);
      await soon(() => filter().activeElement?.matches('input[type=text]'));
      expect(filter().querySelector('select')!.value).to.equal('begins');
      await sendKeys({ type: 'l' });
      await sendKeys({ press: 'Enter' });
      await settled(element);
      expect(firstTexts()).to.eql(['Linus Ærøskøbing', 'Lonely Planet']);
      expect(count()).to.equal('2 of 6 contacts');
      expect(chips()).to.eql(['Name starts with “l”']);
      expect(header('contact.name').classList.contains('filtered')).to.be.true;
    });

    it('a list column by keyboard alone, and says which filter is in force', async () => {
      const { header, filter, firstTexts, element, inner } = await world({ columns: leadColumns });
      header('contact.leadStatus').focus();
      await press('Alt+ArrowDown');
      await soon(() => filter().activeElement?.matches('input[type=checkbox]'));
      await sendKeys({ press: ' ' });
      await sendKeys({ press: 'Enter' });
      await settled(element);
      expect(firstTexts()).to.eql(['Ada Lovelace']);
      const description = header('contact.leadStatus').getAttribute('aria-describedby')!;
      expect(inner().querySelector(`#${description}`)!.textContent).to.equal('Lead status is Open');
    });

    it('[L7] finds values that are retained', async () => {
      const { header, filter, texts, element } = await world({ columns: leadColumns });
      header('contact.leadStatus').focus();
      await press('Alt+ArrowDown');
      await soon(() => filter().activeElement?.matches('input[type=checkbox]'));
      filter().querySelectorAll<HTMLElement>('input[type=checkbox]')[3]!.click();
      await sendKeys({ press: 'Enter' });
      await settled(element);
      expect(texts()).to.eql(['Alan Turing | Initech | Customer | Re-nurture']);
    });

    it('[Q5] a date column by a relative date, with the days that it stands for', async () => {
      const { header, filter, chips, element } = await world({
        columns: ['contact.name', 'contact.created'],
      });
      header('contact.created').focus();
      await press('Alt+ArrowDown');
      await soon(() => filter().querySelector('select'));
      const select = filter().querySelector('select')!;
      select.value = 'previous';
      select.dispatchEvent(new Event('change'));
      await nextFrame();
      expect(filter().querySelector('.hint')!.textContent).to.contain('Oct 1').and.to.contain('31, 2026');
      filter().querySelector<HTMLElement>('button[type=submit]')!.click();
      await settled(element);
      expect(chips()[0]).to.contain('Registered is in the previous month');
    });

    it('keeps the criteria of the host in force', async () => {
      const { tool, filter, firstTexts, element } = await world({
        criteria: {
          match: 'any',
          items: [{ field: 'contact.companyId', operator: 'oneOf', value: ['initech'] }],
        },
      });
      await chooseFromMenu(tool('filter'), 'Name');
      await soon(() => filter().activeElement?.matches('input'));
      await sendKeys({ type: 'A' });
      await sendKeys({ press: 'Enter' });
      await settled(element);
      expect(firstTexts()).to.eql(['Alan Turing']);
    });

    it('offers to reset when nothing is left, and keeps the focus', async () => {
      const { tool, filter, element, root, count } = await world();
      await chooseFromMenu(tool('filter'), 'Name');
      await soon(() => filter().activeElement?.matches('input'));
      await sendKeys({ type: 'zzz' });
      await sendKeys({ press: 'Enter' });
      await settled(element);
      const reset = root.querySelector<HTMLElement>('[slot=empty] button')!;
      expect(root.querySelector('[slot=empty]')!.textContent).to.contain('Nothing matches the filters.');
      reset.focus();
      await sendKeys({ press: 'Enter' });
      await settled(element);
      expect(count()).to.equal('6 contacts');
      expect(deepFocus() === tool('filter')).to.be.true;
    });

    it('clears one filter and leaves the others', async () => {
      const { tool, filter, element, root, chips } = await world();
      for (const [column, text] of [
        ['Name', 'a'],
        ['Title', 'c'],
      ] as const) {
        await chooseFromMenu(tool('filter'), column);
        await soon(() => filter().activeElement?.matches('input'));
        await sendKeys({ type: text });
        await sendKeys({ press: 'Enter' });
        await settled(element);
      }
      root.querySelector<HTMLElement>('.chip .icon-button')!.click();
      await settled(element);
      expect(chips()).to.eql(['Title starts with “c”']);
    });

    it('closes with Escape and changes nothing', async () => {
      const { header, filter, count, element } = await world();
      header('contact.name').focus();
      await press('Alt+ArrowDown');
      await soon(() => filter().activeElement?.matches('input'));
      await sendKeys({ type: 'z' });
      await sendKeys({ press: 'Escape' });
      await settled(element);
      expect(count()).to.equal('6 contacts');
      expect(deepFocus() === header('contact.name')).to.be.true;
    });
  });

  describe('groups', () => {
    it('by a column from the menu, with counts, and loads a group when it is opened', async () => {
      const { tool, texts, element, grid } = await world({ columns: leadColumns });
      await chooseFromMenu(tool('group'), 'Category');
      await settled(element);
      expect(texts()).to.eql([
        'Category: Lead',
        'Category: Marketing qualified lead',
        'Category: Customer',
        'Category: none',
      ]);
      expect(grid().rows.map((row) => ('count' in row ? row.count : undefined))).to.eql([2, 1, 2, 1]);
      grid().focus();
      await settled(element);
      await sendKeys({ press: 'Home' });
      await sendKeys({ press: 'ArrowRight' });
      await settled(element);
      expect(texts().slice(0, 4)).to.eql([
        'Category: Lead',
        'Ada Lovelace | Acme Nordic AS | Lead | Open',
        'Grace Hopper | Acme Nordic AS | Lead | Qualified',
        'Category: Marketing qualified lead',
      ]);
      await sendKeys({ press: 'ArrowLeft' });
      await settled(element);
      expect(texts()).to.have.length(4);
    });

    it('shows who has no value in a group of their own', async () => {
      const { tool, texts, element, inner } = await world({ columns: leadColumns });
      await chooseFromMenu(tool('group'), 'Category');
      await settled(element);
      await clickOn([...inner().querySelectorAll('.group')].at(-1)!);
      await settled(element);
      expect(texts().at(-1)).to.equal('Lonely Planet |  |  | ');
    });

    it('by two columns, nested, and takes one away again', async () => {
      const { tool, texts, element, inner, root, chips } = await world({ columns: leadColumns });
      await chooseFromMenu(tool('group'), 'Category');
      await settled(element);
      await chooseFromMenu(tool('group'), 'Lead status');
      await settled(element);
      expect(chips()).to.eql(['Grouped by Category', 'Grouped by Lead status']);
      for (const index of [0, 1]) {
        inner().querySelectorAll<HTMLElement>('.group .cell')[index]!.click();
        await settled(element);
      }
      expect(texts().slice(0, 4)).to.eql([
        'Category: Lead',
        'Lead status: Open',
        'Ada Lovelace | Acme Nordic AS | Lead | Open',
        'Lead status: Qualified',
      ]);
      expect(inner().querySelector('[role=treegrid]')).to.exist;
      root.querySelector<HTMLElement>('.chip .icon-button')!.click();
      await settled(element);
      expect(chips()).to.eql(['Grouped by Lead status']);
      expect(texts()[0]).to.equal('Lead status: Open');
    });

    it('keep the focus on the way from the first row to the last and back', async () => {
      const { tool, element, grid } = await world({
        store: await createLargeStore(2_000),
        columns: ['contact.name', 'company.category'],
      });
      await chooseFromMenu(tool('group'), 'Category');
      await settled(element);
      grid().focus();
      await settled(element);
      for (const key of ['ArrowRight', 'ArrowDown']) await sendKeys({ press: key });
      const ends = { End: '1001', Home: '0' };
      for (const [key, row] of Object.entries(ends)) {
        await press(`Control+${key}`);
        await soon(() => deepFocus()?.closest('[data-row]')?.getAttribute('data-row') === row);
        await settled(element);
        expect(deepFocus()?.closest('.row.group')?.getAttribute('data-row')).to.equal(row);
      }
    });

    it('of 10,000 each, asking only for the part in view', async () => {
      const { tool, element, grid, inner } = await world({
        store: await createLargeStore(20_000),
        columns: ['contact.name', 'company.category'],
      });
      await chooseFromMenu(tool('group'), 'Category');
      await settled(element);
      inner().querySelector<HTMLElement>('.group .cell')!.click();
      await settled(element);
      expect(grid().total).to.equal(10_002);
      expect(grid().rows.length).to.be.lessThan(200);
      grid().scrollToRow(9_000);
      await soon(() => grid().offset > 8_000);
      // every second contact is of the category Lead
      await soon(() => gridIn(element).firstTexts().includes('Person 017998'));
    });
  });

  describe('columns', () => {
    it('are chosen in a dialog by keyboard, with a search', async () => {
      const { tool, dialog, headers, element } = await world();
      tool('columns').focus();
      await sendKeys({ press: 'Enter' });
      await soon(() => deepFocus()?.matches('[type=search]'));
      await sendKeys({ type: 'lead status' });
      await tabTo((each) => each.matches('[type=checkbox]'));
      await sendKeys({ press: ' ' });
      await tabTo((each) => each.matches('.primary'));
      await sendKeys({ press: 'Enter' });
      await settled(element);
      expect(headers().at(-1)).to.equal('Lead status');
      expect(dialog().querySelector('lead-ui-dialog')!.open).to.be.false;
      expect(deepFocus() === tool('columns')).to.be.true;
    });

    it('change their order with the up and down buttons, which keep the focus', async () => {
      const { tool, dialog, headers, element } = await world();
      await clickOn(tool('columns'));
      await soon(() => deepFocus()?.matches('[type=search]'));
      dialog().querySelector<HTMLElement>('[data-action="up contact.title"]')!.focus();
      await sendKeys({ press: 'Enter' });
      await nextFrame();
      expect(deepFocus()!.getAttribute('data-action')).to.equal('up contact.title');
      expect(dialog().querySelector('[role=status]')!.textContent).to.equal('Title is now column 1 of 5.');
      await tabTo((each) => each.matches('.primary'));
      await sendKeys({ press: 'Enter' });
      await settled(element);
      expect(headers().slice(0, 2)).to.eql(['Title', 'Name']);
    });

    it('change their order by dragging in the dialog', async () => {
      const { tool, dialog, headers, element } = await world();
      await clickOn(tool('columns'));
      await soon(() => deepFocus()?.matches('[type=search]'));
      const [from, to] = ['contact.email', 'contact.title'].map((id) =>
        dialog().querySelector(`[data-id="${id}"]`)!,
      );
      // Not by a real mouse: a browser without a screen begins a drag or not, as it likes.
      const drag = async (type: string, target: Element, below = 0) => {
        const clientY = middleOf(target)[1] + below;
        const dataTransfer = new DataTransfer();
        target.dispatchEvent(
          new DragEvent(type, { bubbles: true, cancelable: true, composed: true, clientY, dataTransfer }),
        );
        await nextFrame();
      };
      await drag('dragstart', from!);
      expect(from!.matches('.dragged')).to.be.true;
      await drag('dragover', to!, 8);
      await drag('dragover', to!, -8);
      await drag('drop', from!);
      await drag('dragend', from!);
      expect(dialog().querySelector('.dragged')).not.to.exist;
      dialog().querySelector<HTMLElement>('.primary')!.click();
      await settled(element);
      expect(headers()).to.eql(['Name', 'Email', 'Title', 'Company name', 'Mobile']);
    });

    it('change their order in the header by keyboard', async () => {
      const { header, headers, element } = await world();
      header('contact.title').focus();
      await press('Control+Shift+ArrowLeft');
      await settled(element);
      expect(headers().slice(0, 2)).to.eql(['Title', 'Name']);
    });

    it('go back to the default, and stay as they were on Cancel', async () => {
      const defaultColumns = ['contact.name', 'contact.email'];
      const { tool, dialog, headers, element } = await world({ defaultColumns, columns: ['contact.title'] });
      await clickOn(tool('columns'));
      await soon(() => deepFocus()?.matches('[type=search]'));
      dialog().querySelector<HTMLElement>('.reset')!.click();
      dialog().querySelectorAll<HTMLElement>('[slot=footer]')[1]!.click();
      await settled(element);
      expect(headers()).to.eql(['Title']);
      await clickOn(tool('columns'));
      await soon(() => deepFocus()?.matches('[type=search]'));
      dialog().querySelector<HTMLElement>('.reset')!.click();
      dialog().querySelector<HTMLElement>('.primary')!.click();
      await settled(element);
      expect(headers()).to.eql(['Name', 'Email']);
    });

    it('must be one at least: OK says so', async () => {
      const { tool, dialog } = await world({ columns: ['contact.name'] });
      await clickOn(tool('columns'));
      await soon(() => deepFocus()?.matches('[type=search]'));
      dialog().querySelector<HTMLElement>('[data-action="remove contact.name"]')!.click();
      await nextFrame();
      expect(dialog().querySelector('.primary')!.getAttribute('aria-disabled')).to.equal('true');
      expect(dialog().querySelector('section .hint')!.textContent).to.equal('Choose at least one column.');
      expect(deepFocus()!.matches('[type=search]')).to.be.true;
    });

    it('that do not exist are left out silently', async () => {
      const { headers } = await world({ columns: ['contact.shoeSize', 'contact.name'] });
      expect(headers()).to.eql(['Name']);
    });
  });

  describe('remembers', () => {
    it('columns, order and groups under a key, and forgets what no longer exists', async () => {
      const saved = {
        columns: ['contact.email', 'contact.gone', 'contact.name'],
        sort: [{ field: 'contact.gone', direction: 'ascending' }],
        groupBy: ['company.category', 'contact.gone'],
      };
      localStorage.setItem('leadkit.grid.test.contact', JSON.stringify(saved));
      const { headers, chips } = await world({ storageKey: 'test' });
      expect(headers()).to.eql(['Email', 'Name']);
      expect(chips()).to.eql(['Grouped by Category']);
    });

    it('what a person arranges, and tells the host', async () => {
      const { element, header } = await world({ storageKey: 'test' });
      header('contact.title').focus();
      setTimeout(() => void press('Control+Shift+ArrowLeft'));
      const event = await heard(element, 'lead-layout-change');
      expect(event.columns.slice(0, 2)).to.eql(['contact.title', 'contact.name']);
      const again = await world({ storageKey: 'test' });
      expect(again.headers().slice(0, 2)).to.eql(['Title', 'Name']);
    });

    it('for the person, where the backend keeps what people set for themselves', async () => {
      const kept = new Map<string, unknown>([['grid.test.contact', { columns: ['contact.email'] }]]);
      const adapter = Object.assign(createMemoryAdapter(structuredClone(sample)), {
        preferences: {
          read: (key: string) => Promise.resolve(kept.get(key)),
          save: (key: string, value: unknown) => Promise.resolve(void kept.set(key, value)),
        },
      });
      const store = await createSampleStore(adapter);
      const { headers, header, element } = await world({ store, storageKey: 'test' });
      await soon(() => headers().join() === 'Email');
      header('contact.email').querySelector<HTMLElement>('.sort')!.click();
      await soon(() => kept.get('grid.test.contact'));
      await settled(element);
      const sort = [{ field: 'contact.email', direction: 'ascending' }];
      await soon(
        () =>
          JSON.stringify(kept.get('grid.test.contact')) ===
          JSON.stringify({ columns: ['contact.email'], sort }),
      );
      expect(localStorage.length).to.equal(0);
      const companies = await world({ store, storageKey: 'test', of: 'company' });
      expect(companies.headers()).not.to.include('Email');
    });

    it('nothing where storage is denied, and works all the same', async () => {
      const { getItem, setItem } = Storage.prototype;
      const denied = () => {
        throw new DOMException('denied', 'SecurityError');
      };
      Object.assign(Storage.prototype, { getItem: denied, setItem: denied });
      try {
        const { header, headers, element } = await world({ storageKey: 'test' });
        header('contact.title').focus();
        await press('Control+Shift+ArrowLeft');
        await settled(element);
        expect(headers()[0]).to.equal('Title');
      } finally {
        Object.assign(Storage.prototype, { getItem, setItem });
      }
    });
  });

  describe('opens', () => {
    it('a row by Enter, by double click and by its link', async () => {
      const { element, cell } = await world();
      const opened: string[] = [];
      element.addEventListener('lead-open-request', ({ entity, id }) => opened.push(`${entity} ${id}`));
      cell(0, 0).focus();
      await sendKeys({ press: 'Enter' });
      await sendMouse({ type: 'click', position: middleOf(cell(1, 1)) });
      cell(1, 1).dispatchEvent(new MouseEvent('dblclick', { bubbles: true, composed: true }));
      await clickOn(cell(2, 0).querySelector('[data-opens]')!);
      expect(opened).to.eql(['contact ada', 'contact alan', 'contact edsger']);
    });

    it('the company of a contact from its name', async () => {
      const { element, cell } = await world();
      setTimeout(() => cell(0, 2).querySelector('button')!.click());
      const { entity, id } = await heard(element, 'lead-open-request');
      expect([entity, id]).to.eql(['company', 'acme']);
    });
  });

  describe('sets the lead status of chosen rows', () => {
    const choose = async (root: ShadowRoot, label: string) =>
      chooseFromMenu(root.querySelector<HTMLElement>('.about [slot=trigger]')!, label);

    it('[L7] of those that may have one, says who was left and why, and undoes it', async () => {
      const given = await world({ columns: leadColumns, selectable: true });
      const { element, root, store, toasts } = given;
      await tick(given, 0, 1, 3, 5);
      expect(root.querySelector('.chosen')!.textContent).to.equal('4 selected');
      await choose(root, 'Contacting');
      await soon(() => toasts().length === 1);
      expect(toasts()[0]).to.equal(
        '2 contacts are now Contacting. 2 are left as they are: the company is no potential customer (1), no company (1).',
      );
      const statusOf = (id: string) => store.record('contact', id).record!.leadStatusId;
      expect(['ada', 'grace', 'alan'].map(statusOf)).to.eql(['2', '2', '4']);
      root.querySelector('lead-ui-toasts')!.shadowRoot!.querySelector<HTMLElement>('.toast .button')!.click();
      await soon(() => toasts().includes('Undone.'));
      expect(['ada', 'grace'].map(statusOf)).to.eql(['1', '5']);
      await settled(element);
    });

    it('[S4] undoes nothing else: not what was done after it', async () => {
      const given = await world({ columns: leadColumns, selectable: true });
      const { root, store, toasts } = given;
      await tick(given, 0);
      await choose(root, 'Contacting');
      await soon(() => toasts().length === 1);
      await store.updateContact('grace', { title: 'Rear admiral' });
      root.querySelector('lead-ui-toasts')!.shadowRoot!.querySelector<HTMLElement>('.toast .button')!.click();
      await soon(() => toasts().some((text) => text.includes('changed since')));
      expect(store.record('contact', 'grace').record!.title).to.equal('Rear admiral');
      expect(store.record('contact', 'ada').record!.leadStatusId).to.equal('2');
    });

    it('[L7] refuses when nobody may have one, with the reason', async () => {
      const given = await world({ columns: leadColumns, selectable: true });
      await tick(given, 1, 2);
      await choose(given.root, 'Open');
      await soon(() => given.toasts().length === 1);
      expect(given.toasts()[0]).to.equal('2 are left as they are: the company is no potential customer.');
    });

    it('[L9] offers no deleted status', async () => {
      const given = await world({ columns: leadColumns, selectable: true });
      await given.store.deleteListItem('leadStatus', '2');
      await tick(given, 0);
      const menu = given.root.querySelector<LeadUiMenu>('.about lead-ui-menu')!;
      expect(menu.items.map(({ label }) => label)).to.eql([
        'Open',
        'Disqualified',
        'Re-nurture',
        'Qualified',
      ]);
    });

    it('of all 5,000 with one tick, in view or not', async () => {
      const given = await world({ store: await createLargeStore(5_000), selectable: true });
      const { element, inner, root } = given;
      await soon(() => !!given.firstTexts()[2]); // so many names are put in order piece by piece
      setTimeout(() => inner().querySelector<HTMLElement>('.head input')!.click());
      const { ids, allBut } = await heard(element, 'lead-choice-change');
      expect([ids, allBut]).to.eql([[], []]); // nobody has listed them
      await settled(element);
      expect(root.querySelector('.chosen')!.textContent).to.equal('5,000 selected');
      await tick(given, 2);
      expect(root.querySelector('.chosen')!.textContent).to.equal('4,999 selected');
      const chosen = await element.chosenIds();
      expect(chosen).to.have.length(4_999);
      expect(chosen).not.to.include('p2');
    });

    it('of everybody who is shown, and nobody any more when others are', async () => {
      const given = await world({ selectable: true });
      const { element, inner, root } = given;
      inner().querySelector<HTMLElement>('.head input')!.click();
      await settled(element);
      expect(root.querySelector('.chosen')!.textContent).to.equal('6 selected');
      await given.store.createContact({ lastName: 'Newcomer' });
      await settled(element);
      expect(root.querySelector('.chosen')!.textContent).to.equal('7 selected');
      element.criteria = { match: 'all', items: [{ field: 'contact.title', operator: 'isEmpty' }] };
      await settled(element);
      expect(root.querySelector('.chosen')).not.to.exist;
      expect(await element.chosenIds()).to.eql([]);
    });

    it('in small steps when they are many: one can stop it, and undo what was done', async () => {
      const store = await createLargeStore(3_000);
      const given = await world({ store, selectable: true });
      const { element, inner, root, toasts } = given;
      await soon(() => given.count() === '3,000 contacts');
      inner().querySelector<HTMLElement>('.head input')!.click();
      await settled(element);
      await choose(root, 'Re-nurture');
      await soon(() => (root.querySelector('progress')?.value ?? 0) > 0);
      expect(root.querySelector('.about')!.textContent).to.contain(
        'Setting the lead status of 3,000 contacts…',
      );
      root.querySelector<HTMLElement>('[data-tool="stop"]')!.click();
      await soon(() => toasts().length === 1);
      expect(toasts()[0]).to.match(/^\d+ contacts are now Re-nurture\. .* Stopped after [\d,]+ of 3,000\.$/);
      expect(root.querySelector('progress')).not.to.exist;
      const statuses = () =>
        [...store.records.contacts()].map(({ id, leadStatusId }) => `${id}:${leadStatusId}`);
      const original = statuses().map(
        (each) => `${each.split(':')[0]}:${1 + (Number(each.slice(1).split(':')[0]) % 5)}`,
      );
      expect(statuses()).not.to.eql(original);
      root.querySelector('lead-ui-toasts')!.shadowRoot!.querySelector<HTMLElement>('.toast .button')!.click();
      await soon(() => toasts().includes('Undone.'));
      expect(statuses()).to.eql(original);
    });

    it('is not offered for companies', async () => {
      const given = await world({ of: 'company', selectable: true });
      await tick(given, 0);
      expect(given.root.querySelector('.chosen')).to.exist;
      expect(given.root.querySelector('.about lead-ui-menu')).not.to.exist;
    });
  });

  describe('has a rendering', () => {
    it('for many that are on their way: how many are here', async () => {
      const contacts = Array.from({ length: 6_000 }, (_, index) => emptyContact({ id: `p${index}` }));
      let end = () => {};
      const store = new LeadStore({
        adapter: {
          async *read() {
            yield { contacts, expected: 12_000 };
            await new Promise<void>((resolve) => (end = resolve));
          },
          save: () => Promise.resolve(),
        },
      });
      const { root, count } = await world({ store });
      await soon(() => root.querySelector('progress')?.value === 6_000);
      expect(root.querySelector('progress')!.getAttribute('aria-label')).to.equal('6,000 of 12,000 loaded');
      await expect(root.host).to.be.accessible();
      end();
      await soon(() => count() === '6,000 contacts');
      expect(root.querySelector('progress')).not.to.exist;
    });

    it('without a store', async () => {
      const { root } = await world({ store: undefined });
      expect(root.textContent).to.contain('Not connected to data yet.');
    });

    it('while loading', async () => {
      const { grid, inner } = await world({ store: createLoadingStore() });
      expect(grid().loading).to.be.true;
      expect(inner().querySelectorAll('.skeleton').length).to.be.greaterThan(10);
    });

    it('when the backend failed, with Retry', async () => {
      const { root, element } = await world({ store: await createFailedStore() });
      expect(root.querySelector('[role=alert]')!.textContent).to.contain('The data could not be reached.');
      expect(root.querySelector('details')!.textContent).to.contain('ECONNREFUSED');
      let reloads = 0;
      element.store!.reload = () => Promise.resolve(void reloads++);
      root.querySelector<HTMLElement>('button')!.click();
      expect(reloads).to.equal(1);
    });

    it('[Q6] when the criteria are wrong', async () => {
      const { root } = await world({
        criteria: { match: 'all', items: [{ field: 'contact.shoeSize', operator: 'is', value: '42' }] },
      });
      expect(root.querySelector('[role=alert]')!.textContent).to.contain('could not be understood');
    });

    it('when there is nobody', async () => {
      const { root } = await world({
        criteria: { match: 'all', items: [{ field: 'contact.name', operator: 'isEmpty' }] },
      });
      expect(root.querySelector('[slot=empty]')!.textContent).to.contain('There are no contacts here.');
    });

    it('in German and Norwegian', async () => {
      const { element, headers, count } = await world({ columns: leadColumns });
      element.lang = 'de';
      await soon(() => headers()[2] === 'Kategorie');
      expect(count()).to.equal('6 Personen');
      element.lang = 'nb';
      await soon(() => headers()[3] === 'Leadstatus');
    });

    it('on a narrow screen', async () => {
      await setViewport({ width: 360, height: 700 });
      try {
        const { element } = await world({ columns: leadColumns });
        expect(document.documentElement.scrollWidth).to.be.at.most(360);
        expect(element.getBoundingClientRect().width).to.be.at.most(360);
      } finally {
        await setViewport({ width: 800, height: 600 });
      }
    });
  });

  describe('is accessible in light and dark', function () {
    it('ready, with a filter, with groups, and with chosen rows', async () => {
      const given = await world({ columns: leadColumns, selectable: true });
      const { element, tool, filter, inner } = given;
      await inBothSchemes(() => expect(element).to.be.accessible());
      await tick(given, 0);
      await inBothSchemes(() => expect(element).to.be.accessible());
      await chooseFromMenu(tool('filter'), 'Name');
      await soon(() => filter().activeElement?.matches('input'));
      await inBothSchemes(() => expect(element).to.be.accessible());
      await sendKeys({ type: 'a' });
      await sendKeys({ press: 'Enter' });
      await chooseFromMenu(tool('group'), 'Category');
      await settled(element);
      inner().querySelector<HTMLElement>('.group .cell')!.click();
      await settled(element);
      await inBothSchemes(() => expect(element).to.be.accessible());
    });

    it('with the columns dialog', async () => {
      const { element, tool } = await world();
      await clickOn(tool('columns'));
      await soon(() => deepFocus()?.matches('[type=search]'));
      await inBothSchemes(() => expect(element).to.be.accessible());
    });

    it('loading, failed, empty and without a store', async () => {
      const stores = [createLoadingStore(), await createFailedStore(), undefined];
      for (const store of stores) {
        const { element } = await world({ store });
        await inBothSchemes(() => expect(element).to.be.accessible());
      }
      const criteria = { match: 'all', items: [{ field: 'contact.name', operator: 'isEmpty' }] } as const;
      const { element } = await world({ criteria });
      await inBothSchemes(() => expect(element).to.be.accessible());
    });
  });
});
