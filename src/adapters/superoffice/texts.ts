// Names of list items hold all their languages: `NO:"Leverandør";US:"Supplier"`. The server takes one out of them where a
// language header is sent, but not everywhere.

/** SuperOffice's own codes, by the language of an IETF tag. */
const codes: Readonly<Record<string, string>> = {
  en: 'US',
  nb: 'NO',
  nn: 'NO',
  no: 'NO',
  de: 'GE',
  sv: 'SW',
  da: 'DA',
};

const oneLanguage = /(?:^|;)\s*([A-Z]{2}):"([^"]*)"/g;

/**
 * The text in one language: that one, else English, else the first there is. Text that holds no languages is given back
 * as it is; of a resource that nobody translated (`[SR_LABEL_LEADSTATUS]`), its name remains.
 */
export function inLanguage(text: string, language: string): string {
  const parts = [...text.matchAll(oneLanguage)];
  if (parts.length === 0) return text.replace(/^\[SR_(\w+)\]$/, '$1');
  const code = codes[language.split('-')[0]!.toLowerCase()] ?? language.slice(0, 2).toUpperCase();
  const found = [code, 'US'].map((each) => parts.find(([, own]) => own === each)).find(Boolean) ?? parts[0];
  return found?.[2] ?? '';
}

/** All names that a text has, in every language. */
export function everyName(text: string): string[] {
  return [text, ...Array.from(text.matchAll(oneLanguage), ([, , name]) => name!)];
}
