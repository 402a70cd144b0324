import type { FieldCatalog, FieldId } from '../model/fields.js';
import type { Company, Contact, Id, Setup } from '../model/records.js';
import type { CommandResult, CompanyDraft, ContactDraft } from '../store/types.js';
import type { ImportIssue } from './issues.js';

/** A CSV file as text cells. When an issue is `fatal` there are no rows, and nothing can be imported. */
export interface CsvTable {
  /** Distinct, one for each column; a column without a name is called by its place, `#3`. */
  readonly headers: readonly string[];
  readonly rows: readonly CsvRow[];
  /** What the bytes were read as. `utf-8` for text that was given as text. */
  readonly encoding: CsvEncoding;
  readonly delimiter: string;
  /** In the order of the lines. */
  readonly issues: readonly ImportIssue[];
}

export interface CsvRow {
  /** The line of the file on which the row begins; the first line is 1. */
  readonly line: number;
  /** As many as there are headers. Null: the cell is empty or says NULL. */
  readonly cells: readonly (string | null)[];
}

export type CsvEncoding = 'utf-8' | 'utf-16le' | 'utf-16be' | 'windows-1252';

/** Calls that take long can be watched and stopped. A stopped one rejects with the signal's reason, unless it says otherwise. */
export interface TaskOptions {
  readonly signal?: AbortSignal;
  /** Called now and then. `total` is undefined while it is not known. */
  readonly onProgress?: (progress: TaskProgress) => void;
}

export interface TaskProgress {
  readonly done: number;
  readonly total: number | undefined;
}

/** Where a column goes: to a field by its id, to `fullName`, or (null) nowhere. */
export type ColumnTarget = FieldId | null;

/** The target for a column that holds first and last name together: it is split. */
export const fullName = 'contact.fullName';

/** One target for each column, in the order of the headers. */
export type Mapping = readonly ColumnTarget[];

/** What a plan needs to know of the records that exist. */
export interface ImportContext {
  readonly setup: Setup;
  readonly catalog: FieldCatalog;
  /** The company of that name, if there is one; see `findByName`. */
  findCompany(name: string): Company | undefined;
  /** A contact that is the same person: same company, name and e-mail. Left out: nobody is compared with. */
  findContact?(contact: PersonKey): Contact | undefined;
}

/** What makes two rows one person. `companyId` null: without a company. */
export interface PersonKey {
  readonly companyId: Id | null;
  readonly firstName: string;
  readonly lastName: string;
  readonly email: string | null;
}

export type PlannedCompany = CompanyDraft & { readonly id: Id };
export type PlannedContact = ContactDraft & { readonly id: Id };

/** What an import would do, before anything is done. */
export interface ImportPlan {
  /** In the order of the file. A row with a company and no person has no contact. */
  readonly items: readonly ImportItem[];
  /** New companies by id. */
  readonly companies: ReadonlyMap<Id, PlannedCompany>;
  /** What the reader and the plan have to say, in the order of the lines. */
  readonly report: readonly ImportIssue[];
  readonly counts: ImportCounts;
}

export interface ImportItem {
  readonly line: number;
  readonly contact?: PlannedContact;
  /** The new company that the row needs. Companies that exist need nothing. */
  readonly companyId?: Id;
}

export interface ImportCounts {
  /** Rows of the file, without the header and empty lines. */
  readonly rows: number;
  readonly contacts: number;
  readonly newCompanies: number;
  /** Companies that existed and get contacts. */
  readonly matchedCompanies: number;
  /** Rows that are left out, because of an error. */
  readonly leftOut: number;
  readonly warnings: number;
}

/** Who keeps what is imported. The store is one. */
export interface ImportTarget {
  /**
   * Creates the records of one batch as one command, companies first. `failed` names the records that were not
   * created; when it names none, none was. L4 gives contacts without a `leadStatusId` their first status.
   */
  createMany(drafts: {
    readonly companies: readonly PlannedCompany[];
    readonly contacts: readonly PlannedContact[];
  }): Promise<CommandResult<unknown>>;
}

/** How an import ended. */
export interface ImportResult {
  readonly status: 'done' | 'stopped';
  readonly contacts: number;
  readonly companies: number;
  /** Contacts of the plan that were not created, because the target would not or because the import was stopped. */
  readonly notCreated: number;
  /** The plan's report and what happened since. */
  readonly report: readonly ImportIssue[];
}
