import { sql } from 'kysely';
import { isNegative, shapedValue } from '../../criteria/operators.js';
import { resolveDates, type Clock } from '../../criteria/periods.js';
import { composed, foldText } from '../../criteria/text.js';
import { instantRange } from '../../criteria/time-zone.js';
import type { CriteriaLine } from '../../criteria/types.js';
import type { Field, Subject } from '../../model/fields.js';
import type { Engine } from './engine.js';
import {
  categoryColumn,
  columnOf,
  fieldOf,
  texts,
  type Column,
  type Condition,
  type Expression,
} from './columns.js';
import {
  categoriesInGroups,
  categoriesWithGroup,
  categoriesWithLeadStatus,
  type KnownSetup,
} from './setup.js';

export interface CriteriaTerms extends KnownSetup, Clock {
  readonly of: Subject;
  readonly tenant: string;
  /** The schema of the tables. */
  readonly schema: string;
  readonly engine: Pick<Engine, 'composes'>;
}

/** Shorter texts have no trigram. */
export const shortestSearch = 3;

/** A line by two decisions: whether its test has to hold or to fail, and whether records without a value match (Q3). */
export function lineCondition(line: CriteriaLine, wanted: boolean, terms: CriteriaTerms): Condition {
  const field = fieldOf(line.field, terms.catalog);
  const holds = isNegative(line.operator) !== wanted;
  const nulls = isNegative(line.operator) ? (line.empty !== 'exclude') === wanted : !wanted;
  if (field.id === 'company.categoryGroup') return groupCondition(line, wanted, { holds, nulls }, terms);
  if (field.id === 'company.leadStatusEnabled')
    return enabledCondition((line.operator === 'isYes') === wanted, wanted, terms);
  const { isEmpty, test } = testsOf(line, field, terms);
  if (line.operator === 'isEmpty' || line.operator === 'isNotEmpty')
    return isEmpty((line.operator === 'isEmpty') === wanted);
  const tested = test(holds);
  return nulls ? sql`(${isEmpty(true)} or ${tested})` : tested;
}

interface Tests {
  readonly isEmpty: (yes: boolean) => Condition;
  /** That the operator's positive form holds for a value, or fails. Of no value: neither. */
  readonly test: (holds: boolean) => Condition;
}

function testsOf(line: CriteriaLine, field: Field, terms: CriteriaTerms): Tests {
  const column = columnOf(field, terms.of);
  const { value } = column;
  const isEmpty = (of: Expression) => (yes: boolean) =>
    yes ? sql<boolean>`${of} is null` : sql<boolean>`${of} is not null`;
  switch (field.type) {
    case 'text':
      return { isEmpty: isEmpty(column.folded), test: textTest(line, column, terms.engine) };
    case 'list':
      return { isEmpty: isEmpty(value), test: listTest(line, column) };
    case 'number':
      return { isEmpty: isEmpty(value), test: numberTest(line, value) };
    case 'date':
      return { isEmpty: isEmpty(value), test: dateTest(line, field, value, terms) };
    case 'yesno':
      return {
        isEmpty: isEmpty(value),
        test: (holds) => sql`${value} = ${sql.lit((line.operator === 'isYes') === holds)}`,
      };
  }
}

type Test = Tests['test'];

const never: Test = (holds) => sql`${sql.lit(!holds)}`;

/** Q4. `isExactly` alone heeds case; what it accepts has the same folded text, by which it is looked up. */
function textTest(
  line: CriteriaLine,
  { value, folded, search }: Column,
  engine: CriteriaTerms['engine'],
): Test {
  if (line.operator === 'isEmpty' || line.operator === 'isNotEmpty') return never;
  const given = shapedValue(line, 'text');
  const wanted = foldText(given);
  const found = (test: Condition): Condition =>
    search && wanted.length >= shortestSearch
      ? sql`(${test} and ${search(sql`${inside(wanted)}::text`)})`
      : test;
  const like =
    (pattern: string): Test =>
    (holds) =>
      holds ? found(sql`${folded} like ${pattern}::text`) : sql`${folded} not like ${pattern}::text`;
  switch (line.operator) {
    case 'begins':
    case 'notBegins':
      return like(`${escaped(wanted)}%`);
    case 'ends':
    case 'notEnds':
      return like(`%${escaped(wanted)}`);
    case 'contains':
    case 'notContains':
      return like(inside(wanted));
    case 'isExactly': {
      const isExactly = exactTest(given, value, engine);
      return (holds) =>
        holds
          ? found(sql`(${folded} = ${wanted}::text and ${isExactly(true)})`)
          : sql`(${folded} <> ${wanted}::text or ${isExactly(false)})`;
    }
    default:
      return (holds) => (holds ? found(sql`${folded} = ${wanted}::text`) : sql`${folded} <> ${wanted}::text`);
  }
}

/** The same letters, however they are composed; or, where the database can't tell, composed in one of the usual ways. */
function exactTest(given: string, value: Expression, { composes }: CriteriaTerms['engine']): Test {
  if (composes) {
    const letters = sql`normalize(${value}, nfc)`;
    return (holds) => sql`${letters} ${sql.raw(holds ? '=' : '<>')} ${composed(given)}::text`;
  }
  const ways = texts(new Set([given, composed(given), given.normalize('NFD')]));
  return (holds) => (holds ? sql`${value} = any(${ways})` : sql`${value} <> all(${ways})`);
}

const inside = (text: string) => `%${escaped(text)}%`;

/** Text in a LIKE pattern: nothing in it is a wildcard. */
const escaped = (text: string) => text.replace(/[\\%_]/g, '\\$&');

/** Ids are compared as they are. */
function listTest(line: CriteriaLine, { value, lookup }: Column): Test {
  if (line.operator === 'isEmpty' || line.operator === 'isNotEmpty') return never;
  const ids = texts(shapedValue(line, 'texts'));
  return (holds) => {
    if (!holds) return sql`${value} <> all(${ids})`;
    return lookup ? sql`(${lookup(ids)} and ${value} = any(${ids}))` : sql`${value} = any(${ids})`;
  };
}

const comparisons: Readonly<Partial<Record<CriteriaLine['operator'], readonly [string, string]>>> = {
  equals: ['=', '<>'],
  notEquals: ['=', '<>'],
  less: ['<', '>='],
  lessOrEqual: ['<=', '>'],
  greater: ['>', '<='],
  greaterOrEqual: ['>=', '<'],
};

function numberTest(line: CriteriaLine, value: Expression): Test {
  const number = (given: number) => sql`${given}::double precision`;
  if (line.operator === 'between') {
    const [first, second] = shapedValue(line, 'numberRange');
    const [low, high] = [number(Math.min(first, second)), number(Math.max(first, second))];
    return (holds) =>
      holds ? sql`${value} between ${low} and ${high}` : sql`${value} not between ${low} and ${high}`;
  }
  const signs = comparisons[line.operator];
  if (!signs) return never;
  const wanted = number(shapedValue(line, 'number'));
  return (holds) => sql`${value} ${sql.raw(signs[holds ? 0 : 1])} ${wanted}`;
}

/** Q5, as in memory: days as text; instants as text up to the second, where every zone's days begin. */
function dateTest(line: CriteriaLine, field: Field, value: Expression, clock: Clock): Test {
  const range = resolveDates(line, clock);
  if (!range) return never;
  const { start, end } = instantRange(range, clock.timeZone);
  const [from, to, within, beyond] = field.instant
    ? [start?.slice(0, 19) ?? '', end?.slice(0, 19) ?? '9999-12-31T24', '<', '>=']
    : [range.from ?? '', range.to ?? '9999-12-31', '<=', '>'];
  return (holds) =>
    holds
      ? sql`(${value} >= ${from}::text and ${value} ${sql.raw(within)} ${to}::text)`
      : sql`(${value} < ${from}::text or ${value} ${sql.raw(beyond)} ${to}::text)`;
}

/** A question about groups of categories is one about the categories in them. */
function groupCondition(
  line: CriteriaLine,
  wanted: boolean,
  { holds, nulls }: { readonly holds: boolean; readonly nulls: boolean },
  { setup, of }: CriteriaTerms,
): Condition {
  const column = categoryColumn(of);
  const isOneOf = (ids: readonly string[]) => sql<boolean>`${column} = any(${texts(ids)})`;
  // Anything else, nothing included.
  const isNoneOf = (ids: readonly string[]) =>
    sql<boolean>`(${column} is null or ${column} <> all(${texts(ids)}))`;
  const known = categoriesWithGroup(setup);
  if (line.operator === 'isEmpty' || line.operator === 'isNotEmpty')
    return (line.operator === 'isEmpty') === wanted ? isNoneOf(known) : isOneOf(known);
  const named = categoriesInGroups(setup, new Set(shapedValue(line, 'texts')));
  const matching = new Set(holds ? named : known.filter((id) => !named.includes(id)));
  return nulls ? isNoneOf(known.filter((id) => !matching.has(id))) : isOneOf([...matching]);
}

/**
 * L1 as a question. `yes`: lead status is enabled; otherwise that it is not. A contact without a company has no answer,
 * which matches only what is turned round (`wanted` false).
 */
function enabledCondition(yes: boolean, wanted: boolean, { setup, of }: CriteriaTerms): Condition {
  const column = categoryColumn(of);
  const enabled = texts(categoriesWithLeadStatus(setup));
  const hasNone = sql<boolean>`${column} is null`; // of a company: it has no category, so the answer is no
  const test = yes ? sql<boolean>`${column} = any(${enabled})` : sql<boolean>`${column} <> all(${enabled})`;
  const matchesNone = of === 'company' ? !yes : !wanted;
  return matchesNone ? sql`(${hasNone} or ${test})` : test;
}
