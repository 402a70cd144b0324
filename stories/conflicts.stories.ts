import type { Meta, StoryObj } from '@storybook/web-components-vite';
import { html } from 'lit';
import { expect, userEvent, waitFor } from 'storybook/test';
import '../src/elements/board/lead-board.js';
import '../src/elements/conflict/conflicts-dialog.js';
import '../src/elements/contact-card/lead-contact-card.js';
import '../src/elements/provider/lead-provider.js';
import { deleted, updated } from '../src/model/changes.js';
import { createSampleStore } from '../test/helpers/stores.js';
import { signedBackend, storeWithConflict } from '../test/helpers/undecided.js';

const meta: Meta = { title: 'Situations/Conflicts', component: 'lead-contact-card' };
export default meta;

type Story = StoryObj;

/** Somebody else changed the same fields: both values stay until the person chooses for each. */
export const OnACard: Story = {
  loaders: [async () => ({ store: await storeWithConflict() })],
  render: (_, { loaded }) =>
    html`<lead-contact-card .store=${loaded['store']} contact-id="ada"></lead-contact-card>`,
  play: async ({ canvasElement }) => {
    const card = canvasElement.querySelector('lead-contact-card')!;
    await waitFor(() =>
      expect(card.shadowRoot!.querySelector('lead-conflict-panel')?.shadowRoot?.textContent).toContain(
        'Changed by Ida Berg',
      ),
    );
  },
};

/** One field needs two buttons and no more. */
export const OneField: Story = {
  loaders: [async () => ({ store: await storeWithConflict({ title: 'Head of engineering' }) })],
  render: OnACard.render!,
};

/** In a side bar of 360 px. */
export const Narrow: Story = {
  loaders: OnACard.loaders!,
  render: (_, { loaded }) =>
    html`<div class="narrow">
        <lead-contact-card .store=${loaded['store']} contact-id="ada"></lead-contact-card>
      </div>
      <style>
        .narrow {
          max-inline-size: 360px;
        }
      </style>`,
};

/** The provider says how many there are, and opens them as a list. */
export const InTheProvider: Story = {
  loaders: [
    async () => {
      const { adapter, others } = signedBackend();
      const store = await createSampleStore(adapter);
      await others(updated('contact', 'ada', { title: 'Chief engineer' }), deleted('contact', 'grace'));
      await others(updated('company', 'globex', { city: 'Bonn', owner: 'Ida Berg' }));
      await store.updateContact('ada', { title: 'Head of engineering' });
      await store.updateContact('grace', { title: 'Rear admiral' });
      await store.updateCompany('globex', { city: 'Berlin', owner: 'Kim Dahl' });
      return { store };
    },
  ],
  render: (_, { loaded }) =>
    html`<lead-provider .store=${loaded['store']}
      ><lead-contact-card contact-id="linus"></lead-contact-card
    ></lead-provider>`,
  play: async ({ canvasElement }) => {
    const root = () =>
      canvasElement.querySelector('lead-provider')!.shadowRoot!.querySelector('lead-notices')?.shadowRoot;
    await waitFor(() => expect(root()?.textContent).toContain('3 changes need your decision'));
    await userEvent.click(root()!.querySelector<HTMLElement>('.notice .button')!);
    await waitFor(() =>
      expect(root()!.querySelector('lead-conflicts-dialog')!.shadowRoot?.textContent).toContain(
        'Ada Lovelace',
      ),
    );
  },
};

/** A card of the board whose move met another one. */
export const OnTheBoard: Story = {
  loaders: [
    async () => {
      const { adapter, others } = signedBackend();
      const store = await createSampleStore(adapter);
      await others(updated('contact', 'ada', { leadStatusId: '5' }));
      await store.setLeadStatus('ada', '3');
      return { store };
    },
  ],
  render: (_, { loaded }) => html`<lead-board .store=${loaded['store']}></lead-board>`,
};
