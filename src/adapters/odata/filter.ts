import { isGroup, type Criteria, type CriteriaLine, type CriteriaNode } from '../../criteria/types.js';
import type { FieldId } from '../../model/fields.js';
import { AdapterError } from '../../store/port.js';

export { quote } from './quote.js';

/** How a service writes the lines of a `$filter`. `Column` is what it calls a field. */
export interface FilterDialect<Column> {
  /** Undefined: nothing of the service's stands for this field. */
  readonly column: (field: FieldId) => Column | undefined;
  /**
   * The text that is true of what meets the line or, `negated`, of what does not. Must be neither broader nor narrower:
   * throws an `AdapterError` `invalid` for what the service can't say. Brackets are its own affair where it holds
   * an `and` or an `or`. A list may be empty (`inCategories`): nothing is one of none.
   */
  readonly line: (line: CriteriaLine, column: Column, negated: boolean) => string;
}

/**
 * Criteria as the text of `$filter`; empty when they ask nothing. They hold no inactive lines and no relative dates, as
 * those of `PageQuery`. Groups become `and` and `or` with the negations moved down to the lines (De Morgan), so that a
 * service needs no `not` before brackets, and nobody has to know what `not` makes of a value that is not there. Throws an
 * `AdapterError` `invalid` for a field that has no column (A2).
 */
export function filterText<Column>(criteria: Criteria, dialect: FilterDialect<Column>): string {
  return textOf(criteria, false);

  function textOf(node: CriteriaNode, negated: boolean): string {
    if (!isGroup(node)) return dialect.line(node, columnOf(node, dialect), negated);
    const { match, items } = node;
    const parts = items
      .map((item) => textOf(item, (match === 'none') !== negated))
      .filter((part) => part !== '');
    const word = (match === 'any') === negated ? ' and ' : ' or ';
    return parts.length < 2 ? (parts[0] ?? '') : `(${parts.join(word)})`;
  }
}

function columnOf<Column>({ field }: CriteriaLine, { column }: FilterDialect<Column>): Column {
  const own = column(field);
  if (own !== undefined) return own;
  throw new AdapterError('invalid', `The backend has nothing for the field "${field}".`);
}
