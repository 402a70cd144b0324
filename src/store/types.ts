import type { Change } from '../model/changes.js';
import type {
  Category,
  Company,
  Contact,
  Entities,
  EntityName,
  LeadStatus,
  OnReturn,
  RecordRef,
  Selection,
} from '../model/records.js';
import type { Reason } from '../rules/reasons.js';
import type { AdapterProblem } from './port.js';

/**
 * How a command ended. `done`: the backend has it, or the outbox. `refused`: a rule said no, nothing changed. `failed`: the backend
 * could not or would not, and what had been shown meanwhile has been taken back.
 */
export type CommandResult<Value = void> =
  | {
      readonly status: 'done';
      readonly value: Value;
      readonly changes: readonly Change[];
      /** The command's entry in the journal, where it changed anything. */
      readonly entryId?: number;
      /** The backend could not be reached; the outbox keeps the changes until it can. */
      readonly waiting?: true;
    }
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
  readonly code:
    'rows-left-out' | 'storage-unavailable' | 'storage-full' | 'watch-lost' | 'outbox-unavailable';
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
  /** Such a change is in the outbox, because the backend could not be reached. */
  readonly waiting?: boolean;
  readonly problem?: AdapterProblem;
}

/** Changes of one command that are kept here, because the backend could not be reached or did not take them. */
export interface Waiting {
  /** For `retryWaiting` and `discardWaiting`. */
  readonly id: string;
  /** `refused`: the backend said no; a person has to try again or discard it. */
  readonly state: 'waiting' | 'refused';
  /** The command's name, e.g. `setLeadStatus`. */
  readonly command: string;
  readonly changes: readonly Change[];
  readonly records: readonly RecordRef[];
  /** ISO instant of the command. */
  readonly since: string;
  /** How often it was tried to send it. */
  readonly attempts: number;
  /** Why the last try did not work. */
  readonly problem?: AdapterProblem;
}

/**
 * S6: what a person entered for a record and somebody else contradicted. The record shows what the backend has; both
 * values are kept until the person chooses (`resolveConflict`).
 */
export interface Conflict extends RecordRef {
  /** What was done here. A deletion has as fields what others have changed since. */
  readonly kind: Change['kind'];
  readonly fields: readonly ConflictField[];
  /** The record has gone from the backend: "mine" creates it again. */
  readonly deletedThere: boolean;
  /** As the backend has it now; of one that has gone, as it was. */
  readonly record: Entities[EntityName] | undefined;
  /** Who made the other change, and when (ISO instant), where the backend says so. */
  readonly by?: string;
  readonly at?: string;
}

export interface ConflictField {
  /** The record's property, or `extra.` and the key of a field of the host. */
  readonly field: string;
  readonly base: unknown;
  readonly mine: unknown;
  /** As the backend has it now. */
  readonly theirs: unknown;
}

/** For all fields, or for each by its name; fields that are not named stay open. */
export type ConflictChoice = 'mine' | 'theirs' | Readonly<Record<string, 'mine' | 'theirs'>>;

/** An entry of the journal, newest last. */
export interface JournalEntry {
  readonly id: number;
  /** The command's name, e.g. `setLeadStatus`. */
  readonly command: string;
  readonly changes: readonly Change[];
  readonly undone: boolean;
}
