import { expect, fixture, html, nextFrame, waitUntil } from '@open-wc/testing';
import { createMemoryAdapter } from '../../src/adapters/memory/index.js';
import { LeadElement } from '../../src/elements/lead-element.js';
import '../../src/elements/provider/lead-provider.js';
import type { LeadProvider } from '../../src/elements/provider/lead-provider.js';
import { asFetch, createHandler } from '../../src/server/index.js';
import { createMemoryData, type MemoryDataOptions } from '../../src/server/memory/index.js';
import type { LeadAdapter, RemoteEvent } from '../../src/store/port.js';
import { createSampleStore, sample } from '../helpers/stores.js';
import { Traces } from '../helpers/traces.js';
import { storeWithConflict } from '../helpers/undecided.js';
import { until } from '../helpers/until.js';

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

  describe('src', () => {
    const realFetch = globalThis.fetch;
    afterEach(() => {
      globalThis.fetch = realFetch;
    });

    /** A backend behind `/api`, and what was asked of it. */
    const backend = (options: MemoryDataOptions = {}, token?: string) => {
      const data = createMemoryData({ ...structuredClone(sample), ...options });
      const authorise = (request: Request) =>
        !token || request.headers.get('Authorization') === `Bearer ${token}` ? {} : undefined;
      const handle = asFetch(createHandler({ data, base: '/api', authorise }));
      const asked: string[] = [];
      globalThis.fetch = (input, init) => {
        const url = new URL(input instanceof Request ? input.url : input, location.href).href;
        if (!url.includes('/api/')) return realFetch(input, init);
        asked.push(url);
        return handle(input, init);
      };
      return { data, asked };
    };

    it('connects its subtree to an HTTP backend; there is a store from the start', async () => {
      const { asked } = backend({ declare: 'least' });
      const provider = await fixture<LeadProvider>(
        html`<lead-provider src="/api"><test-consumer></test-consumer></lead-provider>`,
      );
      expect(text(provider)).to.equal('loading');
      await until(() => text(provider) === 'ready');
      expect(provider.leads!.record('contact', 'ada').phase).to.equal('ready');
      expect(asked.every((url) => url.startsWith(`${location.origin}/api/`))).to.equal(true);
    });

    it('hears of changes by others', async () => {
      const { data } = backend();
      const provider = await fixture<LeadProvider>(html`<lead-provider src="/api"></lead-provider>`);
      const name = () => provider.leads!.record('company', 'acme').record?.name;
      await until(() => data.listeners > 0 && name() === 'Acme Nordic AS');
      data.change([{ kind: 'update', entity: 'company', id: 'acme', patch: { name: 'New name' } }]);
      await until(() => name() === 'New name');
    });

    it('asks the host for a token when it is wanted', async () => {
      backend({ declare: 'least' }, 'second');
      const reasons: string[] = [];
      const token = (reason: string) => (reasons.push(reason), reason === 'first' ? 'first' : 'second');
      const provider = await fixture<LeadProvider>(
        html`<lead-provider src="/api" .token=${token}><test-consumer></test-consumer></lead-provider>`,
      );
      await until(() => text(provider) === 'ready');
      expect(reasons).to.deep.equal(['first', 'expired']);
    });

    it('another one is another store; the one before is closed, and `adapter` and `store` go before it', async () => {
      const { data } = backend();
      const provider = await fixture<LeadProvider>(html`<lead-provider src="/api"></lead-provider>`);
      const first = provider.leads!;
      await until(() => first.phase === 'ready' && data.listeners === 1);
      provider.src = '/api/';
      await provider.updateComplete;
      expect(provider.leads).not.to.equal(first);
      await until(() => provider.leads!.phase === 'ready' && data.listeners === 1);
      provider.adapter = adapter();
      await provider.updateComplete;
      await until(() => data.listeners === 0);
      const store = await createSampleStore();
      provider.store = store;
      await provider.updateComplete;
      expect(provider.leads).to.equal(store);
      provider.store = undefined;
      provider.adapter = undefined;
      await provider.updateComplete;
      await until(() => provider.leads!.phase === 'ready' && data.listeners === 1);
    });

    it('says what went wrong, and tries again on demand', async () => {
      globalThis.fetch = () => Promise.resolve(new Response('', { status: 403 }));
      const provider = await fixture<LeadProvider>(html`<lead-provider src="/api"></lead-provider>`);
      await until(() => provider.leads!.phase === 'failed');
      expect(provider.leads!.problem).to.include({ kind: 'forbidden' });
      backend({ declare: 'least' });
      await provider.leads!.reload();
      expect(provider.leads!.phase).to.equal('ready');
    });

    it('keeps changes while the backend is away, with an outbox', async () => {
      const { data } = backend({ declare: 'least' });
      const provider = await fixture<LeadProvider>(
        html`<lead-provider src="/api" outbox=${`test-${crypto.randomUUID()}`}
          ><test-consumer></test-consumer
        ></lead-provider>`,
      );
      await until(() => text(provider) === 'ready');
      const online = globalThis.fetch;
      globalThis.fetch = () => Promise.reject(new TypeError('Failed to fetch'));
      const store = provider.leads!;
      const done = await store.updateCompany('acme', { city: 'Bergen' });
      expect(done).to.include({ status: 'done', waiting: true });
      globalThis.fetch = online;
      store.retryWaiting();
      await until(() => store.waiting.length === 0);
      const rows = await data.get([{ entity: 'company', id: 'acme' }], {
        caller: {},
        signal: new AbortController().signal,
      });
      expect(rows.companies![0]).to.include({ city: 'Bergen' });
    });

    it('leaves nothing behind: no listener, timer, connection or element, 1,000 times over', async function () {
      this.timeout(60_000);
      const { data } = backend();
      const place = await fixture<HTMLElement>(html`<div></div>`);
      // Not `until`: that leaves a timer of its own.
      const frames = async (condition: () => unknown) => {
        for (let frame = 0; !condition(); frame += 1) {
          if (frame > 500) throw new Error('It takes too long.');
          await nextFrame();
        }
      };
      const show = async (rounds: number) => {
        for (let round = 0; round < rounds; round += 1) {
          const provider = document.createElement('lead-provider');
          provider.src = '/api';
          provider.append(document.createElement('test-consumer'));
          place.append(provider);
          // Removed in every state: before it has asked, while it reads, and when it listens.
          if (round % 3 > 0) await provider.updateComplete;
          if (round % 3 > 1) await frames(() => text(provider) === 'ready' && data.listeners > 0);
          provider.remove();
          await Promise.resolve();
          expect(provider.leads).to.equal(undefined);
        }
      };
      await show(3);
      const traces = new Traces();
      await show(1000);
      await frames(() => traces.left.length === 0 && data.listeners === 0).catch(() => {});
      traces.stop();
      expect([...new Set(traces.left)]).to.deep.equal([]);
      expect(data.listeners).to.equal(0);
      expect(place.childElementCount).to.equal(0);
    });
  });

  describe('notices', () => {
    it('say when the place where conflicts are decided could not be loaded', async () => {
      const provider = await fixture<LeadProvider>(html`<lead-provider></lead-provider>`);
      provider.store = await storeWithConflict();
      await waitUntil(() => notices(provider)?.querySelector('button'));
      // A module that fails while it is evaluated: what was fetched once, a browser may have without a connection.
      const define = customElements.define.bind(customElements);
      customElements.define = (name, ...others) => {
        if (name === 'lead-conflicts-dialog') throw new Error('not loaded');
        define(name, ...others);
      };
      notices(provider)!.querySelector('button')!.click();
      const said = () => notices(provider)!.querySelector('.notice .text')!.textContent.replace(/\s+/g, ' ');
      await waitUntil(() => said().includes('This could not be loaded.'));
      expect(said()).to.contain('1 change needs your decision.');
      customElements.define = define;
    });

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
      await waitUntil(() => !notices(provider)!.querySelector('.notice'));
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
