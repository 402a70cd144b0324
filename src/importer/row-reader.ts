import type { FieldId } from '../model/fields.js';
import type { Value } from '../model/records.js';
import type { ContactDraft } from '../store/types.js';
import { cellReader, type CellReader } from './cell-values.js';
import { issue, type ImportIssue, type ImportIssueCode } from './issues.js';
import { splitName } from './split-name.js';
import { importFields, type ImportField } from './targets.js';
import { looksLikeFormula } from './to-csv.js';
import { fullName, type CsvRow, type ImportContext, type Mapping } from './types.js';

/** What a good row says, before it is known what exists already. */
export interface RowDraft {
  readonly line: number;
  readonly company?: CompanyValues;
  readonly contact?: ContactDraft;
  /** The cell that gave the contact its lead status. */
  readonly status?: ColumnValue;
}

export interface CompanyValues {
  readonly name: string;
  readonly values: readonly ColumnValue[];
}

/** A value and the cell that it comes from. */
export interface ColumnValue {
  readonly field: ImportField;
  readonly column: string;
  readonly cell: string;
  readonly value: Value;
}

export interface ReadRow {
  /** Undefined when an issue is an error. */
  readonly draft?: RowDraft;
  readonly issues: readonly ImportIssue[];
}

const nameTargets: readonly FieldId[] = [fullName, 'contact.firstName', 'contact.lastName', 'company.name'];

/** Reads rows by a mapping. Undefined when no column names a person or a company: there would be nothing to create. */
export function createRowReader(
  headers: readonly string[],
  mapping: Mapping,
  { catalog, setup }: Pick<ImportContext, 'catalog' | 'setup'>,
): ((row: CsvRow) => ReadRow) | undefined {
  const fields = new Map(importFields(catalog).map((field) => [field.id, field]));
  const columns = mapping.flatMap((target, index) => {
    const field = target === null ? undefined : fields.get(target);
    return field ? [{ index, field, header: headers[index] ?? '', read: cellReader(field, setup) }] : [];
  });
  if (!columns.some(({ field }) => nameTargets.includes(field.id))) return undefined;
  return (row) => {
    const issues: ImportIssue[] = [];
    const values = readCells(row, columns, issues);
    const draft = draftOf(row.line, values, issues);
    return issues.some(({ severity }) => severity === 'error') ? { issues } : { draft, issues };
  };
}

interface Column {
  readonly index: number;
  readonly field: ImportField;
  readonly header: string;
  readonly read: CellReader;
}

type Values = ReadonlyMap<FieldId, ColumnValue>;

/** When two columns go to the same field, the first one that has a value counts. */
function readCells({ line, cells }: CsvRow, columns: readonly Column[], issues: ImportIssue[]): Values {
  const values = new Map<FieldId, ColumnValue>();
  for (const { index, field, header: column, read } of columns) {
    const cell = cells[index] ?? null;
    if (cell === null) continue;
    if (looksLikeFormula(cell)) issues.push(issue('formula', { line, column, value: cell }));
    const result = read(cell);
    if (!result.ok) issues.push(issue(result.code, { line, column, value: cell }));
    else if (!values.has(field.id)) values.set(field.id, { field, column, cell, value: result.value });
  }
  return values;
}

function draftOf(line: number, values: Values, issues: ImportIssue[]): RowDraft {
  const name = companyNameOf(values);
  const ofCompany = [...values.values()].filter(({ field }) => field.entity === 'company');
  const contact = contactOf(values);
  const report = (code: ImportIssueCode, column: string | null = null) =>
    issues.push(issue(code, { line, column }));
  if (contact && !contact.firstName && !contact.lastName) report('name-missing');
  else if (!contact && name === undefined) report('name-missing');
  else if (name === undefined && ofCompany[0]) report('company-name-missing', ofCompany[0].column);
  const status = values.get('contact.leadStatus');
  return {
    line,
    ...(name === undefined ? {} : { company: { name, values: ofCompany } }),
    ...(contact ? { contact } : {}),
    ...(status ? { status } : {}),
  };
}

function companyNameOf(values: Values): string | undefined {
  const name = values.get('company.name')?.value;
  return typeof name === 'string' ? name : undefined;
}

/** The person of a row, if it has one: a "no" alone makes nobody. */
function contactOf(values: Values): ContactDraft | undefined {
  const own = [...values.values()].filter(({ field }) => field.entity === 'contact');
  if (!own.some(({ value }) => value !== false)) return undefined;
  const whole = values.get(fullName)?.value;
  const isSplit = values.has('contact.firstName') || values.has('contact.lastName');
  const name = typeof whole === 'string' && !isSplit ? splitName(whole) : {};
  return { ...name, ...(fieldsOf(own) as ContactDraft) };
}

/** Fields whose key in the record differs from that in their id. */
const recordKeys: ReadonlyMap<FieldId, string> = new Map([
  ['contact.leadStatus', 'leadStatusId'],
  ['company.category', 'categoryId'],
]);

/** Where a value stands in its record. Host fields stand in `extra`; only those have a label of their own. */
export function placeOf({ id, field }: ImportField): { readonly key: string; readonly isExtra: boolean } {
  return { key: recordKeys.get(id) ?? id.slice(id.indexOf('.') + 1), isExtra: field?.label !== undefined };
}

/** Values as a part of a record. Keys come from the catalog, never from the file. */
export function fieldsOf(values: readonly ColumnValue[]): object {
  const places = values
    .filter(({ field }) => field.id !== fullName)
    .map(({ field, value }) => ({ ...placeOf(field), value }));
  const extra = places.filter(({ isExtra }) => isExtra).map(({ key, value }) => [key, value] as const);
  return {
    ...Object.fromEntries(places.filter(({ isExtra }) => !isExtra).map(({ key, value }) => [key, value])),
    ...(extra.length > 0 ? { extra: Object.fromEntries(extra) } : {}),
  };
}
