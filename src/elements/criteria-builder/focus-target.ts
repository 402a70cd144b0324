import type { LitElement } from 'lit';
import type { NodePath } from '../../criteria/edit.js';

/** Where the focus goes once the edit that was just made has been rendered: never nowhere. */
export class FocusTarget {
  readonly #host: LitElement;
  #selectors: readonly string[] = [];

  constructor(host: LitElement) {
    this.#host = host;
  }

  /** On a part of a line, the first of `parts` that there is. */
  on(key: string, ...parts: readonly string[]): void {
    this.#want(parts.map((part) => `[data-key="${CSS.escape(key)}"] [data-part="${part}"]`));
  }

  onAddLine(group: NodePath): void {
    this.#want([`[data-part="add-line"][data-group="${group.join('.')}"]`, '[data-part="add-line"]']);
  }

  first(): void {
    this.#want(['[data-part="field"]', '[data-part="add-line"]']);
  }

  apply(): void {
    const selectors = this.#selectors;
    this.#selectors = [];
    for (const selector of selectors) {
      const found = this.#host.renderRoot.querySelector<HTMLElement>(selector);
      if (!found) continue;
      focusWhenReady(found);
      return;
    }
  }

  #want(selectors: readonly string[]): void {
    this.#selectors = selectors;
    this.#host.requestUpdate();
  }
}

/** Elements that delegate their focus have nothing to delegate to before their first rendering. */
function focusWhenReady(element: HTMLElement): void {
  const { updateComplete } = element as Partial<LitElement>;
  if (updateComplete) void updateComplete.then(() => element.focus());
  else element.focus();
}
