import { isObject } from '../../model/parse-values.js';
import type { Subject } from '../../model/fields.js';
import type { Value } from '../../model/records.js';
import { AdapterError } from '../../store/port.js';
import type { FieldMap } from './fields.js';
import type { Installation } from './installation.js';
import type { Write } from './patch.js';
import { everyName, inLanguage } from './texts.js';

type Fields = Readonly<Record<string, unknown>>;

/**
 * The fields of a change as they are written there. Fields that the server sets itself are left out. Rejects with an
 * `AdapterError` `invalid` that names the field: for one that this installation has no column of, and for a name that is
 * in no list.
 *
 * @param before the record as it is; of a new one nothing
 */
export async function writesOf(
  of: Subject,
  fields: Fields,
  before: Fields,
  installation: Installation,
  signal: AbortSignal,
): Promise<readonly Write[]> {
  const { fields: placed } = (await installation.catalogs(signal))[of];
  const custom = extraOf(fields, before);
  const known = new Set(installation.maps[of].map(({ key, custom }) => `${custom ? 'extra/' : ''}${key}`));
  for (const [key, value] of Object.entries(custom))
    if (!known.has(`extra/${key}`) && value !== null)
      throw fieldFault(`/extra/${key}`, 'is no field of this installation');
  const writes = installation.maps[of].map(async (map): Promise<readonly Write[]> => {
    const own = map.custom ? custom : fields;
    if (!Object.hasOwn(own, map.key) || map.path === undefined) return [];
    const value = own[map.key] as Value;
    const path = map.custom ? `/extra/${map.key}` : `/${map.key}`;
    if (!placed.some((each) => each.map === map)) {
      if (value === null || value === '') return [];
      throw fieldFault(path, 'can be neither read nor written here: the archive has no column for it');
    }
    return [{ map, value: await wireValue(map, value, path, installation, signal) }];
  });
  return (await Promise.all(writes)).flat();
}

/** `extra` comes whole: what is no longer in it becomes empty. */
function extraOf(fields: Fields, before: Fields): Fields {
  if (!isObject(fields['extra'])) return {};
  const [now, then] = [fields['extra'], isObject(before['extra']) ? before['extra'] : {}];
  const keys = [...new Set([...Object.keys(now), ...Object.keys(then)])];
  return Object.fromEntries(
    keys.filter((key) => now[key] !== then[key]).map((key) => [key, now[key] ?? null]),
  );
}

async function wireValue(
  { kind, entity, list }: FieldMap,
  value: Value,
  path: string,
  installation: Installation,
  signal: AbortSignal,
): Promise<Write['value']> {
  if (kind === 'id') {
    const number = value === null ? 0 : installation.ids.numberOf(entity!, String(value));
    if (number === undefined) throw fieldFault(path, `names the ${entity} "${value}", which is not there`);
    return number;
  }
  if (list === undefined) return value;
  if (value === null || value === '') return 0;
  const item = (await installation.list(list, signal)).find(
    ({ name, deleted }) =>
      !deleted && [...everyName(name), inLanguage(name, installation.language)].includes(String(value)),
  );
  if (!item) throw fieldFault(path, `must be an item of the list "${list}"`);
  return item.id;
}

function fieldFault(path: string, message: string): AdapterError {
  return new AdapterError('invalid', `The field "${path}" ${message}.`, { details: [{ path, message }] });
}
