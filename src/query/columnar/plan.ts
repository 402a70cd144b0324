import type { CriteriaContext } from '../../criteria/evaluate.js';
import { linesOf } from '../../criteria/simplify.js';
import { isGroup, type CriteriaGroup, type CriteriaLine, type CriteriaNode } from '../../criteria/types.js';
import type { Subject } from '../../model/fields.js';
import { allOf, anyOf, everyRow, notOf, type Filter } from './filter.js';
import type { Views } from './views.js';

export interface Planning extends CriteriaContext {
  readonly of: Subject;
  readonly views: Views;
}

/** Q1: simplified criteria as a filter of the subject's rows. */
export function planCriteria(criteria: CriteriaGroup, planning: Planning): Filter {
  return criteria.items.length === 0 ? everyRow : planGroup(criteria, planning);
}

function planNode(node: CriteriaNode, planning: Planning): Filter {
  return isGroup(node) ? planGroup(node, planning) : planLine(node, planning);
}

/** What a contact's criteria ask of its company is asked of the companies, together, unless bitsets are at hand. */
function planGroup({ match, items }: CriteriaGroup, planning: Planning): Filter {
  const { of, views } = planning;
  const combine = match === 'all' ? allOf : anyOf;
  const [own, ofCompany]: [Filter[], Filter[]] = [[], []];
  for (const item of items) {
    const fields = Array.from(linesOf(item), ({ field }) => views.see(field, of));
    const isApart = fields.every(({ isJoined }) => isJoined) && (isGroup(item) || !fields[0]!.bitmaps());
    if (isApart) ofCompany.push(planNode(item, { ...planning, of: 'company' }));
    else own.push(planNode(item, planning));
  }
  if (ofCompany.length > 0) own.push(views.tables.join.filter(combine(ofCompany)));
  return match === 'none' ? notOf(anyOf(own)) : combine(own);
}

function planLine(line: CriteriaLine, planning: Planning): Filter {
  const { of, views } = planning;
  const { field, isJoined, codes, derive, filter } = views.see(line.field, of);
  if (!isJoined) return filter(line, field, planning);
  return views.tables.join.codeFilter(codes!, codes!.acceptance(line, field, planning, derive));
}
