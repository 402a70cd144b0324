import { created, deleted, differing, updated, type Change } from '../model/changes.js';
import { parseRow } from '../model/parse.js';
import { byRank, tones, type Category, type Id, type LeadStatus, type OnReturn } from '../model/records.js';
import { accepted, refused, type Decision, type RulesView } from './decision.js';
import { reason, type Reason } from './reasons.js';

/** The two lists of an administrator. */
export type ListName = 'leadStatus' | 'category';
type Item = LeadStatus | Category;
type ItemPatch = Partial<Omit<LeadStatus, 'id' | 'version' | 'deleted'>> &
  Partial<Omit<Category, 'id' | 'version' | 'deleted'>>;

/** L9: adds an item at the end of its list. */
export function decideAddItem(view: RulesView, list: ListName, id: Id, draft: ItemPatch): Decision<Id> {
  const items = itemsOf(view, list);
  const rank = draft.rank ?? Math.max(0, ...items.map((item) => item.rank)) + 1;
  const common = { description: null, ...draft, name: (draft.name ?? '').trim(), id, rank, deleted: false };
  const item: Item =
    list === 'leadStatus'
      ? { ...common, tone: draft.tone ?? tones[items.length % tones.length]! }
      : { ...common, group: draft.group ?? 'none', leadStatusEnabled: draft.leadStatusEnabled ?? false };
  const faults = itemFaults(view, list, item);
  return faults.length > 0 ? refused(...faults) : accepted([created(list, item as never)], id);
}

/** L9: a new name shows on every record that uses the item. An administrator's change moves no company (SPEC, L5). */
export function decideUpdateItem(view: RulesView, list: ListName, id: Id, patch: ItemPatch): Decision {
  return withItem(view, list, id, (item) => {
    const trimmed = patch.name === undefined ? patch : { ...patch, name: patch.name.trim() };
    const wanted = differing(item as Item & ItemPatch, trimmed);
    if (!wanted) return accepted([]);
    const faults = itemFaults(view, list, { ...item, ...wanted });
    return faults.length > 0 ? refused(...faults) : accepted([updated(list, id, wanted as never)]);
  });
}

/** L9, L10: takes an item out of the choices. Records keep it. */
export function decideDeleteItem(view: RulesView, list: ListName, id: Id): Decision {
  return withItem(view, list, id, (item) => {
    if (isDefault(view, list, id)) return refused(defaultReason(item));
    return accepted(item.deleted ? [] : [updated(list, id, { deleted: true })]);
  });
}

/** L9: brings a deleted item back into the choices. */
export function decideRestoreItem(view: RulesView, list: ListName, id: Id): Decision {
  return withItem(view, list, id, (item) =>
    accepted(item.deleted ? [updated(list, id, { deleted: false })] : []),
  );
}

/** L9, L10: removes a deleted item for good, if no record uses it. */
export function decideRemoveItem(view: RulesView, list: ListName, id: Id): Decision {
  return withItem(view, list, id, (item) => {
    if (isDefault(view, list, id)) return refused(defaultReason(item));
    const records = [{ entity: list, id }] as const;
    if (!item.deleted) return refused(reason('item-not-deleted', records, { name: item.name }));
    const count = view.usesOf(list, id);
    return count > 0
      ? refused(reason('item-in-use', records, { name: item.name, count }))
      : accepted([deleted(list, id)]);
  });
}

/** Moves an item to a place among the items that are not deleted; `index` counts from 0. Ranks become 1, 2, 3 … */
export function decideMoveItem(view: RulesView, list: ListName, id: Id, index: number): Decision {
  return withItem(view, list, id, (item) => {
    const others = byRank<Item>(itemsOf(view, list)).filter((other) => other.id !== id);
    const following = others.filter((other) => !other.deleted)[Math.max(0, Math.trunc(index))];
    const place = following ? others.indexOf(following) : others.length;
    const order = [...others.slice(0, place), item, ...others.slice(place)];
    const changes = order.flatMap((each, at): Change[] =>
      each.rank === at + 1 ? [] : [updated(list, each.id, { rank: at + 1 })],
    );
    return accepted(changes);
  });
}

/** L4, L10: names another default status. A deleted one can't be it. */
export function decideSetDefaultStatus(view: RulesView, id: Id): Decision {
  return withItem(view, 'leadStatus', id, (status) => {
    if (status.deleted)
      return refused(reason('item-deleted', [{ entity: 'leadStatus', id }], { name: status.name }));
    const patch = differing(view.setup.settings, { defaultStatusId: id });
    return accepted(patch ? [updated('settings', 'settings', patch)] : []);
  });
}

/** L5: the policy. */
export function decideSetPolicies(view: RulesView, policies: { readonly onReturn?: OnReturn }): Decision {
  const patch = differing(view.setup.settings, policies);
  return accepted(patch ? [updated('settings', 'settings', patch)] : []);
}

function itemsOf(view: RulesView, list: ListName): Item[] {
  return [...(list === 'leadStatus' ? view.setup.leadStatuses : view.setup.categories).values()];
}

function withItem(view: RulesView, list: ListName, id: Id, decide: (item: Item) => Decision): Decision {
  const item = (list === 'leadStatus' ? view.setup.leadStatuses : view.setup.categories).get(id);
  return item ? decide(item) : refused(reason('item-not-found', [{ entity: list, id }], { id }));
}

function isDefault(view: RulesView, list: ListName, id: Id): boolean {
  return list === 'leadStatus' && view.setup.settings.defaultStatusId === id;
}

function defaultReason(item: Item): Reason {
  return reason('is-default-status', [{ entity: 'leadStatus', id: item.id }], { name: item.name });
}

function itemFaults(view: RulesView, list: ListName, item: Item): Reason[] {
  const records = [{ entity: list, id: item.id }] as const;
  if (!item.name) return [reason('name-missing', records)];
  const folded = foldName(item.name);
  const namesake = itemsOf(view, list).find(
    (other) => other.id !== item.id && foldName(other.name) === folded,
  );
  if (namesake) return [reason('name-taken', [{ entity: list, id: namesake.id }], { name: namesake.name })];
  const parsed = parseRow(list, item);
  return parsed.ok
    ? []
    : parsed.faults.map(({ path, message }) => reason('field-invalid', records, { field: path, message }));
}

/** L9 compares names ignoring case, like Q4: NFC, no locale tricks. */
export function foldName(name: string): string {
  return name.trim().normalize('NFC').toLowerCase();
}
