import { StoreController, type StoreHost } from '../../controllers/store-controller.js';
import type { Subject } from '../../model/fields.js';
import { loadLayout, parseLayout, saveLayout, type GridLayout } from './layout.js';

/** Under what name a layout is remembered, and of which grid; an empty name: for as long as the page is open. */
export interface LayoutPlace {
  readonly name: string;
  readonly of: Subject;
}

/**
 * Remembers what a person arranged in a grid: with the backend where it keeps what people set for themselves, else in
 * this browser.
 */
export class LayoutMemory {
  readonly #place: () => LayoutPlace;
  readonly #store: StoreController<unknown>;
  #read: readonly unknown[] = [];
  #layout: GridLayout = {};

  constructor(host: StoreHost, place: () => LayoutPlace) {
    this.#place = place;
    this.#store = new StoreController(host, () => this.#kept());
  }

  /** As it is now: another place has another layout, and the backend may know a newer one. */
  get layout(): GridLayout {
    const { name, of } = this.#place();
    const read = [name, of, this.#isKept, this.#kept()];
    if (read.some((each, at) => each !== this.#read[at])) {
      this.#layout = !name ? {} : this.#isKept ? parseLayout(read[3]) : loadLayout(name, of);
      this.#read = read;
    }
    return this.#layout;
  }

  /** Takes what a person changed. */
  arrange(change: GridLayout): void {
    const layout = { ...this.layout, ...change };
    const { name, of } = this.#place();
    if (name && this.#isKept) void this.#store.store!.setPreference(this.#key, layout);
    else if (name) saveLayout(name, of, layout);
    this.#hold(layout);
  }

  /** The host wants other columns: they win over those that were arranged, until the next arrangement. */
  forgetColumns(): void {
    this.#hold({ ...this.layout, columns: undefined });
  }

  #hold(layout: GridLayout): void {
    const { name, of } = this.#place();
    this.#layout = layout;
    this.#read = [name, of, this.#isKept, this.#kept()];
  }

  get #key(): string {
    const { name, of } = this.#place();
    return `grid.${name}.${of}`;
  }

  get #isKept(): boolean {
    return this.#store.store?.keepsPreferences ?? false;
  }

  #kept(): unknown {
    return this.#isKept && this.#place().name ? this.#store.store!.preference(this.#key) : undefined;
  }
}
