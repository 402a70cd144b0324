import type { Contact, Company, Id, RecordRef } from '../model/records.js';
import { decideCreateCompany, decideUpdateCompany } from '../rules/company-commands.js';
import { decideCreateContact, decideSetLeadStatus, decideUpdateContact } from '../rules/contact-commands.js';
import type { ListName } from '../rules/list-commands.js';
import type { Reason } from '../rules/reasons.js';
import type { CommandRunner } from './command-runner.js';
import { newId } from './ids.js';
import type * as T from './types.js';

/**
 * The commands of a store. Each follows the rules, shows its result at once, goes to the adapter, and is confirmed or
 * taken back alone (S2). They answer refusals and failures as values and never reject.
 */
export abstract class StoreCommands {
  readonly #runner: CommandRunner;

  constructor(runner: CommandRunner) {
    this.#runner = runner;
  }

  // Commands about contacts and companies

  createContact(draft: T.ContactDraft): Promise<T.CommandResult<Id>> {
    return this.#runner.run('createContact', (view) => decideCreateContact(view, newId(), draft));
  }

  updateContact(id: Id, patch: T.ContactDraft): Promise<T.CommandResult> {
    return this.#runner.run('updateContact', (view) => decideUpdateContact(view, id, patch));
  }

  /** One contact or many. Those that a rule excludes are named in the result and left as they are. */
  setLeadStatus(
    contacts: Id | readonly Id[],
    statusId: Id | null,
  ): Promise<
    T.CommandResult<{ readonly refused: readonly { readonly id: Id; readonly reasons: readonly Reason[] }[] }>
  > {
    const ids = typeof contacts === 'string' ? [contacts] : contacts;
    return this.#runner.run('setLeadStatus', (view) => decideSetLeadStatus(view, ids, statusId));
  }

  createCompany(draft: T.CompanyDraft): Promise<T.CommandResult<Id>> {
    return this.#runner.run('createCompany', (view) => decideCreateCompany(view, newId(), draft));
  }

  updateCompany(
    id: Id,
    patch: Partial<T.CompanyDraft>,
    options: T.CommandOptions = {},
  ): Promise<T.CommandResult> {
    return this.#runner.run('updateCompany', (view) => decideUpdateCompany(view, id, patch, options.origin));
  }

  setCategory(
    companyId: Id,
    categoryId: Id | null,
    options: T.CommandOptions = {},
  ): Promise<T.CommandResult> {
    return this.#runner.run('setCategory', (view) =>
      decideUpdateCompany(view, companyId, { categoryId }, options.origin),
    );
  }

  /** Companies and contacts in one step, for imports. Refused as a whole when a rule excludes one of them. */
  createMany(drafts: {
    readonly companies: readonly (T.CompanyDraft & Pick<Company, 'id'>)[];
    readonly contacts: readonly (T.ContactDraft & Pick<Contact, 'id'>)[];
  }): Promise<T.CommandResult> {
    return this.#runner.runRare('createMany', (rules, view) =>
      rules.decideCreateMany(view, drafts.companies, drafts.contacts),
    );
  }

  // Commands about the lists (L9, L10) and policies

  addListItem(list: 'leadStatus', draft: T.LeadStatusDraft): Promise<T.CommandResult<Id>>;
  addListItem(list: 'category', draft: T.CategoryDraft): Promise<T.CommandResult<Id>>;
  addListItem(list: ListName, draft: T.LeadStatusDraft | T.CategoryDraft): Promise<T.CommandResult<Id>> {
    return this.#runner.runRare('addListItem', (rules, view) =>
      rules.decideAddItem(view, list, newId(), draft),
    );
  }

  updateListItem(list: 'leadStatus', id: Id, patch: Partial<T.LeadStatusDraft>): Promise<T.CommandResult>;
  updateListItem(list: 'category', id: Id, patch: Partial<T.CategoryDraft>): Promise<T.CommandResult>;
  updateListItem(
    list: ListName,
    id: Id,
    patch: Partial<T.LeadStatusDraft | T.CategoryDraft>,
  ): Promise<T.CommandResult> {
    return this.#runner.runRare('updateListItem', (rules, view) =>
      rules.decideUpdateItem(view, list, id, patch),
    );
  }

  deleteListItem(list: ListName, id: Id): Promise<T.CommandResult> {
    return this.#runner.runRare('deleteListItem', (rules, view) => rules.decideDeleteItem(view, list, id));
  }

  restoreListItem(list: ListName, id: Id): Promise<T.CommandResult> {
    return this.#runner.runRare('restoreListItem', (rules, view) => rules.decideRestoreItem(view, list, id));
  }

  /** For good. Refused while a record uses the item. */
  removeListItem(list: ListName, id: Id): Promise<T.CommandResult> {
    return this.#runner.runRare('removeListItem', (rules, view) => rules.decideRemoveItem(view, list, id));
  }

  /** @param index place among the items that are not deleted, from 0. */
  moveListItem(list: ListName, id: Id, index: number): Promise<T.CommandResult> {
    return this.#runner.runRare('moveListItem', (rules, view) => rules.decideMoveItem(view, list, id, index));
  }

  setDefaultStatus(id: Id): Promise<T.CommandResult> {
    return this.#runner.runRare('setDefaultStatus', (rules, view) => rules.decideSetDefaultStatus(view, id));
  }

  setPolicies(policies: T.PolicyPatch): Promise<T.CommandResult> {
    return this.#runner.runRare('setPolicies', (rules, view) => rules.decideSetPolicies(view, policies));
  }

  // Commands about selections

  createSelection(draft: T.SelectionDraft): Promise<T.CommandResult<Id>> {
    const id = newId();
    return this.#runner.runRare('createSelection', (rules, view) =>
      rules.decideSaveSelection(view, id, draft),
    );
  }

  updateSelection(id: Id, patch: Partial<T.SelectionDraft>): Promise<T.CommandResult<Id>> {
    return this.#runner.runRare('updateSelection', (rules, view) =>
      rules.decideSaveSelection(view, id, patch),
    );
  }

  deleteSelection(id: Id): Promise<T.CommandResult> {
    return this.#runner.runRare('deleteSelection', (rules, view) => rules.decideDeleteSelection(view, id));
  }

  /**
   * S6: ends a conflict. "Mine" is a new command on the record as it is now, so a rule may refuse it; then the conflict
   * stays. Does nothing when there is none.
   */
  resolveConflict(record: RecordRef, choice: T.ConflictChoice): Promise<T.CommandResult> {
    return this.#runner.resolve(record, choice);
  }

  // S4

  get journal(): readonly T.JournalEntry[] {
    return this.#runner.journal.entries;
  }

  get canUndo(): boolean {
    return this.#runner.journal.lastDone !== undefined;
  }

  get canRedo(): boolean {
    return this.#runner.journal.lastUndone !== undefined;
  }

  /** Takes back the newest command, whatever it was, if nobody changed the same fields since. */
  undo(): Promise<T.CommandResult> {
    return this.#runner.reverse('undo');
  }

  /** Does again what was undone last. */
  redo(): Promise<T.CommandResult> {
    return this.#runner.reverse('redo');
  }
}
