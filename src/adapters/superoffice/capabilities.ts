import { operatorIds, type OperatorId } from '../../criteria/types.js';
import type { FieldId, Subject } from '../../model/fields.js';
import type { Capabilities, FieldCapabilities, QueryCapabilities } from '../../store/port.js';
import type { AskedField, Catalog } from './catalog.js';
import type { Decisions } from './decisions.js';
import { isNeverEmpty } from './fields.js';

const save = { contact: ['create', 'update', 'delete'], company: ['create', 'update', 'delete'] } as const;

/** What this installation can do, from what it says of its archives. */
export function capabilitiesOf(
  catalogs: Readonly<Record<Subject, Catalog>>,
  decisions: Decisions,
): Capabilities {
  const fixed = { save, watch: decisions.pollInterval !== undefined, preferences: false } as const;
  if (decisions.questions === 'memory') return fixed;
  const about = (of: Subject): QueryCapabilities => ({
    fields: fieldsOf(of, catalogs[of]),
    match: ['all', 'any'],
    depth: decisions.depth,
    sortFields: 1,
    groupFields: 0,
    count: decisions.grandTotal !== undefined,
    pageSize: decisions.pageSize,
  });
  return { ...fixed, query: { contact: about('contact'), company: about('company') } };
}

function fieldsOf(of: Subject, { asked }: Catalog): Readonly<Record<FieldId, FieldCapabilities>> {
  const entries = Array.from(asked, ([id, field]): [FieldId, FieldCapabilities] => {
    const operators = operatorsOf(field);
    // Those without a value come last, so it must be possible to ask for them.
    const sorts = field.orderBy && (operators.includes('isEmpty') || isNeverEmpty(of, id));
    return [id, { operators, ...(sorts ? { sort: true } : {}) }];
  });
  const category = asked.get('company.category');
  if (category?.column.type) {
    entries.push(['company.categoryGroup', { operators: ['oneOf', 'notOneOf', 'isEmpty', 'isNotEmpty'] }]);
    entries.push(['company.leadStatusEnabled', { operators: ['isYes', 'isNo'] }]);
  }
  const names = ['contact.firstName', 'contact.lastName'].map((id) => asked.get(id));
  if (of === 'contact' && names.every((field) => field?.operators.has('contains'))) {
    const sort = names.every((field) => field?.orderBy) ? { sort: true } : {};
    entries.push(['contact.name', { operators: ['begins', 'contains', 'ends', 'is', 'isExactly'], ...sort }]);
  }
  return Object.fromEntries(
    entries.filter(([id, { operators, sort }]) => (operators.length > 0 || sort) && id !== 'contact.note'),
  );
}

/** Which of our operators the server's add up to. */
function operatorsOf({ map, column, operators }: AskedField): OperatorId[] {
  if (!column.type) return [];
  const has = (...names: string[]) => names.every((name) => operators.has(name));
  switch (map.kind) {
    case 'text':
    case 'entry':
      return operatorIds.text.filter(
        (id) =>
          id === 'isEmpty' || (id === 'isNotEmpty' ? has('isNot') : has(id === 'isExactly' ? 'is' : id)),
      );
    case 'name':
      return has('oneOf') ? [...operatorIds.text] : [];
    case 'id':
      if (column.type === 'int') return map.key === 'id' ? ['oneOf'] : ['oneOf', 'isEmpty'];
      return operatorIds.list.filter((id) =>
        id === 'isEmpty' ? has('oneOf') : has(id === 'isNotEmpty' ? 'notOneOf' : id),
      );
    case 'yesno':
      return has('set') ? ['isYes', 'isNo'] : [];
    case 'number':
      return operatorIds.number.filter((id) => serverNumber[id] !== undefined && has(serverNumber[id]));
    case 'instant':
    case 'day':
      return has('before', 'after', 'between')
        ? ['before', 'on', 'after', 'between', 'isEmpty', 'isNotEmpty']
        : [];
  }
}

/** Our operators on numbers, by theirs. */
export const serverNumber: Readonly<Partial<Record<OperatorId, string>>> = {
  equals: 'equals',
  less: 'less',
  greater: 'greater',
  between: 'between',
};
