import type { Meta, StoryObj } from '@storybook/web-components-vite';
import { html } from 'lit';
import { expect, userEvent, waitFor } from 'storybook/test';
import '../src/elements/contact-card/lead-contact-card.js';
import '../src/elements/provider/lead-provider.js';
import { storeThatWaits, storeWithOutbox } from '../test/helpers/undecided.js';

const meta: Meta = { title: 'Situations/Lost connection', component: 'lead-provider' };
export default meta;

type Story = StoryObj;

const status = (canvas: HTMLElement) =>
  canvas
    .querySelector('lead-provider')!
    .shadowRoot!.querySelector('lead-notices')
    ?.shadowRoot?.querySelector('lead-outbox-status')?.shadowRoot;

/** The network is gone: changes wait in the browser, and the card says so. */
export const Waiting: Story = {
  loaders: [
    async () => {
      const { store, line } = await storeWithOutbox();
      line.fault = () => 'lostBefore';
      await store.updateContact('ada', { title: 'Head of engineering' });
      return { store };
    },
  ],
  render: (_, { loaded }) =>
    html`<lead-provider .store=${loaded['store']}
      ><lead-contact-card contact-id="ada"></lead-contact-card
    ></lead-provider>`,
  play: async ({ canvasElement }) => {
    await waitFor(() => expect(status(canvasElement)?.textContent).toContain('1 change waits'));
  },
};

/** What waits and what the backend refused, as a list: try again, discard. */
export const List: Story = {
  loaders: [async () => storeThatWaits()],
  render: Waiting.render!,
  play: async ({ canvasElement }) => {
    await waitFor(() => expect(status(canvasElement)?.textContent).toContain('2 changes wait'));
    await userEvent.click(status(canvasElement)!.querySelector<HTMLElement>('.toggle')!);
  },
};

/** In a side bar of 360 px. */
export const Narrow: Story = {
  loaders: List.loaders!,
  render: (story, context) =>
    html`<div class="narrow">${Waiting.render!(story, context)}</div>
      <style>
        .narrow {
          max-inline-size: 360px;
        }
      </style>`,
  play: List.play!,
};
