import { parseCriteria } from '../criteria/parse.js';
import { asksNothing } from '../criteria/simplify.js';
import type { Criteria, CriteriaLine } from '../criteria/types.js';
import type { Subject } from '../model/fields.js';
import type { Id, SelectionSource, SetOperation } from '../model/records.js';
import type { LeadStore } from './lead-store.js';

/** A selection as a question about its subject. */
export type SelectionCriteria =
  | { readonly ok: true; readonly of: Subject; readonly criteria: Criteria }
  | { readonly ok: false; readonly fault: SelectionFault };

/** Why a selection can't be opened: it is gone, made of itself, or its criteria can't be read (Q6). */
export interface SelectionFault {
  readonly code: 'selection-missing' | 'selection-circular' | 'selection-invalid';
  readonly id: Id;
  /** The first error in the criteria, with its path. */
  readonly message?: string;
}

/**
 * Every kind of selection becomes criteria, so that whoever answers questions needs to know nothing else: members are
 * "id is one of", a set operation is a group.
 */
export function selectionCriteria(store: LeadStore, id: Id): SelectionCriteria {
  return resolve(store, id, new Set());
}

/** The same for a combination that is not saved (yet), for a look ahead. */
export function combinationCriteria(
  store: LeadStore,
  of: Subject,
  { first, second, operation }: Omit<CombinedSource, 'kind'>,
): SelectionCriteria {
  return resolveCombined(store, { id: '', of }, { kind: 'combined', first, second, operation }, new Set());
}

function resolve(store: LeadStore, id: Id, above: ReadonlySet<Id>): SelectionCriteria {
  const selection = store.record('selection', id).record;
  if (!selection) return fault('selection-missing', id);
  if (above.has(id)) return fault('selection-circular', id);
  const { of, source } = selection;
  switch (source.kind) {
    case 'static':
      return { ok: true, of, criteria: { match: 'all', items: [membership(of, source.members)] } };
    case 'dynamic': {
      const parsed = parseCriteria(source.criteria, store.fields, of);
      if (parsed.ok) return { ok: true, of, criteria: parsed.criteria };
      const [first] = parsed.errors;
      return fault('selection-invalid', id, first && `${first.path || '/'}: ${first.code}`);
    }
    case 'combined':
      return resolveCombined(store, { id, of }, source, new Set(above).add(id));
  }
}

type CombinedSource = Extract<SelectionSource, { readonly kind: 'combined' }>;

function resolveCombined(
  store: LeadStore,
  { id, of }: { readonly id: Id; readonly of: Subject },
  source: CombinedSource,
  within: ReadonlySet<Id>,
): SelectionCriteria {
  const first = resolve(store, source.first, within);
  if (!first.ok) return first;
  const second = resolve(store, source.second, within);
  if (!second.ok) return second;
  if (first.of !== of || second.of !== of)
    return fault('selection-invalid', id, 'Its parts are about different kinds of records.');
  return {
    ok: true,
    of,
    criteria: combine(source.operation, explicit(store, first, of), explicit(store, second, of)),
  };
}

function combine(operation: SetOperation, first: Criteria, second: Criteria): Criteria {
  const without = (wanted: Criteria, unwanted: Criteria): Criteria => ({
    match: 'all',
    items: [wanted, { match: 'none', items: [unwanted] }],
  });
  switch (operation) {
    case 'union':
      return { match: 'any', items: [first, second] };
    case 'intersection':
      return { match: 'all', items: [first, second] };
    case 'onlyFirst':
      return without(first, second);
    case 'onlySecond':
      return without(second, first);
    case 'difference':
      return { match: 'any', items: [without(first, second), without(second, first)] };
  }
}

/** An empty list of members is nobody, where a line without a value would be inactive (Q2). */
function membership(of: Subject, members: readonly Id[]): CriteriaLine {
  const field = `${of}.id`;
  return members.length > 0 ? { field, operator: 'oneOf', value: members } : { field, operator: 'isEmpty' };
}

/** Criteria without an active line mean every record (Q2), and must go on doing so inside another group. */
function explicit(store: LeadStore, { criteria }: { criteria: Criteria }, of: Subject): Criteria {
  return asksNothing(criteria, store.fields)
    ? { match: 'all', items: [{ field: `${of}.id`, operator: 'isNotEmpty' }] }
    : criteria;
}

function fault(code: SelectionFault['code'], id: Id, message?: string): SelectionCriteria {
  return { ok: false, fault: { code, id, message } };
}
