import { html, nothing, type TemplateResult } from 'lit';
import type { LocaleController } from '../../locale/locale-controller.js';
import { commonMessages } from '../../locale/common.js';
import { setupMessages } from '../../locale/setup.js';
import type { UiSelectEvent } from '../../ui/events.js';
import {
  arrowCounterClockwiseIcon,
  arrowDownIcon,
  arrowUpIcon,
  icon,
  pencilSimpleIcon,
  trashIcon,
  warningCircleIcon,
  xIcon,
} from '../../ui/icons.js';
import '../../ui/menu.js';
import type { MenuItem } from '../../ui/menu.js';
import type { Item } from './item-draft.js';

export interface RowView {
  readonly item: Item;
  readonly readOnly: boolean;
  /** Whether it is the first or last of the items that are not deleted. */
  readonly first: boolean;
  readonly last: boolean;
  /** What stands before the name: a dot, or nothing. */
  readonly mark: unknown;
  /** Badges after the name. */
  readonly badges: unknown;
  /** Short facts in columns of their own, the number of uses last. */
  readonly facts: readonly unknown[];
  /** Items of the menu besides Delete. */
  readonly menu: readonly MenuItem[];
  /** Why the last command on this item changed nothing. */
  readonly faults: readonly string[];
}

/** What a person does with a row. */
export type RowAction = 'edit' | 'up' | 'down' | 'delete' | 'restore' | 'remove' | 'dismiss' | (string & {});

/** One item of a setup list. */
export function renderRow(
  locale: LocaleController,
  view: RowView,
  onAction: (action: RowAction, item: Item) => void,
): TemplateResult {
  const { item, readOnly } = view;
  const text = locale.texts(setupMessages);
  const act = (action: RowAction) => () => onAction(action, item);
  return html`<li class="row" part="row" data-id=${item.id} ?data-deleted=${item.deleted}>
    <span class="mark">${view.mark}</span>
    <div class="main">
      <div class="head">
        ${
          readOnly || item.deleted
            ? html`<span class="name">${item.name}</span>`
            : html`<button class="name" type="button" @click=${act('edit')}>${item.name}</button>`
        }
        ${item.deleted ? html`<span class="badge">${text('deleted')}</span>` : view.badges}
      </div>
      ${item.description ? html`<p class="description">${item.description}</p>` : nothing}
      ${view.faults.length > 0 ? renderFaults(locale, view.faults, act('dismiss')) : nothing}
    </div>
    <div class="facts numbers">${view.facts.map((fact) => html`<span>${fact}</span>`)}</div>
    ${readOnly ? nothing : html`<div class="actions">${item.deleted ? renderDeletedActions(locale, item, act) : renderActions(locale, view, act, onAction)}</div>`}
  </li>`;
}

/** A refusal beside what it is about. */
export function renderFaults(
  locale: LocaleController,
  faults: readonly string[],
  onDismiss: () => void,
): TemplateResult {
  return html`<div class="fault" role="alert">
    ${icon(warningCircleIcon)}<span>${faults.join(' ')}</span>
    <button
      class="icon-button"
      type="button"
      aria-label=${locale.texts(commonMessages)('close')}
      @click=${onDismiss}
    >
      ${icon(xIcon)}
    </button>
  </div>`;
}

function renderActions(
  locale: LocaleController,
  { item, first, last, menu }: RowView,
  act: (action: RowAction) => () => void,
  onAction: (action: RowAction, item: Item) => void,
): TemplateResult {
  const text = locale.texts(setupMessages);
  const { name } = item;
  // Not `disabled`: a row that has just become the first must not lose the focus.
  return html`<button
      class="icon-button quiet-action up"
      type="button"
      aria-label=${text('moveUp', { name })}
      aria-disabled=${first ? 'true' : nothing}
      @click=${act('up')}
    >
      ${icon(arrowUpIcon)}
    </button>
    <button
      class="icon-button quiet-action down"
      type="button"
      aria-label=${text('moveDown', { name })}
      aria-disabled=${last ? 'true' : nothing}
      @click=${act('down')}
    >
      ${icon(arrowDownIcon)}
    </button>
    <button
      class="icon-button quiet-action edit"
      type="button"
      aria-label=${text('editItem', { name })}
      @click=${act('edit')}
    >
      ${icon(pencilSimpleIcon)}
    </button>
    <lead-ui-menu
      label=${text('actionsOf', { name })}
      .items=${[...menu, { id: 'delete', label: locale.texts(commonMessages)('delete'), icon: trashIcon, tone: 'danger' }]}
      @lead-ui-select=${(event: UiSelectEvent) => onAction(event.itemId, item)}
    ></lead-ui-menu>`;
}

function renderDeletedActions(
  locale: LocaleController,
  { name }: Item,
  act: (action: RowAction) => () => void,
): TemplateResult {
  const text = locale.texts(setupMessages);
  return html`<button
      class="button quiet restore"
      type="button"
      aria-label=${text('restoreItem', { name })}
      @click=${act('restore')}
    >
      ${icon(arrowCounterClockwiseIcon)}${locale.texts(commonMessages)('restore')}
    </button>
    <button
      class="button quiet danger remove"
      type="button"
      aria-label=${text('removeItem', { name })}
      @click=${act('remove')}
    >
      ${text('removeForGood')}
    </button>`;
}
