import type Papa from 'papaparse';

/** How a file separates its cells and lines. */
export interface Dialect {
  readonly delimiter: string;
  readonly newline: '\n' | '\r';
  /** Characters at the beginning that are no data: Excel's line `sep=;`. */
  readonly skip: number;
}

export const delimiters = [',', ';', '\t', '|'];

/** Guesses from the beginning of a file. */
export function guessDialect(papa: typeof Papa, sample: string): Dialect {
  const newline = guessNewline(sample);
  const declared = declaredDelimiter(sample, newline);
  if (declared) return { ...declared, newline };
  // papaparse takes the delimiter that gives the first rows the most even number of cells
  const { meta } = papa.parse<string[]>(sample, {
    newline,
    preview: 20,
    skipEmptyLines: 'greedy',
    delimitersToGuess: delimiters,
  });
  return { delimiter: meta.delimiter, newline, skip: 0 };
}

/**
 * By the first line break that is not inside of quotes. Files with mixed line breaks are read by `\n`; a `\r` that is
 * left over at the end of a cell is white space.
 */
function guessNewline(sample: string): '\n' | '\r' {
  let quoted = false;
  for (let at = 0; at < sample.length; at++) {
    const char = sample[at];
    if (char === '"') quoted = !quoted;
    else if (char === '\n' && !quoted) return '\n';
    else if (char === '\r' && !quoted) return sample[at + 1] === '\n' ? '\n' : '\r';
  }
  return '\n';
}

function declaredDelimiter(sample: string, newline: string) {
  const end = sample.indexOf(newline);
  const match = end < 0 ? null : /^sep=([^"])\r?$/.exec(sample.slice(0, end));
  return match?.[1] ? { delimiter: match[1], skip: end + newline.length } : undefined;
}
