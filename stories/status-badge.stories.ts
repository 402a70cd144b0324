import type { Meta, StoryObj } from '@storybook/web-components-vite';
import { html } from 'lit';
import { expect, waitFor } from 'storybook/test';
import '../src/elements/status-badge/lead-status-badge.js';
import type { LeadStore } from '../src/store/lead-store.js';
import { createCardStore, statusesWithDeleted } from '../test/helpers/card-data.js';
import { createFailedStore, createLoadingStore, createSampleStore, sample } from '../test/helpers/stores.js';

interface Args {
  statusId?: string;
  contactId?: string;
}

const meta: Meta<Args> = {
  title: 'Elements/Status badge',
  component: 'lead-status-badge',
  args: { statusId: '2' },
  render: ({ statusId, contactId }, { loaded }) =>
    html`<lead-status-badge
      .store=${loaded['store'] as LeadStore | undefined}
      .statusId=${statusId ?? null}
      .contactId=${contactId ?? null}
    ></lead-status-badge>`,
};
export default meta;

type Story = StoryObj<Args>;

const rootOf = (canvas: HTMLElement) => canvas.querySelector('lead-status-badge')!.shadowRoot!;

/** Its description shows on hover, and on keyboard focus (L2). */
export const Ready: Story = {
  loaders: [async () => ({ store: await createSampleStore() })],
  play: async ({ canvasElement }) => {
    const root = rootOf(canvasElement);
    const tip = await waitFor(() => root.querySelector('lead-ui-tooltip')!);
    tip.show();
    await expect(tip).toHaveTextContent('actively trying to reach');
  },
};

/** Every status in its tone, in rank order. */
export const AllStatuses: Story = {
  loaders: Ready.loaders,
  render: (_args, { loaded }) =>
    html`${sample.leadStatuses.map(
      ({ id }) =>
        html`<lead-status-badge .store=${loaded['store'] as LeadStore} status-id=${id}></lead-status-badge> `,
    )}`,
};

/** The status of a contact, as long as its company has lead status (L1). */
export const OfContact: Story = { args: { contactId: 'grace' }, loaders: Ready.loaders };

/** A customer's contact shows no lead status: the element takes no room (L1, L7). */
export const Hidden: Story = {
  args: { contactId: 'alan' },
  loaders: Ready.loaders,
  play: ({ canvasElement }) => expect(canvasElement.querySelector('lead-status-badge')).not.toBeVisible(),
};

/** Deleted from the list, kept on the record (L9). */
export const Deleted: Story = {
  loaders: [async () => ({ store: await createCardStore({ leadStatuses: statusesWithDeleted('2') }) })],
};

/** The backend has a status that no list knows (L13). */
export const Unknown: Story = { args: { statusId: '99' }, loaders: Ready.loaders };

export const LongNames: Story = {
  loaders: [
    async () => {
      const store = await createSampleStore();
      const name = 'In der Wiedervorlage, bis die Budgetverhandlungen beendet sind';
      await store.updateListItem('leadStatus', '2', { name, description: `${name}. `.repeat(4).trim() });
      return { store };
    },
  ],
};

export const Loading: Story = { loaders: [() => ({ store: createLoadingStore() })] };

export const Failed: Story = { loaders: [async () => ({ store: await createFailedStore() })] };

export const NoStore: Story = {};
