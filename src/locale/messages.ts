/** A sentence: a text with `{name}` places, or one such text per plural form, chosen by the parameter `count`. */
export type Sentence =
  string | { readonly one?: string; readonly few?: string; readonly many?: string; readonly other: string };

/** The English sentences of one area of the product. Other languages translate the same keys. */
export interface Messages<Key extends string = string> {
  readonly area: string;
  readonly en: Readonly<Record<Key, Sentence>>;
}

export type MessageParams = Readonly<Record<string, string | number>>;

/** Gives the sentence of a key in the language of the moment. */
export type Translate<Key extends string = string> = (key: Key, params?: MessageParams) => string;

/** One language: area → key → sentence. What is missing falls back to English. */
export type Dictionary = Readonly<Record<string, Readonly<Record<string, Sentence>>>>;

/** Declares an area: `export const boardMessages = defineMessages('board', { moveTo: 'Move to…' })`. */
export function defineMessages<const Texts extends Record<string, Sentence>>(
  area: string,
  en: Texts,
): Messages<Extract<keyof Texts, string>> {
  return { area, en };
}

/** Fills the places of a sentence. Numbers are written in the given language. */
export function formatSentence(
  sentence: Sentence,
  params: MessageParams | undefined,
  language: string,
): string {
  const text = typeof sentence === 'string' ? sentence : pluralForm(sentence, params?.['count'], language);
  if (!params) return text;
  return text.replace(/\{(\w+)\}/g, (place, name: string) => {
    const value = Object.hasOwn(params, name) ? params[name] : undefined;
    if (value === undefined) return place;
    return typeof value === 'number' ? formatNumber(value, language) : value;
  });
}

const numberFormats = new Map<string, Intl.NumberFormat>();
const pluralRules = new Map<string, Intl.PluralRules>();

/** A number in the given language, with at most two decimals. */
export function formatNumber(value: number, language: string): string {
  return cached(
    numberFormats,
    language,
    () => new Intl.NumberFormat(language, { maximumFractionDigits: 2 }),
  ).format(value);
}

function pluralForm(forms: Exclude<Sentence, string>, count: unknown, language: string): string {
  if (typeof count !== 'number') return forms.other;
  const form = cached(pluralRules, language, () => new Intl.PluralRules(language)).select(count);
  return (form in forms ? forms[form as keyof typeof forms] : undefined) ?? forms.other;
}

function cached<T>(cache: Map<string, T>, key: string, create: () => T): T {
  let value = cache.get(key);
  if (value === undefined) cache.set(key, (value = create()));
  return value;
}
