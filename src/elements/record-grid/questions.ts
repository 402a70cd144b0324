import type { Criteria, CriteriaLine } from '../../criteria/types.js';
import type { Field, FieldId, Subject } from '../../model/fields.js';
import type { Question, RowWindow, Sort } from '../../query/types.js';
import { companions } from './cells.js';
import { criteriaOf, groupNode } from './criteria-of.js';
import type { GroupPlace } from './group-layout.js';

/** What a grid shows, with everything that does not exist left out. */
export interface GridState {
  readonly of: Subject;
  readonly criteria: Criteria | undefined;
  readonly filters: readonly CriteriaLine[];
  readonly columns: readonly Field[];
  readonly sort: readonly Sort[];
  readonly groupBy: readonly Field[];
}

/** The rows in view and how many there are; with groups, only the groups: each asks for its own rows. */
export function mainQuestion(state: GridState, window: RowWindow): Question {
  const criteria = criteriaOf(state.criteria, state.filters);
  if (state.groupBy.length > 0) {
    return { of: state.of, criteria, groupBy: state.groupBy.map((field) => field.id), fields: [] };
  }
  return { of: state.of, criteria, sort: state.sort, fields: fieldsOf(state), window };
}

/** The rows of one group that are in view. */
export function groupQuestion(state: GridState, { path }: GroupPlace, window: RowWindow): Question {
  const members = path.map((value, level) => groupNode(state.groupBy[level]!, value));
  const criteria = criteriaOf(state.criteria, [...state.filters, ...members]);
  return { of: state.of, criteria, sort: state.sort, fields: fieldsOf(state), window };
}

/** How many there would be without filters. Not asked when there are none. */
export function unfilteredQuestion({ of, criteria, filters }: GridState): Question | undefined {
  return filters.length > 0 ? { of, criteria, fields: [] } : undefined;
}

function fieldsOf({ of, columns }: GridState): readonly FieldId[] {
  return [...new Set(columns.flatMap((field) => [field.id, ...companions(field, of)]))];
}
