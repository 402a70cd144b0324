import type { Column } from './columns.js';
import { badArgument, SuperOfficeFault } from './errors.js';
import { parseFilter, type FilterNode } from './filter.js';
import type { Translator } from './language.js';
import { testOf, type Raw } from './operators.js';
import { noDate, type Entity, type World } from './world.js';

/** Where real answers differ from what one would expect. */
export interface ArchiveQuirks {
  /** How `PrimaryKey` comes; samples show both. */
  readonly primaryKey: 'string' | 'number';
  /** Answers as in SLIM mode, whatever is asked for: what people read, and no ids. */
  readonly displayOnly: boolean;
}

export interface ArchiveCall {
  readonly world: World;
  readonly table: 'Contact' | 'Person';
  readonly columns: readonly Column[];
  /** `$select`, `$filter` and so on. */
  readonly parameters: URLSearchParams;
  readonly address: string;
  readonly translate: Translator;
  readonly quirks: ArchiveQuirks;
}

/** `GET Archive/{provider}`: the rows that meet the filter, in order, one page of them. */
export function answerArchive(call: ArchiveCall): object {
  const { world, table, parameters, columns } = call;
  const of = (name: string) => {
    const found = columns.find((column) => column.name === name);
    if (!found) throw new SuperOfficeFault(500, 'SoArchiveColumnException', `Column '${name}' is not known`);
    return found;
  };
  const text = parameters.get('$filter');
  const meets = text ? compile(parseFilter(text), of, world) : () => true;
  const rows = [...world.tables[table].values()].filter(meets);
  sort(rows, parameters.get('$orderby') ?? '', of, world);
  const [skip, top] = ['$skip', '$top'].map((name) => Number(parameters.get(name) ?? 0));
  const page = rows.slice(skip, top! > 0 ? skip! + top! : undefined);
  const selected = (parameters.get('$select') ?? '').split(',').filter(Boolean).map(of);
  const more = skip! + page.length < rows.length;
  return {
    'odata.metadata': `${call.address}/$metadata`,
    'odata.nextLink': more ? `${call.address}?$skip=${skip! + page.length}` : null,
    value: page.map((entity) => rowOf(entity, selected, call)),
  };
}

/** `GET Archive/{provider}/$metadata`. */
export function describeColumns(columns: readonly Column[], translate: Translator): object {
  return Object.fromEntries(
    columns.map(({ name, type, canOrderBy, label, list }) => [
      name,
      {
        DisplayName: translate(label), DisplayTooltip: '', DisplayType: type ?? 'string', CanOrderBy: canOrderBy, Name: name,
        CanRestrictBy: type !== undefined, RestrictionType: type ?? '', RestrictionListName: list ?? null, IsVisible: true,
        ExtraInfo: '', Width: '25%', IconHint: '', HeadingIconHint: '',
      }, // prettier-ignore
    ]),
  );
}

type RowTest = (entity: Entity) => boolean;

function compile(node: FilterNode, of: (name: string) => Column, world: World): RowTest {
  if ('join' in node) {
    const tests = node.parts.map((part) => compile(part, of, world));
    return node.join === 'and'
      ? (entity) => tests.every((test) => test(entity))
      : (entity) => tests.some((test) => test(entity));
  }
  const { type, raw } = of(node.column);
  if (!type) throw badArgument(`Column '${node.column}' cannot be restricted`);
  const test = testOf(type, node.operator);
  return (entity) => test(raw(entity, world), node.values);
}

/** As a database sorts: by its collation, nothing before something; without an order, by the primary key. */
function sort(rows: Entity[], orderBy: string, of: (name: string) => Column, world: World): void {
  const collator = new Intl.Collator('en', { sensitivity: 'accent' });
  const keys = orderBy
    .split(',')
    .filter(Boolean)
    .map((part) => {
      const [name = '', direction = 'asc'] = part.trim().split(/\s+/);
      const column = of(name);
      if (!column.canOrderBy) throw badArgument(`Column '${name}' cannot be ordered by`);
      return { column, sign: direction.toLowerCase() === 'desc' ? -1 : 1 };
    });
  const compare = (a: Raw, b: Raw) => {
    if (a === null || b === null) return a === b ? 0 : a === null ? -1 : 1;
    return typeof a === 'string' ? collator.compare(a, String(b)) : Number(a) - Number(b);
  };
  rows.sort((a, b) => {
    for (const { column, sign } of keys) {
      const by = compare(column.raw(a, world), column.raw(b, world));
      if (by !== 0) return by * sign;
    }
    return 0;
  });
}

function rowOf(
  entity: Entity,
  columns: readonly Column[],
  { world, table, parameters, translate, quirks }: ArchiveCall,
): object {
  const id = Number(entity[`${table}Id`]);
  const PrimaryKey = quirks.primaryKey === 'string' ? String(id) : id;
  const EntityName = table.toLowerCase();
  const cells = columns.map((column) => [column.name, cellOf(column, entity, world, translate)] as const);
  if (parameters.get('$mode')?.toLowerCase() !== 'full' || quirks.displayOnly)
    return {
      PrimaryKey,
      EntityName,
      ...Object.fromEntries(cells.map(([name, { DisplayValue }]) => [name, DisplayValue])),
    };
  const LinkHint = `nav=${EntityName}&${EntityName}_id=${id}`;
  return {
    PrimaryKey,
    EntityName,
    StyleHint: '',
    LinkHint,
    TableRight: null,
    Column: Object.fromEntries(cells),
  };
}

function cellOf({ raw, list, type }: Column, entity: Entity, world: World, translate: Translator) {
  const value = raw(entity, world);
  const isDate = type === 'date' || type === 'datetime';
  const RawValue = isDate && value === null ? noDate : value;
  const name = list === undefined ? value : (world.find(list, value)?.Name ?? '');
  const DisplayValue = typeof name === 'string' ? translate(name) : name === null ? '' : String(name);
  return { RawValue, DisplayValue, LinkHint: '', TooltipHint: '' };
}
