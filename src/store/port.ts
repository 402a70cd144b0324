import type { Criteria } from '../criteria/types.js';
import type { Change } from '../model/changes.js';
import type { FieldId, Subject } from '../model/fields.js';
import type { EntityName, Id, RecordRef } from '../model/records.js';
import type { Group, Sort, Total } from '../query/types.js';
import type { Capabilities } from './capabilities.js';
import type { AdapterProblem } from './problems.js';

export type { Capabilities, FieldCapabilities, QueryCapabilities } from './capabilities.js';
export {
  AdapterError,
  isProblem,
  problemKinds,
  toProblem,
  type AdapterProblem,
  type ProblemKind,
} from './problems.js';

/**
 * Connects the store to whatever holds the data. `read` and `save` make a working adapter (A1); all else is optional.
 *
 * @example
 * const adapter = {
 *   read: () => fetch('/leads.json').then((response) => response.json()),
 *   save: async (changes) => void (await fetch('/leads', { method: 'PATCH', body: JSON.stringify(changes) })),
 * };
 */
export interface LeadAdapter {
  /** For messages, e.g. `IndexedDB`. */
  readonly name?: string;
  /** What else it can do; a function where the backend has to be asked. Left out: what the methods below say. */
  readonly capabilities?: Capabilities | ((options: CallOptions) => Promise<Capabilities>);
  /** Everything, at once or in batches. Rows are not trusted: bad ones are reported and left out (A4). */
  read(options: ReadOptions): Promise<Rows> | AsyncIterable<Rows>;
  /**
   * Saves the changes of one command, in order. Answers nothing, or one outcome for each change. Rejecting means that
   * none was saved; reject with an `AdapterError` to say why.
   */
  save(changes: readonly Change[], options: SaveOptions): Promise<readonly SaveOutcome[] | void>;
  /** Tells of changes from elsewhere until the signal aborts. Must not repeat one's own; if it does, that is ignored (S5). */
  watch?(listener: (event: RemoteEvent) => void, options: CallOptions): void;

  // For backends that answer questions themselves: see `capabilities.query`.

  /** One page of the records that meet the criteria, in order. */
  query?(query: PageQuery, options: CallOptions): Promise<Page>;
  /** How many meet the criteria. */
  count?(query: CountQuery, options: CallOptions): Promise<Total>;
  /** How many there are of each value, without listing them: one level or two. */
  groups?(query: GroupQuery, options: CallOptions): Promise<readonly Group[]>;
  /** Records by id, with the companies of contacts. One that is not there is left out. */
  get?(refs: readonly RecordRef[], options: CallOptions): Promise<Rows>;

  /** What one person set for oneself, as JSON: columns of a grid, for example. */
  readonly preferences?: Preferences;
}

export interface Preferences {
  /** Undefined: never saved. */
  read(key: string, options: CallOptions): Promise<unknown>;
  save(key: string, value: unknown, options: CallOptions): Promise<void>;
}

export interface CallOptions {
  readonly signal: AbortSignal;
}

export interface ReadOptions extends CallOptions {
  /** Which entities are wanted. More do no harm; a backend that answers questions is asked for its lists only. */
  readonly entities: readonly EntityName[];
}

export interface SaveOptions extends CallOptions {
  /** The same for each try to save the same changes (idempotency key): a backend that knows it answers as before. */
  readonly key: string;
}

/** Criteria of backend questions hold no inactive lines (Q2) and no relative dates (Q5). */
export interface CountQuery {
  readonly of: Subject;
  readonly criteria: Criteria;
  /** IANA name: where the days of instants (`created`, `updated`) begin. */
  readonly timeZone: string;
}

export interface PageQuery extends CountQuery {
  /** Ties keep the order of the ids. */
  readonly sort: readonly Sort[];
  /** Records wanted, at most `capabilities.query[of].pageSize`. */
  readonly limit: number;
  /** Where the page starts: after another one (`Page.next`), or at a place where the backend can do that. */
  readonly after?: string;
  readonly offset?: number;
}

export interface GroupQuery extends CountQuery {
  readonly groupBy: readonly FieldId[];
}

export interface Page {
  /** The answer's records, in order. */
  readonly ids: readonly Id[];
  /** These records, and the companies of contacts among them, in any order. */
  readonly rows: Rows;
  /** Opaque: `PageQuery.after` of the next page. Left out: this is the last one. */
  readonly next?: string;
  readonly total?: Total;
}

/** Rows by entity; each is parsed by `model/parse.ts`. `settings` is one row. */
export interface Rows {
  readonly settings?: unknown;
  readonly categories?: readonly unknown[];
  readonly leadStatuses?: readonly unknown[];
  readonly companies?: readonly unknown[];
  readonly contacts?: readonly unknown[];
  readonly selections?: readonly unknown[];
  /** How many records there are in all, when known: for progress. */
  readonly expected?: number;
}

export type SaveOutcome =
  | {
      readonly ok: true;
      readonly version?: string;
      /** What the backend made of it, when that differs from what was sent (L13). */
      readonly row?: unknown;
    }
  | {
      readonly ok: false;
      readonly problem: AdapterProblem;
      /** For a conflict (S6): what the backend has instead, null when it is gone, and whose change that was. */
      readonly current?: { readonly row: unknown; readonly by?: string; readonly at?: string };
    };

export type RemoteEvent =
  | { readonly kind: 'rows'; readonly rows: Rows }
  | { readonly kind: 'deleted'; readonly entity: EntityName; readonly id: Id }
  | {
      readonly kind: 'notice';
      readonly code: 'storage-unavailable' | 'storage-full' | 'watch-lost';
      readonly problem?: AdapterProblem;
      /** It no longer holds: the notice goes away. */
      readonly over?: true;
    }
  /** So much changed that everything is to be read again. */
  | { readonly kind: 'reload' };
