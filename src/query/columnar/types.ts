import type { Criteria } from '../../criteria/types.js';
import type { FieldCatalog, FieldId } from '../../model/fields.js';
import type { Company, Contact, Id, Setup, Value } from '../../model/records.js';
import type { Accelerator } from './memory.js';
import type { Answer, Group, QueryEngine, Question, RecordSource, Surroundings } from '../types.js';

/** A record's place in the columns. Valid until the listener that heard of the record's deletion has returned. */
export type RowHandle = number;

export type { Aggregate } from '../types.js';

export type ColumnarQuestion = Question;
export type ColumnarGroup = Group;
export type ColumnarAnswer = Answer;

/**
 * One record that became different. `after` undefined: it is gone. `before`: as the engine has it, for those who know;
 * then only what is another value in `after` is looked at.
 */
export type RecordChange =
  | {
      readonly entity: 'contact';
      readonly id: Id;
      readonly before?: Contact | undefined;
      readonly after: Contact | undefined;
    }
  | {
      readonly entity: 'company';
      readonly id: Id;
      readonly before?: Company | undefined;
      readonly after: Company | undefined;
    };

/** A group whose count became different. `values`: one for each level of grouping; a group of count 0 has gone. */
export interface GroupDifference {
  readonly values: readonly Value[];
  readonly count: number;
}

/**
 * What one batch of changes did to a live answer, as small as can be. Handles are of `engine.idOf()`; each is in one
 * list only. When `everything` is true (after loading, a change of the setup, or `refresh`), the lists may be left
 * empty: ask for the window again.
 */
export interface Difference {
  readonly everything: boolean;
  /** Records that meet the criteria now and did not before; new ones, too. */
  readonly entered: readonly RowHandle[];
  /** Records that met the criteria and do not now; deleted ones, too: their ids can still be read. */
  readonly left: readonly RowHandle[];
  /** Records that stay, but in another place of the order. */
  readonly moved: readonly RowHandle[];
  /** Records that stay where they are; a value that the question shows is another one. */
  readonly changed: readonly RowHandle[];
  /** Of the innermost level: counts of outer groups are their sums. */
  readonly counts: readonly GroupDifference[];
  readonly total: number;
}

/** A question that stays asked. */
export interface LiveQuery {
  /** As of now; the same object until something changes. */
  readonly answer: ColumnarAnswer;
  readonly total: number;
  /**
   * Rows of the result in order, as handles: any window, not only the question's. The same array until something in it
   * or before it changes; do not write to it. None while the ranks that their order takes are being made.
   */
  window(offset: number, limit: number): Uint32Array;
  /** Answers for another day, language or time zone (Q5). Tells the listener only when that makes a difference. */
  refresh(surroundings: Surroundings): void;
  close(): void;
}

/** Matches of a line alone or of a group, by its path in the criteria; [] is the whole. */
export interface CriteriaCount {
  readonly path: readonly number[];
  readonly count: number;
}

/** Columns instead of records: the engine for many records. Answers as the plain evaluator in `test/oracle/` does, to the letter. */
export interface ColumnarEngine extends QueryEngine {
  answer(question: ColumnarQuestion, surroundings: Surroundings): ColumnarAnswer;
  /** So many records are about to be loaded: memory for them is taken at once, which is faster than growing into it. */
  expect(entity: 'contact' | 'company', count: number): void;
  /** Takes records in; those that are known already are replaced. In batches of about 2,000 it never blocks for long. */
  load(entity: 'contact', records: readonly Contact[]): void;
  load(entity: 'company', records: readonly Company[]): void;
  /** Takes changes in, and tells the listeners of live questions, each once, what they did. */
  apply(changes: Iterable<RecordChange>): void;
  /** The setup is another one: lists, ranks, names, fields of the host. */
  setupChanged(setup: Setup): void;
  /** `listener` hears after each batch that made a difference. */
  subscribe(
    question: ColumnarQuestion,
    surroundings: Surroundings,
    listener: (difference: Difference, live: LiveQuery) => void,
  ): LiveQuery;
  /** Matches of each active line and group by itself (Q2: others are not listed), the outermost group included. */
  counts(of: 'contact' | 'company', criteria: Criteria, surroundings: Surroundings): readonly CriteriaCount[];
  /**
   * A piece of what questions want, a few milliseconds at most: ranks of texts and groups of many values, then
   * standing orders. False: nothing is left. For idle moments. Up to 2,048 records nobody needs to call it. Beyond, an
   * answer that needs such ranks or groups is `loading`, without rows or groups but with its total, until they are there,
   * and live questions hear when they are; other windows are selected from all rows, and `moved` names every record whose sort values changed, until there is an order.
   */
  prepare(): boolean;
  /** What a row shows. */
  idOf(entity: 'contact' | 'company', handle: RowHandle): Id;
  valueOf(handle: RowHandle, field: FieldId, of: 'contact' | 'company'): Value;
}

export interface ColumnarOptions {
  /** Faster kernels, for those who may run WebAssembly: `simd()` of `./simd/`. Answers are the same. */
  readonly accelerator?: Accelerator | undefined;
  readonly setup: Setup;
  /**
   * Q6: every question goes through it, again when the fields became others: `parseQuestion`. Given, since whoever asks
   * has it anyway, long before this code is there. What it throws (a `QuestionFault`) is the answer's error, or thrown.
   */
  readonly parse: (input: unknown, catalog: FieldCatalog) => Question;
  /** Where values of a host's field come from that appears after the records did. Without it they start empty. */
  readonly source?: Pick<RecordSource, 'contacts' | 'companies'>;
  /** For tests, which have few records and want all of the code to run. */
  readonly tuning?: {
    readonly distinctTexts?: number;
    readonly orderAtOnce?: number;
    readonly ranksAtOnce?: number;
    readonly chunk?: number;
  };
}
