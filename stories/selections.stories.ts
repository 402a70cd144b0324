import type { Meta, StoryObj } from '@storybook/web-components-vite';
import { html } from 'lit';
import { expect, userEvent, waitFor } from 'storybook/test';
import '../src/elements/selections/lead-selections.js';
import '../src/elements/selections/combine-dialog.js';
import '../src/elements/selections/edit-dialog.js';
import '../src/elements/selections/selection-view.js';
import type { Id, Selection } from '../src/model/records.js';
import type { LeadStore } from '../src/store/lead-store.js';
import { createFailedStore, createLoadingStore, createSampleStore } from '../test/helpers/stores.js';

const meta: Meta = {
  title: 'Elements/Selections',
  component: 'lead-selections',
  render: (_args, { loaded }) =>
    html`<lead-selections
      .store=${loaded['store'] as LeadStore | undefined}
      .selectionId=${loaded['selectionId'] as string | undefined}
    ></lead-selections>`,
};
export default meta;

type Story = StoryObj;
const rootOf = (canvas: HTMLElement) => canvas.querySelector('lead-selections')!.shadowRoot!;

async function create(
  store: LeadStore,
  name: string,
  source: Selection['source'],
  more: Partial<Pick<Selection, 'of' | 'description'>> = {},
): Promise<Id> {
  const result = await store.createSelection({ name, of: 'contact', source, ...more });
  if (result.status !== 'done') throw new Error(`The selection “${name}” was ${result.status}.`);
  return result.value;
}

async function withSelections() {
  const store = await createSampleStore();
  const dynamic = await create(store, 'Potential customers', {
    kind: 'dynamic',
    criteria: {
      match: 'all',
      items: [{ field: 'company.categoryGroup', operator: 'oneOf', value: ['potentialCustomer'] }],
    },
  });
  const fixed = await create(
    store,
    'Autumn fair',
    { kind: 'static', members: ['ada', 'alan', 'lonely'] },
    { description: 'Met in Oslo, to be called in November.' },
  );
  const combined = await create(store, 'Fair guests to win', {
    kind: 'combined',
    first: fixed,
    second: dynamic,
    operation: 'intersection',
  });
  await create(
    store,
    'Customers',
    {
      kind: 'dynamic',
      criteria: {
        match: 'all',
        items: [{ field: 'company.categoryGroup', operator: 'oneOf', value: ['customer'] }],
      },
    },
    { of: 'company' },
  );
  return { store, dynamic, fixed, combined };
}

export const Ready: Story = { loaders: [withSelections] };

/** A static selection: its members can be taken out. */
export const OneStatic: Story = {
  loaders: [
    async () => {
      const { store, fixed } = await withSelections();
      return { store, selectionId: fixed };
    },
  ],
};

/** A dynamic selection: its criteria in words, and to be edited here. */
export const OneDynamic: Story = {
  loaders: [
    async () => {
      const { store, dynamic } = await withSelections();
      return { store, selectionId: dynamic };
    },
  ],
  play: async ({ canvasElement }) => {
    const view = rootOf(canvasElement).querySelector('lead-selection-view')!.shadowRoot!;
    const edit = await waitFor(() => {
      const button = view.querySelector<HTMLElement>('[aria-expanded="false"].button');
      if (!button) throw new Error('The selection is not shown yet.');
      return button;
    });
    await userEvent.click(edit);
    await waitFor(() => expect(view.querySelector('lead-criteria-builder')).toBeVisible());
  },
};

/** Two selections and a set operation, with the count of the result. */
export const Combine: Story = {
  loaders: Ready.loaders!,
  play: async ({ canvasElement }) => {
    const root = rootOf(canvasElement);
    await userEvent.click(root.querySelector('.header .button')!);
    const dialog = root.querySelector('lead-selection-combine')!.shadowRoot!;
    await waitFor(() => expect(dialog.querySelector('.operation')).toBeVisible());
    await userEvent.click(dialog.querySelector('input[value="onlyFirst"]')!);
  },
};

/** A selection whose criteria can't be read (Q6), and one whose part is gone. */
export const Broken: Story = {
  loaders: [
    async () => {
      const { store } = await withSelections();
      const criteria = { match: 'all', items: [{ field: 'contact.shoeSize', operator: 'oneOf' }] };
      await create(store, 'By shoe size', { kind: 'dynamic', criteria });
      const gone = { kind: 'combined', first: 'gone', second: 'gone', operation: 'union' } as const;
      await create(store, 'Of what is gone', gone);
      return { store };
    },
  ],
};

/** More than ten: they can be searched. */
export const Many: Story = {
  loaders: [
    async () => {
      const { store } = await withSelections();
      for (let index = 1; index <= 20; index++)
        await create(store, `Campaign ${index}`, { kind: 'static', members: ['ada'] });
      return { store };
    },
  ],
};

export const LongNames: Story = {
  loaders: [
    async () => {
      const { store } = await withSelections();
      const name =
        'Potential customers in the northern region who have asked for a demonstration since spring';
      await create(store, name, { kind: 'static', members: ['ada'] }, { description: `${name}. `.repeat(4) });
      await create(store, 'Donaudampfschifffahrtsgesellschaftskapitänsmützenträger'.repeat(2), {
        kind: 'static',
        members: [],
      });
      return { store };
    },
  ],
};

export const Empty: Story = { loaders: [async () => ({ store: await createSampleStore() })] };
export const Loading: Story = { loaders: [() => ({ store: createLoadingStore() })] };
export const Failed: Story = { loaders: [async () => ({ store: await createFailedStore() })] };
export const NoStore: Story = {};
