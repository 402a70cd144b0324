import type { NodePath } from '../../criteria/edit.js';
import { nodeAt } from '../../criteria/edit.js';
import { fromSets, toSets, type CriteriaSet } from '../../criteria/sets.js';
import { isGroup, type Criteria, type CriteriaNode } from '../../criteria/types.js';

/** Criteria as the builder shows them: sets joined by "or", or groups within groups. Paths count from `root`. */
export interface Shape {
  readonly kind: 'sets' | 'nested';
  /** For sets always an `any` of at least one `all`. */
  readonly root: Criteria;
}

/** Sets where the criteria fit and nobody asked for more; what does not fit is shown nested rather than lost (Q1). */
export function shapeOf(criteria: Criteria, nesting: number): Shape {
  const sets = nesting <= 1 ? toSets(criteria) : undefined;
  return sets ? { kind: 'sets', root: { match: 'any', items: sets } } : { kind: 'nested', root: criteria };
}

/** The criteria that a shape stands for. */
export function criteriaOf({ kind, root }: Shape): Criteria {
  return kind === 'sets' ? fromSets(root.items as readonly CriteriaSet[]) : root;
}

/** A place for a line: the group and the index in it. */
export interface Place {
  readonly group: NodePath;
  readonly index: number;
}

/** Where a node goes when it is moved one up or down; at the edge of its group into the next set, or out of the group. */
export function placeBeside({ kind, root }: Shape, path: NodePath, step: 1 | -1): Place | undefined {
  const group = path.slice(0, -1);
  const index = path.at(-1) ?? 0;
  const siblings = itemsAt(root, group);
  if (index + step >= 0 && index + step < siblings.length) return { group, index: index + step };
  if (group.length === 0) return undefined;
  const groupIndex = group.at(-1) ?? 0;
  const outer = group.slice(0, -1);
  if (kind === 'nested') return { group: outer, index: step < 0 ? groupIndex : groupIndex + 1 };
  const neighbour = [...outer, groupIndex + step];
  if (!nodeAt(root, neighbour)) return undefined;
  return { group: neighbour, index: step < 0 ? itemsAt(root, neighbour).length : 0 };
}

/** Where a node is now, by identity. */
export function pathOf(root: CriteriaNode, node: CriteriaNode): NodePath | undefined {
  if (root === node) return [];
  if (!isGroup(root)) return undefined;
  for (const [index, item] of root.items.entries()) {
    const path = pathOf(item, node);
    if (path) return [index, ...path];
  }
  return undefined;
}

function itemsAt(root: Criteria, path: NodePath): readonly CriteriaNode[] {
  const group = nodeAt(root, path);
  return group && isGroup(group) ? group.items : [];
}
