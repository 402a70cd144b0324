import { html, nothing } from 'lit';
import { contactsTabMessages } from '../../locale/contacts-tab.js';
import { uiMessages } from '../../locale/ui.js';
import type { Field } from '../../model/fields.js';
import type { Id, Value } from '../../model/records.js';
import type { Row } from '../../query/types.js';
import { icon, lockSimpleIcon } from '../../ui/icons.js';
import { style } from '../../ui/style.js';
import { tooltip } from '../../ui/tooltip.js';
import { reasonSentence } from '../sentences.js';
import { addressOf } from './address.js';
import { dateText, optionOf, valueText, type ValueContext } from './values.js';

/** What cells need besides their row. Their styles are those of the grid: the classes of `ui/base.ts`. */
export interface CellContext extends ValueContext {
  readonly openCompany: (id: Id) => void;
}

/** The fields that a column needs besides its own. */
export function companions(field: Field, of: 'contact' | 'company'): readonly string[] {
  if (of === 'company') return [];
  switch (field.id) {
    case 'contact.name':
    case 'contact.lastName':
      return ['contact.retired'];
    case 'contact.leadStatus':
      return ['company.leadStatusEnabled'];
    case 'company.name':
      return ['contact.companyId'];
    default:
      return [];
  }
}

/**
 * The content of a cell. In the first column, whose text opens the row, it has no links of its own.
 */
export function renderCell(field: Field, row: Row, first: boolean, context: CellContext): unknown {
  const value = row.values[field.id] ?? null;
  if (value === null || value === '') return first ? '–' : nothing;
  const text = valueText(field, value, context);
  switch (field.id) {
    case 'contact.leadStatus':
      return renderStatus(field, row, String(value), text, first, context);
    case 'contact.name':
    case 'contact.lastName':
      return renderName(row, text, context);
    case 'company.name':
      return first ? plain(text) : renderCompany(row, text, context);
  }
  if (field.type === 'list') return renderOption(field, String(value), text, context);
  if (field.type === 'date') return renderDate(field, value, text, context);
  const address = first ? undefined : addressOf(field, value);
  return address ? renderLink(address, text) : plain(text);
}

/** Among so many cells, links have the colour of text. */
const quiet = style({ '--_accent-text': 'currentColor' });

const plain = (text: string) => html`<span title=${text}>${text}</span>`;

/** L7: a value that is kept out of sight elsewhere is shown as such, with the reason. */
function renderStatus(
  field: Field,
  row: Row,
  id: string,
  text: string,
  first: boolean,
  context: CellContext,
): unknown {
  const option = optionOf(field, id, context.store.setup);
  const label = option?.deleted ? renderDeleted(text, context) : text;
  const shown = row.values['company.leadStatusEnabled'] !== false;
  if (shown && row.values['company.leadStatusEnabled'] !== null) {
    return html`<span class="dot" data-tone=${option?.tone ?? 'grey'}></span> ${label}`;
  }
  const content = html`${icon(lockSimpleIcon)} ${label}`;
  if (first) return html`<span class="muted">${content}</span>`;
  // Enter or F2 on the cell brings the focus here, and with it the reason.
  return html`<span class="muted" tabindex="-1" data-retained ${tooltip(statusReason(row.id, context))}
    >${content}</span
  >`;
}

function statusReason(id: Id, { locale, store }: CellContext): string {
  const { reasons } = store.explain({ entity: 'contact', id, field: 'leadStatus' });
  return reasons.map((reason) => reasonSentence(locale, store, reason)).join(' ');
}

function renderName(row: Row, text: string, { locale }: CellContext): unknown {
  if (row.values['contact.retired'] !== true) return plain(text);
  const former = locale.texts(contactsTabMessages)('former');
  return html`<span class="muted" title="${text} ${former}">${text} ${former}</span>`;
}

function renderCompany(row: Row, text: string, { openCompany }: CellContext): unknown {
  const id = row.values['contact.companyId'];
  if (typeof id !== 'string') return plain(text);
  return html`<button
    class="link"
    ${quiet}
    type="button"
    tabindex="-1"
    title=${text}
    @click=${() => openCompany(id)}
  >
    ${text}
  </button>`;
}

function renderOption(field: Field, id: string, text: string, context: CellContext): unknown {
  const option = optionOf(field, id, context.store.setup);
  if (option?.deleted) return renderDeleted(text, context);
  return html`<span title=${text}>${text}</span>`;
}

function renderDeleted(text: string, { locale }: CellContext): unknown {
  return html`<s>${text}</s> <span class="muted">${locale.texts(uiMessages)('deleted')}</span>`;
}

function renderDate(field: Field, value: Value, text: string, { locale, store }: CellContext): unknown {
  if (!field.instant) return text;
  const full = dateText(String(value), locale.language, store.timeZone, 'full');
  return html`<time datetime=${String(value)} title=${full}>${text}</time>`;
}

function renderLink(address: string, text: string): unknown {
  return html`<a
    class="link"
    ${quiet}
    href=${address}
    title=${text}
    tabindex="-1"
    target=${address.startsWith('http') ? '_blank' : nothing}
    rel=${address.startsWith('http') ? 'noreferrer' : nothing}
    >${text}</a
  >`;
}
