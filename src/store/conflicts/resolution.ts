import { created, deleted, updated, type Change } from '../../model/changes.js';
import type { Category, Company, Contact, LeadStatus, Settings } from '../../model/records.js';
import { decideCreateCompany, decideUpdateCompany } from '../../rules/company-commands.js';
import { decideCreateContact, decideUpdateContact } from '../../rules/contact-commands.js';
import { accepted, refused, type Decision } from '../../rules/decision.js';
import type { CommandView } from '../command-view.js';
import type * as rareCommands from '../rare-commands.js';
import type { KeptConflict } from './conflict-book.js';
import { patchOf } from './fields.js';

type Rules = typeof rareCommands;

/**
 * S6: "mine" is a new command on the record as it is now, so the rules have their say again. What has been deleted
 * there is created again, under its old id.
 */
export function decideResolution(
  rules: Rules,
  view: CommandView,
  kept: KeptConflict,
  fields: readonly string[],
): Decision<unknown> {
  const { entity, id, mine, kind } = kept;
  const now = view.get(entity, id);
  if (kind === 'delete') return now ? decideDeletion(rules, view, kept) : accepted([]);
  const patch = patchOf(
    now ?? kept.before,
    fields.map((field) => [field, mine[field]]),
  );
  return now ? decideUpdate(rules, view, kept, patch) : decideCreation(rules, view, kept, patch);
}

function decideDeletion(rules: Rules, view: CommandView, { entity, id }: KeptConflict): Decision<unknown> {
  if (entity === 'selection') return rules.decideDeleteSelection(view, id);
  return entity === 'category' || entity === 'leadStatus'
    ? rules.decideRemoveItem(view, entity, id)
    : accepted([deleted(entity, id)]);
}

function decideCreation(
  rules: Rules,
  view: CommandView,
  { entity, id, before }: KeptConflict,
  patch: object,
): Decision<unknown> {
  const { version: _, ...record } = { ...before, ...patch, id } as Contact & Company;
  if (entity === 'contact') return decideCreateContact(view, id, record);
  if (entity === 'company') return decideCreateCompany(view, id, record);
  if (entity === 'selection') return rules.decideSaveSelection(view, id, record);
  return accepted([created(entity, record as never)]);
}

function decideUpdate(
  rules: Rules,
  view: CommandView,
  { entity, id }: KeptConflict,
  patch: object,
): Decision<unknown> {
  switch (entity) {
    case 'contact':
      return decideUpdateContact(view, id, patch);
    case 'company':
      return decideUpdateCompany(view, id, patch);
    case 'selection':
      return rules.decideSaveSelection(view, id, patch);
    case 'settings': {
      const { defaultStatusId, ...others } = patch as Partial<Settings>;
      const first = defaultStatusId ? rules.decideSetDefaultStatus(view, defaultStatusId) : accepted([]);
      return together(first, accepted(rest(entity, id, others)));
    }
    default: {
      const { deleted: isDeleted, rank, ...others } = patch as Partial<Category & LeadStatus>;
      const decideDeleted = isDeleted ? rules.decideDeleteItem : rules.decideRestoreItem;
      return together(
        isDeleted === undefined ? accepted([]) : decideDeleted(view, entity, id),
        rules.decideUpdateItem(view, entity, id, others),
        accepted(rest(entity, id, rank === undefined ? {} : { rank })),
      );
    }
  }
}

function rest(entity: KeptConflict['entity'], id: string, patch: object): readonly Change[] {
  return Object.keys(patch).length > 0 ? [updated(entity, id, patch)] : [];
}

/** All of them, or the reasons of those that are refused. Changes of one record become one. */
function together(...decisions: readonly Decision<unknown>[]): Decision<unknown> {
  const reasons = decisions.flatMap((decision) => (decision.ok ? [] : decision.reasons));
  if (reasons.length > 0) return refused(...reasons);
  const changes = decisions.flatMap((decision) => (decision.ok ? decision.changes : []));
  const patch = changes.reduce(
    (all, change) => ({ ...all, ...(change.kind === 'update' ? change.patch : {}) }),
    {},
  );
  return accepted(changes[0] ? [updated(changes[0].entity, changes[0].id, patch)] : []);
}
