import { expect, fixture, html } from '@open-wc/testing';
import { onDemand } from '../../src/ui/on-demand.js';
import '../../src/ui/toasts.js';

class Part extends HTMLElement {
  opened = 0;
  open(): void {
    this.opened += 1;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'x-demand-once': Part;
    'x-demand-ahead': Part;
    'x-demand-offline': Part;
    'x-demand-told': Part;
    'x-demand-gone': Part;
  }
}

let loads = 0;
const part = (tag: `x-demand-${'once' | 'ahead' | 'offline' | 'told' | 'gone'}`, isOnline = () => true) =>
  onDemand(tag, () => {
    loads += 1;
    if (!isOnline()) return Promise.reject(new Error('offline'));
    customElements.define(tag, class extends Part {});
    return Promise.resolve();
  });

describe('onDemand()', () => {
  beforeEach(() => (loads = 0));

  it('loads a part when it is used, and then at once', async () => {
    const box = await fixture(html`<div><x-demand-once></x-demand-once></div>`);
    const dialog = part('x-demand-once');
    const open = () => dialog.use({ renderRoot: box }, (found) => found.open());
    await open();
    void open();
    expect(box.querySelector<Part>('x-demand-once')!.opened).to.equal(2);
    expect(loads).to.equal(1);
  });

  it('loads ahead, and is quiet when that fails', async () => {
    let online = false;
    const dialog = part('x-demand-ahead', () => online);
    dialog.preload();
    online = true;
    dialog.preload();
    dialog.preload();
    expect(loads).to.equal(2);
  });

  it('rejects offline, and tries again', async () => {
    let online = false;
    const box = await fixture(html`<div><x-demand-offline></x-demand-offline></div>`);
    const dialog = part('x-demand-offline', () => online);
    const use = () => dialog.use({ renderRoot: box }, (found) => found.open());
    const said = await use().catch((error: Error) => error.message);
    expect(said).to.equal('offline');
    online = true;
    await use();
    expect(box.querySelector<Part>('x-demand-offline')!.opened).to.equal(1);
  });

  it('says so where there is a place for messages, and tries again', async () => {
    let online = false;
    const box = await fixture(
      html`<div><x-demand-told></x-demand-told><lead-ui-toasts></lead-ui-toasts></div>`,
    );
    const dialog = part('x-demand-told', () => online);
    const use = () => dialog.use({ renderRoot: box }, (found) => found.open());
    await use();
    const toasts = box.querySelector('lead-ui-toasts')!;
    await toasts.updateComplete;
    const told = () => [...toasts.renderRoot.querySelectorAll('.text')].map((each) => each.textContent);
    expect(told()).to.deep.equal([
      'This could not be loaded. Check the connection, then try again or reload the page.',
    ]);
    online = true;
    await use();
    expect(box.querySelector('x-demand-told')!.opened).to.equal(1);
    expect(told()).to.have.length(1);
  });

  it('does nothing with a part that has left the page meanwhile', async () => {
    let ran = false;
    await part('x-demand-gone').use({ renderRoot: document.createElement('p') }, () => (ran = true));
    expect(ran).to.be.false;
  });
});
