import { optionsOf, type Field, type FieldCatalog, type FieldOption } from '../model/fields.js';
import type { Id, Setup } from '../model/records.js';
import type { CriteriaWarning } from './errors.js';
import { hasValue, shapedValue, valueShape } from './operators.js';
import { isGroup, type Criteria, type CriteriaLine, type CriteriaNode } from './types.js';

/**
 * L9: what a person should know about criteria that are valid: values that name a deleted list item, or one that the
 * setup does not have. (Fields that hold ids of records have no list to look in.) Such lines run as they stand; records may still hold the value. Expects parsed criteria.
 */
export function checkCriteria(
  criteria: Criteria,
  catalog: FieldCatalog,
  setup: Setup,
): readonly CriteriaWarning[] {
  const warnings: CriteriaWarning[] = [];
  const options = new Map<Field, ReadonlyMap<Id, FieldOption>>();
  const optionsById = (field: Field) => {
    const known = options.get(field) ?? new Map(optionsOf(field, setup).map((option) => [option.id, option]));
    options.set(field, known);
    return known;
  };

  const visit = (node: CriteriaNode, path: string): void => {
    if (isGroup(node)) node.items.forEach((item, index) => visit(item, `${path}/items/${index}`));
    else checkLine(node, path);
  };

  const checkLine = (line: CriteriaLine, path: string): void => {
    const field = catalog.get(line.field);
    if (!field?.list || valueShape(line.operator, 'list') !== 'texts' || !hasValue(line, 'list')) return;
    shapedValue(line, 'texts').forEach((id, index) => {
      const option = optionsById(field).get(id);
      if (option && !option.deleted) return;
      const code = option ? 'option-deleted' : 'option-missing';
      warnings.push({
        code,
        path: `${path}/value/${index}`,
        details: { field: field.id, option: option?.label ?? id },
      });
    });
  };

  visit(criteria, '');
  return warnings;
}
