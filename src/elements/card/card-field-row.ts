import { html, nothing, type TemplateResult } from 'lit';
import { cardMessages } from '../../locale/cards.js';
import { fieldLabel } from '../sentences.js';
import type { CardEdit } from './card-edit.js';
import { renderEditor } from './card-editors.js';
import { controlId, looksPlausible, valueOf, type CardField } from './card-field.js';
import { renderRow, renderText } from './card-row.js';
import type { CardView } from './card-view.js';

/** A field without rules of its own. */
export function renderFieldRow(view: CardView, field: CardField): TemplateResult {
  const { locale, store, record, edit } = view;
  const label = fieldLabel(locale, store, field.id);
  const wide = field.kind === 'longText';
  if (!edit)
    return renderRow({
      label,
      wide,
      content: renderText(field, view.read(field, valueOf(record, field.key))),
    });
  return renderRow({
    label,
    wide,
    labelFor: field.kind === 'list' ? undefined : controlId(field.key),
    content: renderFieldEditor(view, edit, field),
    below: renderBelow(view, field),
  });
}

/** The control for a field, with what has been entered. */
export function renderFieldEditor(view: CardView, edit: CardEdit, field: CardField): TemplateResult {
  const { locale, store, record } = view;
  const value = edit.value(record, field.key);
  return renderEditor({
    field,
    label: fieldLabel(locale, store, field.id),
    locale,
    value,
    text: edit.text(field.key),
    invalid: Number.isNaN(value),
    describedBy: `about-${controlId(field.key)}`,
    onInput: (next, text) => view.enter(field.key, next, text),
  });
}

/** Below an editor: what somebody else made of the field meanwhile (S6), and whether the input is plausible. */
export function renderBelow(view: CardView, field: CardField): TemplateResult {
  const { locale, record, edit, conflicts } = view;
  const hint = looksPlausible(field, edit?.value(record, field.key) ?? null)
    ? nothing
    : html`<p class="hint">${locale.texts(cardMessages)(field.kind === 'url' ? 'urlHint' : 'emailHint')}</p>`;
  return html`<div class="below" id="about-${controlId(field.key)}">
    ${hint} ${edit && conflicts.includes(field.key) ? renderConflict(view, edit, field) : nothing}
  </div>`;
}

function renderConflict(view: CardView, edit: CardEdit, field: CardField): TemplateResult {
  const { record } = view;
  const { key } = field;
  const text = view.locale.texts(cardMessages);
  const theirs = view.read(field, valueOf(record, key)) || text('emptyValue');
  const choose = (choice: () => void) => () => {
    choice();
    view.decided(key);
  };
  return html`<p class="conflict" role="status">
    <span>${text('changedMeanwhile', { value: theirs })}</span>
    <button class="button" type="button" @click=${choose(() => edit.keepMine(record, key))}>
      ${text('keepMine')}
    </button>
    <button class="button" type="button" @click=${choose(() => edit.drop(key))}>${text('takeTheirs')}</button>
  </p>`;
}
