// Names of list items hold all their languages, `NO:"Leverandør";US:"Supplier"`, and the server takes one out of them
// when a request names a language; without one they are given as they are, and so are resources like `[SR_…]`.

const codes: Readonly<Record<string, string>> = {
  en: 'US',
  nb: 'NO',
  no: 'NO',
  de: 'GE',
  sv: 'SW',
  da: 'DA',
  nl: 'NL',
};
const resources: Readonly<Record<string, string>> = {
  '[SR_SINGULAR_COMPANY]': 'Company',
  '[SR_SINGULAR_CONTACT]': 'Contact',
  '[SR_LABEL_LEADSTATUS]': 'Lead status',
};

export interface Translator {
  (text: string): string;
}

/** What the headers of a request ask for. `*` and `x` turn translation off. */
export function translatorOf(headers: Headers): Translator {
  const wanted = headers.get('SO-Language') ?? headers.get('Accept-Language') ?? '';
  const language = wanted.split(/[-,;]/)[0]!.trim().toLowerCase();
  if (language === '' || language === '*' || language === 'x') return (text) => text;
  return (text) => {
    const parts = [...text.matchAll(/([A-Z]{2}):"([^"]*)";?/g)];
    if (parts.length === 0) return resources[text] ?? text;
    return (parts.find(([, code]) => code === codes[language]) ?? parts[0]!)[2]!;
  };
}
