import type { Meta, StoryObj } from '@storybook/web-components-vite';
import { html } from 'lit';
import { expect, userEvent, waitFor } from 'storybook/test';
import { createMemoryAdapter } from '../src/adapters/memory/index.js';
import '../src/elements/setup-statuses/lead-setup-statuses.js';
import '../src/elements/setup/item-dialog.js';
import type { LeadStore } from '../src/store/lead-store.js';
import { createFailedStore, createLoadingStore, createSampleStore, sample } from '../test/helpers/stores.js';

interface Args {
  readOnly: boolean;
  showDeleted: boolean;
}

const meta: Meta<Args> = {
  title: 'Elements/Setup statuses',
  component: 'lead-setup-statuses',
  args: { readOnly: false, showDeleted: false },
  render: ({ readOnly, showDeleted }, { loaded }) =>
    html`<lead-setup-statuses
      .store=${loaded['store'] as LeadStore | undefined}
      ?readonly=${readOnly}
      ?show-deleted=${showDeleted}
    ></lead-setup-statuses>`,
};
export default meta;

type Story = StoryObj<Args>;

const rootOf = (canvas: HTMLElement) => canvas.querySelector('lead-setup-statuses')!.shadowRoot!;
const rowOf = (canvas: HTMLElement, id: string) => rootOf(canvas).querySelector(`.row[data-id='${id}']`)!;

async function withDeleted(): Promise<LeadStore> {
  const store = await createSampleStore();
  await store.deleteListItem('leadStatus', '2');
  await store.deleteListItem('leadStatus', '3');
  return store;
}

export const Ready: Story = { loaders: [async () => ({ store: await createSampleStore() })] };

/** A name that is taken: the reason stands beside the field. */
export const Editing: Story = {
  loaders: Ready.loaders,
  play: async ({ canvasElement }) => {
    await userEvent.click(rowOf(canvasElement, '2').querySelector('button.name')!);
    const dialog = rootOf(canvasElement).querySelector('lead-setup-item-dialog')!.shadowRoot!;
    const name = await waitFor(() => {
      const input = dialog.querySelector<HTMLInputElement>('#name')!;
      void expect(dialog.activeElement).toBe(input);
      return input;
    });
    name.value = 'open';
    name.dispatchEvent(new Event('input', { bubbles: true }));
    await userEvent.click(dialog.querySelector('.button.primary')!);
    await waitFor(() => expect(dialog.querySelector('#name-fault')).toHaveTextContent('already in use'));
  },
};

/** The default status can't be deleted (L10); the row says why. */
export const Refused: Story = {
  loaders: Ready.loaders,
  play: async ({ canvasElement }) => {
    const menu = rowOf(canvasElement, '1').querySelector('lead-ui-menu')!.shadowRoot!;
    await userEvent.click(menu.querySelector('button')!);
    await waitFor(() => expect(menu.querySelector('.item')).toBeVisible());
    await userEvent.click(menu.querySelector('.item[data-danger]')!);
    await waitFor(() =>
      expect(rowOf(canvasElement, '1').querySelector('[role=alert]')).toHaveTextContent('default status'),
    );
  },
};

/** Deleted ones can be restored, or removed for good when nothing uses them. */
export const Deleted: Story = {
  args: { showDeleted: true },
  loaders: [async () => ({ store: await withDeleted() })],
  play: async ({ canvasElement }) => {
    await userEvent.click(rowOf(canvasElement, '2').querySelector('.remove')!);
    await waitFor(() =>
      expect(rowOf(canvasElement, '2').querySelector('[role=alert]')).toHaveTextContent('used by 1 record'),
    );
  },
};

export const ReadOnly: Story = { args: { readOnly: true }, loaders: Ready.loaders };

export const LongNames: Story = {
  loaders: [
    async () => {
      const store = await createSampleStore();
      const name =
        'In der Wiedervorlage, bis die Budgetverhandlungen des kommenden Geschäftsjahres beendet sind';
      await store.updateListItem('leadStatus', '4', { name, description: `${name}. `.repeat(3).trim() });
      await store.setDefaultStatus('4');
      return { store };
    },
  ],
};

export const Empty: Story = {
  loaders: [
    async () => ({
      store: await createSampleStore(
        createMemoryAdapter({
          categories: structuredClone(sample.categories),
          leadStatuses: [],
          settings: { id: 'settings', defaultStatusId: null, onReturn: 'default', fields: [] },
        }),
      ),
    }),
  ],
};

export const Loading: Story = { loaders: [() => ({ store: createLoadingStore() })] };

export const Failed: Story = { loaders: [async () => ({ store: await createFailedStore() })] };

export const NoStore: Story = {};
