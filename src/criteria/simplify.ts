import type { FieldCatalog } from '../model/fields.js';
import { hasValue, valueShape } from './operators.js';
import { parseValue } from './parse-value.js';
import {
  everything,
  isGroup,
  type Criteria,
  type CriteriaGroup,
  type CriteriaLine,
  type CriteriaNode,
} from './types.js';

/**
 * Q2: whether a line takes part in the question: it has a value and is not muted. A line that parsing would refuse
 * counts as active, so that it is refused later too rather than overlooked.
 */
export function isActive(line: CriteriaLine, catalog: FieldCatalog): boolean {
  if (line.muted) return false;
  const field = catalog.get(line.field);
  const shape = field && valueShape(line.operator, field.type);
  return !shape || hasValue(line, field.type) || !parseValue(line.value, shape).ok;
}

/**
 * Q2: the criteria without what does not ask: inactive and muted lines, muted groups, groups without an active line.
 * They are left out as if they were not there, in `any` and `none` as well; nothing left means every record. Shares
 * what it does not change.
 */
export function simplifyCriteria(criteria: Criteria, catalog: FieldCatalog): Criteria {
  return simplifyGroup(criteria, (line) => isActive(line, catalog)) ?? everything;
}

/** Q2: the same for criteria that were parsed, of which nothing has to be refused any more. */
export function simplifyParsed(criteria: Criteria, catalog: FieldCatalog): Criteria {
  const asks = (line: CriteriaLine) => {
    const field = catalog.get(line.field); // gone since, perhaps
    return !line.muted && (!field || hasValue(line, field.type));
  };
  return simplifyGroup(criteria, asks) ?? everything;
}

/** Whether the criteria leave out any record at all, as far as one can tell without records. */
export function asksNothing(criteria: Criteria, catalog: FieldCatalog): boolean {
  return simplifyCriteria(criteria, catalog).items.length === 0;
}

/** The lines of criteria from first to last, however deep. */
export function* linesOf(node: CriteriaNode): Generator<CriteriaLine> {
  if (!isGroup(node)) yield node;
  else for (const item of node.items) yield* linesOf(item);
}

function simplifyGroup(
  group: CriteriaGroup,
  asks: (line: CriteriaLine) => boolean,
): CriteriaGroup | undefined {
  if (group.muted) return undefined;
  const items: CriteriaNode[] = [];
  for (const item of group.items) {
    const kept = isGroup(item) ? simplifyGroup(item, asks) : asks(item) ? item : undefined;
    if (kept) items.push(kept);
  }
  if (items.length === 0) return undefined;
  const unchanged =
    items.length === group.items.length && items.every((item, index) => item === group.items[index]);
  return unchanged ? group : { ...group, items };
}
