import type { Meta, StoryObj } from '@storybook/web-components-vite';
import { html } from 'lit';
import { expect, userEvent, waitFor } from 'storybook/test';
import { createMemoryAdapter } from '../src/adapters/memory/index.js';
import '../src/elements/import/lead-import.js';
import type { LeadImport } from '../src/elements/import/lead-import.js';
import type { LeadStore } from '../src/store/lead-store.js';
import { AdapterError } from '../src/store/port.js';
import { createFailedStore, createSampleStore, sample } from '../test/helpers/stores.js';

interface Args {
  dialog: boolean;
}

const meta: Meta<Args> = {
  title: 'Elements/Import',
  component: 'lead-import',
  args: { dialog: false },
  loaders: [async () => ({ store: await createSampleStore() })],
  render: ({ dialog }, { loaded }) =>
    html`<lead-import ?dialog=${dialog} .store=${loaded['store'] as LeadStore | undefined}>
      <button slot="button">Import contacts</button>
    </lead-import>`,
};
export default meta;

type Story = StoryObj<Args>;

const elementOf = (canvas: HTMLElement): LeadImport => canvas.querySelector('lead-import')!;
const rootOf = (canvas: HTMLElement) => elementOf(canvas).shadowRoot!;

async function northwindFile(): Promise<File> {
  const response = await fetch(new URL('../test/data/northwind-customers.csv', import.meta.url));
  return new File([await response.blob()], 'northwind-customers.csv');
}

/** As a spreadsheet of somebody else's might come: Latin-1, semicolons, and a little of everything that goes wrong. */
function messyFile(): File {
  const text = [
    'Name;Firma;E-Mail;Leadstatus;Notiz;Notiz;Telefon',
    'Jürgen Müller;Müller & Söhne GmbH;juergen@mueller.example;Open;;;+49 30 12345',
    'Karl Ek;Neu AG;karl@neu.example;Simmering;;;',
    'Mia Ek;Neu AG;keine Adresse;Open;;;',
    'Lea Ek;Neu AG;lea@neu.example;Qualified;=1+1;;',
    'Max Ek;Initech;max@initech.example;Open;;;',
    'Ada Lovelace;Acme Nordic AS;ada@acme.example;;;;',
    'Lea Ek;Neu AG;lea@neu.example;;;;',
    'Eva Ek;Neu AG;eva@neu.example',
  ].join('\n');
  return new File([Uint8Array.from(text, (char) => char.charCodeAt(0))], 'kunden-export-2026 (2).csv');
}

async function toColumns(canvas: HTMLElement, file: File): Promise<void> {
  await elementOf(canvas).chooseFile(file);
  await waitFor(() => expect(rootOf(canvas).querySelector('.preview')).toBeVisible());
}

async function press(canvas: HTMLElement): Promise<void> {
  await userEvent.click(rootOf(canvas).querySelector('.button.primary')!);
}

async function toReview(canvas: HTMLElement, file: File): Promise<void> {
  await toColumns(canvas, file);
  await press(canvas);
  await waitFor(() => expect(rootOf(canvas).querySelector('.counts')).toBeVisible());
}

export const Ready: Story = {};

export const Unusable: Story = {
  play: async ({ canvasElement }) => {
    const zip = new File([new Uint8Array([0x50, 0x4b, 3, 4, 0, 0, 0, 1, 0, 255])], 'customers.xlsx');
    await elementOf(canvasElement).chooseFile(zip);
    await waitFor(() =>
      expect(rootOf(canvasElement).querySelector('#file-problem')).toHaveTextContent('not a text file'),
    );
  },
};

/** The columns are guessed; the preview shows what the first rows would become. */
export const Columns: Story = {
  play: async ({ canvasElement }) => toColumns(canvasElement, await northwindFile()),
};

/** What was guessed or repaired is said before anything else. */
export const MessyFile: Story = {
  play: ({ canvasElement }) => toColumns(canvasElement, messyFile()),
};

/** Every row that would be left out or changed, with its line and column. */
export const Report: Story = {
  play: ({ canvasElement }) => toReview(canvasElement, messyFile()),
};

export const Done: Story = {
  play: async ({ canvasElement }) => {
    await toReview(canvasElement, await northwindFile());
    await press(canvasElement);
    await waitFor(() =>
      expect(rootOf(canvasElement).querySelector('.outcome')).toHaveTextContent('42 contacts were imported.'),
    );
  },
};

/** A backend that is slow: the import can be stopped, and keeps what is done. */
export const Running: Story = {
  loaders: [
    async () => ({
      store: await createSampleStore({
        ...createMemoryAdapter(structuredClone(sample)),
        read: () => Promise.resolve(structuredClone(sample)),
        save: () => new Promise(() => {}),
      }),
    }),
  ],
  play: async ({ canvasElement }) => {
    await toReview(canvasElement, await northwindFile());
    await press(canvasElement);
    await waitFor(() => expect(rootOf(canvasElement).querySelector('progress')).toBeVisible());
  },
};

/** A backend that takes nothing: each row is in the report. */
export const NotSaved: Story = {
  loaders: [
    async () => ({
      store: await createSampleStore({
        read: () => Promise.resolve(structuredClone(sample)),
        save: () => Promise.reject(new AdapterError('forbidden', 'This account may only read.')),
      }),
    }),
  ],
  play: async ({ canvasElement }) => {
    await toReview(canvasElement, await northwindFile());
    await press(canvasElement);
    await waitFor(() =>
      expect(rootOf(canvasElement).querySelector('.outcome')).toHaveTextContent(
        '42 contacts were not imported.',
      ),
    );
  },
};

export const Dialog: Story = {
  args: { dialog: true },
  play: async ({ canvasElement }) => {
    await userEvent.click(canvasElement.querySelector('button')!);
    await waitFor(() => expect(rootOf(canvasElement).querySelector('.drop')).toBeVisible());
    await toColumns(canvasElement, await northwindFile());
  },
};

export const Failed: Story = { loaders: [async () => ({ store: await createFailedStore() })] };

export const NoStore: Story = { loaders: [() => ({ store: undefined })] };
