import type { Meta, StoryObj } from '@storybook/web-components-vite';
import { html } from 'lit';
import { expect, userEvent, waitFor } from 'storybook/test';
import { createMemoryAdapter } from '../src/adapters/memory/index.js';
import '../src/elements/status-picker/lead-status-picker.js';
import type { LeadStore } from '../src/store/lead-store.js';
import { AdapterError } from '../src/store/port.js';
import { cardRows, createCardStore, statusesWithDeleted } from '../test/helpers/card-data.js';
import { createFailedStore, createLoadingStore, createSampleStore } from '../test/helpers/stores.js';

interface Args {
  value?: string;
  contactId?: string;
  label: string;
  required: boolean;
  disabled: boolean;
  readOnly: boolean;
  save: boolean;
}

const meta: Meta<Args> = {
  title: 'Elements/Status picker',
  component: 'lead-status-picker',
  args: { value: '1', label: 'Lead status', required: false, disabled: false, readOnly: false, save: false },
  render: ({ value, contactId, label, required, disabled, readOnly, save }, { loaded }) =>
    html`<form>
      <lead-status-picker
        name="status"
        .store=${loaded['store'] as LeadStore | undefined}
        .value=${value ?? null}
        .contactId=${contactId ?? null}
        label=${label}
        ?required=${required}
        ?disabled=${disabled}
        ?readonly=${readOnly}
        ?save=${save}
      ></lead-status-picker>
    </form>`,
};
export default meta;

type Story = StoryObj<Args>;

const picker = (canvas: HTMLElement) => canvas.querySelector('lead-status-picker')!;

/** Opens the list and chooses by the name of a status. */
async function choose(canvas: HTMLElement, name: string): Promise<void> {
  const root = picker(canvas).shadowRoot!;
  picker(canvas).show();
  const options = await waitFor(() => {
    const list = root.querySelector('lead-ui-listbox-select')!.shadowRoot!;
    const found = [...list.querySelectorAll<HTMLElement>('[role=option]')];
    void expect(found.length).toBeGreaterThan(0);
    return found;
  });
  await userEvent.click(options.find((each) => each.textContent.includes(name))!);
}

export const Ready: Story = { loaders: [async () => ({ store: await createSampleStore() })] };

/** Each choice with its description, in rank order. The list is loaded when somebody reaches for it. */
export const Open: Story = {
  loaders: Ready.loaders,
  play: async ({ canvasElement }) => {
    picker(canvasElement).show();
    await waitFor(() =>
      expect(
        picker(canvasElement).shadowRoot!.querySelector('lead-ui-listbox-select')?.shadowRoot!.textContent,
      ).toContain('Marketing can follow up'),
    );
  },
};

/** Validity as with a native control. */
export const Required: Story = {
  args: { value: '', required: true },
  loaders: Ready.loaders,
  play: async ({ canvasElement }) => {
    const element = picker(canvasElement);
    await expect(element.checkValidity()).toBe(false);
    await waitFor(() =>
      expect(element.shadowRoot!.querySelector('[part=message]')).toHaveTextContent('Choose a lead status.'),
    );
    await choose(canvasElement, 'Contacting');
    await expect(new FormData(canvasElement.querySelector('form')!).get('status')).toBe('2');
  },
};

export const Disabled: Story = { args: { disabled: true }, loaders: Ready.loaders };

export const ReadOnly: Story = { args: { readOnly: true }, loaders: Ready.loaders };

/** A rule is in the way: read-only, with the reason (L1, L7). */
export const Blocked: Story = {
  args: { value: undefined, contactId: 'alan' },
  loaders: Ready.loaders,
  play: ({ canvasElement }) =>
    waitFor(() =>
      expect(picker(canvasElement).shadowRoot!.querySelector('[part=message]')).toHaveTextContent(
        'is kept: it is hidden',
      ),
    ),
};

/** With `save`, each choice goes to the store at once; here the backend says no. */
export const NotSaved: Story = {
  args: { value: undefined, contactId: 'ada', save: true },
  loaders: [
    async () => ({
      store: await createSampleStore({
        ...adapterOf(),
        save: () => Promise.reject(new AdapterError('forbidden', 'read-only user')),
      }),
    }),
  ],
  play: async ({ canvasElement }) => {
    await choose(canvasElement, 'Qualified');
    await waitFor(() =>
      expect(picker(canvasElement).shadowRoot!.querySelector('[role=alert]')).toHaveTextContent('Not saved.'),
    );
  },
};

/** A deleted value stays, marked, and is not offered again (L9). */
export const Deleted: Story = {
  args: { value: '2' },
  loaders: [async () => ({ store: await createCardStore({ leadStatuses: statusesWithDeleted('2') }) })],
};

/** A value that no list knows (L13). */
export const Unknown: Story = { args: { value: '99' }, loaders: Ready.loaders };

export const Loading: Story = {
  args: { value: undefined, contactId: 'ada' },
  loaders: [() => ({ store: createLoadingStore() })],
};

export const Failed: Story = { loaders: [async () => ({ store: await createFailedStore() })] };

export const NoStore: Story = {};

function adapterOf() {
  const memory = createMemoryAdapter(cardRows());
  return { read: memory.read.bind(memory) };
}
