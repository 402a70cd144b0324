import { sameValue } from '../../model/changes.js';
import { badArgument, SuperOfficeFault } from './errors.js';
import { asReference, emptyCompany, emptyPerson, type Entity, type World } from './world.js';

type Table = 'Contact' | 'Person';

interface Operation {
  readonly op: string;
  readonly path: string;
  readonly value?: unknown;
}

/** `GET {Entity}/default`. */
export const emptyEntity = (table: Table): Entity => (table === 'Contact' ? emptyCompany() : emptyPerson());

/** `POST {Entity}`: what the server sets by itself is not taken from the body. */
export function createEntity(world: World, table: Table, body: Entity): Entity {
  const entity = resolved(world, table, { ...emptyEntity(table), ...body });
  validate(table, entity);
  return world.create(table, entity);
}

/** `PATCH {Entity}/{id}` with a JSON Patch (RFC 6902) or a merge patch (RFC 7396). */
export function patchEntity(
  world: World,
  table: Table,
  id: number,
  patch: unknown,
  headers: Headers,
): Entity {
  const before = world.get(table, id);
  refuseIfChanged(before, headers);
  const entity = structuredClone(before);
  const operations = Array.isArray(patch)
    ? (patch as Operation[])
    : Object.entries(patch as Entity).map(([path, value]) => ({ op: 'replace', path, value }));
  for (const operation of operations) apply(operation, entity);
  const after = resolved(world, table, entity);
  validate(table, after);
  return world.put(table, {
    ...after,
    [`${table}Id`]: id,
    CreatedDate: before['CreatedDate'],
    UpdatedDate: world.stamp(),
  });
}

export function deleteEntity(world: World, table: Table, id: number, headers: Headers): void {
  refuseIfChanged(world.get(table, id), headers);
  world.tables[table].delete(id);
}

/** HTTP dates know whole seconds, so two changes within one are not told apart. */
function refuseIfChanged(entity: Entity, headers: Headers): void {
  const since = headers.get('If-Unmodified-Since');
  if (since !== null && Math.floor(changedAt(entity) / 1000) * 1000 > Date.parse(since))
    throw new SuperOfficeFault(
      412,
      'SoPreconditionFailedException',
      'The entity has changed since the requested timestamp',
    );
}

export function changedAt(entity: Entity): number {
  const time = Date.parse(`${String(entity['UpdatedDate']).replace(/Z$/, '')}Z`);
  return Math.max(0, time);
}

/** Paths are told without regard to case, with a slash before them or not. */
function apply({ op, path, value }: Operation, entity: Entity): void {
  const steps = path
    .replace(/^\//, '')
    .split('/')
    .map((step) => step.replaceAll('~1', '/').replaceAll('~0', '~'));
  const last = steps.pop()!;
  let parent = entity;
  for (const step of steps) {
    const key = keyIn(parent, step);
    parent = (parent[key] ??= {}) as Entity;
  }
  const key = keyIn(parent, last);
  const list = Array.isArray(parent) ? (parent as unknown[]) : undefined;
  switch (op) {
    case 'test':
      if (!sameValue(parent[key] ?? null, value ?? null))
        throw new SuperOfficeFault(409, 'SoPatchTestException', `The test of '${path}' failed`);
      return;
    case 'add':
      if (list) list.splice(last === '-' ? list.length : Number(last), 0, value);
      else parent[key] = value;
      return;
    case 'replace':
      parent[key] = value;
      return;
    case 'remove':
      if (list) list.splice(Number(last), 1);
      else parent[key] = null;
      return;
    default:
      throw badArgument(`Patch operation '${op}' is not supported`);
  }
}

function keyIn(parent: Entity, step: string): string {
  return Object.keys(parent).find((key) => key.toLowerCase() === step.toLowerCase()) ?? step;
}

/** References get their names, as in an answer. */
function resolved(world: World, table: Table, entity: Entity): Entity {
  const named = (key: string, list: string, id: string) => {
    const own = entity[key] as Entity | null;
    const found = own ? world.find(list, own[id]) : undefined;
    if (own?.[id] && !found) throw badArgument(`${key} is not in the list`);
    return found ? asReference(list, found) : null;
  };
  const { LeadstatusId } = entity;
  if (table === 'Person') {
    if (LeadstatusId && !world.find('leadstatus', LeadstatusId))
      throw badArgument('The lead status is unknown');
    const company = Number((entity['Contact'] as Entity | null)?.['ContactId'] ?? 0);
    if (company) world.get('Contact', company);
    return {
      ...entity,
      LeadstatusId: Number(LeadstatusId ?? 0),
      Contact: company ? { ContactId: company } : null,
    };
  }
  return {
    ...entity,
    Category: named('Category', 'category', 'Id'),
    Business: named('Business', 'business', 'Id'),
    Country: named('Country', 'country', 'CountryId'),
    Associate: named('Associate', 'associate', 'AssociateId'),
  };
}

function validate(table: Table, entity: Entity): void {
  const named = table === 'Contact' ? entity['Name'] : entity['Firstname'] || entity['Lastname'];
  if (!named) throw new SuperOfficeFault(400, 'SoValidationException', 'A name is mandatory');
}
