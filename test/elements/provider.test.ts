import { expect, fixture, html, nextFrame, waitUntil } from '@open-wc/testing';
import { createMemoryAdapter } from '../../src/adapters/memory/index.js';
import { LeadElement } from '../../src/elements/lead-element.js';
import '../../src/elements/provider/lead-provider.js';
import type { LeadProvider } from '../../src/elements/provider/lead-provider.js';
import type { LeadAdapter, RemoteEvent } from '../../src/store/port.js';
import { createSampleStore, sample } from '../helpers/stores.js';

class TestConsumer extends LeadElement {
  override render() {
    return this.leads?.phase ?? 'no store';
  }
}
customElements.define('test-consumer', TestConsumer);

const text = (root: Element) => root.querySelector('test-consumer')!.shadowRoot!.textContent;
const consumerIn = (root: ParentNode): TestConsumer => root.querySelector('test-consumer')!;
const notices = (provider: Element) => provider.shadowRoot!.querySelector('lead-notices')?.shadowRoot;
const adapter = () => createMemoryAdapter(structuredClone(sample));

describe('<lead-provider>', () => {
  it('gives its subtree a store on its adapter', async () => {
    const provider = await fixture<LeadProvider>(
      html`<lead-provider .adapter=${adapter()}><test-consumer></test-consumer></lead-provider>`,
    );
    await provider.leads!.loaded;
    await waitUntil(() => text(provider) === 'ready');
  });

  it('gives its subtree the store that the host made', async () => {
    const store = await createSampleStore();
    const provider = await fixture<LeadProvider>(
      html`<lead-provider .store=${store}><test-consumer></test-consumer></lead-provider>`,
    );
    expect(consumerIn(provider).leads).to.equal(store);
  });

  it('reaches elements inside shadow roots', async () => {
    const provider = await fixture<LeadProvider>(
      html`<lead-provider .adapter=${adapter()}><div></div></lead-provider>`,
    );
    const root = provider.querySelector('div')!.attachShadow({ mode: 'open' });
    root.append(document.createElement('test-consumer'));
    await waitUntil(() => consumerIn(root).leads === provider.leads && provider.leads !== undefined);
  });

  it('may come after the elements that it provides for', async () => {
    const wrapper = await fixture<HTMLElement>(html`<div><test-consumer></test-consumer></div>`);
    expect(text(wrapper)).to.equal('no store');
    const provider = document.createElement('lead-provider');
    provider.adapter = adapter();
    wrapper.append(provider);
    provider.append(wrapper.querySelector('test-consumer')!);
    await waitUntil(() => text(wrapper) === 'ready');
  });

  it('the property of an element wins over the provider', async () => {
    const store = await createSampleStore();
    const provider = await fixture<LeadProvider>(
      html`<lead-provider .adapter=${adapter()}
        ><test-consumer .store=${store}></test-consumer
      ></lead-provider>`,
    );
    expect(consumerIn(provider).leads).to.equal(store);
  });

  it('another adapter is another store; the one before is closed', async () => {
    let signal: AbortSignal | undefined;
    const first: LeadAdapter = { ...adapter(), watch: (_, options) => (signal = options.signal) as never };
    const provider = await fixture<LeadProvider>(
      html`<lead-provider .adapter=${first}><test-consumer></test-consumer></lead-provider>`,
    );
    const before = provider.leads;
    provider.adapter = adapter();
    await provider.updateComplete;
    expect(provider.leads).not.to.equal(before);
    expect(signal!.aborted).to.equal(true);
    await waitUntil(() => text(provider) === 'ready');
  });

  it('closes its store when it is removed, and not when it is only moved', async () => {
    let signal: AbortSignal | undefined;
    const watched: LeadAdapter = { ...adapter(), watch: (_, options) => (signal = options.signal) as never };
    const provider = await fixture<LeadProvider>(html`<lead-provider .adapter=${watched}></lead-provider>`);
    const store = provider.leads;
    provider.parentElement!.append(provider);
    await nextFrame();
    expect([signal!.aborted, provider.leads]).to.deep.equal([false, store]);
    provider.remove();
    await nextFrame();
    expect([signal!.aborted, provider.leads]).to.deep.equal([true, undefined]);
  });

  it('works again after it was removed and put back', async () => {
    const provider = await fixture<LeadProvider>(
      html`<lead-provider .adapter=${adapter()}><test-consumer></test-consumer></lead-provider>`,
    );
    const parent = provider.parentElement!;
    provider.remove();
    await nextFrame();
    parent.append(provider);
    await waitUntil(() => text(provider) === 'ready');
  });

  describe('notices', () => {
    const noticing = (rows: object = {}) => {
      let tell!: (event: RemoteEvent) => void;
      const base = adapter();
      const noticed: LeadAdapter = {
        read: () => Promise.resolve({ ...sample, ...rows }) as never,
        save: base.save.bind(base),
        watch: (listener) => void (tell = listener),
      };
      return { noticed, tell: (event: RemoteEvent) => tell(event) };
    };

    it('say that the browser stores nothing, can be closed, and pass axe', async () => {
      const { noticed, tell } = noticing();
      const provider = await fixture<LeadProvider>(
        html`<lead-provider .adapter=${noticed}>Page</lead-provider>`,
      );
      tell({ kind: 'notice', code: 'storage-unavailable' });
      await waitUntil(() =>
        notices(provider)
          ?.querySelector('[role=status]')
          ?.textContent?.includes('does not let the page store data'),
      );
      await expect(provider).to.be.accessible();
      notices(provider)!.querySelector('button')!.click();
      await waitUntil(() => provider.shadowRoot!.querySelector('lead-notices') === null);
    });

    it('[A4] name the rows that were left out, with their place', async () => {
      const { noticed } = noticing({
        contacts: [
          { id: 'bad', lastName: 'X', email: 7 },
          { id: 'good', lastName: 'Y' },
        ],
      });
      const provider = await fixture<LeadProvider>(
        html`<lead-provider .adapter=${noticed}>Page</lead-provider>`,
      );
      await waitUntil(() => notices(provider)?.textContent?.includes('1 record could not be read'));
      expect(notices(provider)!.querySelector('li')!.textContent).to.match(/contact bad, \/email/);
      expect(provider.leads!.record('contact', 'good').phase).to.equal('ready');
    });
  });
});
