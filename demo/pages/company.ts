import { html, nothing } from 'lit';
import { keyed } from 'lit/directives/keyed.js';
import { until } from 'lit/directives/until.js';
import type { Id } from '../../src/model/index.js';
import type { LeadEditChangeEvent, LeadStore } from '../../src/index.js';
import type { Answer, Question } from '../../src/query/index.js';
import { ask } from '../../src/store/index.js';
import { addressOf, goTo } from '../places.js';
import { text } from '../texts.js';

/** The company screen: its card, the chosen contact's card beside it, and the contacts section tab below. */
export function companyPage(store: LeadStore, companyId: Id, contactId: Id | undefined) {
  const shown = contactId ? card(contactId) : until(firstContact(store, companyId).then(card));
  return html`
    <h1 class="hidden">${text('company')}</h1>
    <p class="trail"><a href=${addressOf({ page: 'companies' })}>${text('companies')}</a></p>
    <div class="screen">
      ${keyed(companyId, html`<lead-company-card company-id=${companyId}></lead-company-card>`)} ${shown}
      <lead-contacts-tab
        class="wide"
        company-id=${companyId}
        storage-key="fjordline-contacts"
      ></lead-contacts-tab>
    </div>
  `;
}

function card(contactId: Id | undefined) {
  return contactId
    ? keyed(contactId, html`<lead-contact-card contact-id=${contactId}></lead-contact-card>`)
    : nothing;
}

export function contactPage(contactId: Id) {
  return html`
    <h1 class="hidden">${text('contact')}</h1>
    <p class="trail"><a href=${addressOf({ page: 'find' })}>${text('find')}</a></p>
    <lead-contact-card class="narrow" contact-id=${contactId}></lead-contact-card>
  `;
}

export function newCompanyPage() {
  return html`
    <h1 class="hidden">${text('newCompany')}</h1>
    <p class="trail"><a href=${addressOf({ page: 'companies' })}>${text('companies')}</a></p>
    <lead-company-card class="narrow" new @lead-edit-change=${leaveNewCompany}></lead-company-card>
  `;
}

export function newContactPage(companyId: Id | undefined) {
  return html`<h1 class="hidden">${text('newContact')}</h1>
    <lead-contact-card class="narrow" new company-id=${companyId ?? nothing}></lead-contact-card>`;
}

/** Somebody of the company, to begin with. The records may be in a backend, so this is a question, too. */
function firstContact(store: LeadStore, companyId: Id): Promise<Id | undefined> {
  const question: Question = {
    of: 'contact',
    criteria: {
      match: 'all',
      items: [
        { field: 'contact.companyId', operator: 'oneOf', value: [companyId] },
        { field: 'contact.retired', operator: 'isNo' },
      ],
    },
    fields: [],
    window: { offset: 0, limit: 1 },
  };
  return new Promise((resolve) => {
    const live = ask(store, question, { language: document.documentElement.lang }, look);
    look(live.answer);
    function look({ phase, rows }: Answer): void {
      if (phase === 'loading' || phase === 'stale') return;
      resolve(rows[0]?.id);
      queueMicrotask(() => live.close());
    }
  });
}

/** Cancelled: back to the list. Saved: the page goes to the company by itself. */
function leaveNewCompany({ editing, id }: LeadEditChangeEvent): void {
  if (!editing && !id) goTo({ page: 'companies' });
}
