import { expect, fixture, html } from '@open-wc/testing';
import { LitElement } from 'lit';
import { announce, AnnouncerController } from '../../src/ui/announcer.js';
import { defineElement } from '../../src/ui/define.js';
import { renderEmpty, renderFailed, renderSkeleton } from '../../src/ui/states.js';

class SayingElement extends LitElement {
  readonly announcer = new AnnouncerController(this);
  protected override render() {
    return html`${this.announcer.render()}`;
  }
}
customElements.define('saying-element', SayingElement);

describe('AnnouncerController', () => {
  it('has its regions before it speaks, and puts the text into the right one', async () => {
    const element = await fixture<SayingElement>(html`<saying-element></saying-element>`);
    const polite = element.shadowRoot!.querySelector('[role=status]')!;
    const urgent = element.shadowRoot!.querySelector('[role=alert]')!;
    expect(polite.textContent).to.equal('');
    announce(element, 'Two contacts found');
    await element.updateComplete;
    expect(polite.textContent).to.equal('Two contacts found');
    announce(element, 'Connection lost', 'assertive');
    await element.updateComplete;
    expect(urgent.textContent).to.equal('Connection lost');
    await expect(element).to.be.accessible();
  });

  it('changes the region also when the same text comes again', async () => {
    const element = await fixture<SayingElement>(html`<saying-element></saying-element>`);
    const polite = element.shadowRoot!.querySelector('[role=status]')!;
    announce(element, 'Moved');
    await element.updateComplete;
    const first = polite.textContent;
    announce(element, 'Moved');
    await element.updateComplete;
    expect(polite.textContent).to.not.equal(first);
    expect(polite.textContent.trim()).to.equal('Moved');
  });

  it('is silent for an element without announcer', () => {
    expect(() => announce(document.body, 'Hello')).to.not.throw();
  });
});

describe('defineElement', () => {
  it('leaves the first class in place when a second copy of the kit comes', () => {
    class First extends HTMLElement {}
    class Second extends HTMLElement {}
    defineElement('lead-twice')(First);
    expect(() => defineElement('lead-twice')(Second)).to.not.throw();
    expect(customElements.get('lead-twice')).to.equal(First);
  });
});

describe('states', () => {
  it('tells a failure, folds the details and retries', async () => {
    let retried = 0;
    const state = await fixture(
      renderFailed({
        title: 'The contacts could not be loaded',
        detail: '503',
        detailLabel: 'Details',
        retryLabel: 'Retry',
        onRetry: () => retried++,
      }),
    );
    expect(state.getAttribute('role')).to.equal('alert');
    expect(state.querySelector('details')!.open).to.be.false;
    state.querySelector('button')!.click();
    expect(retried).to.equal(1);
    await expect(state).to.be.accessible();
  });

  it('says that nothing is here, with the action that helps', async () => {
    const state = await fixture(renderEmpty({ text: 'Nobody here', action: html`<button>Add</button>` }));
    expect(state.textContent.trim()).to.include('Nobody here');
    expect(state.querySelector('button')).to.exist;
  });

  it('hides its skeletons from assistive technology', async () => {
    const state = await fixture(renderSkeleton(4));
    expect(state.getAttribute('aria-hidden')).to.equal('true');
    expect(state.querySelectorAll('.skeleton').length).to.equal(4);
  });
});
