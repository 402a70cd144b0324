import type { Change } from '../model/changes.js';
import type { Contact, Id } from '../model/records.js';
import { decideCreateCompany, decideUpdateCompany, type Origin } from '../rules/company-commands.js';
import { decideCreateContact, decideUpdateContact } from '../rules/contact-commands.js';
import type { Decision, RulesView } from '../rules/decision.js';
import { leadStatusBlockers, statusChoiceBlockers } from '../rules/lead-status.js';
import {
  decideAddItem,
  decideDeleteItem,
  decideRestoreItem,
  decideSetDefaultStatus,
  decideUpdateItem,
  type ListName,
} from '../rules/list-commands.js';
import { reason, type Reason } from '../rules/reasons.js';

/**
 * Why the rules forbid a change; empty when they do not. The client has asked the same rules before it sent the change,
 * but nobody has to be our client.
 *
 * A single change does not say which command it belongs to, and undo sends the changes of a command backwards. So a
 * change is judged by where it leads, step by step in the order of the command: what a person could reach by allowed
 * steps is allowed. Which status contacts get when their company comes back (L5) is for that reason not judged: the
 * default, the retained value and the one before an undo are all possible.
 *
 * @param view the records as they are before this change, with the earlier changes of its command
 */
export function judgeChange(view: RulesView, change: Change, origin: Origin): readonly Reason[] {
  switch (change.entity) {
    case 'contact':
      return judgeContact(view, change);
    case 'company':
      if (change.kind === 'create') return reasonsOf(decideCreateCompany(view, change.id, change.record));
      return change.kind === 'update'
        ? reasonsOf(decideUpdateCompany(view, change.id, change.patch, origin))
        : [];
    case 'leadStatus':
    case 'category':
      return judgeItem(view, change);
    case 'settings':
      return change.kind === 'update' && change.patch.defaultStatusId != null
        ? reasonsOf(decideSetDefaultStatus(view, change.patch.defaultStatusId))
        : [];
    case 'selection':
      return [];
  }
}

/** L4, L7–L9. */
function judgeContact(view: RulesView, change: Extract<Change, { entity: 'contact' }>): readonly Reason[] {
  if (change.kind === 'delete') return [];
  if (change.kind === 'create') return reasonsOf(decideCreateContact(view, change.id, change.record));
  const { leadStatusId, ...others } = change.patch;
  const faults = reasonsOf(decideUpdateContact(view, change.id, others));
  const contact = view.contact(change.id);
  if (faults.length > 0 || !contact || leadStatusId === undefined || leadStatusId === contact.leadStatusId)
    return faults;
  // L7: open on one side of the change is enough, since the same could be done in two steps.
  const companyId = change.patch.companyId === undefined ? contact.companyId : change.patch.companyId;
  const openCompany = [contact.companyId, companyId]
    .map((id) => companyOf(view, id))
    .find((company) => leadStatusBlockers(company, view.setup).length === 0);
  return statusChoiceBlockers(contact, openCompany ?? companyOf(view, companyId), leadStatusId, view.setup);
}

/** L9, L10. */
function judgeItem(view: RulesView, change: Extract<Change, { entity: ListName }>): readonly Reason[] {
  const { entity, id } = change;
  if (change.kind === 'create') return reasonsOf(decideAddItem(view, entity, id, change.record));
  if (change.kind === 'delete') return judgeRemoval(view, entity, id);
  const { deleted, ...others } = change.patch;
  return [
    ...reasonsOf(decideUpdateItem(view, entity, id, others)),
    ...(deleted === true ? reasonsOf(decideDeleteItem(view, entity, id)) : []),
    ...(deleted === false ? reasonsOf(decideRestoreItem(view, entity, id)) : []),
  ];
}

/** Removing asks for an item that was deleted before; taking back its creation does not, so that is not looked at. */
function judgeRemoval(view: RulesView, list: ListName, id: Id): readonly Reason[] {
  const ofDefault = reasonsOf(decideDeleteItem(view, list, id));
  if (ofDefault.length > 0) return ofDefault;
  const count = view.usesOf(list, id);
  const name = (list === 'leadStatus' ? view.setup.leadStatuses : view.setup.categories).get(id)?.name ?? id;
  return count > 0 ? [reason('item-in-use', [{ entity: list, id }], { name, count })] : [];
}

function companyOf(view: RulesView, id: Contact['companyId']) {
  return id === null ? undefined : view.company(id);
}

function reasonsOf(decision: Decision<unknown>): readonly Reason[] {
  return decision.ok ? [] : decision.reasons;
}
