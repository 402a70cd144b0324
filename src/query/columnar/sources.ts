import type { CriteriaContext } from '../../criteria/evaluate.js';
import { isNegative, shapedValue } from '../../criteria/operators.js';
import type { CriteriaLine } from '../../criteria/types.js';
import type { Field, FieldId, Subject } from '../../model/fields.js';
import type { Setup, Value } from '../../model/records.js';
import { CodeColumn, type Derive } from './code-column.js';
import type { Filter } from './filter.js';
import type { Join } from './join.js';
import { kernels } from './kernels.js';
import { setBit, type Arena } from './memory.js';
import { NameColumn } from './name-column.js';
import { NumberColumn } from './number-column.js';
import type { Table } from './table.js';

/** The rows of both entities, and which company each contact has. */
export interface Tables {
  readonly arena: Arena;
  readonly contact: Table;
  readonly company: Table;
  readonly join: Join;
}

/** Where the values of a field come from, for the rows of the table that owns it. */
export interface Source {
  readonly value: (row: number) => Value;
  /** The rows that a line accepts. */
  readonly filter: (line: CriteriaLine, field: Field, context: CriteriaContext) => Filter;
  readonly codes?: CodeColumn;
  /** What the field makes of the values of the codes; left out: nothing else. */
  readonly derive?: Derive;
  readonly numbers?: NumberColumn;
  readonly names?: NameColumn;
  /** Values are the ids of the rows. */
  readonly isId?: true;
}

/** Which table's rows have the values. Which company a contact has is known by the company's row, there or not. */
export function ownerOf({ id, entity }: Field): Subject {
  return id === 'contact.companyId' ? 'company' : entity;
}

/** The stored columns that a field's value comes from. Ids are stored too, and change only with the record itself. */
export function storedFields(field: FieldId): readonly FieldId[] {
  switch (field) {
    case 'contact.name':
      return ['contact.firstName', 'contact.lastName'];
    case 'company.categoryGroup':
    case 'company.leadStatusEnabled':
      return ['company.category'];
    default:
      return [field];
  }
}

/** Fields without a column of their own. */
export function isVirtual({ id, entity }: Field): boolean {
  return id === `${entity}.id` || id === 'contact.companyId' || storedFields(id)[0] !== id;
}

export function sourceOf(field: Field, tables: Tables, setup: Setup): Source {
  const table = tables[ownerOf(field)];
  if (field.id === 'contact.companyId') return idSource(table, (row) => table.isGiven(row));
  if (field.id === `${field.entity}.id`) return idSource(table);
  const [first, second] = storedFields(field.id).map((id) => table.column(id)!);
  if (second) {
    const names = new NameColumn(first as CodeColumn, second as CodeColumn);
    return { ...of(names), names };
  }
  if (first instanceof NumberColumn) return { ...of(first), numbers: first };
  if (!(first instanceof CodeColumn)) return of(first!);
  if (!isVirtual(field)) return { ...of(first), codes: first };
  const derive: Derive = (categoryId) =>
    categoryId === undefined ? null : field.read({ categoryId } as never, setup);
  return {
    value: (row) => derive(first.values[first.codes[row]!]),
    filter: (line, asked, context) => first.filter(line, asked, context, derive),
    codes: first,
    derive,
  };
}

function of(column: Pick<CodeColumn | NumberColumn | NameColumn, 'value' | 'filter'>): Source {
  return {
    value: (row) => column.value(row),
    filter: (line, field, context) => column.filter(line, field, context),
  };
}

/** @param isThere which rows have an id; left out: those that hold a record. */
function idSource(table: Table, isThere?: (row: number) => boolean): Source {
  const { ids } = table;
  const has = isThere ?? ((row) => table.isAlive(row));
  return {
    isId: true,
    value: (row) => (has(row) ? ids.idOf(row) : null),
    filter(line) {
      const { operator, empty } = line;
      const isNot = isNegative(operator);
      const wanted = new Set(operator.endsWith('Empty') ? [] : shapedValue(line, 'texts'));
      const negative = isNot || operator === 'isNotEmpty';
      const whenEmpty = isNot ? empty !== 'exclude' : operator === 'isEmpty';
      return {
        cost: 1,
        scan(to) {
          to.fill(0);
          for (const id of wanted) {
            const row = ids.rowOf(id);
            if (has(row)) setBit(to, row);
          }
          if (negative) kernels.not(to);
          // Of rows that are not given only row 0 is asked for, the company of who has none.
          if (isThere) to[0] = (to[0]! & ~1) | Number(whenEmpty);
          else if (!whenEmpty) kernels.and(to, table.alive);
          else table.alive.forEach((word, at) => (to[at]! |= ~word));
        },
        test: (row) => (has(row) ? wanted.has(ids.idOf(row)) !== negative : whenEmpty),
      };
    },
  };
}
