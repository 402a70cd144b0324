import type { Meta, StoryObj } from '@storybook/web-components-vite';
import { html } from 'lit';
import { expect, userEvent, waitFor } from 'storybook/test';
import '../src/elements/company-card/lead-company-card.js';
import type { LeadStore } from '../src/store/lead-store.js';
import { createCardStore } from '../test/helpers/card-data.js';
import { createFailedStore, createLoadingStore } from '../test/helpers/stores.js';

interface Args {
  companyId?: string;
  new: boolean;
  readOnly: boolean;
}

const meta: Meta<Args> = {
  title: 'Elements/Company card',
  component: 'lead-company-card',
  args: { companyId: 'acme', new: false, readOnly: false },
  render: ({ companyId, new: isNew, readOnly }, { loaded }) =>
    html`<lead-company-card
      .store=${loaded['store'] as LeadStore | undefined}
      .companyId=${companyId ?? null}
      ?new=${isNew}
      ?readonly=${readOnly}
    ></lead-company-card>`,
};
export default meta;

type Story = StoryObj<Args>;

const rootOf = (canvas: HTMLElement) => canvas.querySelector('lead-company-card')!.shadowRoot!;

/** Opens edit mode and chooses a category, without saving. */
async function choose(canvas: HTMLElement, name: string): Promise<void> {
  const root = rootOf(canvas);
  await userEvent.click(await waitFor(() => root.querySelector('.pencil')!));
  await customElements.whenDefined('lead-ui-listbox-select'); // it is loaded with edit mode
  const list = await waitFor(() => root.querySelector('lead-ui-listbox-select')!);
  list.show();
  const options = await waitFor(() => {
    const found = [...list.shadowRoot!.querySelectorAll<HTMLElement>('[role=option]')];
    void expect(found.length).toBeGreaterThan(0);
    return found;
  });
  await userEvent.click(options.find((each) => each.textContent.trim().startsWith(name))!);
}

export const Ready: Story = { loaders: [async () => ({ store: await createCardStore() })] };

/** L7: the lead status of the contacts goes out of sight, and stays in the data. */
export const StatusWillBeHidden: Story = {
  loaders: Ready.loaders,
  play: async ({ canvasElement }) => {
    await choose(canvasElement, 'Customer');
    await waitFor(() =>
      expect(rootOf(canvasElement).querySelector('.preview')).toHaveTextContent('is hidden for 2 contacts'),
    );
  },
};

/** L5: the contacts get a lead status. */
export const StatusWillAppear: Story = {
  args: { companyId: 'initech' },
  loaders: Ready.loaders,
  play: async ({ canvasElement }) => {
    await choose(canvasElement, 'Lead');
    await waitFor(() =>
      expect(rootOf(canvasElement).querySelector('.preview')).toHaveTextContent(
        'appears for 2 contacts and starts as Open',
      ),
    );
  },
};

/** L6: from one category with lead status to another. */
export const NothingChanges: Story = {
  loaders: Ready.loaders,
  play: async ({ canvasElement }) => {
    await choose(canvasElement, 'Opportunity');
    await waitFor(() =>
      expect(rootOf(canvasElement).querySelector('.preview')).toHaveTextContent('Nothing changes'),
    );
  },
};

/** L9: the category has been deleted from the list and stays on the company. */
export const DeletedCategory: Story = {
  loaders: [
    async () => {
      const store = await createCardStore();
      await store.deleteListItem('category', 'lead');
      return { store };
    },
  ],
};

export const New: Story = { args: { new: true, companyId: undefined }, loaders: Ready.loaders };

export const LongNames: Story = {
  loaders: [
    async () => {
      const store = await createCardStore();
      const long = 'Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft';
      await store.updateCompany('acme', {
        name: `${long} mit beschränkter Haftung`,
        website: `www.${long.toLowerCase().slice(0, 60)}.example`,
        business: `${long} `.repeat(2).trim(),
      });
      return { store };
    },
  ],
};

export const ReadOnly: Story = { args: { readOnly: true }, loaders: Ready.loaders };

export const Empty: Story = { args: { companyId: undefined }, loaders: Ready.loaders };

export const Missing: Story = { args: { companyId: 'gone' }, loaders: Ready.loaders };

export const Loading: Story = { loaders: [() => ({ store: createLoadingStore() })] };

export const Failed: Story = { loaders: [async () => ({ store: await createFailedStore() })] };

export const NoStore: Story = {};
