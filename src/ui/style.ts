import { noChange, type ElementPart } from 'lit';
import { Directive, directive, PartType, type PartInfo } from 'lit/directive.js';

class StyleDirective extends Directive {
  #before: Readonly<Record<string, string>> = {};

  constructor(part: PartInfo) {
    super(part);
    if (part.type !== PartType.ELEMENT) throw new Error('style() styles an element: <div ${style({ … })}>.');
  }

  override render(_properties: Readonly<Record<string, string>>): unknown {
    return noChange;
  }

  override update(part: ElementPart, [properties]: [Readonly<Record<string, string>>]): unknown {
    const { style } = part.element as HTMLElement;
    for (const name in this.#before) if (!(name in properties)) style.removeProperty(name);
    for (const [name, value] of Object.entries(properties)) {
      if (this.#before[name] !== value) style.setProperty(name, value);
    }
    this.#before = properties;
    return noChange;
  }
}

/**
 * Sets CSS properties of an element: `<div ${style({ 'block-size': '2rem', '--_level': '1' })}>`. Lit's own `styleMap`
 * writes a `style` attribute the first time, which a page with the CSP `default-src 'self'` forbids.
 */
export const style = directive(StyleDirective);
