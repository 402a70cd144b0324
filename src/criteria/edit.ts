import { isGroup, type Criteria, type CriteriaGroup, type CriteriaNode } from './types.js';

/** Where a node is: its index in the outermost group, then in that group, and so on. `[]` is the outermost group. */
export type NodePath = readonly number[];

// Each of these gives new criteria that share whatever did not change, or the very same criteria when the path leads
// nowhere or nothing would become different. None throws: a builder's user may be faster than its rendering.

export function nodeAt(criteria: Criteria, path: NodePath): CriteriaNode | undefined {
  return path.reduce<CriteriaNode | undefined>(
    (node, index) => (node && isGroup(node) ? node.items[index] : undefined),
    criteria,
  );
}

/** Adds a line or a group to the group at `groupPath`; as its last item, unless `index` says where. */
export function addNode(
  criteria: Criteria,
  groupPath: NodePath,
  node: CriteriaNode,
  index = Infinity,
): Criteria {
  return updateGroup(criteria, groupPath, (group) => withItems(group, inserted(group.items, node, index)));
}

/** Takes out the line or group at `path`. The outermost group stays. */
export function removeAt(criteria: Criteria, path: NodePath): Criteria {
  if (!nodeAt(criteria, path)) return criteria;
  return updateGroup(criteria, path.slice(0, -1), (group) =>
    path.length === 0 ? group : withItems(group, removed(group.items, lastOf(path))),
  );
}

/** Puts `node` in the place of what is at `path`. In the place of the outermost group only a group can be put. */
export function replaceAt(criteria: Criteria, path: NodePath, node: CriteriaNode): Criteria {
  const present = nodeAt(criteria, path);
  if (!present || present === node) return criteria;
  if (path.length === 0) return isGroup(node) ? node : criteria;
  return updateGroup(criteria, path.slice(0, -1), (group) =>
    withItems(
      group,
      group.items.map((item, index) => (index === lastOf(path) ? node : item)),
    ),
  );
}

/**
 * Moves the node at `from` into the group at `groupPath` (a path as of before the move), where it comes to stand at
 * `index` among the group's other items. A group can't move into itself.
 */
export function moveItem(criteria: Criteria, from: NodePath, groupPath: NodePath, index: number): Criteria {
  const node = nodeAt(criteria, from);
  const target = nodeAt(criteria, groupPath);
  if (!node || from.length === 0 || !target || !isGroup(target) || isWithin(groupPath, from)) return criteria;
  const sameGroup = from.length === groupPath.length + 1 && isWithin(from, groupPath);
  if (sameGroup && clamp(index, target.items.length - 1) === lastOf(from)) return criteria;
  return addNode(removeAt(criteria, from), afterRemoval(groupPath, from), node, index);
}

/** Puts the node at `path` into a group of its own, to which more can be added. The outermost one becomes an item. */
export function wrapInGroup(criteria: Criteria, path: NodePath, match: CriteriaGroup['match']): Criteria {
  const node = nodeAt(criteria, path);
  return node ? replaceAt(criteria, path, { match, items: [node] }) : criteria;
}

/** Q2: mutes a line or a group, or lets it speak again. */
export function setMuted(criteria: Criteria, path: NodePath, muted: boolean): Criteria {
  const node = nodeAt(criteria, path);
  if (!node || (node.muted ?? false) === muted) return criteria;
  const { muted: _before, ...rest } = node;
  return replaceAt(criteria, path, muted ? { ...rest, muted } : rest);
}

/** Takes the values out of all lines, which makes them inactive and keeps them ("Clear all"). */
export function clearAll(criteria: Criteria): Criteria {
  const cleared = (node: CriteriaNode): CriteriaNode => {
    if (isGroup(node)) return clearedGroup(node);
    if (node.value === undefined) return node;
    const { value: _before, ...rest } = node;
    return rest;
  };
  const clearedGroup = (group: CriteriaGroup): CriteriaGroup => withItems(group, group.items.map(cleared));
  return clearedGroup(criteria);
}

function updateGroup(
  group: CriteriaGroup,
  path: NodePath,
  update: (group: CriteriaGroup) => CriteriaGroup,
): CriteriaGroup {
  const [index, ...rest] = path;
  if (index === undefined) return update(group);
  const item = group.items[index];
  if (!item || !isGroup(item)) return group;
  const updated = updateGroup(item, rest, update);
  return withItems(
    group,
    group.items.map((each, at) => (at === index ? updated : each)),
  );
}

function withItems(group: CriteriaGroup, items: readonly CriteriaNode[]): CriteriaGroup {
  const unchanged =
    items.length === group.items.length && items.every((item, index) => item === group.items[index]);
  return unchanged ? group : { ...group, items };
}

/** A group's path after the node at `from` has gone: indices behind it, in the same group, move up by one. */
function afterRemoval(path: NodePath, from: NodePath): NodePath {
  const depth = from.length - 1;
  const index = path[depth];
  const beside = index !== undefined && isWithin(path, from.slice(0, depth)) && index > lastOf(from);
  return beside ? path.map((each, at) => (at === depth ? each - 1 : each)) : path;
}

const isWithin = (path: NodePath, outer: NodePath) => outer.every((index, depth) => path[depth] === index);
const lastOf = (path: NodePath) => path.at(-1) ?? -1;
const clamp = (index: number, max: number) => Math.max(0, Math.min(index, max));
const removed = <T>(items: readonly T[], index: number) => items.filter((_, at) => at !== index);

function inserted<T>(items: readonly T[], item: T, index: number): T[] {
  const at = clamp(index, items.length);
  return [...items.slice(0, at), item, ...items.slice(at)];
}
