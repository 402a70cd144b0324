import type { Awaitable } from './peer.js';

/** In turn, and without promises where there are none. */
export function all<Item, Result>(
  items: readonly Item[],
  ask: (item: Item) => Awaitable<Result>,
): Awaitable<Result[]> {
  const results: Result[] = [];
  for (const [index, item] of items.entries()) {
    const result = ask(item);
    if (result instanceof Promise) return rest(items, index, result, results, ask);
    results.push(result);
  }
  return results;
}

async function rest<Item, Result>(
  items: readonly Item[],
  from: number,
  first: Promise<Result>,
  results: Result[],
  ask: (item: Item) => Awaitable<Result>,
): Promise<Result[]> {
  results.push(await first);
  for (const item of items.slice(from + 1)) results.push(await ask(item));
  return results;
}
