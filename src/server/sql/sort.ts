import { sql } from 'kysely';
import { optionsOf, type Field, type Subject } from '../../model/fields.js';
import type { Setup, Value } from '../../model/records.js';
import { orderOf } from '../../query/order.js';
import type { Sort } from '../../query/types.js';
import type { Place } from '../data.js';
import {
  categoryColumn,
  columnOf,
  fieldOf,
  parameter,
  ref,
  texts,
  type Condition,
  type Expression,
} from './columns.js';
import { categoriesWithGroup, categoriesWithLeadStatus, type KnownSetup } from './setup.js';

export interface SortTerms extends KnownSetup {
  readonly of: Subject;
  /** Of texts; see `collateOf`. */
  readonly collate: Expression;
  /** In which items of a list that have the same rank are put in order. */
  readonly language: string;
}

/**
 * A part of an order that an index can walk through: the records that have a value in the field sorted by first (of an
 * administrator's list: one item after the other), and after them, in either direction, those that have none.
 */
export interface Segment {
  /** Which records are in it, and after the place. Left out: all. */
  readonly condition?: Condition;
  readonly orderBy: readonly Expression[];
}

/** The order as segments, one after the other; those before `after` are left out. */
export function segmentsOf(
  sort: readonly Sort[],
  after: Place | undefined,
  terms: SortTerms,
): readonly Segment[] {
  const id = ref(terms.of === 'contact' ? 'p.id' : 'c.id');
  const [first, ...others] = sort.map((each) => levelOf(each, terms));
  const afterId = after && sql<boolean>`${id} > ${after.id}::text`;
  if (!first) return [{ condition: afterId, orderBy: [id] }];
  const orderOfOthers = [...others.flatMap(nullsLast), id];
  const segment = ({ condition, keys }: Piece, ...further: Condition[]): Segment => ({
    condition: sql.join([condition, ...further], sql` and `),
    orderBy: [...keys.map((key) => directed(key, first)), ...orderOfOthers],
  });
  const pieces = first.isDescending ? [...first.pieces].reverse() : first.pieces;
  const none: readonly Piece[] = first.isAlways ? [] : [{ condition: first.isNull, keys: [] }];
  if (!after || !afterId) return [...pieces, ...none].map((piece) => segment(piece));
  const [value = null, ...values] = after.values;
  const beyond = isAfter(others, values, afterId);
  if (!first.keysOf(value)) return none.map((piece) => segment(piece, beyond));
  const current = first.pieceOf(value);
  const rest = [...pieces.slice(pieces.indexOf(current) + 1), ...none].map((piece) => segment(piece));
  if (!isIndexedTogether(sort)) return [segment(current, further(current)), ...rest];
  const start = first.keysOf(value)!;
  const same = segmentsOf(sort.slice(1), { values, id: after.id }, terms).map(
    ({ condition, orderBy }): Segment => ({
      condition: sql.join(
        [sql`${row(first.keys)} = ${row(start)}`, ...(condition ? [condition] : [])],
        sql` and `,
      ),
      orderBy,
    }),
  );
  return [...same, segment(current, isBeyond(first, start)), ...rest];

  /** One range of an index wherever that can be said: by rows, or by a bound and what is left of the bound itself. */
  function further({ keys, isItem }: Piece): Condition {
    if (isItem) return beyond;
    const level = { ...first!, keys };
    const start = first!.keysOf(value)!.slice(-keys.length);
    return others.length === 0 && !level.isDescending && level.isOwn
      ? sql`${row([...keys, id])} > ${row([...start, sql`${after!.id}::text`])}`
      : sql`${isBeyond(level, start, '=')} and (${isBeyond(level, start)} or ${beyond})`;
  }
}

type Keys = readonly Expression[];

/** A field to sort by. */
interface Level {
  /** What is compared; null all together or not at all. */
  readonly keys: Keys;
  readonly isDescending: boolean;
  /** Of the record itself, not of its company: it stands in the same index as the id. */
  readonly isOwn: boolean;
  readonly isNull: Condition;
  /** Every record has a value. */
  readonly isAlways: boolean;
  /** The keys of a value of the field; undefined for what is none. */
  readonly keysOf: (value: Value) => Keys | undefined;
  /** The records that have a value, in ascending order. */
  readonly pieces: readonly Piece[];
  readonly pieceOf: (value: Value) => Piece;
}

/** Records one after the other: those with one item of a list, or all that there are. */
interface Piece {
  readonly condition: Condition;
  /** What they are sorted by, the last ones of the level's; none for those of an item. */
  readonly keys: Keys;
  readonly isItem?: true;
}

/** The order of `orderOf`, in SQL. */
function levelOf({ field: fieldId, direction }: Sort, terms: SortTerms): Level {
  const field = fieldOf(fieldId, terms.catalog);
  const { key } = orderOf(field, terms.setup, terms.language);
  const level = (
    keys: Keys,
    toKeys: (value: Value) => Keys,
    pieces: readonly Piece[] = [{ condition: sql`${keys[0]} is not null`, keys }],
    pieceOf: Level['pieceOf'] = () => pieces[0]!,
  ): Level => ({
    pieces,
    pieceOf,
    keys,
    isDescending: direction === 'descending',
    isOwn: field.entity === terms.of,
    isNull: sql`${keys[0]} is null`,
    isAlways: (always[terms.of] as readonly string[]).includes(field.id),
    keysOf: (value) => (key(value) === null ? undefined : toKeys(value)),
  });
  const places = placesOf(field, terms.setup, terms.language);
  if (field.id === 'company.categoryGroup') {
    const ids = categoriesWithGroup(terms.setup);
    const groups = ids.map((id) => places.indexOf(terms.setup.categories.get(id)!.group));
    const place = sql`(${groups}::int[])[array_position(${texts(ids)}, ${categoryColumn(terms.of)})]`;
    return level([place], (value) => [sql`${places.indexOf(value as string)}::int`]);
  }
  if (field.id === 'company.leadStatusEnabled')
    return level([isEnabled(terms)], (value) => [parameter(value, 'yesno')]);
  const { value } = columnOf(field, terms.of);
  if (field.type === 'text') {
    const collated = (text: Expression) => sql`(${text} collate ${terms.collate})`;
    return level([collated(value)], (text) => [collated(parameter(text, 'text'))]);
  }
  if (places.length === 0) return level([value], (given) => [parameter(given, field.type)]);
  // Items by their place in the list, then ids that no list has, by themselves.
  const placed = sql`(case when ${value} is not null then coalesce(array_position(${texts(places)}, ${value}), ${places.length + 1}::int) end)`;
  const keysOf = (id: Value): Keys => {
    const place = places.indexOf(id as string);
    return [sql`${place < 0 ? places.length + 1 : place + 1}::int`, parameter(id, 'list')];
  };
  if (!isIndexed.has(field.id) || places.length > mostPieces) return level([placed, value], keysOf);
  const column = field.id === 'company.category' ? categoryColumn(terms.of) : value;
  const items = places.map((id): Piece => ({
    condition: sql`${column} = ${id}::text`,
    keys: [],
    isItem: true,
  }));
  const strangers: Piece = { condition: sql`${value} <> all(${texts(places)})`, keys: [value] };
  return level(
    [placed, value],
    keysOf,
    [...items, strangers],
    (id) => items[places.indexOf(id as string)] ?? strangers,
  );
}

/** Lists by whose items there is an index: it gives the records of one after the other. */
const isIndexed: ReadonlySet<string> = new Set(['contact.leadStatus', 'company.category']);
/** Each piece is a statement where few records match: longer lists are sorted whole. */
const mostPieces = 20;

/**
 * Whether an index goes on with the second field where the first is the same. Many people have the same last name: a place
 * among them is found by their first name, as a segment of its own.
 */
function isIndexedTogether([first, second]: readonly Sort[]): boolean {
  return first?.field === 'contact.lastName' && second?.field === 'contact.firstName';
}

/** Ids of a list in their order; none for other fields, and for lists without items (ids). */
function placesOf(field: Field, setup: Setup, language: string): readonly string[] {
  if (!field.list) return [];
  const { key } = orderOf(field, setup, language);
  return optionsOf(field, setup)
    .map(({ id }) => id)
    .sort((a, b) => (key(a) as number) - (key(b) as number));
}

/** L1 as a value: null for a contact without a company. */
export function isEnabled({ setup, of }: Pick<SortTerms, 'setup' | 'of'>): Expression {
  const column = categoryColumn(of);
  const enabled = sql`${column} = any(${texts(categoriesWithLeadStatus(setup))})`;
  return of === 'contact' ? sql`(${enabled})` : sql`coalesce(${enabled}, false)`;
}

/** Behind a place in the order of these levels, the last of which is the id. No value stands behind every value. */
function isAfter(levels: readonly Level[], values: readonly Value[], afterId: Condition): Condition {
  const [level, ...others] = levels;
  if (!level) return afterId;
  const [value, ...rest] = values;
  const start = level.keysOf(value ?? null);
  const beyond = isAfter(others, rest, afterId);
  if (!start) return sql`(${level.isNull} and ${beyond})`;
  const isSame = sql`${row(level.keys)} = ${row(start)}`;
  return sql`(${isBeyond(level, start)} or ${level.isNull} or (${isSame} and ${beyond}))`;
}

const always = {
  contact: ['contact.id', 'contact.retired'],
  company: ['company.id', 'company.leadStatusEnabled'],
} as const;

const isBeyond = ({ keys, isDescending }: Level, start: Keys, or: '=' | '' = '') =>
  sql<boolean>`${row(keys)} ${sql.raw(`${isDescending ? '<' : '>'}${or}`)} ${row(start)}`;
const row = (expressions: Keys) => sql`(${sql.join(expressions)})`;
const directed = (key: Expression, { isDescending }: Level) => (isDescending ? sql`${key} desc` : key);
const nullsLast = (level: Level) => level.keys.map((key) => sql`${directed(key, level)} nulls last`);
