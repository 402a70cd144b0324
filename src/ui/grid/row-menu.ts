import { html, nothing, type TemplateResult } from 'lit';
import '../menu.js';
import type { GridRecord } from './grid-types.js';
import type { GridHost, GridView } from './grid-view.js';

/** What can be done with a row: one menu for all of them. */
export class RowMenu {
  readonly #host: GridHost;
  readonly #view: GridView;
  #row: GridRecord | undefined;

  constructor(host: GridHost, view: GridView) {
    this.#host = host;
    this.#view = view;
  }

  show(row: GridRecord, anchor: Element | DOMRect): void {
    const { rowActions, shadowRoot } = this.#host;
    const menu = shadowRoot?.querySelector('lead-ui-menu');
    if (!menu || !rowActions) return;
    this.#row = row;
    menu.items = rowActions(row);
    menu.align = anchor instanceof Element ? 'end' : 'start';
    menu.show(anchor);
  }

  render(): TemplateResult | typeof nothing {
    if (!this.#host.rowActions) return nothing;
    const choose = (event: HTMLElementEventMap['lead-ui-select']): void => {
      event.stopPropagation();
      if (this.#row) this.#view.act(this.#row, event.itemId);
    };
    return html`<lead-ui-menu
      no-trigger
      .label=${this.#view.text('actions')}
      @lead-ui-select=${choose}
    ></lead-ui-menu>`;
  }
}
