import { html, nothing } from 'lit';
import { keyed } from 'lit/directives/keyed.js';
import type { Id } from '../../src/model/index.js';
import type { LeadEditChangeEvent, LeadStore } from '../../src/index.js';
import { addressOf, goTo } from '../places.js';
import { text } from '../texts.js';

/** The company screen: its card, the chosen contact's card beside it, and the contacts section tab below. */
export function companyPage(store: LeadStore, companyId: Id, contactId: Id | undefined) {
  const shown = contactId ?? firstContact(store, companyId);
  return html`
    <h1 class="hidden">${text('company')}</h1>
    <p class="trail"><a href=${addressOf({ page: 'companies' })}>${text('companies')}</a></p>
    <div class="screen">
      ${keyed(companyId, html`<lead-company-card company-id=${companyId}></lead-company-card>`)}
      ${shown === undefined ? nothing : keyed(shown, html`<lead-contact-card contact-id=${shown}></lead-contact-card>`)}
      <lead-contacts-tab
        class="wide"
        company-id=${companyId}
        storage-key="fjordline-contacts"
      ></lead-contacts-tab>
    </div>
  `;
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

function firstContact(store: LeadStore, companyId: Id): Id | undefined {
  for (const contact of store.records.contactsOf(companyId)) if (!contact.retired) return contact.id;
  return undefined;
}

/** Cancelled: back to the list. Saved: the page goes to the company by itself. */
function leaveNewCompany({ editing, id }: LeadEditChangeEvent): void {
  if (!editing && !id) goTo({ page: 'companies' });
}
