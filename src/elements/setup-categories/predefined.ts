import { defaultCategories } from '../../model/defaults.js';
import type { Category, Setup } from '../../model/records.js';
import { foldName } from '../../rules/list-commands.js';

/** The lead categories that come with new installations only. */
const predefined = defaultCategories.filter(
  ({ group, id }) => group === 'potentialCustomer' || id === 'lost-opportunity',
);

/** Those that are not in the list, not even deleted: an older installation never had them. */
export function missingLeadCategories({ categories }: Setup): readonly Category[] {
  const names = new Set([...categories.values()].map(({ name }) => foldName(name)));
  return predefined.filter(({ id, name }) => !categories.has(id) && !names.has(foldName(name)));
}
