import type { CriteriaGroup, OperatorId } from '../criteria/types.js';
import type { Change } from '../model/changes.js';
import type { FieldId, Subject } from '../model/fields.js';
import type { EntityName } from '../model/records.js';

/**
 * What a backend can do besides reading everything and saving (A1), as plain data, so that it can be declared over the
 * wire. What it can't, the store does in memory or refuses with a reason (A2).
 */
export interface Capabilities {
  /**
   * Questions that the backend answers itself (`LeadAdapter.query`). Records of an entity that stands here are never
   * read all: they are asked for. Left out: everything is read and questions are answered in memory.
   */
  readonly query?: Readonly<Partial<Record<Subject, QueryCapabilities>>>;
  /** What `save` takes, by entity. Left out: everything. An entity that is not listed can't be changed. */
  readonly save?: Readonly<Partial<Record<EntityName, readonly Change['kind'][]>>>;
  /** False: `watch` is there, but this backend has nothing to tell. */
  readonly watch?: boolean;
  /** False: `preferences` is there, but this backend keeps none. */
  readonly preferences?: boolean;
}

/** Which questions about one entity the backend answers. Operators and their meaning are those of `criteria/`. */
export interface QueryCapabilities {
  /** By field. One that is not listed can be shown, and nothing else. */
  readonly fields: Readonly<Record<FieldId, FieldCapabilities>>;
  /** Which kinds of group criteria may have (Q1). */
  readonly match: readonly CriteriaGroup['match'][];
  /** How deep groups nest; 1 is a flat list of lines. */
  readonly depth: number;
  /** How many fields a result can be sorted by. */
  readonly sortFields: number;
  /** How many fields records can be counted by (`groups`): none, one, or one within the other. */
  readonly groupFields: 0 | 1 | 2;
  /** Whether `count` is there and exact. */
  readonly count: boolean;
  /** The largest page, in records. */
  readonly pageSize: number;
  /** Whether a page can start at any place, not only where another one ended. */
  readonly offset?: boolean;
}

export interface FieldCapabilities {
  /** Relative dates never arrive: the store turns them into `before`, `on`, `after` and `between` first. */
  readonly operators: readonly OperatorId[];
  readonly sort?: boolean;
  readonly group?: boolean;
}

/** Whether a backend takes such changes. Nothing is known against it until it has said what it can. */
export function takesChange(
  capabilities: Capabilities | undefined,
  kind: Change['kind'],
  entity: EntityName,
): boolean {
  const { save } = capabilities ?? {};
  return !save || (save[entity]?.includes(kind) ?? false);
}
