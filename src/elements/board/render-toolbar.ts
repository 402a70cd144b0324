import { html, nothing, type TemplateResult } from 'lit';
import { live } from 'lit/directives/live.js';
import { boardMessages } from '../../locale/board.js';
import type { LocaleController } from '../../locale/locale-controller.js';
import type { FieldId } from '../../model/fields.js';
import type { UiSelectEvent } from '../../ui/events.js';
import {
  arrowClockwiseIcon,
  arrowDownIcon,
  arrowUpIcon,
  arrowUUpLeftIcon,
  arrowUUpRightIcon,
  gearSixIcon,
  icon,
  magnifyingGlassIcon,
  xIcon,
  type Icon,
} from '../../ui/icons.js';
import '../../ui/menu.js';
import type { MenuItem } from '../../ui/menu.js';
import { tooltip } from '../../ui/tooltip.js';
import { fieldLabel } from '../sentences.js';
import type { BoardContext } from './board-context.js';
import { sortChoices } from './board-fields.js';

export interface ToolbarState {
  readonly titleFilter: string;
  readonly canUndo: boolean;
  readonly canRedo: boolean;
  readonly selected: number;
}

export interface ToolbarActions {
  filter(text: string): void;
  sort(change: { readonly field: FieldId } | { readonly direction: 'ascending' | 'descending' }): void;
  openSettings(anchor: Element): void;
  reverse(direction: 'undo' | 'redo'): void;
  refresh(): void;
  moveSelected(anchor: Element): void;
  clearSelection(): void;
}

export function renderToolbar(
  state: ToolbarState,
  context: BoardContext,
  actions: ToolbarActions,
): TemplateResult {
  const { locale, readOnly } = context;
  const text = locale.texts(boardMessages);
  return html`<div class="toolbar" part="toolbar" role="group" aria-label=${text('toolbar')}>
    ${renderFilter(state, locale, actions)} ${renderSort(context, actions)}
    ${state.selected > 0 ? renderSelection(state, locale, actions) : nothing}
    <span class="spacer"></span>
    <slot name="toolbar"></slot>
    <span class="group">
      ${
        readOnly
          ? nothing
          : html`${renderTool(arrowUUpLeftIcon, text('undo'), () => actions.reverse('undo'), !state.canUndo)}
            ${renderTool(arrowUUpRightIcon, text('redo'), () => actions.reverse('redo'), !state.canRedo)}`
      }
      ${renderTool(arrowClockwiseIcon, text('refresh'), () => actions.refresh())}
      <button
        class="icon-button settings-button"
        type="button"
        aria-haspopup="dialog"
        aria-label=${text('settings')}
        ${tooltip(text('settings'))}
        @click=${({ currentTarget }: Event) => actions.openSettings(currentTarget as Element)}
      >
        ${icon(gearSixIcon)}
      </button>
    </span>
  </div>`;
}

function renderFilter({ titleFilter }: ToolbarState, locale: LocaleController, { filter }: ToolbarActions) {
  const text = locale.texts(boardMessages);
  return html`<span class="filter">
    ${icon(magnifyingGlassIcon)}
    <input
      class="input"
      type="text"
      inputmode="search"
      enterkeyhint="search"
      autocomplete="off"
      aria-label=${text('filterByTitle')}
      placeholder=${text('filterByTitle')}
      .value=${live(titleFilter)}
      @input=${({ target }: Event) => filter((target as HTMLInputElement).value)}
      @keydown=${(event: KeyboardEvent) => event.key === 'Escape' && titleFilter && filter('')}
    />
    ${
      titleFilter
        ? html`<button
            class="icon-button"
            type="button"
            aria-label=${text('clearFilter')}
            @click=${({ currentTarget }: Event) => {
              filter('');
              (currentTarget as Element).parentElement?.querySelector('input')?.focus();
            }}
          >
            ${icon(xIcon)}
          </button>`
        : nothing
    }
  </span>`;
}

function renderSort({ locale, store, of, sort }: BoardContext, actions: ToolbarActions) {
  const text = locale.texts(boardMessages);
  const choices = [...new Set([...sortChoices(of), sort.field])];
  const items: MenuItem[] = [
    ...choices.map((id) => ({ id, label: fieldLabel(locale, store, id), checked: id === sort.field })),
    { id: 'ascending', label: text('ascending'), checked: sort.direction === 'ascending', separator: true },
    { id: 'descending', label: text('descending'), checked: sort.direction === 'descending' },
  ];
  const choose = ({ itemId }: UiSelectEvent) =>
    actions.sort(
      itemId === 'ascending' || itemId === 'descending' ? { direction: itemId } : { field: itemId },
    );
  const by = fieldLabel(locale, store, sort.field);
  return html`<lead-ui-menu align="start" .items=${items} .label=${text('sort')} @lead-ui-select=${choose}>
    <button
      class="button quiet sort"
      slot="trigger"
      type="button"
      aria-label=${`${text('sort')}: ${by}, ${text(sort.direction)}`}
    >
      ${icon(sort.direction === 'ascending' ? arrowUpIcon : arrowDownIcon)}<span class="truncate">${by}</span>
    </button>
  </lead-ui-menu>`;
}

function renderSelection({ selected }: ToolbarState, locale: LocaleController, actions: ToolbarActions) {
  const text = locale.texts(boardMessages);
  return html`<span class="group selection">
    <span class="numbers">${text('selectedCount', { count: selected })}</span>
    <button
      class="button"
      type="button"
      aria-haspopup="menu"
      @click=${({ currentTarget }: Event) => actions.moveSelected(currentTarget as Element)}
    >
      ${text('moveShort')}
    </button>
    <button
      class="icon-button"
      type="button"
      aria-label=${text('clearSelection')}
      @click=${() => actions.clearSelection()}
    >
      ${icon(xIcon)}
    </button>
  </span>`;
}

function renderTool(image: Icon, label: string, run: () => void, disabled = false) {
  return html`<button
    class="icon-button"
    type="button"
    aria-label=${label}
    aria-disabled=${disabled ? 'true' : nothing}
    ${tooltip(label)}
    @click=${() => !disabled && run()}
  >
    ${icon(image)}
  </button>`;
}
