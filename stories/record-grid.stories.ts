import type { Meta, StoryObj } from '@storybook/web-components-vite';
import { html } from 'lit';
import { expect, userEvent, waitFor } from 'storybook/test';
import { createMemoryAdapter } from '../src/adapters/memory/index.js';
import type { Criteria } from '../src/criteria/types.js';
import '../src/elements/record-grid/lead-record-grid.js';
import '../src/elements/record-grid/column-filter.js';
import '../src/elements/record-grid/columns-dialog.js';
import { defaultCategories, defaultLeadStatuses, emptyCompany, emptyContact } from '../src/model/defaults.js';
import type { LeadStore } from '../src/store/lead-store.js';
import { createLargeStore } from '../test/helpers/large-store.js';
import { createFailedStore, createLoadingStore, createSampleStore } from '../test/helpers/stores.js';

interface Args {
  of: 'contact' | 'company';
  selectable: boolean;
  density: 'comfortable' | 'compact';
  storageKey: string;
  columns: readonly string[] | undefined;
  criteria: Criteria | undefined;
}

const leadColumns = [
  'contact.name',
  'company.name',
  'company.category',
  'company.categoryGroup',
  'contact.leadStatus',
  'contact.title',
];

const meta: Meta<Args> = {
  title: 'Elements/Record grid',
  component: 'lead-record-grid',
  args: {
    of: 'contact',
    selectable: false,
    density: 'comfortable',
    storageKey: '',
    columns: undefined,
    criteria: undefined,
  },
  argTypes: {
    of: { control: 'inline-radio', options: ['contact', 'company'] },
    density: { control: 'inline-radio', options: ['comfortable', 'compact'] },
  },
  render: ({ of, selectable, density, storageKey, columns, criteria }, { loaded }) =>
    html`<lead-record-grid
      .store=${loaded['store'] as LeadStore | undefined}
      .of=${of}
      ?selectable=${selectable}
      .density=${density}
      .storageKey=${storageKey}
      .columns=${columns}
      .criteria=${criteria}
    ></lead-record-grid>`,
};
export default meta;

type Story = StoryObj<Args>;

const rootOf = (canvas: HTMLElement) => canvas.querySelector('lead-record-grid')!.shadowRoot!;
const gridOf = (canvas: HTMLElement) => rootOf(canvas).querySelector('lead-ui-grid')!.shadowRoot!;
const tool = (canvas: HTMLElement, name: string) => rootOf(canvas).querySelector(`[data-tool=${name}]`)!;

async function chooseFrom(trigger: Element, label: string): Promise<void> {
  await userEvent.click(trigger);
  const menu = trigger.closest('lead-ui-menu')!.shadowRoot!;
  const item = await waitFor(() => {
    const found = [...menu.querySelectorAll('.item')].find((each) => each.textContent.trim() === label);
    if (!found) throw new Error(`There is no “${label}” in the menu yet.`);
    return found;
  });
  await userEvent.click(item);
}

export const Ready: Story = { loaders: [async () => ({ store: await createSampleStore() })] };

/** Statuses have a tone. Values that rules keep out of sight elsewhere (L7) show a lock, and why on hover. */
export const LeadColumns: Story = {
  args: { columns: leadColumns },
  loaders: [async () => ({ store: await createLargeStore(400) })],
};

export const Companies: Story = { ...Ready, args: { of: 'company' } };

export const Compact: Story = { ...LeadColumns, args: { columns: leadColumns, density: 'compact' } };

/** Asks for the rows in view and no others. Scroll, sort, filter, group; tick everybody and set their status. */
export const HundredThousand: Story = {
  args: { columns: leadColumns, selectable: true },
  loaders: [async () => ({ store: await createLargeStore(100_000) })],
};

export const Filtered: Story = {
  ...LeadColumns,
  play: async ({ canvasElement }) => {
    await waitFor(() =>
      expect(gridOf(canvasElement).querySelector('[data-column="contact.leadStatus"]')).toBeVisible(),
    );
    await chooseFrom(tool(canvasElement, 'filter'), 'Lead status');
    const filter = rootOf(canvasElement).querySelector('lead-column-filter')!.shadowRoot!;
    await waitFor(() => expect(filter.querySelectorAll('.choice')).toHaveLength(5));
    await userEvent.click(filter.querySelectorAll('.choice')[1]!);
    await userEvent.click(filter.querySelector('[type=submit]')!);
    await waitFor(() =>
      expect(rootOf(canvasElement).querySelector('.count')).toHaveTextContent('80 of 400 contacts'),
    );
  },
};

export const Grouped: Story = {
  ...LeadColumns,
  play: async ({ canvasElement }) => {
    await waitFor(() => expect(gridOf(canvasElement).querySelector('.row')).toBeVisible());
    await chooseFrom(tool(canvasElement, 'group'), 'Category');
    await chooseFrom(tool(canvasElement, 'group'), 'Lead status');
    for (const index of [0, 1]) {
      await waitFor(() => expect(gridOf(canvasElement).querySelectorAll('.group')[index]).toBeVisible());
      await userEvent.click(gridOf(canvasElement).querySelectorAll('.group')[index]!);
    }
    await waitFor(() =>
      expect(gridOf(canvasElement).querySelector('.row:not(.group) [data-opens]')).toBeVisible(),
    );
  },
};

/** Search, tick, order by dragging or by the buttons. */
export const CustomiseColumns: Story = {
  ...Ready,
  play: async ({ canvasElement }) => {
    await waitFor(() => expect(tool(canvasElement, 'columns')).toBeVisible());
    await userEvent.click(tool(canvasElement, 'columns'));
    const dialog = rootOf(canvasElement).querySelector('lead-columns-dialog')!.shadowRoot!;
    await waitFor(() => expect(dialog.querySelector('.panes')).toBeVisible());
  },
};

/** Sets the lead status of many, says who was left as they are and why, and takes it back. */
export const BulkStatus: Story = {
  args: { columns: leadColumns, selectable: true },
  loaders: LeadColumns.loaders,
  play: async ({ canvasElement }) => {
    await waitFor(() => expect(gridOf(canvasElement).querySelector('.head input')).toBeVisible());
    await userEvent.click(gridOf(canvasElement).querySelector('.head input')!);
    const root = rootOf(canvasElement);
    await waitFor(() => expect(root.querySelector('.chosen')).toHaveTextContent('400 selected'));
    await chooseFrom(root.querySelector('.about [slot=trigger]')!, 'Contacting');
    const toasts = root.querySelector('lead-ui-toasts')!.shadowRoot!;
    await waitFor(() => expect(toasts.querySelector('.toast')).toHaveTextContent('left as they are'));
  },
};

export const Loading: Story = { loaders: [() => ({ store: createLoadingStore() })] };

export const Failed: Story = { loaders: [async () => ({ store: await createFailedStore() })] };

export const Empty: Story = {
  ...Ready,
  args: { criteria: { match: 'all', items: [{ field: 'contact.name', operator: 'isEmpty' }] } },
};

export const NoStore: Story = {};

export const LongNames: Story = {
  args: { columns: leadColumns },
  loaders: [
    async () => ({
      store: await createSampleStore(
        createMemoryAdapter({
          categories: defaultCategories,
          leadStatuses: defaultLeadStatuses,
          companies: [
            emptyCompany({
              id: 'long',
              name: 'Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft mbH & Co. KG',
              categoryId: 'mql',
            }),
          ],
          contacts: [
            emptyContact({
              id: 'long',
              companyId: 'long',
              firstName: 'Maximiliane-Friederike Augusta',
              lastName: 'von und zu Hohenlohe-Waldenburg-Schillingsfürst',
              title: 'Deputy vice president for cross-functional procurement and supplier relations',
              leadStatusId: '4',
            }),
          ],
        }),
      ),
    }),
  ],
};

export const Narrow: Story = {
  ...LeadColumns,
  args: { columns: leadColumns, selectable: true },
  decorators: [
    (story) =>
      html`<style>
          .narrow {
            max-inline-size: 22rem;
          }
        </style>
        <div class="narrow">${story()}</div>`,
  ],
};
