import { absoluteCriteria } from '../../criteria/absolute.js';
import type { Clock } from '../../criteria/periods.js';
import { simplifyCriteria } from '../../criteria/simplify.js';
import { everything, type Criteria } from '../../criteria/types.js';
import type { FieldCatalog, FieldId } from '../../model/fields.js';
import type { Id } from '../../model/records.js';
import type { Question } from '../../query/types.js';
import type { QueryCapabilities } from '../capabilities.js';
import { narrow, type Obstacle } from './narrow.js';

/** Records that are read to finish a question in memory; more are refused. */
export const splitBound = 5_000;

export type { Obstacle } from './narrow.js';

/** How a question is answered (A2). `criteria` hold no inactive lines and no relative dates. */
export type Plan =
  /** The backend answers all of it. */
  | { readonly by: 'backend'; readonly criteria: Criteria }
  /**
   * The backend gives the records that meet the (wider) criteria, at most `bound` of them, and memory does the rest.
   * `members`: these records and no others, so they can be asked for by id.
   */
  | {
      readonly by: 'both';
      readonly criteria: Criteria;
      readonly members?: readonly Id[];
      readonly bound: number;
      /** What the backend can't do: the reason for a refusal, should there be more records than the bound. */
      readonly obstacle: Obstacle;
    }
  /** The records are here. */
  | { readonly by: 'memory' }
  | { readonly by: 'nobody'; readonly obstacle: Obstacle };

export interface PlanContext extends Clock {
  readonly catalog: FieldCatalog;
  /** Left out: `splitBound`. 0: nothing is finished in memory. */
  readonly bound?: number;
}

type Asked = Pick<Question, 'of' | 'criteria' | 'sort' | 'groupBy' | 'aggregates' | 'window'>;

/**
 * Plans a parsed question, given what the backend can do with records of its kind; undefined when they are all here.
 *
 * The backend is never asked for less than the question: what it can't judge is left out of `criteria` only where that
 * lets more records through.
 */
export function planOf(
  question: Asked,
  capabilities: QueryCapabilities | undefined,
  context: PlanContext,
): Plan {
  if (!capabilities) return { by: 'memory' };
  const { catalog, bound = splitBound } = context;
  const asked = absoluteCriteria(simplifyCriteria(question.criteria ?? everything, catalog), context);
  const narrowed = narrow(asked, capabilities);
  const obstacle = narrowed.obstacle ?? orderObstacle(question, capabilities);
  if (!obstacle) return { by: 'backend', criteria: narrowed.criteria };
  if (bound === 0) return { by: 'nobody', obstacle };
  const byId = fieldOf(capabilities, `${question.of}.id`)?.operators.includes('oneOf');
  const members = byId ? undefined : membersIn(asked, question.of);
  return members && members.length <= bound
    ? { by: 'both', criteria: asked, members, bound, obstacle }
    : { by: 'both', criteria: narrowed.criteria, bound, obstacle };
}

/** Sorting and counting by value: the first thing that the backend can't do. */
function orderObstacle(
  { sort = [], groupBy = [], aggregates = [], window }: Asked,
  can: QueryCapabilities,
): Obstacle | undefined {
  if (window && window.limit > 0) {
    if (sort.length > can.sortFields)
      return { code: 'cannot-sort-by-many', details: { limit: can.sortFields } };
    for (const { field } of sort)
      if (!fieldOf(can, field)?.sort) return { code: 'cannot-sort', details: { field } };
  }
  if (groupBy.length > can.groupFields)
    return { code: 'cannot-group-by-many', details: { limit: can.groupFields } };
  for (const field of groupBy)
    if (!fieldOf(can, field)?.group) return { code: 'cannot-group', details: { field } };
  const [first] = aggregates; // no backend is asked for figures yet
  return first && { code: 'cannot-aggregate', details: { field: first.field } };
}

function fieldOf({ fields }: QueryCapabilities, id: FieldId) {
  return Object.hasOwn(fields, id) ? fields[id] : undefined;
}

/** The ids that the criteria are confined to, if they are: a static selection, or part of one. */
function membersIn(criteria: Criteria, of: Question['of']): readonly Id[] | undefined {
  if (criteria.match !== 'all' && criteria.items.length !== 1) return undefined;
  if (criteria.match === 'none') return undefined;
  for (const item of criteria.items) {
    if ('match' in item) {
      const members = membersIn(item, of);
      if (members) return members;
    } else if (item.field === `${of}.id` && item.operator === 'oneOf') return item.value as readonly Id[];
  }
  return undefined;
}
