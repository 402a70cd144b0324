import type { Criteria } from '../criteria/types.js';
import type { FieldId, Subject } from '../model/fields.js';
import type { Company, Contact, Id, Setup, Value } from '../model/records.js';

/**
 * What an element wants to know. It names no records and walks over none; whoever answers may be this tab's memory
 * or a backend, and the element can't tell.
 */
export interface Question {
  readonly of: Subject;
  /** Left out: all records. */
  readonly criteria?: Criteria;
  /** At most three, the first one leading. Ties keep the order of the ids. */
  readonly sort?: readonly Sort[];
  /** One or two fields; the answer then has `groups`. */
  readonly groupBy?: readonly FieldId[];
  /** The fields that each row carries. */
  readonly fields: readonly FieldId[];
  /** Which rows. Left out: none, only the total and the groups. */
  readonly window?: RowWindow;
  /** Figures for the whole answer and for each of its groups. At most twelve. */
  readonly aggregates?: readonly Aggregate[];
}

export interface Sort {
  readonly field: FieldId;
  readonly direction: 'ascending' | 'descending';
}

/** One figure over the records of each group, and over all. Sums are for numbers only; dates have the other three. */
export interface Aggregate {
  readonly field: FieldId;
  readonly of: 'sum' | 'minimum' | 'maximum' | 'average';
}

export interface RowWindow {
  readonly offset: number;
  readonly limit: number;
}

/** A flat projection of the wanted fields. */
export interface Row {
  readonly id: Id;
  readonly values: Readonly<Record<FieldId, Value>>;
}

/** Not every backend counts for nothing: "50+" is `{atLeast: 50}`. */
export type Total = { readonly exact: number } | { readonly atLeast: number } | 'unknown';

/** One value of the grouping field. `value` null: the records without one. */
export interface Group {
  readonly value: Value;
  readonly count: number;
  readonly groups?: readonly Group[];
  /** In the order of the question's; null where no record has a value. Dates are in the field's own form. */
  readonly aggregates?: readonly Value[];
}

export interface Answer {
  /**
   * `stale`: the rows belong to the question before, or are being asked for again. `failed`: there is an `error`; what
   * is here of the answer to this question (rows, groups, a total) was right before, and more of it can't be had now.
   */
  readonly phase: 'loading' | 'ready' | 'stale' | 'failed';
  readonly rows: readonly Row[];
  /** The place of the first row in the whole result. */
  readonly offset: number;
  readonly total: Total;
  /** So many rows can be scrolled to now, where those behind them come page by page. Left out: all. */
  readonly reach?: number;
  readonly groups: readonly Group[];
  /** Of all groups together. */
  readonly aggregates?: readonly Value[];
  /** While records are being loaded: how many are here, and of how many. */
  readonly progress?: Progress;
  readonly error?: QuestionError;
}

export interface Progress {
  readonly loaded: number;
  readonly expected: number | undefined;
}

/** Why a question has no answer, in the terms of A5 (a backend failed) or Q6 (the question itself is wrong). */
export interface QuestionError {
  readonly kind: string;
  readonly message: string;
  readonly retryable: boolean;
  /** Where there is a sentence for it: which one, and what that needs. */
  readonly code?: string;
  readonly params?: Readonly<Record<string, string | number>>;
}

/** What an engine reads. The store is one. */
export interface RecordSource {
  readonly setup: Setup;
  contacts(): Iterable<Contact>;
  companies(): Iterable<Company>;
  contact(id: Id): Contact | undefined;
  company(id: Id): Company | undefined;
  /** Contacts of a company, by an index. */
  contactsOf(companyId: Id): Iterable<Contact>;
}

/** What a question needs to know about its surroundings (Q4, Q5). */
export interface Surroundings {
  /** For sorting text by `Intl.Collator`. */
  readonly language: string;
  /** IANA name, e.g. `Europe/Oslo`. */
  readonly timeZone: string;
  readonly now: () => Date;
}

/** Answers questions over records in memory. Which questions a change may have touched: `touches` in `dependencies.ts`. */
export interface QueryEngine {
  /** The answer as of now. Throws a `QuestionFault` (Q6) when the question is not a valid one. */
  answer(question: Question, surroundings: Surroundings): Answer;
}
