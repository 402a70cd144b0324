import type { ColumnType, Insertable, Kysely, Selectable } from 'kysely';
import type { EntityName, Extra } from '../../model/records.js';

/**
 * The tables. Everything is keyed by tenant; texts and ids are `collate "C"`, so that they compare byte by byte on every
 * engine. What a migration made of them: `migrations/`.
 *
 * Each text that people search by has a second column, `…_folded`: what criteria compare (Q4), filled by our own
 * `foldText`, so that memory and every database agree to the letter. Empty text is stored as null: it is no value.
 */
export interface Database {
  readonly company: CompanyTable;
  readonly contact: ContactTable;
  readonly setup_record: SetupRecordTable;
  readonly change: ChangeTable;
  readonly answer: AnswerTable;
  readonly preference: PreferenceTable;
  readonly meta: MetaTable;
}

export type Db = Kysely<Database>;

/** JSON that comes out parsed and goes in as text. */
type Json<Shape> = ColumnType<Shape, string, string>;

/** Of a record: the backend's word for its state (A3), and whose change that was (S6). */
interface Versioned {
  readonly version: string;
  readonly changed_by: string | null;
  readonly changed_at: ColumnType<Date, Date | string, Date | string>;
}

export interface CompanyTable extends Versioned {
  readonly tenant: string;
  readonly id: string;
  readonly name: string | null;
  readonly category_id: string | null;
  readonly business: string | null;
  readonly city: string | null;
  readonly country: string | null;
  readonly phone: string | null;
  readonly email: string | null;
  readonly website: string | null;
  readonly owner: string | null;
  /** ISO 8601 in UTC with milliseconds, as the model's parser leaves instants: they compare as text. */
  readonly created: string | null;
  readonly updated: string | null;
  readonly extra: Json<Extra>;
  readonly name_folded: string | null;
  readonly business_folded: string | null;
  readonly city_folded: string | null;
  readonly country_folded: string | null;
  readonly phone_folded: string | null;
  readonly email_folded: string | null;
  readonly website_folded: string | null;
  readonly owner_folded: string | null;
  /** Of every text in `extra` that is not empty, whatever type its field has at the moment. */
  readonly extra_folded: Json<Readonly<Record<string, string>>>;
}

export interface ContactTable extends Versioned {
  readonly tenant: string;
  /** The company's id, or the contact's own without one: a company and its contacts lie on the same shard. */
  readonly home: string;
  readonly id: string;
  readonly company_id: string | null;
  readonly first_name: string | null;
  readonly last_name: string | null;
  /** Both names as one text (`contactName`). */
  readonly name: string | null;
  readonly title: string | null;
  readonly email: string | null;
  readonly phone: string | null;
  readonly mobile: string | null;
  readonly lead_status_id: string | null;
  readonly retired: boolean;
  readonly note: string | null;
  readonly created: string | null;
  readonly updated: string | null;
  readonly extra: Json<Extra>;
  /**
   * The company's, copied, so that boards and lists by category need no join. Empty text: the company is there and has
   * none. Null: there is no company (or none with that id). Whoever writes a company writes this too, in the same
   * transaction and on the same shard.
   */
  readonly category_id: string | null;
  readonly first_name_folded: string | null;
  readonly last_name_folded: string | null;
  readonly name_folded: string | null;
  readonly title_folded: string | null;
  readonly email_folded: string | null;
  readonly phone_folded: string | null;
  readonly mobile_folded: string | null;
  readonly extra_folded: Json<Readonly<Record<string, string>>>;
}

/** Settings, lists and selections: short, and read whole. */
export interface SetupRecordTable extends Versioned {
  readonly tenant: string;
  readonly entity: Exclude<EntityName, 'company' | 'contact'>;
  readonly id: string;
  readonly record: Json<object>;
}

/** One row for each record that a save touched. `moment` orders transactions; see the events. */
export interface ChangeTable {
  readonly tenant: string;
  readonly moment: ColumnType<string | number | bigint, string | number | bigint, never>;
  readonly n: number;
  readonly entity: EntityName;
  readonly id: string;
  readonly deleted: boolean;
  readonly client: string | null;
  readonly changed_by: string | null;
  readonly changed_at: ColumnType<Date, Date | string, never>;
}

/** What a save was answered, by the caller's idempotency key. `answer` is null while it is being worked out. */
export interface AnswerTable {
  readonly tenant: string;
  readonly caller: string;
  readonly key: string;
  readonly fingerprint: string;
  readonly answer: ColumnType<unknown, string | null, string | null>;
  readonly answered_at: ColumnType<Date, Date | string, Date | string>;
}

export interface PreferenceTable {
  readonly tenant: string;
  readonly caller: string;
  readonly key: string;
  readonly value: Json<unknown>;
}

/** About the schema itself: `version`, `life`, `collation`, `trigrams`. */
export interface MetaTable {
  readonly key: string;
  readonly value: string;
}

export type CompanyRow = Selectable<CompanyTable>;
export type ContactRow = Selectable<ContactTable>;
export type SetupRow = Selectable<SetupRecordTable>;
export type NewCompanyRow = Insertable<CompanyTable>;
export type NewContactRow = Insertable<ContactTable>;
export type NewSetupRow = Insertable<SetupRecordTable>;

/** Whose data, where nobody says. */
export const defaultTenant = 'main';
export const defaultSchema = 'leadkit';
