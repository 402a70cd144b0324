import { optionsOf, type Field } from '../model/fields.js';
import type { Setup, Value } from '../model/records.js';

/** What values of a field are sorted by: worked out once for each record, then compared often. */
export type SortKey = string | number;

/** The order of a field's values. */
export interface ValueOrder {
  /** Null for what counts as no value: empty text, and what an adapter put there of another type. */
  readonly key: (value: Value) => SortKey | null;
  /** Ascending. Never asked about null, whose place does not depend on the direction. */
  readonly compare: (a: SortKey, b: SortKey) => number;
}

/**
 * How a field sorts: text by the language, list items by rank and then name, numbers, dates and no before yes as they
 * are. Ids that only records hold come after the items that the setup has.
 */
export function orderOf(field: Field, setup: Setup, language: string): ValueOrder {
  switch (field.type) {
    case 'text':
      return { key: textKey, compare: collatorOf(language).compare as ValueOrder['compare'] };
    case 'list': {
      const places = placesOf(field, setup, language);
      return {
        key: (value) => (typeof value === 'string' && value !== '' ? (places.get(value) ?? value) : null),
        compare: comparePlaces,
      };
    }
    case 'number':
      return {
        key: (value) => (typeof value === 'number' && !Number.isNaN(value) ? value : null),
        compare: compareKeys,
      };
    case 'date':
      return { key: textKey, compare: compareKeys };
    case 'yesno':
      return { key: (value) => (typeof value === 'boolean' ? Number(value) : null), compare: compareKeys };
  }
}

export function compareKeys(a: SortKey, b: SortKey): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

const textKey = (value: Value) => (typeof value === 'string' && value !== '' ? value : null);

/** Numbers are places of items that there are; text is an id that no item has. */
function comparePlaces(a: SortKey, b: SortKey): number {
  if (typeof a === typeof b) return compareKeys(a, b);
  return typeof a === 'number' ? -1 : 1;
}

function placesOf(field: Field, setup: Setup, language: string): ReadonlyMap<string, number> {
  const { compare } = collatorOf(language);
  const ranks: Record<string, (id: string) => number> = {
    leadStatus: (id) => setup.leadStatuses.get(id)?.rank ?? 0,
    category: (id) => setup.categories.get(id)?.rank ?? 0,
  };
  const options = [...optionsOf(field, setup)];
  const rank = Object.hasOwn(ranks, field.list ?? '') ? ranks[field.list ?? ''] : undefined;
  if (rank) options.sort((a, b) => rank(a.id) - rank(b.id) || compare(a.label ?? a.id, b.label ?? b.id));
  return new Map(options.map((option, place) => [option.id, place]));
}

const collators = new Map<string, Intl.Collator>();

/**
 * Q4: sorting text is a matter of the language. A tag that the platform can't read sorts like English.
 *
 * @param sensitivity `base`: letters alone, neither accents nor capitals.
 */
export function collatorOf(language: string, sensitivity: 'base' | 'variant' = 'variant'): Intl.Collator {
  const name = language + sensitivity;
  let collator = collators.get(name);
  if (!collator) collators.set(name, (collator = createCollator(language, sensitivity)));
  return collator;
}

function createCollator(language: string, sensitivity: 'base' | 'variant'): Intl.Collator {
  const options = { numeric: false, sensitivity };
  try {
    return new Intl.Collator(language, options);
  } catch {
    return new Intl.Collator('en', options);
  }
}
