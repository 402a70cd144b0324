import { LitElement } from 'lit';
import { property } from 'lit/decorators.js';
import { StoreController } from '../controllers/store-controller.js';
import { LocaleController } from '../locale/locale-controller.js';
import type { LeadStore } from '../store/lead-store.js';

/** What all elements of the package share: a store, a language, and an update when setup or phase change. */
export abstract class LeadElement extends LitElement {
  /** The store to use. Wins over the `lead-provider` around the element. */
  @property({ attribute: false }) store?: LeadStore;

  protected readonly locale = new LocaleController(this);

  readonly #store = new StoreController(
    this,
    (store) => [store.phase, store.setup, store.fields, store.problem],
    (a, b) => a.every((each, index) => each === b[index]),
  );

  /** The store in force: the property's, else the provider's, else none yet. */
  get leads(): LeadStore | undefined {
    return this.#store.store;
  }

  /** The language in force, as a BCP 47 tag. */
  get language(): string {
    return this.locale.language;
  }
}
