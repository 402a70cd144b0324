import { isReservedField } from './fields.js';
import {
  at,
  fault,
  id,
  isSafeKey,
  listOf,
  name,
  oneOf,
  orElse,
  shape,
  yesNo,
  type Parser,
  type RowFault,
} from './parse-values.js';
import { fieldTypes, type HostField, type HostOption } from './records.js';

/** Keys become part of a field id, `company.budget`, so they have no points and no spaces. */
const keyPattern = /^[A-Za-z_][\w-]{0,63}$/;

const key: Parser<string> = (value, path, faults) =>
  typeof value === 'string' && keyPattern.test(value) && isSafeKey(value)
    ? value
    : (fault(faults, path, 'must be a name of letters, digits, "_" and "-"') as never);

const option = shape<HostOption>({ id, label: name, deleted: orElse(yesNo, undefined) });

const hostField = shape<HostField>({
  entity: oneOf(['company', 'contact']),
  key,
  label: name,
  type: oneOf(fieldTypes),
  options: orElse(listOf(option), undefined),
});

/** Reads one field of the host; its faults tell why it can't be used. A key that a built-in field has is one of them. */
export function parseHostField(raw: unknown, path = '', faults: RowFault[] = []): HostField | undefined {
  const before = faults.length;
  const parsed = hostField(raw, path, faults);
  if (faults.length > before) return undefined;
  if (isReservedField(`${parsed.entity}.${parsed.key}`)) {
    return fault(faults, at(path, 'key'), `is the key of a built-in field of a ${parsed.entity}`);
  }
  return parsed;
}

/** The fields that can be used, in their order. Of two with the same key the first one stays. */
export function parseHostFields(raw: unknown, path: string, faults: RowFault[]): readonly HostField[] {
  if (raw === undefined || raw === null) return [];
  if (!Array.isArray(raw)) return fault(faults, path, 'must be a list') ?? [];
  const usable = new Map<string, HostField>();
  raw.forEach((each, index) => {
    const parsed = parseHostField(each, at(path, index), faults);
    if (!parsed) return;
    const fieldId = `${parsed.entity}.${parsed.key}`;
    if (usable.has(fieldId))
      fault(faults, at(at(path, index), 'key'), 'is the key of another field of the same kind');
    else usable.set(fieldId, parsed);
  });
  return [...usable.values()];
}
