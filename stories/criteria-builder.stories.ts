import type { Meta, StoryObj } from '@storybook/web-components-vite';
import { html } from 'lit';
import { expect, userEvent, waitFor } from 'storybook/test';
import { createMemoryAdapter } from '../src/adapters/memory/index.js';
import type { Criteria, CriteriaLine } from '../src/criteria/types.js';
import '../src/elements/criteria-builder/lead-criteria-builder.js';
import { createSetup } from '../src/model/defaults.js';
import type { LeadStore } from '../src/store/lead-store.js';
import { createFailedStore, createLoadingStore, createSampleStore, sample } from '../test/helpers/stores.js';

interface Args {
  of: 'contact' | 'company';
  criteria: Criteria | undefined;
  nesting: number;
  readOnly: boolean;
}

const group: CriteriaLine = {
  field: 'company.categoryGroup',
  operator: 'oneOf',
  value: ['potentialCustomer'],
};
const status: CriteriaLine = { field: 'contact.leadStatus', operator: 'oneOf' };
const all = (...items: Criteria['items']): Criteria => ({ match: 'all', items });

const meta: Meta<Args> = {
  title: 'Elements/Criteria builder',
  component: 'lead-criteria-builder',
  args: { of: 'contact', criteria: all(group, status), nesting: 1, readOnly: false },
  argTypes: {
    of: { control: 'inline-radio', options: ['contact', 'company'] },
    nesting: { control: { type: 'number', min: 1, max: 5 } },
  },
  render: ({ of, criteria, nesting, readOnly }, { loaded }) =>
    html`<lead-criteria-builder
      .store=${loaded['store'] as LeadStore | undefined}
      .of=${of}
      .criteria=${criteria}
      .nesting=${nesting}
      ?readonly=${readOnly}
    ></lead-criteria-builder>`,
};
export default meta;

type Story = StoryObj<Args>;
const rootOf = (canvas: HTMLElement) => canvas.querySelector('lead-criteria-builder')!.shadowRoot!;
const readySample = [async () => ({ store: await createSampleStore() })];

/** The default of Find: one line asks, the other waits for a value. */
export const Ready: Story = { loaders: readySample };

/** Sets joined by "or"; a relative date with its dates, a muted line, the switch for empty values. */
export const Sets: Story = {
  loaders: readySample,
  args: {
    criteria: {
      match: 'any',
      items: [
        all(
          group,
          { field: 'contact.leadStatus', operator: 'notOneOf', value: ['3'] },
          { field: 'contact.created', operator: 'thisAndPrevious', value: { period: 'quarter', amount: 1 } },
        ),
        all(
          { field: 'company.country', operator: 'begins', value: 'Nor' },
          { field: 'contact.retired', operator: 'isNo', muted: true },
          { field: 'company.created', operator: 'between', value: ['2026-01-01', ''] },
        ),
      ],
    },
  },
};

/** All, any and none, three levels deep. */
export const Nested: Story = {
  loaders: readySample,
  args: {
    nesting: 3,
    criteria: all(
      { field: 'contact.leadStatus', operator: 'oneOf', value: ['5', '2'] },
      {
        match: 'none',
        items: [
          { field: 'company.country', operator: 'is', value: 'Norway' },
          { match: 'all', items: [{ field: 'contact.email', operator: 'isEmpty' }] },
        ],
      },
    ),
  },
};

/** A line is added by typing the field, and given a value. */
export const AddLine: Story = {
  loaders: readySample,
  args: { criteria: undefined },
  play: async ({ canvasElement }) => {
    const root = rootOf(canvasElement);
    const add = root.querySelector<HTMLElement>('[data-part="add-line"]')!;
    await userEvent.click(add.shadowRoot!.querySelector('button')!);
    const filter = await waitFor(() => {
      const box = add.shadowRoot!.querySelector<HTMLInputElement>('.filter');
      if (!box) throw new Error('The list of fields is not open yet.');
      return box;
    });
    await userEvent.type(filter, 'country{Enter}');
    await waitFor(() => expect(root.querySelector('.line')).toHaveTextContent('Not in use'));
    await userEvent.type(root.querySelector<HTMLInputElement>('[data-part="value"]')!, 'Nor');
    await waitFor(() => expect(root.querySelector('.words')).toHaveTextContent('Country starts with “Nor”'));
  },
};

/** No line yet: every record is found. */
export const Empty: Story = { loaders: readySample, args: { criteria: undefined } };

export const Companies: Story = {
  loaders: readySample,
  args: {
    of: 'company',
    criteria: all(group, { field: 'company.city', operator: 'contains', value: 'Oslo' }),
  },
};

/** Sentences, without controls. */
export const ReadOnly: Story = { loaders: readySample, args: { ...Sets.args, readOnly: true } };

/** Criteria from outside that name what is not there (Q6): the error, its path, and the JSON. */
export const Invalid: Story = {
  loaders: readySample,
  args: {
    criteria: all(group, { field: 'contact.shoeSize', operator: 'oneOf', value: ['44'] }),
  },
};

/** Deleted items stay marked where a line names them (L9); long names wrap. */
export const LongNames: Story = {
  loaders: [
    async () => {
      const name = 'Waiting for the approval of the procurement committee of the northern region';
      const setup = createSetup();
      const store = await createSampleStore(
        createMemoryAdapter({
          ...structuredClone(sample),
          leadStatuses: [...setup.leadStatuses.values()].map((each) =>
            each.id === '2' ? { ...each, name } : { ...each, deleted: each.id === '3' },
          ),
        }),
      );
      return { store };
    },
  ],
  args: {
    criteria: all({ field: 'contact.leadStatus', operator: 'oneOf', value: ['2', '3', '1'] }),
  },
};

/** A side bar of 340 px. */
export const Narrow: Story = {
  ...Sets,
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
