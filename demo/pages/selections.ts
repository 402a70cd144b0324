import { html, nothing } from 'lit';
import type { Id } from '../../src/model/index.js';
import { addressOf } from '../places.js';
import { text } from '../texts.js';

export function selectionsPage(selectionId: Id | undefined) {
  return html`
    <h1 class="hidden">${text('selections')}</h1>
    ${
      selectionId
        ? html`<div class="head">
            <p class="trail"><a href=${addressOf({ page: 'selections' })}>${text('selections')}</a></p>
            <a class="action" href=${addressOf({ page: 'board', selectionId })}>${text('openBoard')}</a>
          </div>`
        : nothing
    }
    <lead-selections selection-id=${selectionId ?? nothing}></lead-selections>
  `;
}
