import type { Meta, StoryObj } from '@storybook/web-components-vite';
import { html, nothing } from 'lit';
import { expect, userEvent, waitFor } from 'storybook/test';
import { createMemoryAdapter } from '../src/adapters/memory/index.js';
import '../src/elements/contacts-tab/lead-contacts-tab.js';
import '../src/elements/record-grid/column-filter.js';
import '../src/elements/record-grid/columns-dialog.js';
import { emptyContact } from '../src/model/defaults.js';
import type { LeadStore } from '../src/store/lead-store.js';
import { createFailedStore, createLoadingStore, createSampleStore, sample } from '../test/helpers/stores.js';

interface Args {
  companyId: string | undefined;
  selectable: boolean;
  formerEmployees: boolean;
  noAdd: boolean;
  columns: readonly string[] | undefined;
}

const meta: Meta<Args> = {
  title: 'Elements/Contacts tab',
  component: 'lead-contacts-tab',
  args: { companyId: 'acme', selectable: false, formerEmployees: false, noAdd: false, columns: undefined },
  render: ({ companyId, selectable, formerEmployees, noAdd, columns }, { loaded }) =>
    html`<lead-contacts-tab
      .store=${loaded['store'] as LeadStore | undefined}
      company-id=${companyId ?? nothing}
      ?selectable=${selectable}
      ?former-employees=${formerEmployees}
      ?no-add=${noAdd}
      .columns=${columns}
    ></lead-contacts-tab>`,
};
export default meta;

type Story = StoryObj<Args>;

const gridOf = (canvas: HTMLElement) =>
  canvas.querySelector('lead-contacts-tab')!.shadowRoot!.querySelector('lead-record-grid')!.shadowRoot!;

/** Ada has left the company; nine people more have come. */
function createTabStore(): Promise<LeadStore> {
  const rows = structuredClone(sample);
  const people = ['Barbara Liskov', 'Donald Knuth', 'Frances Allen', 'John Backus', 'Margaret Hamilton'];
  const more = people.map((name, index) => {
    const [firstName = '', lastName = ''] = name.split(' ');
    return emptyContact({
      id: `more${index}`,
      companyId: 'acme',
      firstName,
      lastName,
      title: ['Buyer', 'Head of sales', null][index % 3]!,
      mobile: `+47 900 00 00${index}`,
      email: `${firstName.toLowerCase()}@acme.example`,
      leadStatusId: String(1 + index),
    });
  });
  const contacts = rows.contacts.map((each) => (each.id === 'ada' ? { ...each, retired: true } : each));
  return createSampleStore(createMemoryAdapter({ ...rows, contacts: [...contacts, ...more] }));
}

export const Ready: Story = { loaders: [async () => ({ store: await createTabStore() })] };

/** With the three columns that lead management adds. */
export const WithLeadColumns: Story = {
  ...Ready,
  args: {
    columns: [
      'contact.name',
      'contact.title',
      'company.category',
      'company.categoryGroup',
      'contact.leadStatus',
    ],
    selectable: true,
  },
};

/** The steps of the help page: the cogwheel, tick Category, Category group and Lead status, OK. */
export const AddLeadColumns: Story = {
  ...Ready,
  play: async ({ canvasElement }) => {
    const root = await waitFor(() => {
      const grid = gridOf(canvasElement);
      void expect(grid.querySelector('[data-tool=columns]')).toBeVisible();
      return grid;
    });
    await userEvent.click(root.querySelector('[data-tool=columns]')!);
    const dialog = root.querySelector('lead-columns-dialog')!.shadowRoot!;
    for (const name of ['Category', 'Category group', 'Lead status']) {
      const choice = await waitFor(() => {
        const found = [...dialog.querySelectorAll('.choice')].find(
          (each) => each.textContent.trim() === name,
        );
        if (!found) throw new Error(`There is no column “${name}” yet.`);
        return found;
      });
      await userEvent.click(choice);
    }
    await userEvent.click(dialog.querySelector('.primary')!);
    const grid = root.querySelector('lead-ui-grid')!.shadowRoot!;
    await waitFor(() => expect(grid.querySelector('[data-column="contact.leadStatus"]')).toBeInTheDocument());
  },
};

/** Retained values (L7): this company is a customer, so lead status can't be edited. */
export const CustomersContacts: Story = {
  ...WithLeadColumns,
  args: { ...WithLeadColumns.args, companyId: 'initech' },
};

export const FormerEmployees: Story = { ...Ready, args: { formerEmployees: true } };

export const Empty: Story = { ...Ready, args: { companyId: 'hooli' } };

export const ReadOnly: Story = { ...Ready, args: { noAdd: true } };

export const AllContacts: Story = { ...Ready, args: { companyId: undefined } };

export const CompanyGone: Story = { ...Ready, args: { companyId: 'gone' } };

export const Loading: Story = { loaders: [() => ({ store: createLoadingStore() })] };

export const Failed: Story = { loaders: [async () => ({ store: await createFailedStore() })] };

export const NoStore: Story = {};

export const AddContact: Story = {
  ...Ready,
  play: async ({ canvasElement }) => {
    const root = canvasElement.querySelector('lead-contacts-tab')!.shadowRoot!;
    const button = await waitFor(() => {
      const found = root.querySelector('button[slot=actions]');
      if (!found) throw new Error('There is no button yet.');
      return found;
    });
    await userEvent.click(button);
    await waitFor(() => expect(root.querySelector('lead-contact-card')).toBeVisible());
  },
};
