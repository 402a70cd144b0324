import type { Meta, StoryObj } from '@storybook/web-components-vite';
import { html } from 'lit';
import { expect, userEvent, waitFor } from 'storybook/test';
import type { Criteria } from '../src/criteria/types.js';
import '../src/elements/find/lead-find.js';
import '../src/elements/find/save-dialog.js';
import type { Selection } from '../src/model/records.js';
import type { LeadStore } from '../src/store/lead-store.js';
import { createLargeStore } from '../test/helpers/large-store.js';
import { createFailedStore, createLoadingStore, createSampleStore } from '../test/helpers/stores.js';

interface Args {
  of: 'contact' | 'company';
  criteria: Criteria | undefined;
  nesting: number;
}

const meta: Meta<Args> = {
  title: 'Elements/Find',
  component: 'lead-find',
  args: { of: 'contact', criteria: undefined, nesting: 1 },
  argTypes: { of: { control: 'inline-radio', options: ['contact', 'company'] } },
  render: ({ of, criteria, nesting }, { loaded }) =>
    html`<lead-find
      .store=${loaded['store'] as LeadStore | undefined}
      .selectionId=${loaded['selectionId'] as string | undefined}
      .of=${of}
      .criteria=${criteria}
      .nesting=${nesting}
    ></lead-find>`,
};
export default meta;

type Story = StoryObj<Args>;
const rootOf = (canvas: HTMLElement) => canvas.querySelector('lead-find')!.shadowRoot!;
const readySample = [async () => ({ store: await createSampleStore() })];

function withSelection(name: string, source: Selection['source']) {
  return async () => {
    const store = await createSampleStore();
    const result = await store.createSelection({ name, of: 'contact', source });
    return { store, selectionId: result.status === 'done' ? result.value : undefined };
  };
}

/** Opens with the potential customers. */
export const Ready: Story = { loaders: readySample };

export const Companies: Story = { loaders: readySample, args: { of: 'company' } };

/** What is found can be kept: the criteria, or those who are found now. */
export const SaveAsSelection: Story = {
  loaders: readySample,
  play: async ({ canvasElement }) => {
    const root = rootOf(canvasElement);
    await userEvent.click(root.querySelector('.header .button.primary')!);
    const dialog = root.querySelector('lead-save-selection')!.shadowRoot!;
    await waitFor(() => expect(dialog.activeElement?.id).toBe('name'));
    await userEvent.click(dialog.querySelector('.button.primary')!);
    await waitFor(() => expect(dialog.querySelector('#name-error')).toHaveTextContent('Enter a name.'));
  },
};

/** The criteria of a saved selection, to be changed and saved. */
export const EditSelection: Story = {
  loaders: [
    withSelection('Qualified leads', {
      kind: 'dynamic',
      criteria: { match: 'all', items: [{ field: 'contact.leadStatus', operator: 'oneOf', value: ['5'] }] },
    }),
  ],
};

/** A saved selection whose criteria name a field that is no longer there (Q6). */
export const BrokenSelection: Story = {
  loaders: [
    withSelection('By shoe size', {
      kind: 'dynamic',
      criteria: { match: 'all', items: [{ field: 'contact.shoeSize', operator: 'oneOf', value: ['44'] }] },
    }),
  ],
};

/** Nobody meets the criteria. */
/** Each line and the whole are counted while one types, of 100,000 contacts. */
export const HundredThousand: Story = {
  loaders: [async () => ({ store: await createLargeStore(100_000) })],
  args: {
    criteria: {
      match: 'all',
      items: [
        { field: 'contact.name', operator: 'contains', value: '05' },
        { field: 'company.city', operator: 'begins', value: 'B' },
        { field: 'contact.leadStatus', operator: 'oneOf', value: ['1', '2'] },
      ],
    },
  },
};

export const Empty: Story = {
  loaders: readySample,
  args: {
    criteria: { match: 'all', items: [{ field: 'company.country', operator: 'is', value: 'Nowhere' }] },
  },
};

export const Narrow: Story = {
  loaders: readySample,
  render: (args, context) => html`
    <style>
      .side-bar {
        inline-size: 340px;
      }
    </style>
    <div class="side-bar">${meta.render!(args, context)}</div>
  `,
};

export const Loading: Story = { loaders: [() => ({ store: createLoadingStore() })] };
export const Failed: Story = { loaders: [async () => ({ store: await createFailedStore() })] };
export const NoStore: Story = {};
