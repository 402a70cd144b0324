import { expect } from '@open-wc/testing';
import { setupWorker } from 'msw/browser';
import { createHttpAdapter } from '../../src/adapters/http/index.js';
import { createFaults, createLeadHandlers } from '../../src/msw/index.js';
import { createMemoryData } from '../../src/server/memory/index.js';
import { LeadStore } from '../../src/store/lead-store.js';
import { sample } from '../helpers/stores.js';
import { until } from '../helpers/until.js';

describe('MSW in a service worker', () => {
  const data = createMemoryData(structuredClone(sample));
  const faults = createFaults();
  const worker = setupWorker(...createLeadHandlers({ url: '/api', data, faults }));
  before(() => worker.start({ quiet: true, onUnhandledFrame: 'bypass' }));
  after(() => worker.stop());
  afterEach(() => (faults.plan = {}));

  it('answers the adapter, takes its writes, and streams what others do', async () => {
    const store = new LeadStore({ adapter: createHttpAdapter({ url: '/api' }) });
    await store.loaded;
    expect(store.phase).to.equal('ready');
    await until(() => store.record('contact', 'ada').phase === 'ready');
    const result = await store.setLeadStatus('ada', '3');
    expect(result.status).to.equal('done');
    await until(() => data.listeners > 0);
    data.change([{ kind: 'update', entity: 'contact', id: 'ada', patch: { title: 'CEO' } }]);
    await until(() => store.record('contact', 'ada').record?.title === 'CEO');
    store.close();
    await until(() => data.listeners === 0);
  });

  it('a lost network is one for the page', async () => {
    faults.plan = { always: 'network-loss' };
    const store = new LeadStore({ adapter: createHttpAdapter({ url: '/api', tries: 1 }) });
    await store.loaded;
    expect([store.phase, store.problem?.kind]).to.deep.equal(['failed', 'unavailable']);
    store.close();
  });
});
