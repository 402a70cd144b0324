import type { LeadRecordGrid } from '../../../src/elements/record-grid/lead-record-grid.js';
import '../../../src/elements/record-grid/lead-record-grid.js';
import { between, click, textOf } from '../look.js';
import { openStore } from '../people.js';
import type { Side } from '../view.js';
import { gridSize, rowHeight, rowsText, type Column, type GridWidget } from './widget.js';

const fields: Readonly<Record<Column, string>> = {
  name: 'contact.name',
  title: 'contact.title',
  email: 'contact.email',
  phone: 'contact.phone',
  companyName: 'company.name',
  country: 'company.country',
};

export const oursGrid: Side<GridWidget> = {
  name: 'lead-record-grid',
  open: (place, people) => {
    const store = openStore(people);
    let element: LeadRecordGrid;
    const mount = () => {
      place.replaceChildren();
      element = document.createElement('lead-record-grid');
      element.store = store;
      element.columns = Object.values(fields);
      element.style.cssText = `width: ${gridSize.width}px; height: ${gridSize.height}px`;
      place.append(element);
    };
    const grid = () => element.shadowRoot?.querySelector('lead-ui-grid')?.shadowRoot;
    const box = () => grid()?.querySelector<HTMLElement>('.scroller');
    mount();
    return {
      mount,
      seen: () => {
        const frame = box()?.getBoundingClientRect();
        const rows = grid()?.querySelectorAll<HTMLElement>('.body > .row') ?? [];
        if (!frame) return '';
        // Its header covers the first row of the box.
        const visible = between(rows, { top: frame.top + rowHeight, bottom: frame.bottom });
        return rowsText(visible.map((row) => [...row.querySelectorAll('.cell')].map(emptyAsText)));
      },
      jumpTo: (row) => void (box()!.scrollTop = row * rowHeight),
      scrollBy: (rows) => void (box()!.scrollTop += rows * rowHeight),
      clickHeader: (column) => click(grid()?.querySelector(`.head [data-column="${fields[column]}"] .sort`)),
      setTitle: (id, title) => void store.updateContact(id, { title }),
      close: () => {
        place.replaceChildren();
        store.close();
      },
    };
  },
};

const emptyAsText = (cell: Element) => textOf(cell).replace(/^–$/, '');
