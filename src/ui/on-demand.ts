/**
 * Parts that a page need not load before somebody opens them: dialogs, mostly. Their tag stands in the template from
 * the start, without effect, and becomes an element when its module is here.
 */
export interface OnDemand {
  /**
   * Runs with the part that `find` gives: at once if its element is defined, otherwise as soon as it is. Offline it
   * rejects, and the next call tries again.
   */
  use<Part extends HTMLElement>(find: () => Part | null, run: (part: Part) => void): Promise<void>;
  /** Loads ahead, e.g. when the pointer enters a button. Quiet when that fails: `use` will say so. */
  readonly preload: () => void;
}

/** Declares the part that `load` defines as the custom element `tag`. */
export function onDemand(tag: string, load: () => Promise<unknown>): OnDemand {
  return {
    async use(find, run) {
      if (!customElements.get(tag)) await load();
      const part = find();
      if (part?.matches(':defined')) run(part); // not if it has left the page meanwhile
    },
    preload: () => {
      if (!customElements.get(tag)) load().catch(() => {});
    },
  };
}
