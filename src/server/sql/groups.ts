import type { Field } from '../../model/fields.js';
import type { Value } from '../../model/records.js';
import { compareKeys, type ValueOrder } from '../../query/order.js';
import type { Group } from '../../query/types.js';
import { categoryColumn, columnOf, type Expression } from './columns.js';
import type { CriteriaTerms } from './line-to-sql.js';
import { categoriesWithLeadStatus } from './setup.js';

/** What records are counted by, and what a counted value stands for: several can stand for the same. */
export interface GroupColumn {
  readonly expression: Expression;
  readonly toValue: (counted: unknown) => Value;
}

/** What follows from a category is counted by category: an index holds that. */
export function groupColumn(field: Field, { of, setup }: Pick<CriteriaTerms, 'of' | 'setup'>): GroupColumn {
  const byCategory = (toValue: (category: string | null) => Value): GroupColumn => ({
    expression: categoryColumn(of),
    toValue: (counted) => toValue(counted as string | null),
  });
  switch (field.id) {
    case 'company.category':
      return byCategory((category) => category || null);
    case 'company.categoryGroup':
      return byCategory((category) => setup.categories.get(category ?? '')?.group ?? null);
    case 'company.leadStatusEnabled': {
      const enabled = new Set(categoriesWithLeadStatus(setup));
      // Of a contact, null says that it has no company, and '' that the company has no category.
      return byCategory((category) =>
        of === 'contact' && category === null ? null : enabled.has(category ?? ''),
      );
    }
    default:
      return { expression: columnOf(field, of).value, toValue: (counted) => counted as Value };
  }
}

interface Counted {
  readonly values: readonly Value[];
  readonly count: number;
}

/** Counts as groups within groups, in the order of their fields; records without a value come last. */
export function nest(counted: readonly Counted[], orders: readonly ValueOrder[]): readonly Group[] {
  const [order, ...others] = orders;
  if (!order) return [];
  const byValue = new Map<Value, Counted[]>();
  for (const { values, count } of counted) {
    const [value = null, ...rest] = values;
    const own = byValue.get(value) ?? [];
    byValue.set(value, own);
    own.push({ values: rest, count });
  }
  return [...byValue]
    .sort(([a], [b]) => compareValues(a, b, order))
    .map(([value, own]) => {
      const count = own.reduce((sum, each) => sum + each.count, 0);
      return others.length > 0 ? { value, count, groups: nest(own, others) } : { value, count };
    });
}

/** Values that the order takes for equal (letters composed differently) still are different groups. */
function compareValues(a: Value, b: Value, { key, compare }: ValueOrder): number {
  const [first, second] = [key(a), key(b)];
  if (first === null || second === null) return Number(first === null) - Number(second === null);
  return compare(first, second) || compareKeys(String(a), String(b));
}
