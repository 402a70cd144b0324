/** A person sorted by a column. With `additive` (Shift) the sort is added to those in force. */
export class UiSortEvent extends Event {
  constructor(
    readonly column: string,
    readonly direction: 'asc' | 'desc' | 'none',
    readonly additive: boolean,
  ) {
    super('lead-ui-sort', { bubbles: true });
  }
}

/** The grid needs rows that it does not have. Answer by setting `rows` and `offset`. */
export class UiWindowRequestEvent extends Event {
  constructor(
    readonly offset: number,
    readonly limit: number,
  ) {
    super('lead-ui-window-request', { bubbles: true });
  }
}

/** A person opened a row: Enter, double click, or its link. */
export class UiRowOpenEvent extends Event {
  constructor(readonly rowId: string) {
    super('lead-ui-row-open', { bubbles: true });
  }
}

/** A person chose one of the `rowActions` of a row. */
export class UiRowActionEvent extends Event {
  constructor(
    readonly rowId: string,
    readonly action: string,
  ) {
    super('lead-ui-row-action', { bubbles: true });
  }
}

/** A person opened or closed a group. */
export class UiGroupToggleEvent extends Event {
  constructor(
    readonly key: string,
    readonly expanded: boolean,
  ) {
    super('lead-ui-group-toggle', { bubbles: true });
  }
}

/** A person wants to filter by a column. `anchor` is the button that a popover can hang on. */
export class UiColumnFilterEvent extends Event {
  constructor(
    readonly column: string,
    readonly anchor: Element,
  ) {
    super('lead-ui-column-filter', { bubbles: true });
  }
}

/** A person moved a column. `columns` is the new order, by id. */
export class UiColumnsReorderEvent extends Event {
  constructor(readonly columns: readonly string[]) {
    super('lead-ui-columns-reorder', { bubbles: true });
  }
}

/** A person ticked rows: those that are `selected`, or, `inverted`, every row of the answer but those. */
export class UiSelectionChangeEvent extends Event {
  constructor(
    readonly selected: ReadonlySet<string>,
    readonly inverted: boolean,
  ) {
    super('lead-ui-selection-change', { bubbles: true });
  }
}

declare global {
  interface HTMLElementEventMap {
    'lead-ui-sort': UiSortEvent;
    'lead-ui-window-request': UiWindowRequestEvent;
    'lead-ui-row-open': UiRowOpenEvent;
    'lead-ui-row-action': UiRowActionEvent;
    'lead-ui-group-toggle': UiGroupToggleEvent;
    'lead-ui-column-filter': UiColumnFilterEvent;
    'lead-ui-columns-reorder': UiColumnsReorderEvent;
    'lead-ui-selection-change': UiSelectionChangeEvent;
  }
}
