import type { Meta, StoryObj } from '@storybook/web-components-vite';
import { html } from 'lit';
import { expect, waitFor } from 'storybook/test';
import { createMemoryAdapter } from '../src/adapters/memory/index.js';
import '../src/elements/provider/lead-provider.js';
import '../src/elements/status-badge/lead-status-badge.js';
import type { LeadAdapter, RemoteEvent } from '../src/store/port.js';
import { sample } from '../test/helpers/stores.js';

const meta: Meta = { title: 'Elements/Provider', component: 'lead-provider' };
export default meta;

type Story = StoryObj;

const memory = () => createMemoryAdapter(structuredClone(sample));
const content = html`<p>
  The page around the elements. Ada is <lead-status-badge contact-id="ada"></lead-status-badge>
</p>`;

/** Adds something to the memory adapter: rows that can't be read, or a message from the storage. */
function noticing(more: { contacts?: unknown[]; notice?: RemoteEvent }): LeadAdapter {
  const base = memory();
  return {
    read: () =>
      Promise.resolve({
        ...structuredClone(sample),
        contacts: [...sample.contacts, ...(more.contacts ?? [])],
      }),
    save: (changes, options) => base.save(changes, options),
    watch: (listener) => more.notice && listener(more.notice),
  };
}

/** Shows nothing of its own: the elements inside find its store. */
export const Ready: Story = {
  render: () => html`<lead-provider .adapter=${memory()}>${content}</lead-provider>`,
  play: async ({ canvasElement }) => {
    const badge = canvasElement.querySelector('lead-status-badge')!;
    await waitFor(() => expect(badge.shadowRoot?.textContent).toContain('Open'));
  },
};

/** The browser does not let the page store data; work goes on in memory. */
export const StorageUnavailable: Story = {
  render: () =>
    html`<lead-provider .adapter=${noticing({ notice: { kind: 'notice', code: 'storage-unavailable' } })}
      >${content}</lead-provider
    >`,
};

/** A4: rows that could not be read are named, the rest loads. */
export const RowsLeftOut: Story = {
  render: () =>
    html`<lead-provider
      .adapter=${noticing({ contacts: [{ id: '17', lastName: 'X', email: 7 }, 'nonsense'] })}
      >${content}</lead-provider
    >`,
};
