import { isGroup, type Criteria, type CriteriaGroup, type CriteriaLine, type CriteriaNode } from './types.js';

/** Lines that are all to be met. */
export interface CriteriaSet extends CriteriaGroup {
  readonly match: 'all';
  readonly items: readonly CriteriaLine[];
}

/**
 * Criteria as the seeds' product shows them: sets of lines, of which a record meets at least one. Undefined for what
 * does not fit that shape: a `none`, or an `any` beside other lines. Groups that only wrap are seen through. There is
 * always at least one set, if only an empty one.
 */
export function toSets(criteria: Criteria): readonly CriteriaSet[] | undefined {
  const sets = setsOf(unwrapped(criteria));
  return sets?.length === 0 ? [emptySet] : sets;
}

/** The criteria that `toSets` turns into these sets. */
export function fromSets(sets: readonly CriteriaSet[]): Criteria {
  const [only] = sets;
  if (!only) return emptySet;
  return sets.length === 1 ? only : { match: 'any', items: sets };
}

const emptySet: CriteriaSet = { match: 'all', items: [] };

function setsOf(node: CriteriaNode): readonly CriteriaSet[] | undefined {
  if (!isGroup(node)) return [{ match: 'all', items: [node] }];
  if (node.match === 'any' && !node.muted) return flatten(node.items.map((item) => setsOf(unwrapped(item))));
  const set = asSet(node);
  return set && [set];
}

function asSet(group: CriteriaGroup): CriteriaSet | undefined {
  if (group.match !== 'all') return undefined;
  if (isSet(group)) return group;
  const items = flatten(group.items.map((item) => linesOfAll(unwrapped(item))));
  return items && { ...group, match: 'all', items };
}

/** An `all` within an `all` adds its lines; a muted one keeps silent as a whole, so it must stay one. */
function linesOfAll(node: CriteriaNode): readonly CriteriaLine[] | undefined {
  if (!isGroup(node)) return [node];
  return node.muted ? undefined : asSet(node)?.items;
}

function isSet(group: CriteriaGroup): group is CriteriaSet {
  return group.match === 'all' && !group.items.some(isGroup);
}

/** A group around a single node asks what that node asks, unless it negates it or is muted. */
function unwrapped(node: CriteriaNode): CriteriaNode {
  if (!isGroup(node) || node.muted || node.match === 'none' || node.items.length !== 1) return node;
  const [item] = node.items;
  return item && (isGroup(item) || node.match === 'any') ? unwrapped(item) : node;
}

function flatten<T>(lists: readonly (readonly T[] | undefined)[]): readonly T[] | undefined {
  return lists.includes(undefined) ? undefined : lists.flatMap((list) => list ?? []);
}
