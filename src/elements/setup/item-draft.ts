import {
  tones,
  type Category,
  type CategoryGroup,
  type Id,
  type LeadStatus,
  type Setup,
  type Tone,
} from '../../model/records.js';
import type { ListName } from '../../rules/list-commands.js';
import type { LeadStore } from '../../store/lead-store.js';
import type { CommandResult } from '../../store/types.js';

export type Item = LeadStatus | Category;

/** What the dialog edits. Of `tone` and the last two, only those of the list in question are saved. */
export interface ItemDraft {
  readonly name: string;
  readonly description: string;
  readonly tone: Tone;
  readonly group: CategoryGroup;
  readonly leadStatusEnabled: boolean;
}

/** What the dialog starts with. A new status gets the first tone that no other has. */
export function draftOf(item: Item | undefined, setup: Setup): ItemDraft {
  const used = new Set([...setup.leadStatuses.values()].map((status) => status.tone));
  return {
    name: item?.name ?? '',
    description: item?.description ?? '',
    tone:
      item && 'tone' in item
        ? item.tone
        : (tones.find((tone) => !used.has(tone)) ?? tones[setup.leadStatuses.size % tones.length]!),
    group: item && 'group' in item ? item.group : 'none',
    leadStatusEnabled: item !== undefined && 'group' in item && item.leadStatusEnabled,
  };
}

/** L1 as a fact about a category. */
export function showsLeadStatus(category: Pick<Category, 'group' | 'leadStatusEnabled'>): boolean {
  return category.group === 'potentialCustomer' && category.leadStatusEnabled;
}

/** Adds or changes the item. The value of the result is its id. */
export async function saveDraft(
  store: LeadStore,
  list: ListName,
  item: Item | undefined,
  draft: ItemDraft,
): Promise<CommandResult<Id>> {
  const common = { name: draft.name, description: draft.description.trim() || null };
  if (list === 'leadStatus') {
    const status = { ...common, tone: draft.tone };
    if (!item) return store.addListItem(list, status);
    return withId(item.id, await store.updateListItem(list, item.id, changed(item, status)));
  }
  const category = { ...common, group: draft.group, leadStatusEnabled: showsLeadStatus(draft) };
  if (!item) return store.addListItem(list, category);
  return withId(item.id, await store.updateListItem(list, item.id, changed(item, category)));
}

/** Only what the person changed: what somebody else changed meanwhile stays. */
function changed<Fields extends object>(item: Item, wanted: Fields): Partial<Fields> {
  const before = item as unknown as Fields;
  const fields = (Object.keys(wanted) as (keyof Fields)[]).filter((field) => wanted[field] !== before[field]);
  return Object.fromEntries(fields.map((field) => [field, wanted[field]])) as Partial<Fields>;
}

function withId(id: Id, result: CommandResult): CommandResult<Id> {
  return result.status === 'done' ? { ...result, value: id } : result;
}
