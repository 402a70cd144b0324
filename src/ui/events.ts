import type { MenuItem } from './menu.js';

// The events of the primitives. They bubble, but stay inside the shadow root of the element that uses the primitive:
// what a host page hears are the events of that element.

/** The person is closing the dialog. `preventDefault()` keeps it open, e.g. for unsaved changes. */
export class UiCloseEvent extends Event {
  constructor() {
    super('lead-ui-close', { cancelable: true });
  }
}

/** An item of a menu was chosen. */
export class UiSelectEvent extends Event {
  readonly itemId: string;
  readonly item: MenuItem;
  constructor(item: MenuItem) {
    super('lead-ui-select', { bubbles: true });
    this.itemId = item.id;
    this.item = item;
  }
}

/** The chosen values of a listbox changed by the person. */
export class UiChangeEvent extends Event {
  constructor(readonly values: readonly string[]) {
    super('lead-ui-change', { bubbles: true });
  }
}

declare global {
  interface HTMLElementEventMap {
    'lead-ui-close': UiCloseEvent;
    'lead-ui-select': UiSelectEvent;
    'lead-ui-change': UiChangeEvent;
  }
}
