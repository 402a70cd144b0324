import { html, render } from 'lit';
import type { LeadImport, LeadStore } from '../src/index.js';
import { languages, text } from './texts.js';

const remembered = { language: 'fjordline-language', theme: 'fjordline-theme' } as const;
const themes = ['system', 'light', 'dark'] as const;

/** Applies what the person chose last time, before anything is drawn. */
export function applyTheme(): void {
  const language = recall('language');
  if (language && language in languages) document.documentElement.lang = language;
  const theme = recall('theme');
  document.documentElement.dataset['theme'] = theme && themes.includes(theme as never) ? theme : 'system';
}

/** Undo, redo, import, language and appearance. `update` draws them again. */
export function showTools(
  container: HTMLElement,
  store: LeadStore,
  onLanguage: () => void,
): { update(): void } {
  const update = () =>
    render(
      html`
        <button type="button" ?disabled=${!store.canUndo} @click=${() => run(store, 'undo')}>
          ${text('undo')}
        </button>
        <button type="button" ?disabled=${!store.canRedo} @click=${() => run(store, 'redo')}>
          ${text('redo')}
        </button>
        <button type="button" @click=${openImport}>${text('importCsv')}</button>
        <label>
          <span class="hidden">${text('language')}</span>
          <select
            @change=${(event: Event) => {
              document.documentElement.lang = (event.target as HTMLSelectElement).value;
              remember('language', document.documentElement.lang);
              update();
              onLanguage();
            }}
          >
            ${Object.entries(languages).map(
              ([tag, name]) =>
                html`<option value=${tag} lang=${tag} ?selected=${tag === document.documentElement.lang}>
                  ${name}
                </option>`,
            )}
          </select>
        </label>
        <label>
          <span class="hidden">${text('theme')}</span>
          <select
            @change=${(event: Event) => {
              const { value } = event.target as HTMLSelectElement;
              document.documentElement.dataset['theme'] = value;
              remember('theme', value);
            }}
          >
            ${themes.map(
              (theme) =>
                html`<option value=${theme} ?selected=${theme === document.documentElement.dataset['theme']}>
                  ${text(theme)}
                </option>`,
            )}
          </select>
        </label>
        <output class="message" role="status"></output>
        <lead-import dialog></lead-import>
      `,
      container,
    );
  const openImport = () => container.querySelector<LeadImport>('lead-import')!.show();
  const run = async (from: LeadStore, kind: 'undo' | 'redo') => {
    const result = await from[kind]();
    container.querySelector('output')!.textContent = result.status === 'done' ? '' : text('cannotUndo');
  };
  update();
  return { update };
}

function recall(what: keyof typeof remembered): string | null {
  try {
    return localStorage.getItem(remembered[what]);
  } catch {
    return null; // storage denied
  }
}

function remember(what: keyof typeof remembered, value: string): void {
  try {
    localStorage.setItem(remembered[what], value);
  } catch {
    // storage denied: the choice holds for this page
  }
}
