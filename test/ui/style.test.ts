import { expect, fixture, html } from '@open-wc/testing';
import { render } from 'lit';
import { style } from '../../src/ui/style.js';

describe('style()', () => {
  const page = (properties: Record<string, string>) => html`<p ${style(properties)}>Text</p>`;

  it('sets, changes and removes properties, custom ones too', async () => {
    const box = await fixture<HTMLElement>(html`<div></div>`);
    render(page({ 'inline-size': '100px', '--_level': '2' }), box);
    const { style: own } = box.querySelector('p')!;
    expect(own.getPropertyValue('inline-size')).to.equal('100px');
    expect(own.getPropertyValue('--_level')).to.equal('2');
    render(page({ 'inline-size': '200px' }), box);
    expect(own.getPropertyValue('inline-size')).to.equal('200px');
    expect(own.getPropertyValue('--_level')).to.equal('');
  });

  it('writes no style attribute, which the CSP of a page may forbid', async () => {
    const box = await fixture<HTMLElement>(html`<div></div>`);
    const written: string[] = [];
    const { setAttribute } = Element.prototype;
    Element.prototype.setAttribute = function (name: string, value: string): void {
      written.push(name);
      setAttribute.call(this, name, value);
    };
    try {
      render(page({ 'inline-size': '100px' }), box);
    } finally {
      Element.prototype.setAttribute = setAttribute;
    }
    expect(written).to.not.include('style');
  });
});
