import type { Clock } from '../../../src/criteria/periods.js';
import type { Criteria, CriteriaLine, CriteriaNode, Period } from '../../../src/criteria/types.js';
import type { FieldCatalog } from '../../../src/model/fields.js';
import { readField } from '../../../src/model/fields.js';
import type { Company, Contact, Setup } from '../../../src/model/records.js';

// The Q rules written a second time, as plainly as they read and without a thought for speed. Shares nothing with
// src/criteria: three-valued logic instead of simplification, local dates of instants instead of ranges of instants.

interface World extends Clock {
  readonly catalog: FieldCatalog;
  readonly setup: Setup;
}

/** Whether a record meets criteria. */
export function oracle(
  criteria: Criteria,
  record: Contact | Company,
  company: Company | undefined,
  world: World,
): boolean {
  return ask(criteria, record, company, world) ?? true;
}

/** Undefined: does not ask (Q2). */
function ask(
  node: CriteriaNode,
  record: Contact | Company,
  company: Company | undefined,
  world: World,
): boolean | undefined {
  if (node.muted) return undefined;
  if (!('match' in node)) return askLine(node, record, company, world);
  const answers = node.items
    .map((item) => ask(item, record, company, world))
    .filter((answer) => answer !== undefined);
  if (answers.length === 0) return undefined;
  if (node.match === 'all') return !answers.includes(false);
  return answers.includes(true) === (node.match === 'any');
}

function askLine(
  line: CriteriaLine,
  record: Contact | Company,
  company: Company | undefined,
  world: World,
): boolean | undefined {
  const field = world.catalog.get(line.field)!;
  const given = readField(field, record, company, world.setup);
  const value = given === '' ? null : given;
  const wanted = line.value as never;
  if (line.operator === 'isEmpty') return value === null;
  if (line.operator === 'isNotEmpty') return value !== null;

  switch (field.type) {
    case 'yesno':
      return value === (line.operator === 'isYes');
    case 'text':
      if (!wanted) return undefined;
      return askText(line, value as string | null, wanted);
    case 'list':
      if (!wanted || (wanted as string[]).length === 0) return undefined;
      if (value === null) return line.operator === 'notOneOf' && line.empty !== 'exclude';
      return (wanted as unknown[]).includes(value) === (line.operator === 'oneOf');
    case 'number':
      if (wanted === undefined || (Array.isArray(wanted) && (wanted as unknown[]).includes(null)))
        return undefined;
      if (value === null) return line.operator === 'notEquals' && line.empty !== 'exclude';
      return askNumber(line, value as number, wanted);
    case 'date':
      return askDate(
        line,
        value === null ? null : localDate(value as string, !!field.instant, world.timeZone),
        wanted,
        world,
      );
  }
}

function askText({ operator, empty }: CriteriaLine, value: string | null, wanted: string): boolean {
  const isNegative = operator.startsWith('not') || operator === 'isNot';
  if (value === null) return isNegative && empty !== 'exclude';
  if (operator === 'isExactly') return value.normalize('NFC') === wanted.normalize('NFC');
  const [text, part] = [value, wanted].map((each) => each.normalize('NFC').toLowerCase()) as [string, string];
  const found = {
    begins: text.slice(0, part.length) === part,
    contains: text.split(part).length > 1,
    ends: part.length <= text.length && text.slice(text.length - part.length) === part,
    is: text === part,
  };
  const positive =
    { notBegins: 'begins', notContains: 'contains', notEnds: 'ends', isNot: 'is' }[operator as string] ??
    operator;
  return found[positive as keyof typeof found] !== isNegative;
}

function askNumber({ operator }: CriteriaLine, value: number, wanted: number | [number, number]): boolean {
  if (Array.isArray(wanted)) return value >= Math.min(...wanted) && value <= Math.max(...wanted);
  return {
    equals: value === wanted,
    notEquals: value !== wanted,
    less: value < wanted,
    lessOrEqual: value <= wanted,
    greater: value > wanted,
    greaterOrEqual: value >= wanted,
  }[operator as 'equals'];
}

function askDate(
  line: CriteriaLine,
  date: string | null,
  wanted: unknown,
  world: World,
): boolean | undefined {
  const today = localDate(world.now.toISOString(), true, world.timeZone);
  const { operator } = line;
  if (operator === 'today' || operator === 'beforeToday' || operator === 'afterToday') {
    if (date === null) return false;
    return operator === 'today' ? date === today : operator === 'beforeToday' ? date < today : date > today;
  }
  if (!wanted) return undefined;
  if (operator === 'between') {
    const [from, to] = [...(wanted as string[])].sort() as [string, string];
    if (!from) return undefined;
    return date !== null && from <= date && date <= to;
  }
  if (typeof wanted === 'string') {
    if (date === null) return false;
    return operator === 'on' ? date === wanted : operator === 'before' ? date < wanted : date > wanted;
  }
  const { period, amount } = wanted as { period: Period; amount?: number };
  if (operator !== 'thisPeriod' && operator !== 'thisPreviousAndNext' && !amount) return undefined;
  if (date === null) return false;
  const away = periodOf(date, period) - periodOf(today, period);
  return {
    thisPeriod: away === 0,
    thisPreviousAndNext: Math.abs(away) <= 1,
    thisAndNext: away >= 0 && away <= amount!,
    next: away > 0 && away <= amount!,
    thisAndPrevious: away <= 0 && -away <= amount!,
    previous: away < 0 && -away <= amount!,
  }[operator as 'next'];
}

/** A number for the period that a date is in; neighbours differ by one. */
function periodOf(date: string, period: Period): number {
  const time = new Date(`${date}T00:00:00Z`);
  const dayOfWeek = (time.getUTCDay() + 6) % 7;
  const [year, month] = [time.getUTCFullYear(), time.getUTCMonth()];
  return {
    day: time.getTime() / 86_400_000,
    week: Math.round((time.getTime() / 86_400_000 - dayOfWeek) / 7),
    month: year * 12 + month,
    quarter: year * 4 + Math.floor(month / 3),
    halfyear: year * 2 + (month < 6 ? 0 : 1),
    year,
  }[period];
}

function localDate(value: string, isInstant: boolean, timeZone: string): string {
  if (!isInstant) return value;
  return new Intl.DateTimeFormat('sv-SE', { timeZone }).format(new Date(value)); // Swedish dates are YYYY-MM-DD
}
