import type { Meta, StoryObj } from '@storybook/web-components-vite';
import { html } from 'lit';
import { expect, userEvent, waitFor } from 'storybook/test';
import '../src/elements/board/lead-board.js';
import type { LeadBoard } from '../src/elements/board/lead-board.js';
import { defaultLeadStatuses, emptyContact } from '../src/model/defaults.js';
import { createFailedStore, createLoadingStore } from '../test/helpers/stores.js';
import { boardRows, boardStore, refusing, slow } from './board-data.js';

type Args = Pick<
  LeadBoard,
  | 'of'
  | 'groupBy'
  | 'cardFields'
  | 'sort'
  | 'sortDirection'
  | 'hideEmpty'
  | 'hideLocked'
  | 'titleFilter'
  | 'readOnly'
  | 'density'
  | 'selectionId'
  | 'criteria'
>;

const meta: Meta<Args> = {
  title: 'Elements/Board',
  component: 'lead-board',
  args: {
    hideEmpty: false,
    hideLocked: false,
    titleFilter: '',
    readOnly: false,
    density: 'comfortable',
    sortDirection: 'ascending',
  },
  argTypes: {
    of: { control: 'inline-radio', options: ['contact', 'company'] },
    groupBy: { control: 'select', options: ['contact.leadStatus', 'company.category', 'company.owner'] },
    density: { control: 'inline-radio', options: ['comfortable', 'compact'] },
    sortDirection: { control: 'inline-radio', options: ['ascending', 'descending'] },
  },
  loaders: [async () => ({ store: await boardStore() })],
  render: (args, { loaded }) =>
    html`<lead-board
      .store=${loaded['store'] as LeadBoard['store']}
      .of=${args.of}
      .groupBy=${args.groupBy}
      .cardFields=${args.cardFields}
      .sort=${args.sort}
      .sortDirection=${args.sortDirection}
      .hideEmpty=${args.hideEmpty}
      .hideLocked=${args.hideLocked}
      .titleFilter=${args.titleFilter}
      .readOnly=${args.readOnly}
      .density=${args.density}
      .selectionId=${args.selectionId}
      .criteria=${args.criteria}
    ></lead-board>`,
};
export default meta;

type Story = StoryObj<Args>;

const rootOf = (canvas: HTMLElement) => canvas.querySelector('lead-board')!.shadowRoot!;
const title = (root: ShadowRoot, id: string) => root.querySelector<HTMLElement>(`[data-id="${id}"] .open`)!;
const columnOf = (root: ShadowRoot, id: string) =>
  title(root, id).closest<HTMLElement>('.column')!.dataset['key'];

/** Contacts by lead status. Cards with a dashed edge have a retained status (L7). */
export const Ready: Story = {};

/** L8: category belongs to the company. Moving one contact asks first, because its colleagues come along. */
export const ByCategory: Story = { args: { groupBy: 'company.category' } };

export const ByOwner: Story = { args: { groupBy: 'company.owner' } };

/** Companies instead of contacts. */
export const Companies: Story = { args: { of: 'company' } };

export const MoreFields: Story = {
  args: { cardFields: ['contact.title', 'contact.email', 'company.city', 'company.category'] },
};

export const Compact: Story = { args: { density: 'compact' } };

/** Only what can be moved, and only columns that have something in them. */
export const OnlyLeads: Story = { args: { hideLocked: true, hideEmpty: true } };

export const SortedByUpdate: Story = { args: { sort: 'contact.updated', sortDirection: 'descending' } };

/** B1: a deleted status has a column while cards hold it. Cards can leave it, and none can come. */
export const DeletedStatus: Story = {
  loaders: [
    async () => ({
      store: await boardStore({
        ...boardRows(),
        leadStatuses: defaultLeadStatuses.map((item) => ({ ...item, deleted: item.id === '4' })),
      }),
    }),
  ],
};

/** B4: Space picks a card up, arrow keys choose the column, Space drops. */
export const MovedByKeyboard: Story = {
  play: async ({ canvasElement }) => {
    const root = rootOf(canvasElement);
    await waitFor(() => expect(title(root, 'p0')).toBeVisible());
    title(root, 'p0').focus();
    await userEvent.keyboard(' {ArrowRight} ');
    await waitFor(() => expect(columnOf(root, 'p0')).toBe('value:2'));
    await waitFor(() => expect(root.activeElement).toBe(title(root, 'p0')));
  },
};

/** B4: what a drag looks like when it is done with the keyboard. */
export const PickedUp: Story = {
  play: async ({ canvasElement }) => {
    const root = rootOf(canvasElement);
    await waitFor(() => expect(title(root, 'p0')).toBeVisible());
    title(root, 'p0').focus();
    await userEvent.keyboard(' {ArrowRight}{ArrowRight}');
    await waitFor(() => expect(root.querySelector('.slot')).toBeVisible());
  },
};

/** B4: the menu way. */
export const MoveMenu: Story = {
  play: async ({ canvasElement }) => {
    const root = rootOf(canvasElement);
    await waitFor(() => expect(title(root, 'p0')).toBeVisible());
    title(root, 'p0').focus();
    await userEvent.keyboard('m');
    const menu = root.querySelector('lead-ui-menu.menu')!.shadowRoot!;
    await waitFor(() => expect(menu.querySelectorAll('.item')).toHaveLength(6));
  },
};

/** B2: why a card can't be moved. */
export const WhyLocked: Story = {
  play: async ({ canvasElement }) => {
    const root = rootOf(canvasElement);
    await waitFor(() => expect(root.querySelector('.why')).toBeVisible());
    await userEvent.click(root.querySelector('.why')!);
    await waitFor(() => expect(root.querySelector('.lock:not([hidden])')).toBeVisible());
  },
};

/** B3: the backend says no after a moment. The card is back, with the reason and a way to try again. */
export const Refused: Story = {
  loaders: [async () => ({ store: await boardStore(boardRows(), refusing) })],
  play: async ({ canvasElement }) => {
    const root = rootOf(canvasElement);
    await waitFor(() => expect(title(root, 'p0')).toBeVisible());
    title(root, 'p0').focus();
    await userEvent.keyboard(' {ArrowRight} ');
    await waitFor(() => expect(columnOf(root, 'p0')).toBe('value:2'));
    await waitFor(() => expect(root.querySelector('.note')).toHaveTextContent('could not be reached'), {
      timeout: 3000,
    });
    await expect(columnOf(root, 'p0')).toBe('value:1');
  },
};

/** Cards say while their command is on its way. */
export const SlowBackend: Story = {
  loaders: [async () => ({ store: await boardStore(boardRows(), slow) })],
};

/** Nothing loads all records: 25 cards a column, more as one scrolls. */
export const ThousandsOfCards: Story = {
  loaders: [async () => ({ store: await boardStore(boardRows(5000)) })],
};

export const LongNames: Story = {
  loaders: [
    async () => {
      const rows = boardRows(12);
      const long = 'Wolfeschlegelsteinhausenbergerdorff-Featherstonehaugh-Cholmondeley';
      return {
        store: await boardStore({
          ...rows,
          companies: rows.companies.map((company) => ({
            ...company,
            name: `${company.name} International Holding and Trading Company AS`,
          })),
          contacts: rows.contacts.map((contact) => ({
            ...contact,
            lastName: long,
            title: `${contact.title ?? 'Head'} of everything that has no head of its own`,
          })),
          leadStatuses: defaultLeadStatuses.map((status) => ({
            ...status,
            name: `${status.name} and waiting for somebody to call back`,
          })),
        }),
      };
    },
  ],
};

/** One column at a time and the edge of the next. */
export const Narrow: Story = {
  decorators: [
    (story) =>
      html`<div class="narrow">${story()}</div>
        <style>
          .narrow {
            inline-size: 328px;
          }
        </style>`,
  ],
};

export const RightToLeft: Story = {
  decorators: [(story) => html`<div dir="rtl">${story()}</div>`],
};

/** Nothing has this text in its title. */
export const NoMatch: Story = { args: { titleFilter: 'zzz' } };

export const Empty: Story = {
  loaders: [async () => ({ store: await boardStore({ companies: [], contacts: [] }) })],
};

/** Statuses of people who were never leads, and of people without a company. */
export const NoValue: Story = {
  loaders: [
    async () => ({
      store: await boardStore({
        ...boardRows(0),
        contacts: [
          emptyContact({ id: 'p0', companyId: 'c0', firstName: 'Ada', lastName: 'Aasen' }),
          emptyContact({ id: 'p1', companyId: 'c4', firstName: 'Grace', lastName: 'Berg' }),
          emptyContact({ id: 'p2', firstName: 'Linus', lastName: 'Dahl' }),
        ],
      }),
    }),
  ],
};

export const ReadOnly: Story = { args: { readOnly: true } };

export const SelectionMissing: Story = { args: { selectionId: 'gone' } };

/** Q6: criteria from outside are checked, and nothing else is asked instead. */
export const CriteriaInvalid: Story = {
  args: { criteria: { match: 'all', items: [{ field: 'no.such.field', operator: 'is', value: 'x' }] } },
};

export const Loading: Story = { loaders: [() => ({ store: createLoadingStore() })] };

export const Failed: Story = { loaders: [async () => ({ store: await createFailedStore() })] };

export const NoStore: Story = { loaders: [], render: () => html`<lead-board></lead-board>` };
