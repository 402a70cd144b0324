import { html, render } from 'lit';
import type { LeadImport, LeadStore } from '../src/index.js';
import { text } from './texts.js';

/** Undo, redo and import. `update` draws them again. */
export function showTools(container: HTMLElement, store: LeadStore): { update(): void } {
  const openImport = () => container.querySelector<LeadImport>('lead-import')!.show();
  const take = async (kind: 'undo' | 'redo') => {
    const result = await store[kind]();
    container.querySelector('output')!.textContent = result.status === 'done' ? '' : text('cannotUndo');
  };
  const update = () =>
    render(
      html`
        <output class="message"></output>
        <button type="button" ?disabled=${!store.canUndo} @click=${() => take('undo')}>
          ${text('undo')}
        </button>
        <button type="button" ?disabled=${!store.canRedo} @click=${() => take('redo')}>
          ${text('redo')}
        </button>
        <button type="button" @click=${openImport}>${text('importCsv')}</button>
        <lead-import dialog></lead-import>
      `,
      container,
    );
  update();
  return { update };
}
