import { badArgument } from './errors.js';
import type { Literal } from './filter.js';

/** What a column's restriction is; a column with none can't be filtered by. */
export type RestrictionType =
  | 'bool'
  | 'date'
  | 'datetime'
  | 'decimal'
  | 'int'
  | 'positiveString'
  | 'string'
  | 'stringorPK'
  | 'associate'
  | 'listAny';

/** As in the database: nothing that an outer join found is null. */
export type Raw = string | number | boolean | null;

/** The collation of a database that does not heed case. */
const foldText = (text: string) => text.normalize('NFC').toLowerCase();

type Test = (raw: Raw, values: readonly Literal[]) => boolean;

const number = (value: Literal | Raw | undefined) => Number(value);
/** `%` stands for anything, as in the product's own search. */
function like(raw: Raw, wanted: Literal | undefined, before: string, after: string): boolean {
  if (raw === null) return false;
  const [text, parts] = [foldText(String(raw)), foldText(before + String(wanted) + after).split('%')];
  let at = 0;
  for (const [index, part] of parts.entries()) {
    const last = index === parts.length - 1;
    const found = last && index > 0 ? text.length - part.length : text.indexOf(part, at);
    if (
      found < at ||
      (index === 0 && found !== 0) ||
      (last && found + part.length !== text.length) ||
      !text.startsWith(part, found)
    )
      return false;
    at = found + part.length;
  }
  return true;
}
const not =
  (test: Test): Test =>
  (raw, values) =>
    raw !== null && !test(raw, values);

const text = {
  begins: (raw, [wanted]) => like(raw, wanted, '', '%'),
  contains: (raw, [wanted]) => like(raw, wanted, '%', '%'),
  ends: (raw, [wanted]) => like(raw, wanted, '%', ''),
  is: (raw, [wanted]) => like(raw, wanted, '', ''),
} satisfies Record<string, Test>;

const order: Record<string, Test> = {
  equals: (raw, [wanted]) => raw !== null && number(raw) === number(wanted),
  unequals: (raw, [wanted]) => raw !== null && number(raw) !== number(wanted),
  less: (raw, [wanted]) => raw !== null && number(raw) < number(wanted),
  greater: (raw, [wanted]) => raw !== null && number(raw) > number(wanted),
  between: (raw, [from, to]) => raw !== null && number(from) <= number(raw) && number(raw) <= number(to),
};

/** Days are those of UTC here. */
const dayOf = (raw: Raw) => (raw === null ? '' : String(raw).slice(0, 10));
const dates: Record<string, Test> = {
  before: (raw, [day]) => raw !== null && dayOf(raw) < String(day),
  date: (raw, [day]) => raw !== null && dayOf(raw) === String(day),
  after: (raw, [day]) => raw !== null && dayOf(raw) > String(day),
  between: (raw, [from, to]) => raw !== null && String(from) <= dayOf(raw) && dayOf(raw) <= String(to),
};

const oneOf: Test = (raw, values) => raw !== null && values.some((value) => number(value) === number(raw));

const operators: { readonly [Type in RestrictionType]: Readonly<Record<string, Test>> } = {
  bool: { set: (raw, [wanted]) => raw === wanted },
  int: order,
  decimal: order,
  positiveString: text,
  string: {
    ...text,
    notBegins: not(text.begins),
    notContains: not(text.contains),
    isNot: not(text.is),
  },
  stringorPK: {
    ...text,
    notBegins: not(text.begins),
    notContains: not(text.contains),
    isNot: not(text.is),
  },
  date: dates,
  datetime: dates,
  associate: { associateIsOneOf: oneOf, associateIsNotOneOf: not(oneOf) },
  listAny: { oneOf, notOneOf: not(oneOf) },
};

/** These there are for all types, and no list names them. */
const everywhere: Readonly<Record<string, Test>> = {
  equals: (raw, [wanted]) => raw !== null && String(raw) === String(wanted),
  isNull: (raw) => raw === null,
  isNotNull: (raw) => raw !== null,
};
const otherNames: Readonly<Record<string, string>> = {
  eq: 'equals',
  '=': 'equals',
  ne: 'unequals',
  gt: 'greater',
  lt: 'less',
};

/** What `MDOList/restrictionOperators` names for a type. */
export function operatorsOf(type: string): readonly string[] {
  return Object.hasOwn(operators, type) ? Object.keys(operators[type as RestrictionType]) : [];
}

/** Throws the server's error for an operator that it does not know. */
export function testOf(type: RestrictionType, operator: string): Test {
  const name = otherNames[operator] ?? operator;
  const found = [operators[type], everywhere].find((each) => Object.hasOwn(each, name));
  if (!found) throw badArgument(`Operator '${operator}' is not valid for restriction type '${type}'`);
  return found[name]!;
}
