import { html, nothing } from 'lit';
import type { Criteria } from '../../src/criteria/index.js';
import type { LeadStore } from '../../src/index.js';
import type { Id } from '../../src/model/index.js';
import { goTo } from '../places.js';
import { text } from '../texts.js';

/** Everybody whose company is a potential customer. */
const leads: Criteria = {
  match: 'all',
  items: [{ field: 'company.categoryGroup', operator: 'oneOf', value: ['potentialCustomer'] }],
};

export function boardPage(store: LeadStore, selectionId: Id | undefined) {
  const selections = [...store.selections].sort((a, b) =>
    a.name.localeCompare(b.name, document.documentElement.lang),
  );
  const choose = (event: Event) =>
    goTo({ page: 'board', selectionId: (event.target as HTMLSelectElement).value || undefined });
  return html`
    <div class="head">
      <h1>${text('board')}</h1>
      <label class="choice">
        <span>${text('showSelection')}</span>
        <select @change=${choose}>
          <option value="" ?selected=${!selectionId}>${text('allLeads')}</option>
          ${selections.map(({ id, name }) => html`<option value=${id} ?selected=${id === selectionId}>${name}</option>`)}
        </select>
      </label>
    </div>
    <lead-board
      class="tall"
      selection-id=${selectionId ?? nothing}
      .criteria=${selectionId ? undefined : leads}
    ></lead-board>
  `;
}
