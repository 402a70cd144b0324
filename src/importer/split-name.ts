/** Words that belong to the last name that follows them, in the languages of our users. */
const particles: ReadonlySet<string> = new Set(
  (
    'van von vom zu zum zur der den dem de del della dei di da do das dos du des la le les los las ' +
    "af av ten ter te 't op el al bin ibn st. st saint"
  ).split(' '),
);

/** Words that join two last names: Ortega y Gasset. */
const joints: ReadonlySet<string> = new Set(['y', 'e', 'i']);

/** What may stand behind a comma without being a first name. */
const suffixes: ReadonlySet<string> = new Set([
  'jr',
  'sr',
  'ii',
  'iii',
  'iv',
  'phd',
  'md',
  'mba',
  'dr',
  'esq',
  'cpa',
]);

export interface PersonName {
  readonly firstName: string;
  readonly lastName: string;
}

/**
 * First and last name of a whole name. The last word is the last name, with its particles ("van der Berg"); "Last,
 * First" is understood; a single word is a last name, since lists are sorted by those.
 */
export function splitName(name: string): PersonName {
  const comma = name.indexOf(',');
  const behind = comma < 0 ? '' : name.slice(comma + 1).trim();
  if (comma > 0 && behind && !isSuffix(behind)) {
    return { firstName: joined(wordsOf(behind)), lastName: joined(wordsOf(name.slice(0, comma))) };
  }
  const words = wordsOf(comma < 0 ? name : name.slice(0, comma));
  const at = startOfLastName(words);
  const lastName = joined(words.slice(at));
  return {
    firstName: joined(words.slice(0, at)),
    lastName: isSuffix(behind) ? `${lastName}, ${behind}` : lastName,
  };
}

/** The place of the first particle behind a first name, else of the last word. */
function startOfLastName(words: readonly string[]): number {
  const last = words.length - 1;
  for (let at = 1; at < last; at++) {
    const word = words[at]?.toLowerCase() ?? '';
    if (particles.has(word)) return at;
    if (joints.has(word) && at > 1) return at - 1;
  }
  return Math.max(last, 0);
}

function isSuffix(text: string): boolean {
  return suffixes.has(text.toLowerCase().replaceAll('.', ''));
}

function wordsOf(text: string): readonly string[] {
  return text.split(/\s+/).filter(Boolean);
}

function joined(words: readonly string[]): string {
  return words.join(' ');
}
