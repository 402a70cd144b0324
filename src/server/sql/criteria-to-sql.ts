import { sql } from 'kysely';
import { simplifyCriteria } from '../../criteria/simplify.js';
import { isGroup, type Criteria, type CriteriaLine, type CriteriaNode } from '../../criteria/types.js';
import type { FieldId, Subject } from '../../model/fields.js';
import { fieldOf, needsCompany, type Condition } from './columns.js';
import { lineCondition, shortestSearch, type CriteriaTerms } from './line-to-sql.js';

/** Criteria as SQL. */
export interface Where {
  /** Left out: every record. */
  readonly condition: Condition | undefined;
  readonly needsCompany: boolean;
}

/**
 * Criteria as a condition with the same meaning as `compileCriteria` in memory (Q1–Q5). Values travel as parameters,
 * never as SQL. Negations are carried down to the lines: nothing stands behind a NOT, so that what is null there, and in
 * SQL neither true nor false, simply does not match; and an index can serve what is left.
 */
export function criteriaToSql(criteria: Criteria, terms: CriteriaTerms): Where {
  const simplified = simplifyCriteria(criteria, terms.catalog);
  return simplified.items.length === 0
    ? { condition: undefined, needsCompany: false }
    : toCondition(simplified, true, terms);
}

/** What has to be true, and whether it speaks of the company of a contact. */
interface Met {
  readonly condition: Condition;
  readonly needsCompany: boolean;
}

/** That a node is met, or (`wanted` false) that it is not. */
function toCondition(node: CriteriaNode, wanted: boolean, terms: CriteriaTerms): Met {
  if (!isGroup(node)) return lineMet(node, wanted, terms);
  const isWanted = (node.match !== 'none') === wanted;
  const isAny = (node.match === 'any') === wanted;
  if (isAny && isWanted && isSearchAcross(node.items, terms)) return searchAcross(node.items, terms);
  return joined(
    node.items.map((item) => toCondition(item, isWanted, terms)),
    isAny ? 'or' : 'and',
  );
}

function joined(items: readonly Met[], word: 'and' | 'or'): Met {
  if (items.length === 1) return items[0]!;
  const conditions = items.map(({ condition }) => condition);
  return {
    condition: sql`(${sql.join(conditions, sql.raw(` ${word} `))})`,
    needsCompany: items.some((item) => item.needsCompany),
  };
}

function lineMet(line: CriteriaLine, wanted: boolean, terms: CriteriaTerms): Met {
  return {
    condition: lineCondition(line, wanted, terms),
    needsCompany: needsCompany(fieldOf(line.field, terms.catalog), terms.of),
  };
}

/** Whether all that is asked is looked up in an index of texts, contacts' and companies': no index has both. */
function isSearchAcross(
  items: readonly CriteriaNode[],
  { of, catalog }: CriteriaTerms,
): items is readonly CriteriaLine[] {
  if (of === 'company' || items.some((item) => isGroup(item) || !isSearch(item))) return false;
  return (
    new Set((items as readonly CriteriaLine[]).map(({ field }) => fieldOf(field, catalog).entity)).size === 2
  );
}

/** The contacts that one index finds, and those of the companies that the other one finds. */
function searchAcross(items: readonly CriteriaLine[], terms: CriteriaTerms): Met {
  const { schema, tenant } = terms;
  const [contact, company] = [sql.id(schema, 'contact'), sql.id(schema, 'company')];
  const found = (about: Subject) => {
    const own = items.filter(({ field }) => fieldOf(field, terms.catalog).entity === about);
    return joined(
      own.map((line) => lineMet(line, true, terms)),
      'or',
    ).condition;
  };
  return {
    condition: sql`p.id in (
      select p.id from ${contact} as p where p.tenant = ${tenant} and ${found('contact')}
      union all
      select p.id from ${company} as c
      join ${contact} as p on p.tenant = c.tenant and p.home = c.id and p.company_id is not null
      where c.tenant = ${tenant} and ${found('company')})`,
    needsCompany: false,
  };
}

const searched: ReadonlySet<FieldId> = new Set([
  ...(['contact.name', 'contact.firstName', 'contact.lastName', 'contact.email'] as const),
  'company.name',
]);
const searching: ReadonlySet<CriteriaLine['operator']> = new Set([
  ...(['contains', 'begins', 'ends', 'is', 'isExactly'] as const),
]);

/** A part of a text that trigrams find. */
function isSearch({ field, operator, value }: CriteriaLine): boolean {
  return (
    searched.has(field) &&
    searching.has(operator) &&
    typeof value === 'string' &&
    value.length >= shortestSearch
  );
}
