import { resolveDates, type Clock } from '../../src/criteria/periods.js';
import { composed, foldText } from '../../src/criteria/text.js';
import { instantRange } from '../../src/criteria/time-zone.js';
import type { Criteria, CriteriaLine, CriteriaNode } from '../../src/criteria/types.js';
import type { Field, FieldCatalog, FieldId, Subject } from '../../src/model/fields.js';
import type { ColumnarQuestion } from '../../src/query/columnar/types.js';

// Questions as SQL, by the wording of SPEC.md (Q1–Q5). Shares with src/ what has to be the same function on both sides:
// folding of text (Q4), and the days that a relative date means (Q5). What is active (Q2), what is empty (Q3) and how
// groups combine (Q1) is written a second time, in SQL's own terms.

export interface Sql {
  readonly text: string;
  readonly parameters: readonly (string | number)[];
}

/** A column of a field's value, and those beside it; see `tables.ts`. */
export const column = (field: FieldId, beside?: 'fold' | 'exact' | 'rank' | 'ms') =>
  `"${field}${beside ? `/${beside}` : ''}"`;

/** What the joined tables give for a field. */
function valueOf({ id }: Field): string {
  if (id === 'company.categoryGroup') return 'category."group"';
  // A company without such a category has no lead status; a contact without a company has no value.
  if (id === 'company.leadStatusEnabled')
    return `CASE WHEN company."company.id" IS NULL THEN NULL
      ELSE coalesce(category."group" = 'potentialCustomer' AND category.enabled, 0) END`;
  return column(id);
}

/** Empty text is no value. */
const present = (field: Field) => `nullif(${valueOf(field)}, '')`;

/** What a field sorts by, after those without a value. Ids that no list has come after it, by themselves. */
function sortKeys(field: Field): readonly string[] {
  switch (field.type) {
    case 'text':
      return [column(field.id, 'rank')];
    case 'list': {
      const place = `(SELECT place FROM place WHERE field = '${field.id}' AND id = ${valueOf(field)})`;
      return [`${place} IS NULL`, place, present(field)];
    }
    default:
      return [present(field)];
  }
}

export class SqlCompiler {
  readonly #catalog: FieldCatalog;
  readonly #clock: Clock;

  constructor(catalog: FieldCatalog, clock: Clock) {
    this.#catalog = catalog;
    this.#clock = clock;
  }

  /** One row: the number of records that match, and the figures over all of them. */
  total(question: ColumnarQuestion): Sql {
    const from = this.#from(question);
    return {
      text: `SELECT count(*) AS n${this.#figures(question)} ${from.text}`,
      parameters: from.parameters,
    };
  }

  ids({ sort = [], window = { offset: 0, limit: 0 }, ...question }: ColumnarQuestion): Sql {
    const from = this.#from(question);
    const id = column(`${question.of}.id`);
    const order = sort.flatMap((each) => {
      const field = this.#field(each.field);
      const direction = each.direction === 'ascending' ? 'ASC' : 'DESC';
      return [`${present(field)} IS NULL`, ...sortKeys(field).map((key) => `${key} ${direction}`)];
    });
    return {
      text: `SELECT ${id} AS id ${from.text} ORDER BY ${[...order, id].join(', ')}
        LIMIT ${window.limit} OFFSET ${window.offset}`,
      parameters: from.parameters,
    };
  }

  /** A row for each innermost group, in the order of the groups. */
  groups(question: ColumnarQuestion): Sql {
    const from = this.#from(question);
    const fields = (question.groupBy ?? []).map((id) => this.#field(id));
    const values = fields.map((field, level) => `${present(field)} AS value${level}`);
    const by = fields.map(present);
    const order = fields.flatMap((field) => [
      `${present(field)} IS NULL`,
      ...sortKeys(field).map((key) => `min(${key})`),
      present(field),
    ]);
    return {
      text: `SELECT ${values.join(', ')}, count(*) AS n${this.#figures(question)}
        ${from.text} GROUP BY ${by.join(', ')} ORDER BY ${order.join(', ')}`,
      parameters: from.parameters,
    };
  }

  #figures({ aggregates = [] }: ColumnarQuestion): string {
    const functions = { sum: 'sum', minimum: 'min', maximum: 'max', average: 'avg' };
    return aggregates
      .map(({ field, of }, index) => `, ${functions[of]}(${present(this.#field(field))}) AS figure${index}`)
      .join('');
  }

  #from({ of, criteria }: Pick<ColumnarQuestion, 'of' | 'criteria'>): Sql {
    const tables: Record<Subject, string> = {
      contact: 'contact LEFT JOIN company ON company."company.id" = contact."contact.companyId"',
      company: 'company',
    };
    const where = criteria ? this.#group(criteria) : undefined;
    return {
      text: `FROM ${tables[of]} LEFT JOIN category ON category.id = company."company.category"
        WHERE ${where?.text ?? '1'}`,
      parameters: where?.parameters ?? [],
    };
  }

  #field(id: FieldId): Field {
    const field = this.#catalog.get(id);
    if (!field) throw new Error(`There is no field ${id}.`);
    return field;
  }

  /** Undefined: does not ask (Q2). */
  #node(node: CriteriaNode): Sql | undefined {
    if (node.muted) return undefined;
    return 'match' in node ? this.#group(node) : this.#line(node);
  }

  #group(group: Criteria): Sql | undefined {
    const parts = group.muted ? [] : group.items.map((item) => this.#node(item)).filter((part) => !!part);
    if (parts.length === 0) return undefined;
    const text = parts.map((part) => part.text).join(group.match === 'all' ? ' AND ' : ' OR ');
    return {
      text: group.match === 'none' ? `NOT (${text})` : `(${text})`,
      parameters: parts.flatMap((part) => part.parameters),
    };
  }

  #line(line: CriteriaLine): Sql | undefined {
    const field = this.#field(line.field);
    const has = `${present(field)} IS NOT NULL`;
    if (line.operator === 'isEmpty') return { text: `(NOT ${has})`, parameters: [] };
    if (line.operator === 'isNotEmpty') return { text: `(${has})`, parameters: [] };
    const test = this.#test(line, field);
    if (!test) return undefined;
    // Q3. Nothing is left unknown: NOT has to turn it round.
    const whenEmpty = /^not|^isNot/.test(line.operator) && line.empty !== 'exclude' ? 1 : 0;
    return {
      text: `(CASE WHEN ${has} THEN coalesce(${test.text}, 0) ELSE ${whenEmpty} END)`,
      parameters: test.parameters,
    };
  }

  #test(line: CriteriaLine, field: Field): Sql | undefined {
    switch (field.type) {
      case 'text':
        return textTest(line, field);
      case 'list':
        return listTest(line, field);
      case 'number':
        return numberTest(line, field);
      case 'date':
        return dateTest(line, field, this.#clock);
      case 'yesno':
        return { text: `${valueOf(field)} = ${line.operator === 'isYes' ? 1 : 0}`, parameters: [] };
    }
  }
}

function textTest({ operator, value }: CriteriaLine, { id }: Field): Sql | undefined {
  if (typeof value !== 'string' || value === '') return undefined;
  const fold = column(id, 'fold');
  const wanted = foldText(value);
  const positive = operator.replace(/^not|^isNot/, (start) => (start === 'not' ? '' : 'is')).toLowerCase();
  const tests: Record<string, Sql> = {
    begins: { text: `substr(${fold}, 1, length(?)) = ?`, parameters: [wanted, wanted] },
    contains: { text: `instr(${fold}, ?) > 0`, parameters: [wanted] },
    ends: { text: `substr(${fold}, -length(?)) = ?`, parameters: [wanted, wanted] },
    is: { text: `${fold} = ?`, parameters: [wanted] },
    isexactly: { text: `${column(id, 'exact')} = ?`, parameters: [composed(value)] },
  };
  const test = tests[positive];
  if (!test) throw new Error(`No SQL for ${operator}.`);
  return positive === operator.toLowerCase() ? test : { ...test, text: `NOT (${test.text})` };
}

function listTest({ operator, value }: CriteriaLine, field: Field): Sql | undefined {
  if (!Array.isArray(value) || value.length === 0) return undefined;
  const not = operator === 'notOneOf' ? 'NOT ' : '';
  return {
    text: `${valueOf(field)} ${not}IN (${value.map(() => '?').join(', ')})`,
    parameters: value as string[],
  };
}

const signs: Readonly<Record<string, string>> = {
  equals: '=',
  notEquals: '<>',
  less: '<',
  lessOrEqual: '<=',
  greater: '>',
  greaterOrEqual: '>=',
};

function numberTest({ operator, value }: CriteriaLine, field: Field): Sql | undefined {
  const given = valueOf(field);
  if (operator === 'between') {
    const [first, second] = Array.isArray(value) ? (value as readonly unknown[]) : [];
    if (typeof first !== 'number' || typeof second !== 'number') return undefined;
    return { text: `${given} BETWEEN min(?, ?) AND max(?, ?)`, parameters: [first, second, first, second] };
  }
  return typeof value === 'number'
    ? { text: `${given} ${signs[operator]} ?`, parameters: [value] }
    : undefined;
}

/** Days as text, instants as milliseconds: not the way that the evaluator goes. */
function dateTest(line: CriteriaLine, field: Field, clock: Clock): Sql | undefined {
  const range = resolveDates(line, clock);
  if (!range) return undefined;
  if (!field.instant) return bounds(column(field.id), range.from, '<=', range.to);
  const { start, end } = instantRange(range, clock.timeZone);
  const time = (iso: string | null) => (iso === null ? null : Date.parse(iso));
  return bounds(column(field.id, 'ms'), time(start), '<', time(end));
}

function bounds(of: string, from: string | number | null, sign: string, to: string | number | null): Sql {
  const tests = [`${of} IS NOT NULL`];
  if (from !== null) tests.push(`${of} >= ?`);
  if (to !== null) tests.push(`${of} ${sign} ?`);
  return { text: tests.join(' AND '), parameters: [from, to].filter((end) => end !== null) };
}
