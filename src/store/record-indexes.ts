import type { Company, Contact, Id } from '../model/records.js';

/** What rules need to know about many records without walking over them. Kept up to date change by change. */
export class RecordIndexes {
  readonly #contactsByCompany = new Map<Id, Set<Id>>();
  readonly #uses = { leadStatus: new Map<Id, number>(), category: new Map<Id, number>() };

  /** The ids of a company's contacts. */
  contactsOf(companyId: Id): Iterable<Id> {
    return this.#contactsByCompany.get(companyId) ?? [];
  }

  /** How many contacts have a status, or companies a category. */
  usesOf(list: 'leadStatus' | 'category', id: Id): number {
    return this.#uses[list].get(id) ?? 0;
  }

  moveContact(before: Contact | undefined, after: Contact | undefined): void {
    moveMember(this.#contactsByCompany, (before ?? after)!.id, before?.companyId, after?.companyId);
    moveCount(this.#uses.leadStatus, before?.leadStatusId, after?.leadStatusId);
  }

  moveCompany(before: Company | undefined, after: Company | undefined): void {
    moveCount(this.#uses.category, before?.categoryId, after?.categoryId);
  }
}

type MaybeId = Id | null | undefined;

function moveMember(index: Map<Id, Set<Id>>, id: Id, from: MaybeId, to: MaybeId): void {
  if (from === to) return;
  if (from != null) {
    const members = index.get(from);
    members?.delete(id);
    if (members?.size === 0) index.delete(from);
  }
  if (to != null) {
    const members = index.get(to);
    if (members) members.add(id);
    else index.set(to, new Set([id]));
  }
}

function moveCount(counts: Map<Id, number>, from: MaybeId, to: MaybeId): void {
  if (from === to) return;
  if (from != null) counts.set(from, counts.get(from)! - 1);
  if (to != null) counts.set(to, (counts.get(to) ?? 0) + 1);
}
