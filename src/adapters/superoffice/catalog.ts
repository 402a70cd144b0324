import type { FieldId, Subject } from '../../model/fields.js';
import type { Column, Columns } from './columns.js';
import type { Decisions } from './decisions.js';
import { wire, type FieldMap } from './fields.js';
import type { PlacedField } from './rows.js';

/** A field of questions, and what the archive can do with it. */
export interface AskedField {
  readonly map: FieldMap;
  readonly column: Column;
  /** What the server names for the column's type. */
  readonly operators: ReadonlySet<string>;
  /** Undefined: it can't be sorted by. */
  readonly orderBy: readonly string[] | undefined;
}

/** What can be read and asked of one kind of record. */
export interface Catalog {
  /** The fields that rows have; columns that this installation has no such of are done without. */
  readonly fields: readonly PlacedField[];
  readonly asked: ReadonlyMap<FieldId, AskedField>;
}

type Maps = Readonly<Record<Subject, readonly FieldMap[]>>;
type OperatorsByType = ReadonlyMap<string, ReadonlySet<string>>;

/** The restriction types of the columns that fields stand in. */
export function typesIn(columns: Columns, maps: Maps): string[] {
  const names = new Set(Object.values(maps).flatMap((own) => own.flatMap((map) => map.columns)));
  const types = Array.from(columns.values(), ({ name, type }) =>
    names.has(name) || isKey(name) ? type : '',
  );
  return [...new Set(types)].filter(Boolean);
}

export function createCatalog(
  of: Subject,
  maps: Maps,
  columns: Columns,
  operators: OperatorsByType,
  decisions: Pick<Decisions, 'companyPrefixes'>,
): Catalog {
  const asked = new Map<FieldId, AskedField>();
  const fields: PlacedField[] = [];
  const ask = (entity: Subject, prefix: string) => {
    const own = [...maps[entity], keyMap(entity)];
    for (const map of own) {
      const column = map.columns.map((name) => columns.get(prefix + name)).find(Boolean);
      if (!column) continue;
      const byRank = map.orderBy === undefined ? undefined : columns.get(prefix + map.orderBy);
      const order = map.orderBy === undefined && map.kind !== 'name' && map.kind !== 'id' ? column : byRank;
      asked.set(`${entity}.${map.field ?? map.key}`, {
        map,
        column,
        operators: operators.get(column.type) ?? new Set(),
        orderBy: order?.canOrderBy ? [order.name] : undefined,
      });
      if (entity === of && map.key !== 'id') fields.push({ map, column: column.name });
    }
  };
  ask(of, '');
  if (of === 'contact') {
    const prefix = decisions.companyPrefixes.find((each) => columns.has(`${each}name`));
    if (prefix !== undefined) ask('company', prefix);
  }
  return { fields, asked };
}

const isKey = (name: string) => Object.values(wire).some(({ key }) => key === name);

const keyMap = (entity: Subject): FieldMap => ({
  key: 'id',
  kind: 'id',
  entity,
  columns: [wire[entity].key],
});
