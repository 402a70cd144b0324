import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { Id } from '../../model/records.js';
import { heirOf, placeOf, type CardGrid, type CardPlace } from './keys.js';

/**
 * The focus stays with its card wherever the card goes: every rendering may take a card out of one list and put a new
 * node into another, after a move, a refusal or a change from elsewhere. When the card is gone, its neighbour gets it.
 */
export class CardFocus implements ReactiveController {
  readonly #host: ReactiveControllerHost & HTMLElement;
  readonly #readGrid: () => CardGrid;
  #active: Id | undefined;
  #grid: CardGrid = [];
  #before: { readonly id: Id; readonly place: CardPlace | undefined } | undefined;
  #wanted: Id | undefined;

  constructor(host: ReactiveControllerHost & HTMLElement, grid: () => CardGrid) {
    this.#host = host;
    this.#readGrid = grid;
    host.addController(this);
  }

  /** The card that had the focus last. */
  get active(): Id | undefined {
    return this.#active;
  }

  /** The card of a column that the Tab key leads to: one for each column. */
  stopOf(ids: readonly Id[]): Id | undefined {
    return this.#active !== undefined && ids.includes(this.#active) ? this.#active : ids[0];
  }

  /** Focuses a card now if it is there, else with the next rendering. */
  focus(id: Id): void {
    this.#wanted = id;
    this.#active = id;
    this.#host.requestUpdate();
  }

  handleFocusin(event: Event): void {
    const id = cardIdOf(event.target);
    if (id === undefined || id === this.#active) return;
    this.#active = id;
    this.#host.requestUpdate();
  }

  hostUpdate(): void {
    const id = cardIdOf(this.#host.shadowRoot?.activeElement);
    this.#before = id === undefined ? undefined : { id, place: placeOf(this.#grid, id) };
  }

  hostUpdated(): void {
    const wanted = this.#wanted;
    const before = wanted === undefined ? this.#before : { id: wanted, place: placeOf(this.#grid, wanted) };
    this.#grid = this.#readGrid();
    this.#wanted = undefined;
    if (!before || (wanted !== undefined && this.#focusNow(wanted))) return;
    if (this.#host.shadowRoot?.activeElement) return;
    if (!this.#focusNow(before.id)) this.#focusNow(heirOf(this.#grid, before.place));
  }

  #focusNow(id: Id | undefined): boolean {
    const card = id === undefined ? null : cardElement(this.#host.shadowRoot, id);
    if (!card) return false;
    if (id !== this.#active) {
      this.#active = id;
      void this.#host.updateComplete.then(() => this.#host.requestUpdate());
    }
    card.focus();
    return true;
  }
}

/** The card that an element is in. */
export function cardIdOf(target: EventTarget | null | undefined): Id | undefined {
  return target instanceof Element ? target.closest<HTMLElement>('.item')?.dataset['id'] : undefined;
}

/** The part of a card that takes the focus. */
function cardElement(root: ShadowRoot | null, id: Id): HTMLElement | null {
  return root?.querySelector<HTMLElement>(`.item[data-id="${CSS.escape(id)}"] .open`) ?? null;
}
