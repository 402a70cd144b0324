import { expect, fixture, html } from '@open-wc/testing';
import { css, LitElement, type CSSResultGroup } from 'lit';
import { baseStyles } from '../../src/ui/base.js';
import { tones } from '../../src/ui/tokens.js';
import { contrast, distance } from '../helpers/colour.js';

class ColourProbe extends LitElement {
  static override styles: CSSResultGroup = [
    baseStyles,
    css`
      * {
        transition: none !important;
      }
    `,
  ];
  protected override render() {
    return html`<button class="button primary">Save</button> <input class="input" /><span id="probe"></span>
      ${tones.map((tone) => html`<span class="badge" data-tone=${tone}><span class="dot"></span>${tone}</span>`)}`;
  }

  /** What a role is as a colour. */
  colourOf(name: string): string {
    const probe = this.renderRoot.querySelector<HTMLElement>('#probe')!;
    probe.style.color = `var(--_${name})`;
    return getComputedStyle(probe).color;
  }

  styleOf(selector: string): CSSStyleDeclaration {
    return getComputedStyle(this.renderRoot.querySelector(selector)!);
  }
}
customElements.define('colour-probe', ColourProbe);

const grounds = ['surface', 'raised', 'sunken', 'hover', 'selected'];

describe('tokens', () => {
  for (const scheme of ['light', 'dark']) {
    describe(`in a ${scheme} page`, () => {
      let probe: ColourProbe;
      beforeEach(async () => {
        const page = await fixture(html`<div><colour-probe></colour-probe></div>`);
        (page as HTMLElement).style.colorScheme = scheme;
        probe = page.querySelector('colour-probe')!;
      });

      for (const role of ['text', 'muted', 'danger', 'warning', 'success', 'accent-text']) {
        it(`${role} reads at 4.5:1 on every ground`, () => {
          for (const ground of grounds) {
            expect(contrast(probe.colourOf(role), probe.colourOf(ground)), ground).to.be.at.least(4.5);
          }
        });
      }

      for (const role of ['edge', 'focus', 'accent']) {
        it(`${role} stands out at 3:1 from the surfaces`, () => {
          for (const ground of ['surface', 'raised']) {
            expect(contrast(probe.colourOf(role), probe.colourOf(ground)), ground).to.be.at.least(3);
          }
        });
      }

      for (const tone of tones) {
        it(`${tone} has a badge that reads at 4.5:1 and a dot that stands out at 3:1`, () => {
          const badge = probe.styleOf(`.badge[data-tone=${tone}]`);
          const dot = probe.styleOf(`.badge[data-tone=${tone}] .dot`).backgroundColor;
          expect(contrast(badge.color, badge.backgroundColor)).to.be.at.least(4.5);
          for (const ground of ['surface', 'raised', 'sunken']) {
            expect(contrast(dot, probe.colourOf(ground)), ground).to.be.at.least(3);
          }
        });
      }

      it('keeps the tones of the five seeded statuses apart for every kind of eye', () => {
        const dots = tones
          .slice(0, 5)
          .map((tone) => probe.styleOf(`.badge[data-tone=${tone}] .dot`).backgroundColor);
        for (const eye of ['full', 'deuteranopia', 'protanopia', 'tritanopia'] as const) {
          for (const [index, dot] of dots.entries()) {
            for (const [other, otherDot] of dots.entries()) {
              if (other > index)
                expect(distance(dot, otherDot, eye), `${eye} ${index} ${other}`).to.be.above(0.06);
            }
          }
        }
      });

      for (const accent of [
        '#b00000',
        '#ffd400',
        '#000000',
        '#ffffff',
        '#0a7d33',
        '#3b82f6',
        'hotpink',
        '#777',
      ]) {
        it(`takes ${accent} as accent and keeps buttons and links readable`, () => {
          (probe.parentElement as HTMLElement).style.setProperty('--lead-accent', accent);
          const button = probe.styleOf('.button.primary');
          expect(contrast(button.backgroundColor, accent)).to.be.below(1.1);
          expect(contrast(button.color, button.backgroundColor)).to.be.at.least(4.5);
          for (const ground of grounds) {
            expect(contrast(probe.colourOf('accent-text'), probe.colourOf(ground)), ground).to.be.at.least(
              4.5,
            );
          }
          expect(contrast(probe.colourOf('focus'), probe.colourOf('surface'))).to.be.at.least(3);
        });
      }
    });
  }

  it('takes the roles that a page sets on any ancestor, through shadow roots', async () => {
    const page = await fixture<HTMLElement>(html`<div><colour-probe></colour-probe></div>`);
    const probe = page.querySelector<ColourProbe>('colour-probe')!;
    for (const role of [
      'surface',
      'raised',
      'sunken',
      'line',
      'text',
      'muted',
      'danger',
      'warning',
      'success',
    ]) {
      page.style.setProperty(`--lead-${role}`, 'rgb(1, 2, 3)');
      expect(probe.colourOf(role), role).to.equal('rgb(1, 2, 3)');
    }
  });

  it('takes the font of the page, and sizes that the page can set', async () => {
    const page = await fixture<HTMLElement>(html`<div><colour-probe></colour-probe></div>`);
    page.style.fontFamily = 'Georgia';
    expect(getComputedStyle(page.querySelector('colour-probe')!).fontFamily).to.equal('Georgia');
    expect(getComputedStyle(page.querySelector('colour-probe')!).fontSize).to.equal('14px');
    page.style.setProperty('--lead-text-size', '20px');
    expect(getComputedStyle(page.querySelector('colour-probe')!).fontSize).to.equal('20px');
  });
});
