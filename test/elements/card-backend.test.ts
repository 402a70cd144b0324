import { expect, fixture, html, waitUntil } from '@open-wc/testing';
import { createHttpAdapter } from '../../src/adapters/http/index.js';
import '../../src/elements/contact-card/lead-contact-card.js';
import { createFaults, withFaults } from '../../src/msw/faults.js';
import { asFetch, createHandler } from '../../src/server/index.js';
import { createMemoryData } from '../../src/server/memory/index.js';
import { LeadStore } from '../../src/store/lead-store.js';
import { sample } from '../helpers/stores.js';

describe('a card behind a backend that answers questions', () => {
  it('says when its record can not be had, and has it after Retry', async () => {
    const faults = createFaults();
    const data = createMemoryData(structuredClone(sample));
    const fetch = asFetch(withFaults(createHandler({ data, base: '/api' }), faults));
    const store = new LeadStore({ adapter: createHttpAdapter({ url: '/api', fetch, tries: 1 }) });
    await store.loaded;
    faults.plan = { always: '422' };
    const card = await fixture(
      html`<lead-contact-card .store=${store} contact-id="ada"></lead-contact-card>`,
    );
    const shown = () => card.shadowRoot!.textContent ?? '';
    await waitUntil(() => shown().includes('Retry'));
    expect(card.shadowRoot!.querySelector('[role=alert]')).to.contain.text('could not be understood');
    faults.plan = {};
    card.shadowRoot!.querySelector<HTMLElement>('[role=alert] button')!.click();
    await waitUntil(() => shown().includes('Ada Lovelace'));
    store.close();
  });
});
