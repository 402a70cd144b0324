import { html, nothing, type TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { boardMessages } from '../../locale/board.js';
import type { Reason } from '../../rules/reasons.js';
import type { Row } from '../../query/types.js';
import { caretLeftIcon, caretRightIcon, icon, lockSimpleIcon } from '../../ui/icons.js';
import { tooltip } from '../../ui/tooltip.js';
import { reasonSentence } from '../sentences.js';
import { columnLabel, totalOf, type BoardContext } from './board-context.js';
import type { ColumnView } from './board-questions.js';

export interface ColumnState {
  readonly index: number;
  /** Cards from elsewhere are over the column, and would land before this row. */
  readonly slot: number | undefined;
  readonly over: boolean;
  /** Cards of this column are being moved. */
  readonly home: boolean;
}

export interface ColumnActions {
  toggle(key: string): void;
  more(key: string): void;
}

export function renderColumn(
  column: ColumnView,
  state: ColumnState,
  context: BoardContext,
  actions: ColumnActions,
  renderRow: (row: Row, index: number) => unknown,
): TemplateResult {
  const { collapsed, answer, key } = column;
  const id = `column-${state.index}`;
  const hasMore = answer.rows.length < totalOf(column);
  return html`<section
    class="column"
    part="column"
    data-key=${key}
    aria-labelledby=${id}
    ?data-collapsed=${collapsed}
    ?data-over=${state.over}
    ?data-home=${state.home}
    ?data-blocked=${column.blocked !== undefined}
  >
    <div class="panel">
      ${renderHeader(column, id, context, actions)}
      ${column.blocked ? renderBlocked(column.blocked, context) : nothing}
      <ul
        class="list"
        aria-labelledby=${id}
        aria-busy=${answer.phase === 'loading' || answer.phase === 'stale' ? 'true' : nothing}
      >
        ${collapsed ? nothing : repeat(withSlot(answer.rows, state.slot), rowKey, (row, index) => (row ? renderRow(row, index) : renderSlot(context)))}
        ${hasMore && !collapsed ? renderMore(column, context, actions) : nothing}
      </ul>
    </div>
  </section>`;
}

function renderHeader(
  column: ColumnView,
  id: string,
  { locale, field }: BoardContext,
  { toggle }: ColumnActions,
) {
  const text = locale.texts(boardMessages);
  const { option, key, collapsed, count } = column;
  const label = columnLabel(locale, field, column);
  return html`<h2 class="header" part="column-header">
    <button
      class="toggle"
      id=${id}
      type="button"
      aria-expanded=${!collapsed}
      aria-label=${text('columnName', { column: label, count })}
      @click=${() => toggle(key)}
      ${tooltip(option?.description ?? (collapsed ? label : undefined))}
    >
      ${option?.tone ? html`<span class="dot" data-tone=${option.tone}></span>` : nothing}
      <span class="name" ?data-deleted=${option?.deleted}>${label}</span>
      <span class="count">${locale.number(count)}</span>
      <span class="fold">${icon(collapsed ? caretRightIcon : caretLeftIcon)}</span>
    </button>
  </h2>`;
}

/** Shows while cards are being moved. */
function renderBlocked(blocked: Reason, { locale, store }: BoardContext) {
  return html`<p class="blocked">
    ${icon(lockSimpleIcon)}<span>${reasonSentence(locale, store, blocked)}</span>
  </p>`;
}

function renderMore(column: ColumnView, { locale }: BoardContext, { more }: ColumnActions) {
  const text = locale.texts(boardMessages);
  return html`<li class="rest">
    <span class="meta numbers"
      >${text('shown', { shown: column.answer.rows.length, total: totalOf(column) })}</span
    >
    <button class="button quiet" type="button" @click=${() => more(column.key)}>${text('showMore')}</button>
  </li>`;
}

/** Where the cards that were picked up with the keyboard would land. */
function renderSlot({ locale }: BoardContext) {
  return html`<li class="slot" aria-hidden="true">${locale.texts(boardMessages)('dropHere')}</li>`;
}

type RowOrSlot = Row | undefined;

const rowKey = (row: RowOrSlot) => row?.id ?? Symbol.for('slot');

function withSlot(rows: readonly Row[], slot: number | undefined): readonly RowOrSlot[] {
  return slot === undefined ? rows : [...rows.slice(0, slot), undefined, ...rows.slice(slot)];
}
