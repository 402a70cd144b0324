import { isNegative, shapedValue } from '../../criteria/operators.js';
import type { CriteriaContext } from '../../criteria/evaluate.js';
import type { CriteriaLine } from '../../criteria/types.js';
import type { Field } from '../../model/fields.js';
import type { Id, Setup, Value } from '../../model/records.js';
import { CodeColumn, unite, type Derive } from './code-column.js';
import { keepOnly, type Filter } from './filter.js';
import type { Join } from './join.js';
import { kernels } from './kernels.js';
import { setBit, type Bits } from './memory.js';
import { NameColumn } from './name-column.js';
import type { NumberColumn } from './number-column.js';
import { borrow, giveBack } from './scratch.js';
import type { Table } from './table.js';
import { TextColumn } from './text-column.js';

/** Where the values of a field come from, for the rows of the table that owns it. */
export type Source =
  | { readonly kind: 'codes'; readonly column: CodeColumn; readonly derive?: Derive }
  | { readonly kind: 'numbers'; readonly column: NumberColumn }
  | { readonly kind: 'text'; readonly column: TextColumn }
  | { readonly kind: 'name'; readonly column: NameColumn }
  | { readonly kind: 'id'; readonly table: Table }
  | { readonly kind: 'companyId'; readonly join: Join; readonly companies: Table };

const derivedFrom: Readonly<Record<string, (value: Value) => object>> = {
  'company.categoryGroup': (categoryId) => ({ categoryId }),
  'company.leadStatusEnabled': (categoryId) => ({ categoryId }),
};

/** Fields that are not stored: they follow from others. */
export function isVirtual({ id }: Field): boolean {
  return (
    id === 'contact.name' ||
    id === 'contact.id' ||
    id === 'contact.companyId' ||
    id === 'company.id' ||
    Object.hasOwn(derivedFrom, id)
  );
}

export function sourceOf(field: Field, contacts: Table, companies: Table, join: Join, setup: Setup): Source {
  const table = field.entity === 'contact' ? contacts : companies;
  const codes = (id: string) => table.column(id) as CodeColumn;
  switch (field.id) {
    case 'contact.id':
    case 'company.id':
      return { kind: 'id', table };
    case 'contact.companyId':
      return { kind: 'companyId', join, companies };
    case 'contact.name':
      return { kind: 'name', column: new NameColumn(codes('contact.firstName'), codes('contact.lastName')) };
  }
  if (Object.hasOwn(derivedFrom, field.id)) {
    const record = derivedFrom[field.id]!;
    const derive: Derive = (value) =>
      value === undefined ? null : field.read(record(value) as never, setup);
    return { kind: 'codes', column: codes('company.category'), derive };
  }
  const column = table.column(field.id);
  if (column instanceof CodeColumn) return { kind: 'codes', column };
  if (column instanceof TextColumn) return { kind: 'text', column };
  if (column) return { kind: 'numbers', column };
  throw new Error(`There is no column for the field "${field.id}".`);
}

export function valueIn(source: Source, row: number): Value {
  switch (source.kind) {
    case 'codes':
      return source.derive
        ? source.derive(source.column.values[source.column.codes[row]!])
        : source.column.value(row);
    case 'id':
      return source.table.isAlive(row) ? source.table.ids.idOf(row) : null;
    case 'companyId': {
      const company = source.join.companies[row]!;
      return company === 0 ? null : source.companies.ids.idOf(company);
    }
    default:
      return source.column.value(row);
  }
}

/** A line over the rows of the table that owns the field. */
export function filterIn(source: Source, line: CriteriaLine, field: Field, context: CriteriaContext): Filter {
  switch (source.kind) {
    case 'codes':
      return source.column.filter(line, field, context, source.derive);
    case 'id':
      return idFilter(line, source.table);
    case 'companyId':
      return companyIdFilter(line, source.join, source.companies);
    default:
      return source.column.filter(line, field, context);
  }
}

/** A line about a company over the contacts, where the company's column has few values; else undefined. */
export function joinedFilter(
  source: Source,
  line: CriteriaLine,
  field: Field,
  context: CriteriaContext,
  join: Join,
): Filter | undefined {
  if (source.kind !== 'codes' || !join.bitmaps(source.column)) return undefined;
  const { column } = source;
  const acceptance = column.acceptance(line, field, context, source.derive);
  return {
    cost: 1,
    scan(to) {
      const table = acceptance.table();
      const bitmaps = join.bitmaps(column);
      if (bitmaps) unite(to, bitmaps, table);
      else throughJoin(join, (bits) => kernels.inSet(bits, column.codes, table), column.codes.length, to);
    },
    test: (row) => acceptance.table()[column.codes[join.companies[row]!]!] === 1,
  };
}

/** Any filter of companies over the contacts. */
export function throughCompanies(filter: Filter, join: Join, companies: Table): Filter {
  return {
    cost: 2 + filter.cost / 8,
    scan: (to) => throughJoin(join, (bits) => filter.scan(bits), companies.capacity, to),
    test: (row) => filter.test(join.companies[row]!),
  };
}

function throughJoin(join: Join, scan: (bits: Bits) => void, companies: number, to: Bits): void {
  const bits = borrow(to, companies >> 5);
  scan(bits);
  const matching = kernels.count(bits);
  if (matching * 64 < companies && (bits[0]! & 1) === 0) {
    const postings = join.postings();
    to.fill(0);
    keepOnly(bits, (company) => (postings.setBits(company, to), true));
  } else kernels.gather(to, bits, join.companies);
  giveBack(bits);
}

interface IdLine {
  readonly ids: ReadonlySet<Id>;
  readonly negative: boolean;
  readonly whenEmpty: boolean;
}

function idLine(line: CriteriaLine): IdLine {
  if (line.operator === 'isEmpty') return { ids: new Set(), negative: false, whenEmpty: true };
  if (line.operator === 'isNotEmpty') return { ids: new Set(), negative: true, whenEmpty: false };
  const negative = isNegative(line.operator);
  return {
    ids: new Set(shapedValue(line, 'texts')),
    negative,
    whenEmpty: negative && line.empty !== 'exclude',
  };
}

/** Only rows that hold a record have an id. */
function idFilter(line: CriteriaLine, table: Table): Filter {
  const { ids, negative, whenEmpty } = idLine(line);
  return {
    cost: 1,
    scan(to) {
      to.fill(0);
      for (const id of ids) {
        const row = table.ids.rowOf(id);
        if (row !== 0 && table.isAlive(row)) setBit(to, row);
      }
      if (!negative && !whenEmpty) return;
      if (negative) kernels.not(to);
      const { alive } = table;
      if (whenEmpty) for (let word = 0; word < to.length; word++) to[word]! |= ~alive[word]!;
      else kernels.and(to, alive);
    },
    test: (row) => (table.isAlive(row) ? ids.has(table.ids.idOf(row)) !== negative : whenEmpty),
  };
}

function companyIdFilter(line: CriteriaLine, join: Join, companies: Table): Filter {
  const { ids, negative, whenEmpty } = idLine(line);
  const rows = () => [...ids].map((id) => companies.ids.rowOf(id)).filter((row) => row !== 0);
  return {
    cost: 2,
    scan(to) {
      const wanted = rows();
      if (!negative && !whenEmpty && wanted.length * 8 < companies.size) {
        const postings = join.postings();
        to.fill(0);
        for (const company of wanted) postings.setBits(company, to);
        return;
      }
      const table = new Uint8Array(companies.capacity).fill(Number(negative));
      for (const company of wanted) table[company] = Number(!negative);
      table[0] = Number(whenEmpty);
      kernels.inSet(to, join.companies, table);
    },
    test(row) {
      const company = join.companies[row]!;
      return company === 0 ? whenEmpty : ids.has(companies.ids.idOf(company)) !== negative;
    },
  };
}
