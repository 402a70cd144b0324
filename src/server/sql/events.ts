import { sql } from 'kysely';
import { entityNames, type Entities, type EntityName, type Id, type RecordRef } from '../../model/records.js';
import type { Rows } from '../../store/port.js';
import { asRows } from '../collections.js';
import { keyOf, type ServerEvent } from '../data.js';
import { anyOf } from './shards.js';
import { comparePositions, start, type Position } from './position.js';
import { toCompany, toContact, toSetupRecord } from './rows.js';
import type { Db } from './schema.js';
import type { SqlSurroundings } from './sql-data.js';

/** An event, and where in the order of changes it stands. */
export interface PlacedEvent extends Omit<ServerEvent, 'id'> {
  readonly position: Position;
  /** Records that it tells. */
  readonly size: number;
}

/** Events in order, and the place of the last change that was looked at: one whose record has gone since tells nothing. */
export interface EventPage {
  readonly events: readonly PlacedEvent[];
  readonly last: Position;
}

type Surroundings = Pick<SqlSurroundings, 'db' | 'schema' | 'engine'>;

/** The newest change that nothing can come in before any more. */
export async function newestPosition({ db, engine }: Surroundings, tenant: string): Promise<Position> {
  const row = await db
    .selectFrom('change')
    .select(['moment', 'n'])
    .where('tenant', '=', tenant)
    .where('moment', '<', engine.settled)
    .orderBy('moment', 'desc')
    .orderBy('n', 'desc')
    .limit(1)
    .executeTakeFirst();
  return row ? positionOf(row) : start;
}

/**
 * Whether all that happened after a place is still there. A place is a change that was told, and changes are pruned from
 * the oldest on, so it is known if that change is there. The place before all changes is known until any are pruned.
 */
export async function isKnown(
  { db, schema }: Surroundings,
  tenant: string,
  place: Position,
): Promise<boolean> {
  const change = sql.id(schema, 'change');
  const pruned = sql`(select value::bigint from ${sql.id(schema, 'meta')} where key = 'pruned')`;
  const known =
    comparePositions(place, start) === 0
      ? sql`not exists (select 1 from ${change} where tenant = ${tenant} and moment < ${pruned})`
      : sql`exists (select 1 from ${change} where tenant = ${tenant}
          and moment = ${String(place.moment)}::bigint and n = ${place.n}::int)`;
  const { rows } = await sql<{ known: boolean }>`select ${known} as known`.execute(db);
  return rows[0]!.known;
}

/** What happened after a place, with the records as they are now: at least as new as the change, often the same. */
export async function readEvents(
  around: Surroundings,
  tenant: string,
  after: Position,
  limit: number,
): Promise<EventPage> {
  const changes = await readChanges(around, tenant, after, limit);
  const last = changes.at(-1);
  if (!last) return { events: [], last: after };
  const records = await readRecords(
    around.db,
    tenant,
    changes.filter(({ deleted }) => !deleted),
  );
  const events = eventsOf(changes, records);
  // A page of nothing but records that have gone is not the end.
  return events.length === 0
    ? readEvents(around, tenant, last.position, limit)
    : { events, last: last.position };
}

interface NotedChange extends RecordRef {
  readonly position: Position;
  readonly deleted: boolean;
  readonly client: string | null;
}

/** At least `limit` changes if there are so many, and whole saves. */
async function readChanges(
  { db, engine }: Surroundings,
  tenant: string,
  after: Position,
  limit: number,
): Promise<readonly NotedChange[]> {
  const all = db
    .selectFrom('change')
    .select(['moment', 'n', 'entity', 'id', 'deleted', 'client'])
    .where('tenant', '=', tenant)
    .where('moment', '<', engine.settled)
    .orderBy('moment')
    .orderBy('n');
  const rows = await all.where(isAfter(after)).limit(limit).execute();
  const last = rows.at(-1);
  if (last && rows.length === limit)
    rows.push(...(await all.where('moment', '=', last.moment).where('n', '>', last.n).execute()));
  return rows.map(({ moment, n, ...row }) => ({ ...row, position: positionOf({ moment, n }) }));
}

function isAfter({ moment, n }: Position) {
  return sql<boolean>`(moment, n) > (${String(moment)}::bigint, ${n}::int)`;
}

/** A database whose integers are all long ones answers them as text. */
function positionOf({ moment, n }: { moment: string | number | bigint; n: number | string }): Position {
  return { moment: BigInt(moment), n: Number(n) };
}

/** One event for what a save left here, and one for each record that it took away. */
function eventsOf(
  changes: readonly NotedChange[],
  records: ReadonlyMap<string, Entities[EntityName]>,
): readonly PlacedEvent[] {
  const saves = new Map<bigint, NotedChange[]>();
  for (const change of changes) {
    const save = saves.get(change.position.moment);
    if (save) save.push(change);
    else saves.set(change.position.moment, [change]);
  }
  return [...saves.values()].flatMap((save): PlacedEvent[] => {
    const here = save.filter(({ deleted }) => !deleted);
    const rows = here.filter(({ entity, id }) => records.has(keyOf(entity, id)));
    const told =
      rows.length > 0
        ? [eventOf(here.at(-1)!, rows.length, { kind: 'rows', rows: rowsOf(rows, records) })]
        : [];
    const gone = save
      .filter(({ deleted }) => deleted)
      .map((change) => eventOf(change, 1, { kind: 'deleted', entity: change.entity, id: change.id }));
    return [...told, ...gone];
  });
}

function eventOf({ position, client }: NotedChange, size: number, event: ServerEvent['event']): PlacedEvent {
  return { position, size, event, ...(client === null ? {} : { client }) };
}

function rowsOf(refs: readonly RecordRef[], records: ReadonlyMap<string, Entities[EntityName]>): Rows {
  const parts = entityNames.map((entity) => {
    const own = refs.filter((ref) => ref.entity === entity).map(({ id }) => records.get(keyOf(entity, id))!);
    return own.length > 0 ? asRows(entity, own) : {};
  });
  return Object.assign({}, ...parts) as Rows;
}

async function readRecords(
  db: Db,
  tenant: string,
  refs: readonly RecordRef[],
): Promise<ReadonlyMap<string, Entities[EntityName]>> {
  const records = new Map<string, Entities[EntityName]>();
  const note = (entity: EntityName, record: Entities[EntityName]) =>
    void records.set(keyOf(entity, record.id), record);
  const idsOf = (entity: EntityName): Id[] => [
    ...new Set(refs.filter((ref) => ref.entity === entity).map(({ id }) => id)),
  ];
  const [companies, contacts] = [idsOf('company'), idsOf('contact')];
  if (companies.length > 0) {
    const query = db.selectFrom('company').selectAll().where('tenant', '=', tenant);
    for (const row of await query.where('id', '=', anyOf(companies)).execute())
      note('company', toCompany(row));
  }
  if (contacts.length > 0) {
    const query = db.selectFrom('contact').selectAll().where('tenant', '=', tenant);
    for (const row of await query.where('id', '=', anyOf(contacts)).execute())
      note('contact', toContact(row));
  }
  for (const entity of ['settings', 'category', 'leadStatus', 'selection'] as const) {
    const ids = idsOf(entity);
    if (ids.length === 0) continue;
    const query = db
      .selectFrom('setup_record')
      .selectAll()
      .where('tenant', '=', tenant)
      .where('entity', '=', entity);
    for (const row of await query.where('id', '=', anyOf(ids)).execute())
      note(entity, toSetupRecord(row) as Entities[typeof entity]);
  }
  return records;
}
