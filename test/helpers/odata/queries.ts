import {
  or,
  parseExpression,
  Reader,
  type Abilities,
  type Expression,
  type Instance,
  type Scalar,
} from './expressions.js';
import { SyntaxFault } from './tokens.js';

// System query options ($orderby, $expand, $apply …) over instances.

export interface OrderItem {
  readonly value: Expression;
  readonly descending: boolean;
}

export function parseOrder(source: string, abilities: Abilities): OrderItem[] {
  const reader = new Reader(source);
  const items: OrderItem[] = [];
  do {
    const value = or(reader, abilities);
    items.push({ value, descending: reader.takesWord('asc', 'desc') === 'desc' });
  } while (reader.takes(','));
  if (!reader.isAtEnd) throw new SyntaxFault(`$orderby can't be read: "${source}".`);
  return items;
}

const collator = new Intl.Collator('en');

/** Null comes first when ascending (Protocol, 11.2.6.2). */
export function compareScalars(a: Scalar, b: Scalar): number {
  if (a === null || b === null) return a === b ? 0 : a === null ? -1 : 1;
  if (typeof a === 'string' && typeof b === 'string') return collator.compare(a, b);
  return a < b ? -1 : a > b ? 1 : 0;
}

export function compareBy(items: readonly OrderItem[], a: readonly Scalar[], b: readonly Scalar[]): number {
  for (const [place, { descending }] of items.entries()) {
    const sign = compareScalars(a[place]!, b[place]!);
    if (sign !== 0) return descending ? -sign : sign;
  }
  return 0;
}

/** `Company($select=Id,Name)`, by navigation property. */
export function parseExpand(source: string): Map<string, readonly string[] | undefined> {
  const expands = new Map<string, readonly string[] | undefined>();
  for (const [, name, select] of source.matchAll(/([^,(]+)(?:\(\$select=([^)]*)\))?(?:,|$)/g))
    expands.set(name!, select?.split(','));
  return expands;
}

/** `filter(…)/groupby((A,B/C),aggregate($count as n))`. */
export function parseApply(source: string, abilities: Abilities) {
  const match = /^(?:filter\((.*)\)\/)?groupby\(\(([^()]*)\),aggregate\(\$count as (\w+)\)\)$/s.exec(source);
  if (!match) throw new SyntaxFault(`$apply can't be read: "${source}".`);
  const [, filter, by, alias] = match;
  return {
    filter: filter === undefined ? undefined : parseExpression(filter, abilities),
    paths: by!.split(',').map((path) => path.split('/')),
    alias: alias!,
  };
}

/** Counts of each combination of values, nested like the paths are. */
export function grouped(
  instances: readonly Instance[],
  paths: readonly (readonly string[])[],
  alias: string,
  valueOf: (instance: Instance, path: readonly string[]) => Scalar,
): object[] {
  const counts = new Map<string, { values: Scalar[]; count: number }>();
  for (const instance of instances) {
    const values = paths.map((path) => valueOf(instance, path));
    const entry = counts.get(JSON.stringify(values)) ?? { values, count: 0 };
    entry.count += 1;
    counts.set(JSON.stringify(values), entry);
  }
  return [...counts.values()].map(({ values, count }) => {
    const result: Record<string, unknown> = { [alias]: count };
    for (const [place, path] of paths.entries()) {
      let at = result;
      for (const step of path.slice(0, -1)) at = (at[step] ??= {}) as Record<string, unknown>;
      at[path.at(-1)!] = values[place];
    }
    return result;
  });
}
