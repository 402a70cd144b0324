import type { ReactiveController, ReactiveControllerHost } from 'lit';

/** Milliseconds without another row until scrolling is taken to be over. */
const untilRest = 200;

/** An element of the grid's body, and the row that it shows now. */
export interface RowSlot {
  readonly key: number;
  readonly index: number;
}

/**
 * Which elements show which rows. When rows leave the view, their elements become the rows that come: new elements cost
 * several times as much, and those that are thrown away slow the page down until they are collected. Meanwhile the
 * elements stand in the document in another order than their rows. When there is time they are sorted: whoever reads the
 * page as a document reads its rows in their order.
 */
export class RowSlots implements ReactiveController {
  readonly #host: ReactiveControllerHost;
  #slots: { key: number; index: number }[] = [];
  #keys = 0;
  #resting: ReturnType<typeof setTimeout> | undefined;

  constructor(host: ReactiveControllerHost) {
    this.#host = host;
    host.addController(this);
  }

  /** In the order of the document. */
  get all(): readonly RowSlot[] {
    return this.#slots;
  }

  /** Shows these rows and no others. A row that was shown before keeps its element. */
  show(indices: readonly number[]): void {
    const wanted = new Set(indices);
    const free = this.#slots.filter(({ index }) => !wanted.delete(index));
    for (const index of wanted) {
      const slot = free.shift();
      if (slot) slot.index = index;
      else this.#slots.push({ key: this.#keys++, index });
    }
    if (free.length > 0) this.#slots = this.#slots.filter((slot) => !free.includes(slot));
  }

  hostUpdated(): void {
    clearTimeout(this.#resting);
    const areSorted = this.#slots.every(({ index }, at) => at === 0 || this.#slots[at - 1]!.index < index);
    if (!areSorted) this.#resting = setTimeout(() => this.#sort(), untilRest);
  }

  hostDisconnected(): void {
    clearTimeout(this.#resting);
  }

  #sort(): void {
    this.#slots.sort((a, b) => a.index - b.index);
    this.#host.requestUpdate();
  }
}
