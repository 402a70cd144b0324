import { aTimeout, expect, fixture, html, waitUntil } from '@open-wc/testing';
import { resetMouse, sendKeys, sendMouse } from '@web/test-runner-commands';
import { render, type TemplateResult } from 'lit';
import { tooltip, type LeadUiTooltip } from '../../src/ui/tooltip.js';
import { hover } from '../helpers/mouse.js';
import { expectFocus } from '../helpers/focus.js';

async function described(): Promise<{ button: HTMLButtonElement; tip: LeadUiTooltip }> {
  const box = await fixture(
    html`<div>
      <button id="target">Delete</button
      ><lead-ui-tooltip for="target">Only an owner may do this</lead-ui-tooltip>
    </div>`,
  );
  (box as HTMLElement).style.padding = '100px';
  return { button: box.querySelector('button')!, tip: box.querySelector('lead-ui-tooltip')! };
}

const isOpen = (tip: Element) => tip.matches(':popover-open');

describe('<lead-ui-tooltip>', () => {
  afterEach(() => resetMouse());

  it('describes its target by a text in the same root', async () => {
    const { button, tip } = await described();
    expect(button.getAttribute('aria-describedby')).to.equal(tip.id);
    expect(tip.getRootNode()).to.equal(button.getRootNode());
    expect(tip.role).to.equal('tooltip');
    await expect(button.parentElement!).to.be.accessible();
  });

  it('keeps the descriptions that the target has already', async () => {
    const box = await fixture(
      html`<div>
        <p id="hint">Hint</p>
        <button id="with-hint" aria-describedby="hint">Save</button
        ><lead-ui-tooltip for="with-hint">Text</lead-ui-tooltip>
      </div>`,
    );
    const tip = box.querySelector('lead-ui-tooltip')!;
    const button = box.querySelector('button')!;
    expect(button.getAttribute('aria-describedby')).to.equal(`hint ${tip.id}`);
    tip.remove();
    expect(button.getAttribute('aria-describedby')).to.equal('hint');
  });

  it('shows at once on keyboard focus and leaves with it', async () => {
    const { button, tip } = await described();
    await sendKeys({ press: 'Tab' });
    expectFocus(button);
    expect(isOpen(tip)).to.be.true;
    button.blur();
    expect(isOpen(tip)).to.be.false;
  });

  it('shows on hover after a moment, and stays while the pointer is on the text', async () => {
    const { button, tip } = await described();
    await hover(button);
    expect(isOpen(tip)).to.be.false;
    await waitUntil(() => isOpen(tip));
    await hover(tip);
    await aTimeout(300);
    expect(isOpen(tip)).to.be.true;
    await sendMouse({ type: 'move', position: [600, 500] });
    await waitUntil(() => !isOpen(tip));
  });

  it('leaves with Escape without taking the focus', async () => {
    const { button, tip } = await described();
    await sendKeys({ press: 'Tab' });
    await sendKeys({ press: 'Escape' });
    expect(isOpen(tip)).to.be.false;
    expectFocus(button);
  });
});

describe('tooltip()', () => {
  const page = (text: string | undefined): TemplateResult => html`<button ${tooltip(text)}>Delete</button>`;

  it('adds the text to the root of the element, changes it, and takes it away', async () => {
    const box = await fixture<HTMLElement>(html`<div></div>`);
    const shadow = box.attachShadow({ mode: 'open' });
    render(page('One'), shadow);
    await aTimeout(0);
    const button = shadow.querySelector('button')!;
    const text = () => shadow.getElementById(button.getAttribute('aria-describedby') ?? '')?.textContent;
    expect(text()).to.equal('One');
    render(page('Two'), shadow);
    await aTimeout(0);
    expect(text()).to.equal('Two');
    expect(shadow.querySelectorAll('lead-ui-tooltip').length).to.equal(1);
    render(page(undefined), shadow);
    await aTimeout(0);
    expect(button.hasAttribute('aria-describedby')).to.be.false;
    render(page('Three'), shadow);
    await aTimeout(0);
    const part = render(page('Three'), shadow);
    part.setConnected(false);
    expect(shadow.querySelector('lead-ui-tooltip')).to.be.null;
    part.setConnected(true);
    await aTimeout(0);
    expect(text()).to.equal('Three');
    render(html``, shadow);
    expect(shadow.querySelector('lead-ui-tooltip')).to.be.null;
  });
});
