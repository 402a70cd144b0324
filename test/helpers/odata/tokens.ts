// Words of OData expressions (ABNF construction rules 4.01), for the service that tests talk to.

export type Token =
  | { readonly kind: 'text'; readonly value: string }
  | { readonly kind: 'number'; readonly value: number }
  | { readonly kind: 'date' | 'instant' | 'guid'; readonly value: string }
  | { readonly kind: 'word'; readonly value: string }
  | { readonly kind: '(' | ')' | ',' | '/' | '='; readonly value: string };

export class SyntaxFault extends Error {}

const patterns = [
  ['instant', /\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:\d\d)/y],
  ['guid', /[\da-fA-F]{8}(-[\da-fA-F]{4}){3}-[\da-fA-F]{12}/y],
  ['date', /\d{4}-\d\d-\d\d/y],
  ['number', /-?\d+(\.\d+)?([eE][+-]?\d+)?/y],
  ['text', /'([^']|'')*'/y],
  ['word', /[\p{L}_$@][\p{L}\p{N}_.]*/uy],
  ['sign', /[(),/=]/y],
] as const;

export function tokensOf(source: string): Token[] {
  const tokens: Token[] = [];
  let at = 0;
  while (at < source.length) {
    if (source[at] === ' ') {
      at += 1;
      continue;
    }
    const found = patterns
      .map(([kind, pattern]) => {
        pattern.lastIndex = at;
        return { kind, match: pattern.exec(source)?.[0] };
      })
      .find(({ match }) => match !== undefined);
    if (!found?.match) throw new SyntaxFault(`Syntax error at position ${at} in "${source}".`);
    tokens.push(tokenOf(found.kind, found.match));
    at += found.match.length;
  }
  return tokens;
}

function tokenOf(kind: (typeof patterns)[number][0], text: string): Token {
  if (kind === 'sign') return { kind: text as '(', value: text };
  if (kind === 'number') return { kind, value: Number(text) };
  return { kind, value: kind === 'text' ? text.slice(1, -1).replaceAll("''", "'") : text };
}
