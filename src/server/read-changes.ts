import type { Change } from '../model/changes.js';
import { parseRow } from '../model/parse.js';
import { entityNames, type EntityName, type Id } from '../model/records.js';
import type { Capabilities } from '../store/capabilities.js';
import type { Limits } from './limits.js';
import { escape, Reader } from './reader.js';

/** The least that a row of each entity has to have: what a patch is parsed on. */
const leastRows: Readonly<Record<EntityName, object>> = {
  settings: {},
  category: { id: 'x', name: 'x' },
  leadStatus: { id: 'x', name: 'x' },
  company: { id: 'x' },
  contact: { id: 'x' },
  selection: { id: 'x', name: 'x', of: 'contact', source: { kind: 'static' } },
};

/** The fields that clients write; parsing a least row gives each of them its empty value. */
const fieldsOf = Object.fromEntries(
  entityNames.map((entity) => {
    const parsed = parseRow(entity, leastRows[entity]);
    const keys = parsed.ok ? Object.keys(parsed.record) : [];
    return [entity, keys.filter((key) => key !== 'id' && key !== 'version')];
  }),
) as Record<EntityName, string[]>;

const changeKeys = ['kind', 'entity', 'id', 'record', 'patch', 'ifMatch', 'command'];
const changeKinds = ['create', 'update', 'delete'] as const;

/** Changes that are saved all or none, and the place of the first one in the request. */
export interface Command {
  readonly key: string;
  readonly changes: readonly Change[];
  readonly start: number;
}

/**
 * `{changes: […]}`: `Change` of the port, with `ifMatch` for the version that it is based on (`*` or left out: whichever
 * there is), and the key of its command where there are several. Throws a 422 that names each part that is wrong.
 *
 * @param key of the request: that of the changes which name no command
 */
export function readCommands(
  json: unknown,
  key: string,
  capabilities: Capabilities,
  limits: Limits,
): readonly Command[] {
  const reader = new Reader(limits.textLength);
  const list = reader.list(reader.object(json, '', ['changes'])?.['changes'], '/changes', limits.changes);
  if (list?.length === 0) reader.fail('/changes', 'must not be empty');
  const commands: { key: string; changes: Change[]; start: number }[] = [];
  list?.forEach((each, index) => {
    const pointer = `/changes/${index}`;
    const fields = reader.object(each, pointer, changeKeys) ?? {};
    const change = readChange(reader, fields, pointer, capabilities);
    const command =
      fields['command'] === undefined ? key : reader.text(fields['command'], `${pointer}/command`);
    if (!change || command === undefined) return;
    const last = commands.at(-1);
    if (last?.key === command) last.changes.push(change);
    else if (commands.some((other) => other.key === command))
      reader.fail(`${pointer}/command`, 'must stand beside the other changes of its command');
    else commands.push({ key: command, changes: [change], start: index });
  });
  reader.throwIfFailed();
  return commands;
}

/** A new record, for `POST /{collection}`: the row itself. */
export function readCreate(
  entity: EntityName,
  json: unknown,
  capabilities: Capabilities,
  limits: Limits,
): Change {
  return read(limits, (reader) => {
    checkOffered(reader, entity, 'create', '', capabilities);
    const row = reader.object(json, '');
    const id = reader.text(row?.['id'] ?? crypto.randomUUID(), '/id');
    return id ? createOf(reader, entity, id, row, '') : undefined;
  });
}

/** Some fields of a record, for `PATCH /{collection}/{id}`. */
export function readUpdate(
  entity: EntityName,
  id: Id,
  json: unknown,
  baseVersion: string | undefined,
  capabilities: Capabilities,
  limits: Limits,
): Change {
  return read(limits, (reader) => {
    checkOffered(reader, entity, 'update', '', capabilities);
    return updateOf(reader, entity, id, json, '', baseVersion);
  });
}

export function readDelete(
  entity: EntityName,
  id: Id,
  baseVersion: string | undefined,
  capabilities: Capabilities,
  limits: Limits,
): Change {
  return read(limits, (reader) => {
    checkOffered(reader, entity, 'delete', '', capabilities);
    return { kind: 'delete', entity, id, baseVersion };
  });
}

function read(limits: Limits, parse: (reader: Reader) => Change | undefined): Change {
  const reader = new Reader(limits.textLength);
  const change = parse(reader);
  reader.throwIfFailed();
  return change!;
}

function readChange(
  reader: Reader,
  fields: Readonly<Record<string, unknown>>,
  pointer: string,
  capabilities: Capabilities,
): Change | undefined {
  const kind = reader.oneOf(fields['kind'], `${pointer}/kind`, changeKinds);
  const entity = reader.oneOf(fields['entity'], `${pointer}/entity`, entityNames);
  const id = reader.text(fields['id'], `${pointer}/id`);
  if (!kind || !entity || !id) return undefined;
  const version =
    fields['ifMatch'] === undefined ? undefined : reader.text(fields['ifMatch'], `${pointer}/ifMatch`);
  const baseVersion = version === '*' ? undefined : version;
  checkOffered(reader, entity, kind, pointer, capabilities);
  if (kind === 'create') return createOf(reader, entity, id, fields['record'], `${pointer}/record`);
  if (kind === 'update')
    return updateOf(reader, entity, id, fields['patch'], `${pointer}/patch`, baseVersion);
  return { kind, entity, id, baseVersion };
}

function checkOffered(
  reader: Reader,
  entity: EntityName,
  kind: Change['kind'],
  pointer: string,
  { save }: Capabilities,
): void {
  const kinds = save ? (Object.hasOwn(save, entity) ? (save[entity] ?? []) : []) : changeKinds;
  // There is one record of settings, always.
  const possible = entity !== 'settings' || kind === 'update';
  if (!possible || !kinds.includes(kind))
    reader.fail(`${pointer}/entity`, `${kind} of ${entity} is not offered`);
}

function createOf(
  reader: Reader,
  entity: EntityName,
  id: Id,
  json: unknown,
  pointer: string,
): Change | undefined {
  const row = reader.object(json, pointer, ['id', 'version', ...fieldsOf[entity]]);
  if (!row) return undefined;
  if (row['id'] !== undefined && row['id'] !== id)
    reader.fail(`${pointer}/id`, 'must be the id of the change');
  const parsed = parseRow(entity, { ...row, id, version: undefined });
  for (const { path, message } of parsed.faults) reader.fail(`${pointer}${path}`, message);
  return parsed.ok ? ({ kind: 'create', entity, id, record: parsed.record } as Change) : undefined;
}

function updateOf(
  reader: Reader,
  entity: EntityName,
  id: Id,
  json: unknown,
  pointer: string,
  baseVersion: string | undefined,
): Change | undefined {
  // An id or a version in a patch changes nothing: clients may send them along.
  const { id: ownId, version: _, ...fields } = reader.object(json, pointer) ?? {};
  if (ownId !== undefined && ownId !== id) reader.fail(`${pointer}/id`, 'can’t be changed');
  for (const key of Object.keys(fields))
    if (!fieldsOf[entity].includes(key)) reader.fail(`${pointer}/${escape(key)}`, unknownField(entity, key));
  const parsed = parseRow(entity, { ...leastRows[entity], ...fields });
  for (const { path, message } of parsed.faults) reader.fail(`${pointer}${path}`, message);
  if (!parsed.ok) return undefined;
  const patch = Object.fromEntries(
    Object.keys(fields).map((key) => [key, (parsed.record as unknown as Record<string, unknown>)[key]]),
  );
  return { kind: 'update', entity, id, patch, baseVersion };
}

function unknownField(entity: EntityName, key: string): string {
  return entity === 'contact' && (key === 'categoryId' || key === 'category')
    ? 'belongs to the company (L8)'
    : 'is not known';
}
