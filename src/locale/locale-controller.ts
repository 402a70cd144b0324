import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { formatNumber, formatSentence, type Dictionary, type Messages, type Translate } from './messages.js';

/** Languages that come with the package besides English, loaded when an element first needs one. */
const shipped: Readonly<Record<string, () => Promise<{ default: Dictionary }>>> = {
  de: () => import('./de/index.js'),
  nb: () => import('./nb/index.js'),
};

/** Names that hosts use for the languages that we have. */
const aliases: Readonly<Record<string, string>> = { no: 'nb', nn: 'nb' };

const dictionaries = new Map<string, Dictionary>();
const loading = new Map<string, Promise<void>>();
const hosts = new Set<LocaleController>();

/** Adds or replaces the sentences of a language, e.g. `addDictionary('fr', {board: {moveTo: 'Déplacer vers…'}})`. */
export function addDictionary(language: string, dictionary: Dictionary): void {
  dictionaries.set(language, { ...dictionaries.get(language), ...dictionary });
  for (const controller of hosts) controller.refresh();
}

/**
 * The language of an element: its nearest `lang` attribute, through shadow roots, else the document's, else English.
 * Gives its host sentences, numbers and dates in that language, and updates it when the language changes.
 */
export class LocaleController implements ReactiveController {
  readonly #host: ReactiveControllerHost & HTMLElement;
  #language = 'en';

  constructor(host: ReactiveControllerHost & HTMLElement) {
    this.#host = host;
    host.addController(this);
  }

  /** The language tag in force, as the page gives it, e.g. `de-AT`. For `Intl`. */
  get language(): string {
    return this.#language;
  }

  hostConnected(): void {
    hosts.add(this);
    observeLanguage();
    this.refresh();
  }

  hostDisconnected(): void {
    hosts.delete(this);
  }

  /** Reads the language again and updates the host. */
  refresh(): void {
    this.#language = languageOf(this.#host);
    void loadDictionary(this.#language);
    this.#host.requestUpdate();
  }

  /** The sentences of an area, as a function of key and parameters. */
  texts<Key extends string>(messages: Messages<Key>): Translate<Key> {
    return (key, params) => {
      const translated = dictionaryOf(this.#language)?.[messages.area];
      const sentence = translated && Object.hasOwn(translated, key) ? translated[key] : undefined;
      return formatSentence(
        sentence ?? messages.en[key],
        params,
        sentence === undefined ? 'en' : this.#language,
      );
    };
  }

  number(value: number): string {
    return formatNumber(value, this.#language);
  }

  /** A calendar date (`2026-11-21`) or an instant (ISO 8601), in medium length; other text comes back as it is. */
  date(value: string, options: Intl.DateTimeFormatOptions = { dateStyle: 'medium' }): string {
    const calendarDate = /^\d{4}-\d{2}-\d{2}$/.test(value);
    const date = new Date(calendarDate ? `${value}T00:00:00Z` : value);
    if (Number.isNaN(date.getTime())) return value;
    return new Intl.DateTimeFormat(
      this.#language,
      calendarDate ? { ...options, timeZone: 'UTC' } : options,
    ).format(date);
  }
}

function dictionaryOf(language: string): Dictionary | undefined {
  return dictionaries.get(language) ?? dictionaries.get(baseOf(language));
}

function baseOf(language: string): string {
  const base = language.split('-')[0]!.toLowerCase();
  return aliases[base] ?? base;
}

async function loadDictionary(language: string): Promise<void> {
  const base = baseOf(language);
  const load = Object.hasOwn(shipped, base) ? shipped[base] : undefined;
  if (!load || dictionaries.has(base)) return;
  if (!loading.has(base)) {
    loading.set(
      base,
      load().then(
        (module) => addDictionary(base, module.default),
        () => void loading.delete(base), // offline: English stays, and the next element tries again
      ),
    );
  }
  await loading.get(base);
}

function languageOf(element: Element): string {
  for (let node: Node | null = element; node; node = parentThroughShadow(node)) {
    const lang = node instanceof Element ? node.getAttribute('lang') : null;
    if (lang && isLanguage(lang)) return lang;
  }
  return 'en';
}

function parentThroughShadow(node: Node): Node | null {
  return (
    (node instanceof Element && node.assignedSlot) ||
    node.parentNode ||
    (node instanceof ShadowRoot ? node.host : null)
  );
}

function isLanguage(tag: string): boolean {
  try {
    return Intl.getCanonicalLocales(tag).length > 0;
  } catch {
    return false;
  }
}

let observing = false;

/** One observer for the whole page: hosts switch the language on `<html>` or on a wrapper around our elements. */
function observeLanguage(): void {
  if (observing) return;
  observing = true;
  new MutationObserver(() => {
    for (const controller of hosts) controller.refresh();
  }).observe(document.documentElement, { attributes: true, attributeFilter: ['lang'], subtree: true });
}
