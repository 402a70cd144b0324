/**
 * A part that a page need not load before somebody opens it: a dialog, mostly. Its tag stands in the template from the
 * start, without effect, and becomes an element when its module is here.
 */
export interface OnDemand<Part extends HTMLElement> {
  /**
   * Runs with the part in `host`: at once if its element is defined, otherwise as soon as it is. When it can't be loaded,
   * the messages in `host` say so (without any it rejects), and the next call tries again: in vain until the page is
   * reloaded in browsers that keep modules that failed (https://github.com/whatwg/html/issues/6768).
   */
  use(host: { readonly renderRoot: ParentNode }, run: (part: Part) => void): Promise<void>;
  /** Loads ahead, e.g. when the pointer enters a button. Quiet when that fails: `use` will say so. */
  readonly preload: () => void;
}

/** Declares the part that `load` defines as the custom element `tag`. */
export function onDemand<Tag extends keyof HTMLElementTagNameMap>(
  tag: Tag,
  load: () => Promise<unknown>,
): OnDemand<HTMLElementTagNameMap[Tag]> {
  return {
    async use({ renderRoot }, run) {
      try {
        if (!customElements.get(tag)) await load();
      } catch (cause) {
        const messages = renderRoot.querySelector('lead-ui-toasts');
        if (!messages) throw cause;
        messages.addNotLoaded();
      }
      const part = renderRoot.querySelector(tag);
      if (part?.matches(':defined')) run(part); // not if it has left the page meanwhile
    },
    preload: () => {
      if (!customElements.get(tag)) load().catch(() => {});
    },
  };
}
