import { html, render } from 'lit';
import type { LeadStore } from '../src/index.js';
import type { EntityName, Id } from '../src/model/index.js';
import { boardPage } from './pages/board.js';
import { companiesPage } from './pages/companies.js';
import { companyPage, contactPage, newCompanyPage, newContactPage } from './pages/company.js';
import { findPage } from './pages/find.js';
import { selectionsPage } from './pages/selections.js';
import { setupPage } from './pages/setup.js';
import { text } from './texts.js';

/** Where a person is in the portal, from the address: `#/company/17/contact/4`. */
export type Place =
  | { readonly page: 'companies' | 'find' | 'setup' | 'newCompany' }
  | { readonly page: 'selections' | 'board'; readonly selectionId?: Id }
  | { readonly page: 'company'; readonly companyId: Id; readonly contactId?: Id }
  | { readonly page: 'contact'; readonly contactId: Id }
  | { readonly page: 'newContact'; readonly companyId?: Id };

export function placeOf(hash: string): Place {
  const [page, id, part, partId] = hash.replace(/^#\/?/, '').split('/').map(decode);
  switch (page) {
    case 'find':
    case 'setup':
      return { page };
    case 'selections':
    case 'board':
      return id ? { page, selectionId: id } : { page };
    case 'company':
      if (id === 'new') return { page: 'newCompany' };
      if (id) return { page, companyId: id, contactId: part === 'contact' ? partId : undefined };
      break;
    case 'contact':
      if (id === 'new') return { page: 'newContact', companyId: part };
      if (id) return { page, contactId: id };
      break;
    default:
  }
  return { page: 'companies' };
}

/** The address of a place. */
export function addressOf(place: Place): string {
  const path = {
    companies: () => ['companies'],
    find: () => ['find'],
    setup: () => ['setup'],
    newCompany: () => ['company', 'new'],
    newContact: () => ['contact', 'new', (place as { companyId?: Id }).companyId],
    selections: () => ['selections', (place as { selectionId?: Id }).selectionId],
    board: () => ['board', (place as { selectionId?: Id }).selectionId],
    contact: () => ['contact', (place as { contactId: Id }).contactId],
    company: () => {
      const { companyId, contactId } = place as { companyId: Id; contactId?: Id };
      return contactId ? ['company', companyId, 'contact', contactId] : ['company', companyId];
    },
  }[place.page]();
  return `#/${path
    .filter((part) => part !== undefined)
    .map(encodeURIComponent)
    .join('/')}`;
}

export function goTo(place: Place): void {
  location.hash = addressOf(place);
}

/** Where a record is shown: a contact on its company's page. */
export function recordPlace(store: LeadStore, entity: EntityName, id: Id): Place {
  if (entity === 'company') return { page: 'company', companyId: id };
  if (entity === 'selection') return { page: 'selections', selectionId: id };
  const companyId = store.record('contact', id).record?.companyId;
  return companyId ? { page: 'company', companyId, contactId: id } : { page: 'contact', contactId: id };
}

export function showPlace(content: HTMLElement, place: Place, store: LeadStore): void {
  document.title = `${text(titleOf(place))} · Fjordline Sales`;
  render(html`${pageOf(place, store)}`, content);
}

function pageOf(place: Place, store: LeadStore) {
  switch (place.page) {
    case 'companies':
      return companiesPage();
    case 'company':
      return companyPage(store, place.companyId, place.contactId);
    case 'newCompany':
      return newCompanyPage();
    case 'contact':
      return contactPage(place.contactId);
    case 'newContact':
      return newContactPage(place.companyId);
    case 'find':
      return findPage();
    case 'selections':
      return selectionsPage(place.selectionId);
    case 'board':
      return boardPage(store, place.selectionId);
    case 'setup':
      return setupPage();
  }
}

function titleOf({ page }: Place) {
  return page === 'company' || page === 'newCompany'
    ? 'companies'
    : page === 'contact' || page === 'newContact'
      ? 'contact'
      : page;
}

function decode(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part; // a broken address leads to a record that is not there, which the card says
  }
}
