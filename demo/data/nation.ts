/** What sample data of one country is made of. Lists of words are texts, so that they can be read at a glance. */
export interface NationWords {
  readonly country: string;
  readonly phonePrefix: string;
  /** Separated by spaces, as are the other words; names of two words have a `_` between them. */
  readonly firstNames: string;
  readonly lastNames: string;
  readonly cities: string;
  /** First words of invented company names. */
  readonly stems: string;
  /** What companies do, as a part of their names. */
  readonly trades: string;
  readonly forms: string;
  /** Names in the country's own script, with the letters that stand for them in an e-mail address. */
  readonly ownScript?: {
    readonly persons: readonly (readonly [name: string, family: string, address: string])[];
    readonly companies: readonly string[];
  };
}

export interface Nation extends Pick<NationWords, 'country' | 'phonePrefix' | 'ownScript'> {
  readonly firstNames: readonly string[];
  readonly lastNames: readonly string[];
  readonly cities: readonly string[];
  readonly stems: readonly string[];
  readonly trades: readonly string[];
  readonly forms: readonly string[];
}

export function nation(words: NationWords): Nation {
  return {
    country: words.country,
    phonePrefix: words.phonePrefix,
    ...(words.ownScript ? { ownScript: words.ownScript } : {}),
    firstNames: listOf(words.firstNames),
    lastNames: listOf(words.lastNames),
    cities: listOf(words.cities),
    stems: listOf(words.stems),
    trades: listOf(words.trades),
    forms: listOf(words.forms),
  };
}

function listOf(words: string): readonly string[] {
  return words.split(' ').map((word) => word.replaceAll('_', ' '));
}
