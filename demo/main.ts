import '../src/index.js';
import type { LeadProvider } from '../src/index.js';
import { connect } from './connect.js';
import { showNavigation } from './navigation.js';
import { goTo, placeOf, recordPlace, showPlace } from './places.js';
import { applyPreferences, showPreferences } from './preferences.js';
import { showTools } from './tools.js';

// What a customer's page does: an adapter for the provider, a place for each element, and an answer to
// "a person wants to open this record".
applyPreferences();
const provider = document.querySelector<LeadProvider>('lead-provider')!;
Object.assign(provider, await connect());
await provider.updateComplete;
const store = provider.leads!;

const content = document.querySelector<HTMLElement>('#content')!;
const tools = showTools(document.querySelector('.tools')!, store);
showPreferences(document.querySelector('.foot')!, () => {
  tools.update();
  navigate();
});

function navigate(): void {
  const place = placeOf(location.hash);
  showNavigation(document.querySelector('.places')!, place);
  showPlace(content, place, store);
}

addEventListener('hashchange', () => {
  navigate();
  content.focus({ preventScroll: true });
  scrollTo(0, 0);
});
document.addEventListener('lead-open-request', (event) => {
  event.preventDefault(); // selections would show themselves in place
  goTo(recordPlace(store, event.entity, event.id));
});
document.addEventListener(
  'lead-contact-change',
  ({ contactId, created }) => created && goTo(recordPlace(store, 'contact', contactId)),
);
document.addEventListener(
  'lead-company-change',
  ({ companyId, created }) => created && goTo(recordPlace(store, 'company', companyId)),
);
store.subscribe(({ touched }) => {
  tools.update();
  if (touched.has('selection')) navigate(); // the board page lists them
});
void store.loaded.then(navigate);
navigate();
