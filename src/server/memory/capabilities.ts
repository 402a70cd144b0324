import { isRelative, operatorsFor } from '../../criteria/operators.js';
import type { Field, FieldCatalog, FieldId, Subject } from '../../model/fields.js';
import type { FieldCapabilities, QueryCapabilities } from '../../store/capabilities.js';
import type { ServerCapabilities } from '../data.js';

/** Everything there is to declare: the memory backend answers whatever the engine does. */
export function fullCapabilities(
  catalog: FieldCatalog,
  { collation, pageSize }: { readonly collation: string; readonly pageSize: number },
): ServerCapabilities {
  const about = (subject: Subject): QueryCapabilities => ({
    fields: Object.fromEntries(
      catalog.for(subject).map((field): [FieldId, FieldCapabilities] => [field.id, capabilitiesOf(field)]),
    ),
    match: ['all', 'any', 'none'],
    depth: 64,
    sortFields: 3,
    groupFields: 2,
    count: true,
    pageSize,
    offset: true,
  });
  return { query: { contact: about('contact'), company: about('company') }, collation };
}

/** A1: reading everything and saving, and nothing else. */
export const leastCapabilities: ServerCapabilities = { watch: false, preferences: false };

function capabilitiesOf({ type }: Field): FieldCapabilities {
  return { operators: operatorsFor(type).filter((id) => !isRelative(id)), sort: true, group: true };
}
