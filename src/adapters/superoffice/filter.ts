import { compileCriteria } from '../../criteria/evaluate.js';
import { dayNumber, formatDay } from '../../criteria/calendar.js';
import { isNegative } from '../../criteria/operators.js';
import { linesOf, simplifyCriteria } from '../../criteria/simplify.js';
import { isGroup, type Criteria, type CriteriaLine } from '../../criteria/types.js';
import { emptyCompany } from '../../model/defaults.js';
import type { FieldCatalog, FieldId, Subject } from '../../model/fields.js';
import type { Setup } from '../../model/records.js';
import { AdapterError, type QueryCapabilities } from '../../store/port.js';
import { inCategories } from '../odata/category-lines.js';
import { filterText, quote } from '../odata/filter.js';
import { serverNumber } from './capabilities.js';
import type { AskedField, Catalog } from './catalog.js';
import type { Decisions } from './decisions.js';
import { wire } from './fields.js';
import type { IdBook } from './ids.js';
import type { MdoItem } from './lists.js';
import { inLanguage } from './texts.js';

export interface FilterContext {
  readonly of: Subject;
  readonly catalog: Catalog;
  readonly fields: FieldCatalog;
  readonly can: QueryCapabilities;
  readonly setup: Setup;
  readonly ids: IdBook;
  /** By name: those that `listsFor` names. */
  readonly lists: ReadonlyMap<string, readonly MdoItem[]>;
  readonly language: string;
  readonly decisions: Pick<Decisions, 'empty' | 'wildcard' | 'dayMargin'>;
}

export interface ServerFilter {
  /** Empty: every record. No record that is asked for is left out by it. */
  readonly text: string;
  /** Whether it lets no other record through: each row is looked at here all the same. */
  readonly exact: boolean;
}

/** The lists whose names are needed to write a filter. */
export function listsFor(criteria: Criteria, { asked }: Catalog): string[] {
  const maps = [...linesOf(criteria)].map(({ field }) => asked.get(field)?.map);
  return [...new Set(maps.flatMap((map) => (map?.kind === 'name' ? [map.list!] : [])))];
}

/**
 * Criteria in the dialect of `$filter`. What the server may read in another way (wildcards in text, the zone of a day, a
 * name in two columns) is asked for so that too much comes rather than too little. Throws an `AdapterError` `invalid`
 * for what has not been declared (A2).
 */
export function writeFilter(asked: Criteria, context: FilterContext): ServerFilter {
  const criteria = simplifyCriteria(asked, context.fields);
  for (const { field, operator } of linesOf(criteria)) {
    if (!context.can.fields[field]?.operators.includes(operator))
      throw new AdapterError('invalid', `This archive can't be asked "${operator}" of the field "${field}".`);
  }
  if (!groupsAreDeclared(criteria, context.can))
    throw new AdapterError('invalid', 'Groups of lines can be joined by "all" and "any" only.');
  const writer = new Writer(context);
  const text = filterText(inCategories(criteria, [...context.setup.categories.values()]), {
    column: (field) => writer.column(field),
    line: (line, column) => writer.line(line, column),
  });
  return { text, exact: writer.exact };
}

function groupsAreDeclared({ match, items }: Criteria, can: QueryCapabilities): boolean {
  return can.match.includes(match) && items.every((item) => !isGroup(item) || groupsAreDeclared(item, can));
}

/** Both columns of a contact's name. */
interface NameColumns {
  readonly first: AskedField;
  readonly last: AskedField;
}

class Writer {
  readonly #context: FilterContext;
  exact = true;

  constructor(context: FilterContext) {
    this.#context = context;
  }

  column(field: FieldId): AskedField | NameColumns | undefined {
    const { asked } = this.#context.catalog;
    if (field !== 'contact.name') return asked.get(field);
    return { first: asked.get('contact.firstName')!, last: asked.get('contact.lastName')! };
  }

  line(line: CriteriaLine, asked: AskedField | NameColumns): string {
    if ('first' in asked) return this.#nameLine(line, asked);
    const { map, column } = asked;
    if (line.operator === 'isEmpty') return this.#empty(asked);
    switch (map.kind) {
      case 'text':
      case 'entry':
        return this.#textLine(line, asked);
      case 'name':
        return this.#listedTextLine(line, asked);
      case 'id':
        return this.#idLine(line, asked);
      case 'yesno':
        return `${column.name} set ${line.operator === 'isYes'}`;
      case 'number':
        return this.#numberLine(line, column.name);
      case 'instant':
      case 'day':
        return this.#dateLine(line, asked);
    }
  }

  /** A word has no space in it, so each word of what is asked for stands in one of the two columns. */
  #nameLine({ value }: CriteriaLine, { first, last }: NameColumns): string {
    const columns = [first.column.name, last.column.name];
    const words = (value as string).normalize('NFC').split(/\s+/).filter(Boolean);
    const parts = words.map(
      (word) => `(${columns.map((name) => `${name} contains ${quote(word)}`).join(' or ')})`,
    );
    const canAsk = parts.length > 0 && words.every((word) => word.isWellFormed());
    return canAsk ? this.#roughly(join('and', parts)) : this.#everything();
  }

  #textLine(line: CriteriaLine, asked: AskedField): string {
    const { name } = asked.column;
    if (line.operator === 'isNotEmpty') return `(${name} isNotNull and ${name} isNot '')`;
    const wanted = (line.value as string).normalize('NFC');
    const operator = line.operator === 'isExactly' ? 'is' : line.operator;
    // No address holds half a character.
    if (!wanted.isWellFormed()) return this.#everything();
    const isWild = this.#context.decisions.wildcard.test(wanted);
    if (!isNegative(line.operator)) {
      const text = `${name} ${operator} ${quote(wanted)}`;
      return isWild || operator !== line.operator ? this.#roughly(text) : text;
    }
    // What stands for more than itself would leave out more than is meant.
    if (isWild) return this.#everything();
    return this.#orEmpty(line, asked, `${name} ${operator} ${quote(wanted)}`);
  }

  /** A name that is an item of a list there: the items are looked through here. */
  #listedTextLine(line: CriteriaLine, asked: AskedField): string {
    const { fields, setup, lists, language } = this.#context;
    const { map } = asked;
    const own = { ...line, field: `company.${map.key}` };
    const context = { catalog: fields, setup, timeZone: 'UTC', now: new Date(0) };
    const meets = compileCriteria({ match: 'all', items: [own] }, context);
    const holds = (name: string | null) => meets(emptyCompany({ id: '0', [map.key]: name }));
    const items = (lists.get(map.list!) ?? []).filter(({ name }) =>
      holds(inLanguage(name, language) || null),
    );
    const text = this.#oneOf(asked, items.map(({ id }) => id)); // prettier-ignore
    return holds(null) ? `(${text} or ${this.#empty(asked)})` : text;
  }

  #idLine(line: CriteriaLine, asked: AskedField): string {
    const { ids } = this.#context;
    const { map, column } = asked;
    if (line.operator === 'isNotEmpty')
      return column.type === 'int'
        ? `${column.name} greater 0`
        : `(${column.name} isNotNull and ${column.name} notOneOf (0))`;
    const numbers = (line.value as readonly string[])
      .map((id) => ids.numberOf(map.entity!, id))
      .filter((number) => number !== undefined);
    if (line.operator === 'oneOf') return this.#oneOf(asked, numbers);
    if (numbers.length === 0) return this.#everything();
    return this.#orEmpty(line, asked, `${column.name} notOneOf (${numbers.join(',')})`);
  }

  #oneOf({ column: { name, type } }: AskedField, numbers: readonly number[]): string {
    const wanted = numbers.length > 0 ? numbers : [-1]; // no record has it
    if (type !== 'int') return `${name} oneOf (${wanted.join(',')})`;
    return join('or', wanted.map((number) => `${name} = ${number}`)); // prettier-ignore
  }

  #numberLine({ operator, value }: CriteriaLine, name: string): string {
    if (operator !== 'between') return `${name} ${serverNumber[operator]} ${value as number}`;
    const [low, high] = [...(value as readonly [number, number])].sort((a, b) => a - b);
    return `${name} between (${low},${high})`;
  }

  #dateLine({ operator, value }: CriteriaLine, { map, column: { name } }: AskedField): string {
    if (operator === 'isNotEmpty') return `${name} isNotNull`;
    const margin = map.kind === 'day' ? 0 : this.#context.decisions.dayMargin;
    if (map.kind === 'instant') this.exact = false;
    const shifted = (day: string, by: number) => quote(formatDay(dayNumber(day) + by) ?? day);
    if (operator === 'before') return `${name} before ${shifted(value as string, margin)}`;
    if (operator === 'after') return `${name} after ${shifted(value as string, -margin)}`;
    const [from, to] =
      operator === 'on'
        ? [value as string, value as string]
        : [...(value as readonly [string, string])].sort();
    return `${name} between (${shifted(from!, -margin)},${shifted(to!, margin)})`;
  }

  /** Q3. Nobody says whether "is not" lets through what has no value, so it is said. */
  #orEmpty({ empty }: CriteriaLine, asked: AskedField, text: string): string {
    return empty === 'exclude' ? this.#roughly(text) : `(${text} or ${this.#empty(asked)})`;
  }

  #empty({ column: { name, type } }: AskedField): string {
    return this.#context.decisions.empty(name, type);
  }

  #everything(): string {
    return this.#roughly(`${wire[this.#context.of].key} greater 0`);
  }

  #roughly(text: string): string {
    this.exact = false;
    return text;
  }
}

function join(word: 'and' | 'or', parts: readonly string[]): string {
  return parts.length === 1 ? parts[0]! : `(${parts.join(` ${word} `)})`;
}
