import type { Criteria, CriteriaLine, CriteriaNode } from '../../criteria/types.js';
import type { Field } from '../../model/fields.js';
import type { Value } from '../../model/records.js';

/**
 * The given criteria and more lines, all in force at once. Lines of an `all` group stay on the outermost level, where
 * whoever answers looks for the ids that narrow a question down.
 */
export function criteriaOf(given: Criteria | undefined, more: readonly CriteriaNode[]): Criteria | undefined {
  const items = [...(given ? outermost(given) : []), ...more];
  return items.length > 0 ? { match: 'all', items } : undefined;
}

/** What the records of a group have in common. Value null: those without one. */
export function groupNode(field: Field, value: Value): CriteriaNode {
  if (field.type === 'yesno') {
    const [yes, no] = [line(field, 'isYes'), line(field, 'isNo')];
    return value === null ? { match: 'none', items: [yes, no] } : value ? yes : no;
  }
  if (value === null) return line(field, 'isEmpty');
  switch (field.type) {
    case 'list':
      return line(field, 'oneOf', [String(value)]);
    case 'text':
      return line(field, 'isExactly', String(value));
    case 'number':
      return line(field, 'equals', Number(value));
    case 'date':
      return line(field, 'on', String(value));
  }
}

function outermost(given: Criteria): readonly CriteriaNode[] {
  if (given.muted) return [];
  return given.match === 'all' ? given.items : [given];
}

function line(field: Field, operator: CriteriaLine['operator'], value?: CriteriaLine['value']): CriteriaLine {
  return value === undefined ? { field: field.id, operator } : { field: field.id, operator, value };
}
