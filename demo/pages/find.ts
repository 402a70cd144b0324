import { html } from 'lit';
import { text } from '../texts.js';

export function findPage() {
  return html`
    <h1 class="hidden">${text('find')}</h1>
    <lead-find of="contact" storage-key="fjordline-find"></lead-find>
  `;
}
