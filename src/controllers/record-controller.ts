import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { Entities, EntityName, Id } from '../model/records.js';
import type { LeadStore } from '../store/lead-store.js';
import type { RecordAnswer } from '../store/types.js';

interface RecordHost extends ReactiveControllerHost, HTMLElement {
  readonly leads: LeadStore | undefined;
}

/** Follows one record on behalf of an element. */
export class RecordController<Name extends EntityName> implements ReactiveController {
  readonly #host: RecordHost;
  readonly #entity: Name;
  readonly #id: () => Id | null | undefined;
  #subscribed: { readonly store: LeadStore; readonly stop: () => void } | undefined;

  constructor(host: RecordHost, entity: Name, id: () => Id | null | undefined) {
    this.#host = host;
    this.#entity = entity;
    this.#id = id;
    host.addController(this);
  }

  /** The record as it is now; undefined when there is no store yet or no id to look for. */
  get answer(): RecordAnswer<Entities[Name]> | undefined {
    const id = this.#id();
    return id == null ? undefined : this.#host.leads?.record(this.#entity, id);
  }

  get record(): Entities[Name] | undefined {
    return this.answer?.record;
  }

  hostConnected(): void {
    this.#host.requestUpdate();
  }

  hostUpdate(): void {
    const store = this.#host.leads;
    if (this.#subscribed?.store === store || !this.#host.isConnected) return;
    this.hostDisconnected();
    if (!store) return;
    const unsubscribe = store.subscribe(({ touched }) => {
      const id = this.#id();
      if (id != null && touched.get(this.#entity)?.has(id)) this.#host.requestUpdate();
    });
    const release = store.hold(() => {
      const id = this.#id();
      return id == null ? [] : [{ entity: this.#entity, id }];
    });
    const stop = () => {
      unsubscribe();
      release();
    };
    this.#subscribed = { store, stop };
  }

  hostDisconnected(): void {
    this.#subscribed?.stop();
    this.#subscribed = undefined;
  }
}
