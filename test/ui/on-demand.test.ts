import { expect, fixture, html } from '@open-wc/testing';
import { onDemand } from '../../src/ui/on-demand.js';

class Part extends HTMLElement {
  opened = 0;
  open(): void {
    this.opened += 1;
  }
}

let loads = 0;
const part = (tag: string, isOnline = () => true) =>
  onDemand(tag, () => {
    loads += 1;
    if (!isOnline()) return Promise.reject(new Error('offline'));
    customElements.define(tag, class extends Part {});
    return Promise.resolve();
  });

const find = (box: Element, tag: string) => () => box.querySelector<Part>(tag);

describe('onDemand()', () => {
  beforeEach(() => (loads = 0));

  it('loads a part when it is used, and then at once', async () => {
    const box = await fixture(html`<div><x-demand-once></x-demand-once></div>`);
    const dialog = part('x-demand-once');
    await dialog.use(find(box, 'x-demand-once'), (found) => found.open());
    void dialog.use(find(box, 'x-demand-once'), (found) => found.open());
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
    const use = () => dialog.use(find(box, 'x-demand-offline'), (found) => found.open());
    const said = await use().catch((error: Error) => error.message);
    expect(said).to.equal('offline');
    online = true;
    await use();
    expect(box.querySelector<Part>('x-demand-offline')!.opened).to.equal(1);
  });

  it('does nothing with a part that has left the page meanwhile', async () => {
    let ran = false;
    await part('x-demand-gone').use(
      () => document.createElement('p').querySelector<Part>('x-demand-gone'),
      () => (ran = true),
    );
    expect(ran).to.be.false;
  });
});
