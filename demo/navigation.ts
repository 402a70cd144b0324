import { html, render } from 'lit';
import { addressOf, type Place } from './places.js';
import { text } from './texts.js';

const entries = ['companies', 'find', 'selections', 'board', 'setup'] as const;

/** The portal's main navigation, with the entry of the place marked. */
export function showNavigation(nav: HTMLElement, place: Place): void {
  const current =
    place.page === 'find' || place.page === 'selections' || place.page === 'board' || place.page === 'setup'
      ? place.page
      : 'companies';
  render(
    entries.map(
      (page) =>
        html`<a href=${addressOf({ page })} aria-current=${page === current ? 'page' : 'false'}
          >${text(page)}</a
        >`,
    ),
    nav,
  );
}
