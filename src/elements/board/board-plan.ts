import type { Criteria } from '../../criteria/types.js';
import type { FieldId, Subject } from '../../model/fields.js';
import type { Id } from '../../model/records.js';
import type { Sort } from '../../query/types.js';
import type { LeadStore } from '../../store/lead-store.js';
import { selectionCriteria, type SelectionFault } from '../../store/selection-criteria.js';
import { boardCriteria, defaultCardFields, groupFieldOf } from './board-fields.js';
import type { BoardPlan } from './board-questions.js';
import { fieldsOfCards } from './cards.js';

/** What the host and the person want to see. */
export interface BoardWish {
  readonly selectionId?: Id;
  readonly criteria?: Criteria;
  readonly of?: Subject;
  readonly groupBy?: FieldId;
  readonly cardFields?: readonly FieldId[];
  readonly sort?: FieldId;
  readonly sortDirection: Sort['direction'];
  readonly titleFilter: string;
  readonly hideEmpty: boolean;
  readonly hideLocked: boolean;
}

export interface PlanOrFault {
  readonly plan?: BoardPlan;
  /** Why the selection can't be shown. */
  readonly fault?: SelectionFault;
}

/** The wish as something that can be asked; neither plan nor fault while the selection is still being loaded. */
export function planOf(wish: BoardWish, store: LeadStore, collapsed: ReadonlySet<string>): PlanOrFault {
  const { selectionId, titleFilter, hideLocked, hideEmpty } = wish;
  if (selectionId && store.record('selection', selectionId).phase === 'loading') return {};
  const selection = selectionId ? selectionCriteria(store, selectionId) : undefined;
  if (selection?.ok === false) return { fault: selection.fault };
  const of = wish.of ?? selection?.of ?? 'contact';
  const groupBy = groupFieldOf(of, wish.groupBy);
  const known = new Set(store.fields.for(of).map(({ id }) => id));
  const cardFields = (wish.cardFields ?? defaultCardFields[of]).filter((id) => known.has(id));
  const sort: Sort = {
    field: wish.sort !== undefined && known.has(wish.sort) ? wish.sort : `${of}.name`,
    direction: wish.sortDirection === 'descending' ? 'descending' : 'ascending',
  };
  const given = [selection?.criteria, wish.criteria].filter((each) => each !== undefined);
  const plan: BoardPlan = {
    of,
    groupBy,
    cardFields,
    sort,
    field: store.fields.get(groupBy)!,
    criteria: boardCriteria({ of, groupBy, given, titleFilter, hideLocked }),
    fields: fieldsOfCards(of, groupBy, cardFields, sort),
    hideEmpty,
    collapsed,
  };
  return { plan };
}
