import type { Meta, StoryObj } from '@storybook/web-components-vite';
import { html } from 'lit';
import { expect, userEvent, waitFor } from 'storybook/test';
import { createMemoryAdapter } from '../src/adapters/memory/index.js';
import '../src/elements/setup-categories/lead-setup-categories.js';
import '../src/elements/setup/item-dialog.js';
import type { LeadStore } from '../src/store/lead-store.js';
import { createFailedStore, createLoadingStore, createSampleStore, sample } from '../test/helpers/stores.js';

interface Args {
  readOnly: boolean;
  showDeleted: boolean;
}

const meta: Meta<Args> = {
  title: 'Elements/Setup categories',
  component: 'lead-setup-categories',
  args: { readOnly: false, showDeleted: false },
  render: ({ readOnly, showDeleted }, { loaded }) =>
    html`<lead-setup-categories
      .store=${loaded['store'] as LeadStore | undefined}
      ?readonly=${readOnly}
      ?show-deleted=${showDeleted}
    ></lead-setup-categories>`,
};
export default meta;

type Story = StoryObj<Args>;

const rootOf = (canvas: HTMLElement) => canvas.querySelector('lead-setup-categories')!.shadowRoot!;

export const Ready: Story = { loaders: [async () => ({ store: await createSampleStore() })] };

/** Taking a category out of the group Potential customer hides the lead status of its contacts (L7). */
export const HidesLeadStatus: Story = {
  loaders: Ready.loaders,
  play: async ({ canvasElement }) => {
    const root = rootOf(canvasElement);
    await userEvent.click(root.querySelector(`.row[data-id='lead'] button.name`)!);
    const dialog = root.querySelector('lead-setup-item-dialog')!.shadowRoot!;
    await waitFor(() => expect(dialog.querySelector('#group')).toBeVisible());
    await userEvent.selectOptions(dialog.querySelector('#group')!, 'customer');
    await waitFor(() =>
      expect(dialog.querySelector('.consequence')).toHaveTextContent('hides the lead status of 2 contacts'),
    );
  },
};

/** An installation from before lead management: nobody can choose Lead or Marketing qualified lead. */
export const PredefinedMissing: Story = {
  loaders: [
    async () => ({
      store: await createSampleStore(
        createMemoryAdapter({
          ...structuredClone(sample),
          companies: [],
          contacts: [],
          categories: sample.categories.filter(({ group }) => group !== 'potentialCustomer'),
        }),
      ),
    }),
  ],
};

/** One click adds them. */
export const PredefinedAdded: Story = {
  loaders: PredefinedMissing.loaders,
  play: async ({ canvasElement }) => {
    const root = rootOf(canvasElement);
    await userEvent.click(root.querySelector('.callout button')!);
    await waitFor(() => expect(root.querySelectorAll('.row')).toHaveLength(9));
  },
};

export const Deleted: Story = {
  args: { showDeleted: true },
  loaders: [
    async () => {
      const store = await createSampleStore();
      await store.deleteListItem('category', 'mql');
      return { store };
    },
  ],
};

export const ReadOnly: Story = { args: { readOnly: true }, loaders: Ready.loaders };

export const LongNames: Story = {
  loaders: [
    async () => {
      const store = await createSampleStore();
      const name = 'Potenzielle Kundin aus dem Veranstaltungsmanagementsoftwarebereich mit Rahmenvertrag';
      await store.updateListItem('category', 'lead', { name, description: `${name}. `.repeat(3).trim() });
      return { store };
    },
  ],
};

export const Empty: Story = {
  loaders: [
    async () => ({
      store: await createSampleStore(
        createMemoryAdapter({ categories: [], leadStatuses: structuredClone(sample.leadStatuses) }),
      ),
    }),
  ],
};

export const Loading: Story = { loaders: [() => ({ store: createLoadingStore() })] };

export const Failed: Story = { loaders: [async () => ({ store: await createFailedStore() })] };

export const NoStore: Story = {};
