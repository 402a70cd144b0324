import type { Meta, StoryObj } from '@storybook/web-components-vite';
import { html } from 'lit';
import { expect, userEvent, waitFor } from 'storybook/test';
import '../src/elements/contact-card/lead-contact-card.js';
import type { LeadStore } from '../src/store/lead-store.js';
import { AdapterError } from '../src/store/port.js';
import { cardRows, createCardStore, statusesWithDeleted } from '../test/helpers/card-data.js';
import { ScriptedAdapter } from '../test/helpers/scripted-adapter.js';
import { createFailedStore, createLoadingStore, createSampleStore } from '../test/helpers/stores.js';

interface Args {
  contactId?: string;
  companyId?: string;
  new: boolean;
  readOnly: boolean;
}

const meta: Meta<Args> = {
  title: 'Elements/Contact card',
  component: 'lead-contact-card',
  args: { contactId: 'ada', new: false, readOnly: false },
  render: ({ contactId, companyId, new: isNew, readOnly }, { loaded }) =>
    html`<lead-contact-card
      .store=${loaded['store'] as LeadStore | undefined}
      .contactId=${contactId ?? null}
      .companyId=${companyId ?? null}
      ?new=${isNew}
      ?readonly=${readOnly}
    ></lead-contact-card>`,
};
export default meta;

type Story = StoryObj<Args>;

const rootOf = (canvas: HTMLElement) => canvas.querySelector('lead-contact-card')!.shadowRoot!;

async function edit(canvas: HTMLElement): Promise<void> {
  const root = rootOf(canvas);
  await userEvent.click(await waitFor(() => root.querySelector('.pencil')!));
  await waitFor(() => expect(root.querySelector('#title')).toBeVisible());
}

/** userEvent looks for the focus in the document and does not find it in a shadow root. */
function enter(canvas: HTMLElement, key: string, text: string): HTMLInputElement {
  const input = rootOf(canvas).querySelector<HTMLInputElement>(`#${key}`)!;
  input.focus();
  input.value = text;
  input.dispatchEvent(new Event('input', { bubbles: true, composed: true }));
  return input;
}

async function scripted(): Promise<{ store: LeadStore; adapter: ScriptedAdapter }> {
  const adapter = new ScriptedAdapter();
  adapter.rows = cardRows();
  return { store: await createSampleStore(adapter), adapter };
}

export const Ready: Story = { loaders: [async () => ({ store: await createCardStore() })] };

/** Lead status is not for customers: in its place stands a quiet "Why?" (L1, L7). */
export const HiddenStatus: Story = {
  args: { contactId: 'alan' },
  loaders: Ready.loaders,
  play: async ({ canvasElement }) => {
    const why = await waitFor(() =>
      rootOf(canvasElement).querySelector('lead-card-why[text], .note + lead-card-why')!,
    );
    await userEvent.click(why.shadowRoot!.querySelector('button')!);
    await waitFor(() =>
      expect(why.shadowRoot!.querySelector('[popover]')).toHaveTextContent('Potential customer group'),
    );
  },
};

export const WithoutCompany: Story = { args: { contactId: 'lonely' }, loaders: Ready.loaders };

/** Every field stays where it was; Save says why it does nothing yet. */
export const Editing: Story = {
  loaders: Ready.loaders,
  play: async ({ canvasElement }) => {
    await edit(canvasElement);
    await expect(rootOf(canvasElement).querySelector('#why-not')).toHaveTextContent(
      'Nothing has changed yet.',
    );
  },
};

export const Saving: Story = {
  loaders: [scripted],
  play: async ({ canvasElement }) => {
    await edit(canvasElement);
    enter(canvasElement, 'title', 'CEO');
    await userEvent.click(rootOf(canvasElement).querySelector('[type=submit]')!);
    await waitFor(() =>
      expect(rootOf(canvasElement).querySelector('[type=submit]')).toHaveTextContent('Saving'),
    );
  },
};

/** What was entered stays, with what happened in words. */
export const NotSaved: Story = {
  loaders: [scripted],
  play: async ({ canvasElement, loaded }) => {
    await edit(canvasElement);
    enter(canvasElement, 'title', 'CEO');
    await userEvent.click(rootOf(canvasElement).querySelector('[type=submit]')!);
    const { saves } = loaded['adapter'] as ScriptedAdapter;
    await waitFor(() => expect(saves).toHaveLength(1));
    saves[0]!.fail(new AdapterError('unavailable', 'connect ECONNREFUSED 10.0.0.7:443'));
    await waitFor(() =>
      expect(rootOf(canvasElement).querySelector('.failure')).toHaveTextContent('could not be reached'),
    );
  },
};

/** Somebody else changed the same field meanwhile: both values stay until the person chooses (S6). */
export const ChangedMeanwhile: Story = {
  loaders: [scripted],
  play: async ({ canvasElement, loaded }) => {
    await edit(canvasElement);
    enter(canvasElement, 'title', 'CEO');
    const ada = (loaded['store'] as LeadStore).record('contact', 'ada').record;
    (loaded['adapter'] as ScriptedAdapter).tell({
      kind: 'rows',
      rows: { contacts: [{ ...ada, version: '2', title: 'CFO' }] },
    });
    await waitFor(() =>
      expect(rootOf(canvasElement).querySelector('.conflict')).toHaveTextContent('Changed meanwhile to CFO.'),
    );
  },
};

export const DeletedMeanwhile: Story = {
  loaders: [scripted],
  play: async ({ canvasElement, loaded }) => {
    await edit(canvasElement);
    enter(canvasElement, 'title', 'CEO');
    (loaded['adapter'] as ScriptedAdapter).tell({ kind: 'deleted', entity: 'contact', id: 'ada' });
    await waitFor(() =>
      expect(rootOf(canvasElement).querySelector('#why-not')).toHaveTextContent('deleted meanwhile'),
    );
  },
};

/** Escape asks before it throws anything away. */
export const Discarding: Story = {
  loaders: Ready.loaders,
  play: async ({ canvasElement }) => {
    await edit(canvasElement);
    enter(canvasElement, 'title', 'CEO').dispatchEvent(
      new KeyboardEvent('keydown', { key: 'Escape', bubbles: true, composed: true, cancelable: true }),
    );
    await waitFor(() => expect(rootOf(canvasElement).querySelector('lead-ui-dialog')!.open).toBe(true));
  },
};

/** Starts with the default status (L4). */
export const New: Story = {
  args: { new: true, contactId: undefined, companyId: 'acme' },
  loaders: Ready.loaders,
};

/** A status that has been deleted from the list, and a company of a category that has been (L9). */
export const DeletedItems: Story = {
  loaders: [
    async () => {
      const store = await createCardStore({ leadStatuses: statusesWithDeleted('1') });
      await store.deleteListItem('category', 'lead');
      return { store };
    },
  ],
};

export const LongNames: Story = {
  loaders: [
    async () => {
      const store = await createCardStore();
      const long = 'Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft';
      await store.updateCompany('acme', { name: `${long} mit beschränkter Haftung` });
      await store.updateContact('ada', {
        lastName: 'von und zu Hohenlohe-Waldenburg-Schillingsfürst',
        title: `Vorsitzende der ${long}`,
        email: `ada.lovelace@${long.toLowerCase().slice(0, 60)}.example`,
      });
      return { store };
    },
  ],
};

export const ReadOnly: Story = { args: { readOnly: true }, loaders: Ready.loaders };

export const Empty: Story = { args: { contactId: undefined }, loaders: Ready.loaders };

export const Missing: Story = { args: { contactId: 'gone' }, loaders: Ready.loaders };

export const Loading: Story = { loaders: [() => ({ store: createLoadingStore() })] };

export const Failed: Story = { loaders: [async () => ({ store: await createFailedStore() })] };

export const NoStore: Story = {};
