/**
 * A number from 0 to 1 that depends on nothing but the seed and the texts: FNV-1a, mixed as in MurmurHash3 (both public
 * domain). Chance by name instead of by turn, so that requests at the same time don't change each other's.
 */
export function chance(seed: number, ...texts: readonly (string | number)[]): number {
  let hash = 0x811c9dc5 ^ seed;
  const text = texts.join('\n');
  for (let at = 0; at < text.length; at++) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return ((hash ^ (hash >>> 16)) >>> 0) / 0x1_0000_0000;
}

/** One of `items`, by such a chance. */
export function pick<Item>(items: readonly Item[], luck: number): Item | undefined {
  return items[Math.min(items.length - 1, Math.floor(luck * items.length))];
}
