import { expect, fixture, html } from '@open-wc/testing';
import * as icons from '../../src/ui/icons.js';

const package_ = '/node_modules/@phosphor-icons/core/assets/regular';

describe('icons', () => {
  for (const [name, path] of Object.entries(icons).filter(([each]) => each.endsWith('Icon'))) {
    it(`${name} is the picture of the Phosphor package`, async () => {
      const file = name.replace(/Icon$/, '').replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
      const response = await fetch(`${package_}/${file}.svg`);
      expect(response.ok, file).to.be.true;
      const svg = new DOMParser().parseFromString(await response.text(), 'image/svg+xml');
      expect([...svg.querySelectorAll('path')].map((each) => each.getAttribute('d'))).to.deep.equal([path]);
      expect(svg.documentElement.getAttribute('viewBox')).to.equal('0 0 256 256');
    });
  }

  it('is decoration unless it has a label', async () => {
    const box = await fixture(
      html`<p>${icons.icon(icons.starIcon)}${icons.icon(icons.starIcon, 'Important')}</p>`,
    );
    const [plain, named] = box.querySelectorAll('svg');
    expect(plain!.getAttribute('aria-hidden')).to.equal('true');
    expect(named!.getAttribute('role')).to.equal('img');
    expect(named!.getAttribute('aria-label')).to.equal('Important');
    await expect(box).to.be.accessible();
  });
});
