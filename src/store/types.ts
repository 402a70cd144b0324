import type { Change } from '../model/changes.js';
import type {
  Category,
  Company,
  Contact,
  EntityName,
  LeadStatus,
  OnReturn,
  RecordRef,
  Selection,
} from '../model/records.js';
import type { Reason } from '../rules/reasons.js';
import type { AdapterProblem } from './port.js';

/**
 * How a command ended. `done`: the backend has it. `refused`: a rule said no, nothing changed. `failed`: the backend
 * could not or would not, and what had been shown meanwhile has been taken back.
 */
export type CommandResult<Value = void> =
  | { readonly status: 'done'; readonly value: Value; readonly changes: readonly Change[] }
  | Refusal
  | { readonly status: 'failed'; readonly problem: AdapterProblem; readonly records: readonly RecordRef[] };

/** The answer "no", as a value: at least one reason, each with the records that caused it. */
export interface Refusal {
  readonly status: 'refused';
  readonly reasons: readonly Reason[];
}

/** Who wants the change. L11 treats automations differently. */
export interface CommandOptions {
  readonly origin?: 'person' | 'automation';
}

export type ContactDraft = Partial<Omit<Contact, 'id' | 'version' | 'created' | 'updated'>>;
export type CompanyDraft = Partial<Omit<Company, 'id' | 'version' | 'created' | 'updated'>> &
  Pick<Company, 'name'>;
export type LeadStatusDraft = Partial<Omit<LeadStatus, 'id' | 'version' | 'deleted'>> &
  Pick<LeadStatus, 'name'>;
export type CategoryDraft = Partial<Omit<Category, 'id' | 'version' | 'deleted'>> & Pick<Category, 'name'>;
export type SelectionDraft = Pick<Selection, 'name' | 'of' | 'source'> &
  Partial<Pick<Selection, 'description'>>;
export type PolicyPatch = { readonly onReturn?: OnReturn };

/** What the store is doing about its backend. */
export type StorePhase = 'loading' | 'ready' | 'failed';

/** Something a person should know that no single element is about. */
export interface Notice {
  readonly id: number;
  readonly code: 'rows-left-out' | 'storage-unavailable' | 'storage-full' | 'watch-lost';
  readonly problem?: AdapterProblem;
  /** Rows that were left out (A4), at most 100 of them, and how many there are. */
  readonly rows?: readonly {
    readonly entity: EntityName;
    readonly id: string;
    readonly path: string;
    readonly message: string;
  }[];
  readonly count?: number;
}

/** One record as an element shows it. */
export interface RecordAnswer<Record> {
  readonly phase: 'loading' | 'ready' | 'missing' | 'failed';
  readonly record?: Record;
  /** A change of this record waits for the backend. */
  readonly pending: boolean;
  readonly problem?: AdapterProblem;
}

/** An entry of the journal, newest last. */
export interface JournalEntry {
  readonly id: number;
  /** The command's name, e.g. `setLeadStatus`. */
  readonly command: string;
  readonly changes: readonly Change[];
  readonly undone: boolean;
}

export interface Subscription {
  unsubscribe(): void;
}
