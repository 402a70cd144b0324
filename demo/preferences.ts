import { html, render } from 'lit';
import { languages, text } from './texts.js';

const remembered = { language: 'fjordline-language', theme: 'fjordline-theme' } as const;
const themes = ['system', 'light', 'dark'] as const;
const page = document.documentElement;

/** Applies what the person chose last time, before anything is drawn. */
export function applyPreferences(): void {
  const language = recall('language');
  if (language && Object.hasOwn(languages, language)) page.lang = language;
  const theme = recall('theme');
  page.dataset['theme'] = themes.find((each) => each === theme) ?? 'system';
}

/** Language and appearance, as two choices. The page's `lang` and `color-scheme` are all that elements need. */
export function showPreferences(container: HTMLElement, onLanguage: () => void): void {
  const chooseLanguage = (event: Event) => {
    page.lang = (event.target as HTMLSelectElement).value;
    remember('language', page.lang);
    showPreferences(container, onLanguage);
    onLanguage();
  };
  const chooseTheme = (event: Event) => {
    const { value } = event.target as HTMLSelectElement;
    page.dataset['theme'] = value;
    remember('theme', value);
  };
  render(
    html`
      <label class="choice">
        <span>${text('language')}</span>
        <select @change=${chooseLanguage}>
          ${Object.entries(languages).map(
            ([tag, name]) =>
              html`<option value=${tag} lang=${tag} ?selected=${tag === page.lang}>${name}</option>`,
          )}
        </select>
      </label>
      <label class="choice">
        <span>${text('theme')}</span>
        <select @change=${chooseTheme}>
          ${themes.map(
            (theme) =>
              html`<option value=${theme} ?selected=${theme === page.dataset['theme']}>
                ${text(theme)}
              </option>`,
          )}
        </select>
      </label>
    `,
    container,
  );
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
