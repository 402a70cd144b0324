import type { Criteria } from '../../../src/criteria/types.js';
import type { LeadFind } from '../../../src/elements/find/lead-find.js';
import '../../../src/elements/find/lead-find.js';
import { textOf, typeInto } from '../look.js';
import { openStore } from '../people.js';
import type { Side } from '../view.js';
import { findSize, findText, lines, type FindWidget } from './widget.js';

const criteria: Criteria = {
  match: 'all',
  items: [
    { field: 'contact.name', operator: 'contains', value: 'b' },
    { field: 'contact.leadStatus', operator: 'oneOf', value: lines.statuses },
    { field: 'company.categoryGroup', operator: 'oneOf', value: lines.groups },
    { field: 'contact.score', operator: 'between', value: lines.score },
  ],
};

export const oursFind: Side<FindWidget> = {
  name: 'lead-find',
  open: (place, people) => {
    const store = openStore(people);
    let element: LeadFind;
    const mount = () => {
      element = document.createElement('lead-find');
      element.store = store;
      element.criteria = criteria;
      element.columns = ['contact.name', 'contact.email', 'company.name', 'company.country'];
      element.style.cssText = `display: block; width: ${findSize.width}px; height: ${findSize.height}px`;
      place.replaceChildren(element);
    };
    const results = () => element.shadowRoot?.querySelector('lead-record-grid')?.shadowRoot;
    mount();
    return {
      mount,
      seen: () => {
        const count = textOf(results()?.querySelector('.count')).replace(/\D/g, '');
        const rows = results()
          ?.querySelector('lead-ui-grid')
          ?.shadowRoot?.querySelectorAll<HTMLElement>('.body > .row');
        const inOrder = [...(rows ?? [])].sort((a, b) => Number(a.dataset['row']) - Number(b.dataset['row']));
        return findText(
          Number(count),
          inOrder.map((row) => {
            // The first cell is the tick of the row.
            const [, name, email] = [...row.querySelectorAll('.cell')].map(textOf);
            return [name ?? '', email ?? ''] as const;
          }),
        );
      },
      type: (text) => {
        const builder = element.shadowRoot?.querySelector('lead-criteria-builder')?.shadowRoot;
        const input = builder?.querySelector<HTMLInputElement>('input.text[data-part="value"]');
        if (!input) throw new Error('The builder has no field to type into.');
        typeInto(input, text);
      },
      close: () => {
        place.replaceChildren();
        store.close();
      },
    };
  },
};
