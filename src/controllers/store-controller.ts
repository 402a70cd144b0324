import { ContextConsumer } from '@lit/context';
import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { LeadStore } from '../store/lead-store.js';
import { attachContextRoot, storeContext } from './store-context.js';

/** An element that can be given its store; without one it takes that of the `lead-provider` around it. */
export type StoreHost = ReactiveControllerHost & HTMLElement & { store?: LeadStore };

/**
 * Reaches the store, by property or by context, and updates its host when `select` gives something else: elements that
 * look at three values of the store do not render for the fourth.
 */
export class StoreController<Selected> implements ReactiveController {
  readonly #host: StoreHost;
  readonly #select: (store: LeadStore) => Selected;
  readonly #isEqual: (a: Selected, b: Selected) => boolean;
  readonly #context: ContextConsumer<typeof storeContext, StoreHost>;
  #subscribed: { readonly store: LeadStore; readonly stop: () => void } | undefined;
  #selected: Selected | undefined;

  constructor(
    host: StoreHost,
    select: (store: LeadStore) => Selected,
    isEqual: (a: Selected, b: Selected) => boolean = Object.is,
  ) {
    this.#host = host;
    this.#select = select;
    this.#isEqual = isEqual;
    attachContextRoot();
    this.#context = new ContextConsumer(host, { context: storeContext, subscribe: true });
    host.addController(this);
  }

  get store(): LeadStore | undefined {
    return this.#host.store ?? this.#context.value;
  }

  hostConnected(): void {
    this.#host.requestUpdate();
  }

  /** Before each rendering: the store may be another one by now. */
  hostUpdate(): void {
    const { store } = this;
    if (this.#subscribed?.store === store || !this.#host.isConnected) return;
    this.hostDisconnected();
    if (!store) return;
    this.#selected = this.#select(store);
    const stop = store.subscribe(() => {
      const selected = this.#select(store);
      if (this.#isEqual(selected, this.#selected as Selected)) return;
      this.#selected = selected;
      this.#host.requestUpdate();
    });
    this.#subscribed = { store, stop };
  }

  hostDisconnected(): void {
    this.#subscribed?.stop();
    this.#subscribed = undefined;
  }
}
