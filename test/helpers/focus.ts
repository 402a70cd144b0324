import { expect } from '@open-wc/testing';

/**
 * Expects an element to have the focus in its root. Chai's own `equal` would print whole elements when it fails, which
 * takes minutes.
 */
export function expectFocus(element: Element): void {
  const { activeElement } = element.getRootNode() as Document | ShadowRoot;
  const name = (each: Element | null) =>
    each ? `<${each.localName} class="${each.className}" id="${each.id}">` : 'nothing';
  expect(activeElement === element, `focus is on ${name(activeElement)}, not on ${name(element)}`).to.be.true;
}
