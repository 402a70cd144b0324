import { html, nothing } from 'lit';
import type { Id } from '../../src/model/index.js';
import { addressOf } from '../places.js';
import { text } from '../texts.js';

export function selectionsPage(selectionId: Id | undefined) {
  return html`
    <div class="head">
      ${
        selectionId
          ? html`<p class="trail"><a href=${addressOf({ page: 'selections' })}>${text('selections')}</a></p>
              <a class="action" href=${addressOf({ page: 'board', selectionId })}>${text('openBoard')}</a>`
          : html`<h1>${text('selections')}</h1>`
      }
    </div>
    <lead-selections selection-id=${selectionId ?? nothing}></lead-selections>
  `;
}
