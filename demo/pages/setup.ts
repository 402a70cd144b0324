import { html } from 'lit';
import { text } from '../texts.js';

export function setupPage() {
  return html`
    <div class="head"><h1>${text('setup')}</h1></div>
    <p class="intro">${text('setupIntro')}</p>
    <div class="stack">
      <lead-setup-statuses></lead-setup-statuses>
      <lead-setup-categories></lead-setup-categories>
    </div>
  `;
}
