import type { Change } from '../model/changes.js';
import type { FieldCatalog } from '../model/fields.js';
import type { EntityName, Id, RecordRef, Value } from '../model/records.js';
import type { Group, Sort, Total } from '../query/types.js';
import type { Origin } from '../rules/company-commands.js';
import type { Reason } from '../rules/reasons.js';
import type { Capabilities } from '../store/capabilities.js';
import type { CountQuery, GroupQuery, RemoteEvent, Rows } from '../store/port.js';

/**
 * What the handler needs of whatever holds the data: the narrow side of the server. Everything that arrives here has
 * been parsed and is within the limits and the declared capabilities; everything that is answered goes out as it is.
 */
export interface ServerData {
  /** What can be asked and changed. The handler refuses everything else, so this is a promise in both directions. */
  capabilities(context: CallContext): Promise<ServerCapabilities>;
  /** All fields that questions may name. */
  fields(context: CallContext): Promise<FieldCatalog>;
  /** Settings, lists and selections, whole: an administrator's lists are short. */
  setup(context: CallContext): Promise<Pick<Rows, 'settings' | 'categories' | 'leadStatuses' | 'selections'>>;
  /** All records of an entity in pages, by id: for those who read everything. */
  readPage(entity: 'company' | 'contact', page: ReadPage, context: CallContext): Promise<RowPage>;

  /** Records that meet the criteria, with the companies of contacts. */
  query(query: PlacedQuery, context: CallContext): Promise<AnswerPage>;
  count(query: CountQuery, context: CallContext): Promise<Total>;
  groups(query: GroupQuery, context: CallContext): Promise<readonly Group[]>;
  /** Records by id, with the companies of contacts. One that is not there is left out. */
  get(refs: readonly RecordRef[], context: CallContext): Promise<Rows>;

  /**
   * Saves all changes of a command or none, in order, in one transaction: looks up the key, compares versions, asks the
   * rules (`judgeChange`), writes, and remembers the answer under the key and the caller.
   */
  save(changes: readonly Change[], options: SaveRequest, context: CallContext): Promise<SaveAnswer>;

  /**
   * What happened after an event, oldest first, at most `limit`. Undefined when that event is not known, or not any
   * more: whoever asks has to read again. Without `after`: nothing but `last`, the newest event there is.
   */
  eventsSince(
    after: string | undefined,
    limit: number,
    context: CallContext,
  ): Promise<{ readonly events: readonly ServerEvent[]; readonly last: string } | undefined>;
  /** Calls `wake` when there may be new events, until the context's signal aborts. Too often does no harm. */
  subscribe(wake: () => void, context: CallContext): void;

  /** What the caller set for oneself. Undefined: never saved. */
  readPreference(key: string, context: CallContext): Promise<unknown>;
  savePreference(key: string, value: unknown, context: CallContext): Promise<void>;
}

export interface CallContext {
  readonly caller: Caller;
  /** Aborts when whoever asked no longer listens. */
  readonly signal: AbortSignal;
}

/** Who asks, as the host's `authorise` says. */
export interface Caller {
  /** Identifies the person: preferences and idempotency keys are kept by it. */
  readonly id?: string;
  /** As others see it beside a change, in a conflict (S6). */
  readonly name?: string;
  /** Whose data: handlers pass it on, `ServerData` decides. */
  readonly tenant?: string;
  /** L11: automations may less than people. */
  readonly origin?: Origin;
}

export interface ServerCapabilities extends Capabilities {
  /** Q4: how texts are sorted. A language tag (BCP 47), or the backend's own name for its collation. */
  readonly collation?: string;
}

/** A place in an order that stays where it is when records come and go: the values sorted by, then the id. */
export interface Place {
  readonly values: readonly Value[];
  readonly id: Id;
}

export interface ReadPage {
  readonly limit: number;
  /** The last record of the page before; its `values` are empty. */
  readonly after?: Place;
}

export interface RowPage {
  readonly rows: readonly unknown[];
  /** The last record of this page. Left out: there are no more. */
  readonly next?: Place;
  /** How many there are in all, if that is cheap to know. */
  readonly expected?: number;
}

export interface PlacedQuery extends CountQuery {
  readonly sort: readonly Sort[];
  readonly limit: number;
  readonly after?: Place;
  readonly offset?: number;
}

export interface AnswerPage {
  readonly ids: readonly Id[];
  readonly rows: Rows;
  readonly next?: Place;
  readonly total?: Total;
}

export interface SaveRequest {
  /** The same for each try to save the same changes. */
  readonly key: string;
  /** Of what was sent with the key: another one under the same key is a mistake, `key-reused`. */
  readonly fingerprint: string;
  /** The tab that sent it; its events say so. */
  readonly client?: string;
}

/** All saved, in the order of the changes, or what kept each of them from it. */
export type SaveAnswer =
  | { readonly ok: true; readonly saved: readonly Saved[] }
  | { readonly ok: false; readonly faults: readonly SaveFault[] }
  | { readonly ok: 'key-reused' };

/** `row` is the whole record as it is now; undefined for a deletion. */
export interface Saved {
  readonly version?: string;
  readonly row: unknown;
}

export type SaveFault =
  /** Created already, or in another version than the change is based on; `row` null: deleted. */
  | { readonly code: 'exists' | 'changed'; readonly current: CurrentState }
  | { readonly code: 'not-found' }
  | { readonly code: 'refused'; readonly reasons: readonly Reason[] }
  /** Nothing is wrong with this change, but with another one of its command. */
  | { readonly code: 'not-tried' };

/** S6: what the backend has instead, and whose change that was (`at`: ISO 8601). */
export interface CurrentState {
  readonly row: unknown;
  readonly by?: string;
  readonly at?: string;
}

export interface ServerEvent {
  /** Opaque; later events have other ids. */
  readonly id: string;
  readonly event: Exclude<RemoteEvent, { kind: 'notice' }>;
  /** Whose save it comes from: that tab is not told (S5). */
  readonly client?: string;
}

/** A record that a change is about, as text, for maps. */
export function keyOf(entity: EntityName, id: Id): string {
  return `${entity}/${id}`;
}
