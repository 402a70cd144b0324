import { periods, type CriteriaGroup, type CriteriaNode, type PeriodAmount } from '../../criteria/types.js';
import { isObject } from '../../model/parse-values.js';
import { categoryGroups } from '../../model/records.js';
import type { ColumnNames } from './column-names.js';
import type { FieldMap } from './fields.js';
import type { IdBook } from './ids.js';
import type { MdoItem } from './lists.js';
import { inLanguage } from './texts.js';

export interface GroupContext {
  readonly names: ColumnNames;
  readonly ids: IdBook;
  readonly language: string;
  /** By name: the lists whose items' names are text here. */
  readonly lists: ReadonlyMap<string, readonly MdoItem[]>;
}

/**
 * The criteria of a dynamic selection: lines of one group are joined by "and", groups by "or". Columns and operators that
 * are nothing here keep their names, so that whoever opens the selection is told which (Q6).
 */
export function criteriaOf(groups: unknown, context: GroupContext): CriteriaGroup {
  const all = (Array.isArray(groups) ? (groups as unknown[]) : [])
    .filter(isObject)
    .sort((a, b) => Number(a['Rank'] ?? 0) - Number(b['Rank'] ?? 0))
    .map(({ Restrictions: lines }): CriteriaGroup => ({
      match: 'all',
      items: (Array.isArray(lines) ? (lines as unknown[]) : [])
        .filter(isObject)
        .map((line) => lineOf(line, context)),
    }));
  const [only] = all;
  return only && all.length === 1 ? only : { match: 'any', items: all };
}

function lineOf(line: Readonly<Record<string, unknown>>, context: GroupContext): CriteriaNode {
  const values = Array.isArray(line['Values']) ? (line['Values'] as unknown[]).map(String) : [];
  const [column, operator] = [String(line['Name']), String(line['Operator'])];
  const muted = line['IsActive'] === false ? { muted: true } : {};
  const named = context.names.fieldOf(column);
  if (!named) return { field: column, operator, value: values, ...muted } as unknown as CriteriaNode;
  const { field, map } = named;
  return { ...translate(field, map, operator, values, context), ...muted };
}

function translate(
  field: string,
  map: FieldMap | undefined,
  operator: string,
  values: readonly string[],
  context: GroupContext,
): CriteriaNode {
  const node = (own: string, value?: unknown) =>
    ({ field, operator: own, ...(value === undefined ? {} : { value }) }) as CriteriaNode;
  if (operator === 'isNull' || operator === 'isNotNull')
    return node(operator === 'isNull' ? 'isEmpty' : 'isNotEmpty');
  const isOne = ['oneOf', 'equals', '=', 'associateIsOneOf'].includes(operator);
  const isNone = ['notOneOf', 'associateIsNotOneOf'].includes(operator);
  if (field === 'company.categoryGroup') {
    const groups = values.map((value) => categoryGroups[Number(value)] ?? value);
    return node(isOne ? 'oneOf' : operator, groups);
  }
  if (map?.kind === 'id' && (isOne || isNone)) {
    const ids = values.map((value) => context.ids.idOf(map.entity!, Number(value)) ?? value);
    return node(isOne ? 'oneOf' : 'notOneOf', ids);
  }
  if (map?.list !== undefined && (isOne || isNone)) {
    const items = context.lists.get(map.list) ?? [];
    const names = values.map((value) => items.find(({ id }) => id === Number(value))?.name ?? value);
    const lines = names.map((name) => node('is', inLanguage(name, context.language)));
    return { match: isOne ? 'any' : 'none', items: lines };
  }
  switch (map?.kind) {
    case 'yesno':
      return node(operator === 'set' ? (/^(true|1)$/i.test(values[0] ?? '') ? 'isYes' : 'isNo') : operator);
    case 'instant':
    case 'day':
      return dateLine(node, operator, values);
    case 'number':
      return node(operator, operator === 'between' ? values.map(Number) : Number(values[0]));
    default:
      return node(operator, values[0] ?? '');
  }
}

const dateOperators: Readonly<Record<string, string>> = {
  date: 'on', equals: 'on', dateBetween: 'between', nextPeriod: 'next', previousPeriod: 'previous',
}; // prettier-ignore
const legacy = /^(last|this|next)(Week|Month|Quarter|Half|Year)$/;
const unary: readonly string[] = ['today', 'beforeToday', 'afterToday'];

function dateLine(
  node: (operator: string, value?: unknown) => CriteriaNode,
  theirs: string,
  values: readonly string[],
): CriteriaNode {
  const operator = dateOperators[theirs] ?? theirs;
  const old = legacy.exec(theirs);
  if (old) {
    const period = { period: periodOf(old[2]) };
    if (old[1] === 'this') return node('thisPeriod', period);
    return node(old[1] === 'last' ? 'previous' : 'next', { ...period, amount: 1 });
  }
  if (unary.includes(operator)) return node(operator);
  if (['thisPeriod', 'thisPreviousAndNext'].includes(operator))
    return node(operator, { period: periodOf(values[0]) });
  if (['thisAndNext', 'next', 'thisAndPrevious', 'previous'].includes(operator))
    return node(operator, { amount: Number(values[0]), period: periodOf(values[1]) } satisfies PeriodAmount);
  const days = values.map(dayOf);
  return node(operator, operator === 'between' ? days : days[0]);
}

/** By number (1 is a day) or by name: `week`, `weeks`, `wk`, `wks`. */
function periodOf(text = ''): PeriodAmount['period'] {
  const short: Readonly<Record<string, string>> = {
    wk: 'week',
    mo: 'month',
    mon: 'month',
    qtr: 'quarter',
    half: 'halfyear',
    hyr: 'halfyear',
    yr: 'year',
  };
  const name = text.toLowerCase().replace(/s$/, '');
  return periods[Number(text) - 1] ?? ((short[name] ?? name) as PeriodAmount['period']);
}

/** `2020-05-28T00:00:00`, or as SuperOffice writes dates for every culture: `[D:05/28/2020]`. */
function dayOf(text: string): string {
  const [, month, day, year] = /^\[DT?:(\d\d)\/(\d\d)\/(\d{4})/.exec(text) ?? [];
  return year === undefined ? text.slice(0, 10) : `${year}-${month}-${day}`;
}
