import { dayNumber, formatDay } from './calendar.js';
import { isRelative } from './operators.js';
import { resolveDates, type CalendarRange, type Clock } from './periods.js';
import { isGroup, type Criteria, type CriteriaGroup, type CriteriaLine, type CriteriaNode } from './types.js';

/**
 * Q5: the same question with relative dates as they are on this day: `before`, `on`, `after` and `between` instead.
 * For those who know neither the asker's clock nor zone: backends. Lines without a value stay as they are (Q2). Shares
 * what it does not change.
 */
export function absoluteCriteria(criteria: Criteria, clock: Clock): Criteria {
  return absoluteGroup(criteria, clock);
}

function absoluteGroup(group: CriteriaGroup, clock: Clock): CriteriaGroup {
  const items = group.items.map((item) => absoluteNode(item, clock));
  return items.every((item, index) => item === group.items[index]) ? group : { ...group, items };
}

function absoluteNode(node: CriteriaNode, clock: Clock): CriteriaNode {
  if (isGroup(node)) return absoluteGroup(node, clock);
  if (!isRelative(node.operator)) return node;
  const range = resolveDates(node, clock);
  return range ? absoluteLine(node, range) : node;
}

const firstDay = '0001-01-01';
const lastDay = '9999-12-31';

/** An open end stays open where a day lies beyond it; otherwise it is the end of what a date can name. */
function absoluteLine({ operator: _, value: __, ...line }: CriteriaLine, range: CalendarRange): CriteriaLine {
  const { from, to } = range;
  if (from === null && to === null) return { ...line, operator: 'isNotEmpty' };
  if (from === to) return { ...line, operator: 'on', value: from! };
  const dayAfter = from === null ? formatDay(dayNumber(to!) + 1) : undefined;
  if (dayAfter) return { ...line, operator: 'before', value: dayAfter };
  const dayBefore = to === null ? formatDay(dayNumber(from!) - 1) : undefined;
  if (dayBefore) return { ...line, operator: 'after', value: dayBefore };
  return { ...line, operator: 'between', value: [from ?? firstDay, to ?? lastDay] };
}
