import { badArgument } from './errors.js';

// The dialect of `$filter`: `column operator value`, joined by `and` and `or`, with parentheses; lists in parentheses,
// texts in single quotes.

export type Literal = string | number | boolean;

export type FilterNode =
  | { readonly join: 'and' | 'or'; readonly parts: readonly FilterNode[] }
  | { readonly column: string; readonly operator: string; readonly values: readonly Literal[] };

const token =
  /\s*(?:'((?:[^']|'')*)'|(-?\d+(?:\.\d+)?)(?![\w/])|([A-Za-z_][\w/:.]*)|(<=|>=|<>|!=|[()=<>,]))/y;

type Token = { readonly literal: Literal } | { readonly word: string } | { readonly sign: string };

function tokensOf(text: string): Token[] {
  const tokens: Token[] = [];
  token.lastIndex = 0;
  while (token.lastIndex < text.trimEnd().length) {
    const at = token.lastIndex;
    const match = token.exec(text);
    if (!match) throw badArgument(`Syntax error in filter at ${at}: ${text.slice(at, at + 20)}`);
    const [, quoted, number, word, sign] = match;
    if (quoted !== undefined) tokens.push({ literal: quoted.replaceAll("''", "'") });
    else if (number !== undefined) tokens.push({ literal: Number(number) });
    else if (word === 'true' || word === 'false') tokens.push({ literal: word === 'true' });
    else if (word !== undefined) tokens.push({ word });
    else tokens.push({ sign: sign! });
  }
  return tokens;
}

/** Reads a filter. Throws the server's error where it is none. */
export function parseFilter(text: string): FilterNode {
  const tokens = tokensOf(text);
  let at = 0;
  const isSign = (sign: string) => (tokens[at] as { sign?: string } | undefined)?.sign === sign;
  const isWord = (word: string) =>
    (tokens[at] as { word?: string } | undefined)?.word?.toLowerCase() === word;

  function join(word: 'and' | 'or', part: () => FilterNode): FilterNode {
    const parts = [part()];
    while (isWord(word)) {
      at += 1;
      parts.push(part());
    }
    return parts.length === 1 ? parts[0]! : { join: word, parts };
  }

  const anyOf = (): FilterNode => join('or', () => join('and', primary));

  function primary(): FilterNode {
    if (isSign('(')) {
      at += 1;
      const inner = anyOf();
      if (!isSign(')')) throw badArgument('A parenthesis is not closed.');
      at += 1;
      return inner;
    }
    const column = (tokens[at++] as { word?: string } | undefined)?.word;
    const named = tokens[at++] as { word?: string; sign?: string } | undefined;
    const operator = named?.word ?? named?.sign;
    if (column === undefined || operator === undefined) throw badArgument('A restriction is incomplete.');
    return { column, operator, values: values() };
  }

  function values(): Literal[] {
    const next = tokens[at];
    if (next && 'literal' in next) {
      at += 1;
      return [next.literal];
    }
    if (!isSign('(')) return [];
    const list: Literal[] = [];
    do {
      const item = tokens[(at += 1)];
      if (!item || !('literal' in item)) throw badArgument('A list holds something that is no value.');
      list.push(item.literal);
      at += 1;
    } while (isSign(','));
    if (!isSign(')')) throw badArgument('A list is not closed.');
    at += 1;
    return list;
  }

  const filter = anyOf();
  if (at < tokens.length) throw badArgument('There is something after the end of the filter.');
  return filter;
}
