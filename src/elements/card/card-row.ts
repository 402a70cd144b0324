import { html, nothing, type TemplateResult } from 'lit';
import { webAddress, type CardField } from './card-field.js';

export interface Row {
  readonly label: string;
  /** The control that the label belongs to, in edit mode. */
  readonly labelFor?: string;
  readonly content: unknown;
  /** What is said about the field below it. */
  readonly below?: unknown;
  readonly wide?: boolean;
}

/** A label and what stands beside it: the same boxes in view and edit mode, so that nothing jumps. */
export function renderRow({ label, labelFor, content, below, wide }: Row): TemplateResult {
  return html`<div class="row" ?data-wide=${wide}>
    <dt>${labelFor ? html`<label for=${labelFor}>${label}</label>` : label}</dt>
    <dd>
      <div class="value">${content}</div>
      ${below ?? nothing}
    </dd>
  </div>`;
}

/** A value to read; addresses and numbers lead to where they point. */
export function renderText(field: CardField, text: string): unknown {
  if (text === '') return html`<span class="muted">–</span>`;
  const href = linkOf(field, text);
  if (href === undefined)
    return field.kind === 'longText'
      ? html`<span class="long" dir="auto">${text}</span>`
      : html`<span dir="auto">${text}</span>`;
  return field.kind === 'url'
    ? html`<a href=${href} dir="auto" target="_blank" rel="noopener noreferrer">${text}</a>`
    : html`<a href=${href} dir="auto">${text}</a>`;
}

function linkOf({ kind }: CardField, text: string): string | undefined {
  switch (kind) {
    case 'email':
      return text.includes('@') ? `mailto:${encodeURIComponent(text).replaceAll('%40', '@')}` : undefined;
    case 'phone': {
      const number = text.replaceAll(/[^\d+*#]/g, '');
      return number ? `tel:${number}` : undefined;
    }
    case 'url':
      return webAddress(text);
    default:
      return undefined;
  }
}
