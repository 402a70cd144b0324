import { html } from 'lit';
import { text } from '../texts.js';

export function findPage() {
  return html`
    <div class="head"><h1>${text('find')}</h1></div>
    <lead-find of="contact" storage-key="fjordline-find"></lead-find>
  `;
}
