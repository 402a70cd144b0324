import { CriteriaFault } from '../../criteria/errors.js';
import type { CriteriaContext } from '../../criteria/evaluate.js';
import { linesOf } from '../../criteria/simplify.js';
import { isGroup, type CriteriaGroup, type CriteriaLine, type CriteriaNode } from '../../criteria/types.js';
import type { Field, Subject } from '../../model/fields.js';
import { allOf, anyOf, everyRow, notOf, type Filter } from './filter.js';
import type { Join } from './join.js';
import { filterIn, joinedFilter, throughCompanies, type Source } from './sources.js';
import type { Table } from './table.js';

export interface Planning extends CriteriaContext {
  readonly of: Subject;
  readonly join: Join;
  readonly companies: Table;
  readonly source: (field: Field) => Source;
}

/** Q1: simplified criteria as a filter of the subject's rows. */
export function planCriteria(criteria: CriteriaGroup, planning: Planning): Filter {
  return criteria.items.length === 0 ? everyRow : planNode(criteria, planning);
}

function planNode(node: CriteriaNode, planning: Planning): Filter {
  return isGroup(node) ? planGroup(node, planning) : planLine(node, planning);
}

/** What a contact's criteria ask of its company is asked of the companies, together, unless bitsets are at hand. */
function planGroup({ match, items }: CriteriaGroup, planning: Planning): Filter {
  const filters: Filter[] = [];
  const ofCompany: CriteriaNode[] = [];
  for (const item of items) {
    if (planning.of === 'company' || !isAboutCompany(item, planning)) filters.push(planNode(item, planning));
    else if (isGroup(item)) ofCompany.push(item);
    else {
      const joined = joinedLine(item, planning);
      if (joined) filters.push(joined);
      else ofCompany.push(item);
    }
  }
  const combine = match === 'all' ? allOf : anyOf;
  if (ofCompany.length > 0) {
    const forCompanies = { ...planning, of: 'company' } as const;
    const filter = combine(ofCompany.map((item) => planNode(item, forCompanies)));
    filters.push(throughCompanies(filter, planning.join, planning.companies));
  }
  return match === 'none' ? notOf(anyOf(filters)) : combine(filters);
}

function planLine(line: CriteriaLine, planning: Planning): Filter {
  const field = fieldOf(line, planning);
  if (planning.of === 'contact' && field.entity === 'company') {
    return (
      joinedLine(line, planning) ??
      throughCompanies(planLine(line, { ...planning, of: 'company' }), planning.join, planning.companies)
    );
  }
  return filterIn(planning.source(field), line, field, planning);
}

function joinedLine(line: CriteriaLine, planning: Planning): Filter | undefined {
  const field = fieldOf(line, planning);
  return joinedFilter(planning.source(field), line, field, planning, planning.join);
}

function isAboutCompany(node: CriteriaNode, planning: Planning): boolean {
  for (const line of linesOf(node)) if (fieldOf(line, planning).entity !== 'company') return false;
  return true;
}

function fieldOf({ field }: CriteriaLine, { catalog }: Planning): Field {
  const found = catalog.get(field);
  if (!found) throw new CriteriaFault([{ code: 'unknown-field', path: '', details: { field } }]);
  return found;
}
