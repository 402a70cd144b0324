import { html, nothing, type TemplateResult } from 'lit';
import { guard } from 'lit/directives/guard.js';
import { boardMessages } from '../../locale/board.js';
import { commonMessages } from '../../locale/common.js';
import { conflictMessages } from '../../locale/conflicts.js';
import { outboxMessages } from '../../locale/outbox.js';
import type { Id } from '../../model/records.js';
import type { Row } from '../../query/types.js';
import {
  cloudSlashIcon,
  dotsThreeIcon,
  icon,
  lockSimpleIcon,
  warningCircleIcon,
  warningIcon,
  xIcon,
} from '../../ui/icons.js';
import type { BoardContext } from './board-context.js';
import type { Note } from './board-moves.js';
import { cardOf, initialsOf, isLocked, type Card } from './cards.js';

/** Where a card stands in its column, of which not all may be loaded. */
export interface CardPosition {
  readonly position: number;
  readonly setSize: number;
}

/** How a card stands at present. */
export interface CardState {
  /** The Tab key leads to this card of the column. */
  readonly stop: boolean;
  /** It had the focus last: its buttons can be reached with Tab, too. */
  readonly active: boolean;
  readonly selected: boolean;
  readonly lifted: boolean;
  readonly busy: boolean;
  readonly landed: boolean;
  /** The reason why it is locked is unfolded. */
  readonly explained: boolean;
  readonly note: Note | undefined;
  /** S6: the person's change and somebody else's wait for a decision. */
  readonly contradicted: boolean;
  /** Its change waits for the connection. */
  readonly waiting: boolean;
}

export interface CardActions {
  dismissNote(id: Id): void;
  decide(id: Id): void;
}

/**
 * A card. All of it is plain DOM in the root of the board, so that the copy under the pointer is not blank. Where it
 * stands changes often and for many cards at once; what is in it is rendered again only when it changed.
 */
export function renderCard(
  row: Row,
  { position, setSize }: CardPosition,
  state: CardState,
  context: BoardContext,
  actions: CardActions,
): TemplateResult {
  const { store, locale, of, groupBy, readOnly, cardFields } = context;
  const words = [locale.language, locale.texts(boardMessages)('moveShort')];
  const depends = [row.id, store, store.setup, of, groupBy, readOnly, ...words, ...cardFields];
  return html`<li
    class="item"
    data-id=${row.id}
    aria-setsize=${setSize}
    aria-posinset=${position}
    ?data-locked=${readOnly || isLocked(row, context)}
  >
    ${guard([...depends, ...Object.values<unknown>({ ...state }), ...Object.values(row.values)], () =>
      renderContent(cardOf(row, context), state, context, actions),
    )}
  </li>`;
}

function renderContent(card: Card, state: CardState, context: BoardContext, actions: CardActions) {
  const text = context.locale.texts(boardMessages);
  const words = context.locale.texts(outboxMessages);
  const about = `about-${encodeURIComponent(card.id)}`;
  return html`<div
    class="card"
    part="card"
    ?data-retained=${card.lock !== undefined}
    ?data-selected=${state.selected}
    ?data-lifted=${state.lifted}
    ?data-landed=${state.landed}
    aria-busy=${state.busy ? 'true' : nothing}
  >
    <div class="head">
      <button class="open" type="button" tabindex=${state.stop ? 0 : -1} aria-describedby=${about}>
        ${card.title}
      </button>
      ${renderCorner(card, state, context)}
    </div>
    <div class="about" id=${about}>
      ${card.company ? html`<div class="company truncate" data-tip=${card.company}>${card.company}</div>` : nothing}
      ${card.line ? html`<div class="line truncate" data-tip=${card.line}>${card.line}</div>` : nothing}
      ${card.owner ? renderOwner(card.owner, context) : nothing}
      ${state.selected ? html`<span class="visually-hidden">${text('selected')}</span>` : nothing}
      ${state.busy ? html`<span class="visually-hidden">${text('saving')}</span>` : nothing}
      ${state.waiting ? html`<div class="waits meta">${icon(cloudSlashIcon)} ${words('recordWaits')}</div>` : nothing}
      ${card.lock ? html`<p class="lock" ?hidden=${!state.explained}>${card.lock}</p>` : nothing}
    </div>
    ${state.contradicted ? renderContradicted(card, state.active, context, actions) : nothing}
    ${state.note && !state.contradicted ? renderNote(card, state.note, state.active, context, actions) : nothing}
  </div>`;
}

/** What the pointer can do with the card: move it, or learn why not. */
function renderCorner(card: Card, { active, explained }: CardState, { locale, readOnly }: BoardContext) {
  const text = locale.texts(boardMessages);
  const tabindex = active ? 0 : -1;
  if (card.lock !== undefined) {
    return html`<button
      class="icon-button corner why"
      type="button"
      tabindex=${tabindex}
      aria-expanded=${explained}
      aria-label=${text('cannotMove', { name: card.title })}
      data-tip=${card.lock}
    >
      ${icon(lockSimpleIcon)}
    </button>`;
  }
  if (readOnly) return nothing;
  return html`<button
    class="icon-button corner move"
    type="button"
    tabindex=${tabindex}
    aria-haspopup="menu"
    aria-label=${text('moveTo', { name: card.title })}
  >
    ${icon(dotsThreeIcon)}
  </button>`;
}

function renderOwner(owner: string, { locale }: BoardContext) {
  return html`<div class="owner" data-tip=${owner}>
    <span aria-hidden="true">${initialsOf(owner, locale.language)}</span>
    <span class="visually-hidden">${locale.texts(boardMessages)('owner', { name: owner })}</span>
  </div>`;
}

/** S6: the way to decide, instead of what was said when the move failed. */
function renderContradicted({ id }: Card, active: boolean, { locale }: BoardContext, actions: CardActions) {
  const text = locale.texts(conflictMessages);
  return html`<div class="note" part="note">
    ${icon(warningIcon)}
    <div class="note-text">
      ${text('decisions', { count: 1 })}
      <button class="link" type="button" tabindex=${active ? 0 : -1} @click=${() => actions.decide(id)}>
        ${text('decide')}
      </button>
    </div>
  </div>`;
}

function renderNote(
  { id }: Card,
  note: Note,
  active: boolean,
  { locale }: BoardContext,
  actions: CardActions,
) {
  const tabindex = active ? 0 : -1;
  return html`<div class="note" part="note">
    ${icon(warningCircleIcon)}
    <div class="note-text">
      ${note.text}
      ${
        note.retry
          ? html`<button class="link" type="button" tabindex=${tabindex} @click=${note.retry}>
              ${locale.texts(commonMessages)('retry')}
            </button>`
          : nothing
      }
    </div>
    <button
      class="icon-button corner"
      type="button"
      tabindex=${tabindex}
      aria-label=${locale.texts(boardMessages)('dismissNote')}
      @click=${() => actions.dismissNote(id)}
    >
      ${icon(xIcon)}
    </button>
  </div>`;
}
