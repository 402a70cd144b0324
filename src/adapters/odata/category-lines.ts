import { isGroup, type Criteria, type CriteriaLine, type CriteriaNode } from '../../criteria/types.js';
import type { Category, Id } from '../../model/records.js';

/** What criteria need of the list of categories. */
export type CategoryFacts = Pick<Category, 'id' | 'group' | 'leadStatusEnabled'>;

/**
 * The same question without category groups and "lead status enabled", which are facts of the list of categories and
 * seldom columns of companies: the categories themselves are asked for. A list of categories may be empty then, which
 * nothing is one of. Shares what it does not change.
 */
export function inCategories(criteria: Criteria, categories: readonly CategoryFacts[]): Criteria {
  const items = criteria.items.map((item) => nodeIn(item, categories));
  return items.every((item, at) => item === criteria.items[at]) ? criteria : { ...criteria, items };
}

function nodeIn(node: CriteriaNode, categories: readonly CategoryFacts[]): CriteriaNode {
  if (isGroup(node)) return inCategories(node, categories);
  if (node.field === 'company.categoryGroup') return groupLine(node, categories);
  return node.field === 'company.leadStatusEnabled' ? enabledLine(node, categories) : node;
}

/** A category that the list does not have stands in no group: it counts as no value (Q3). */
function groupLine(line: CriteriaLine, categories: readonly CategoryFacts[]): CriteriaLine {
  const wanted = line.value as readonly string[] | undefined;
  const isWanted = ({ group }: CategoryFacts) => wanted?.includes(group);
  switch (line.operator) {
    case 'oneOf':
      return oneOf(categories.filter(isWanted));
    case 'notOneOf':
      return line.empty === 'exclude'
        ? oneOf(categories.filter((each) => !isWanted(each)))
        : notOneOf(categories.filter(isWanted));
    default:
      return line.operator === 'isEmpty' ? notOneOf(categories) : oneOf(categories);
  }
}

/** L1. A company without a category has it not enabled; a contact without a company says neither yes nor no. */
function enabledLine({ operator }: CriteriaLine, categories: readonly CategoryFacts[]): CriteriaNode {
  const enabled = categories.filter((each) => each.group === 'potentialCustomer' && each.leadStatusEnabled);
  if (operator === 'isYes') return oneOf(enabled);
  return { match: 'all', items: [{ field: 'company.id', operator: 'isNotEmpty' }, notOneOf(enabled)] };
}

const oneOf = (categories: readonly CategoryFacts[]) => lineOf('oneOf', categories.map(idOf));
const notOneOf = (categories: readonly CategoryFacts[]) => lineOf('notOneOf', categories.map(idOf));
const idOf = ({ id }: CategoryFacts) => id;

function lineOf(operator: 'oneOf' | 'notOneOf', value: readonly Id[]): CriteriaLine {
  return { field: 'company.category', operator, value };
}
