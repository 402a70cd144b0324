import {
  everything,
  isGroup,
  type Criteria,
  type CriteriaGroup,
  type CriteriaLine,
  type CriteriaNode,
} from '../../criteria/types.js';
import type { QueryCapabilities } from '../capabilities.js';

/** The first thing about a question that a backend can't do. The locale has the sentence. */
export interface Obstacle {
  readonly code: ObstacleCode;
  readonly details: Readonly<Record<string, string | number>>;
}

export const obstacleCodes = [
  'cannot-ask-field',
  'cannot-ask-operator',
  'cannot-match',
  'cannot-nest',
  'cannot-sort',
  'cannot-sort-by-many',
  'cannot-group',
  'cannot-group-by-many',
  'cannot-aggregate',
] as const;
export type ObstacleCode = (typeof obstacleCodes)[number];

export interface Narrowed {
  /** Within the capabilities; every record that meets the criteria given meets these. */
  readonly criteria: Criteria;
  /** Why they are not the same; undefined when they are. */
  readonly obstacle: Obstacle | undefined;
}

/**
 * The strictest criteria within a backend's capabilities that leave out no record that is asked for. Expects criteria
 * without inactive lines.
 */
export function narrow(criteria: Criteria, capabilities: QueryCapabilities): Narrowed {
  const narrowing = new Narrowing(capabilities);
  const node = narrowing.group(criteria, 'wider', capabilities.depth);
  const { obstacle } = narrowing;
  // Wider than anything means everything. Criteria without lines ask just that, and no backend is asked to judge them.
  if (typeof node === 'boolean') return { criteria: everything, obstacle };
  if (isGroup(node)) return { criteria: node, obstacle };
  const match = (['all', 'any'] as const).find((each) => capabilities.match.includes(each));
  if (match && capabilities.depth > 0) return { criteria: { match, items: [node] }, obstacle };
  return { criteria: everything, obstacle: obstacle ?? { code: 'cannot-match', details: { match: 'all' } } };
}

/**
 * Both directions are needed because of `none`: to let more through, it must exclude less.
 * `wider`: what is asked for and perhaps more; true is everything. `stricter`: perhaps less; false is nothing.
 */
type Direction = 'wider' | 'stricter';
type Result = CriteriaNode | boolean;

class Narrowing {
  readonly #can: QueryCapabilities;
  obstacle: Obstacle | undefined;

  constructor(capabilities: QueryCapabilities) {
    this.#can = capabilities;
  }

  /** @param depth how many levels of groups there may be, this one included. 0: only a line will do. */
  group(group: CriteriaGroup, direction: Direction, depth: number): Result {
    const { match } = group;
    if (group.items.length === 0) return match !== 'any';
    const [only] = group.items;
    if (only && group.items.length === 1 && match !== 'none') return this.#node(only, direction, depth);
    const items = group.items.flatMap((item) => sameMatch(group, item));
    const inner = match === 'none' ? opposite(direction) : direction;
    if (depth === 0 || !this.#can.match.includes(match)) return this.#oneOf(match, items, direction, depth);
    return combined(
      match,
      items.map((item) => this.#node(item, inner, depth - 1)),
    );
  }

  #node(node: CriteriaNode, direction: Direction, depth: number): Result {
    return isGroup(node) ? this.group(node, direction, depth) : this.#line(node, direction);
  }

  #line(line: CriteriaLine, direction: Direction): Result {
    const { fields } = this.#can;
    const can = Object.hasOwn(fields, line.field) ? fields[line.field] : undefined;
    if (can?.operators.includes(line.operator)) return line;
    this.#stop(
      can
        ? { code: 'cannot-ask-operator', details: { field: line.field, operator: line.operator } }
        : { code: 'cannot-ask-field', details: { field: line.field } },
    );
    return direction === 'wider';
  }

  /** A group that can't be asked as one: one of its parts may do in its place, the first that says anything. */
  #oneOf(
    match: CriteriaGroup['match'],
    items: readonly CriteriaNode[],
    direction: Direction,
    depth: number,
  ): Result {
    const code = depth === 0 ? 'cannot-nest' : 'cannot-match';
    this.#stop({ code, details: code === 'cannot-nest' ? { limit: this.#can.depth } : { match } });
    const says = direction === 'wider' ? 'all' : 'any';
    if (match === says) {
      for (const item of items) {
        const part = this.#node(item, direction, depth);
        if (typeof part !== 'boolean') return part;
      }
    }
    return direction === 'wider';
  }

  #stop(obstacle: Obstacle): void {
    this.obstacle ??= obstacle;
  }
}

function opposite(direction: Direction): Direction {
  return direction === 'wider' ? 'stricter' : 'wider';
}

/** `all` within `all`, `any` within `any` or within `none`: the inner one's parts may as well stand outside. */
function sameMatch({ match }: CriteriaGroup, item: CriteriaNode): readonly CriteriaNode[] {
  if (!isGroup(item) || item.match !== (match === 'none' ? 'any' : match)) return [item];
  return item.items.flatMap((inner) => sameMatch(item, inner));
}

/** The group of these parts, with those that are everything or nothing worked out. */
function combined(match: CriteriaGroup['match'], parts: readonly Result[]): Result {
  const decisive = match !== 'all'; // a part that is this decides the group: `any` is met, `none` is not
  if (parts.includes(decisive)) return match === 'any';
  const items = parts.filter((part): part is CriteriaNode => typeof part !== 'boolean');
  if (items.length === 0) return match !== 'any';
  const [only] = items;
  return only && items.length === 1 && match !== 'none' ? only : { match, items };
}
