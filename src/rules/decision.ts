import type { Change } from '../model/changes.js';
import type { Company, Contact, Id, Setup } from '../model/records.js';
import type { Reason } from './reasons.js';

/** What a rule says to a command: the changes that carry it out, or why not. Never an exception. */
export type Decision<Value = void> =
  | { readonly ok: true; readonly changes: readonly Change[]; readonly value: Value }
  | { readonly ok: false; readonly reasons: readonly Reason[] };

/** The records that rules look at. The store gives them; so can a test, or the backend side. */
export interface RulesView {
  readonly setup: Setup;
  contact(id: Id): Contact | undefined;
  company(id: Id): Company | undefined;
  contactsOf(companyId: Id): Iterable<Contact>;
  /** How many records use an item of a list, retained values (L7) included. */
  usesOf(list: 'leadStatus' | 'category', id: Id): number;
}

export function accepted(changes: readonly Change[]): Decision;
export function accepted<Value>(changes: readonly Change[], value: Value): Decision<Value>;
export function accepted(changes: readonly Change[], value?: unknown): Decision<unknown> {
  return { ok: true, changes, value };
}

export function refused(...reasons: readonly Reason[]): {
  readonly ok: false;
  readonly reasons: readonly Reason[];
} {
  return { ok: false, reasons };
}
