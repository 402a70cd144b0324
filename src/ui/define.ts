/**
 * Class decorator that registers a custom element, unless the page already has one of that name: two copies of the kit
 * on one page must not throw. The first copy wins.
 */
export function defineElement(tag: `lead-${string}`) {
  return (element: CustomElementConstructor): void => {
    if (!customElements.get(tag)) customElements.define(tag, element);
  };
}
