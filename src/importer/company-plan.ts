import { emptyCompany } from '../model/defaults.js';
import type { FieldId } from '../model/fields.js';
import type { Company, Extra, Id, Value } from '../model/records.js';
import { newId } from '../store/ids.js';
import { foldName } from './fold.js';
import { issue, type ImportIssue } from './issues.js';
import { fieldsOf, placeOf, type ColumnValue, type CompanyValues } from './row-reader.js';
import type { PlannedCompany } from './types.js';

/** A company that rows belong to: one that exists, or one to be created. */
interface Entry {
  readonly id: Id;
  readonly existing?: Company;
  /** For a new one: its first value for each field. */
  readonly values: Map<FieldId, ColumnValue>;
  isUsed: boolean;
}

/**
 * The companies of a file, by name. The first row that has a value for a field gives it; an existing company keeps its
 * own. Rows that say something else are reported, once for each field, so that nothing is lost silently.
 */
export class CompanyPlan {
  readonly #findExisting: (name: string) => Company | undefined;
  readonly #report: ImportIssue[];
  readonly #byName = new Map<string, Entry>();
  readonly #byId = new Map<Id, Entry>();
  readonly #reported = new Set<string>();

  constructor(findExisting: (name: string) => Company | undefined, report: ImportIssue[]) {
    this.#findExisting = findExisting;
    this.#report = report;
  }

  /** The company that a row means. */
  find({ name }: CompanyValues): Pick<Entry, 'id' | 'existing'> {
    const folded = foldName(name);
    const known = this.#byName.get(folded);
    if (known) return known;
    const existing = this.#findExisting(name);
    const entry: Entry = { id: existing?.id ?? newId(), existing, values: new Map(), isUsed: false };
    this.#byName.set(folded, entry);
    this.#byId.set(entry.id, entry);
    return entry;
  }

  /** Takes what a row says about its company. */
  take(company: CompanyValues, line: number): void {
    const entry = this.#byId.get(this.find(company).id);
    if (!entry) return;
    entry.isUsed = true;
    for (const value of company.values) this.#takeValue(entry, value, line);
  }

  /** How many existing companies rows belong to. */
  get matched(): number {
    return this.#used().filter(({ existing }) => existing).length;
  }

  /** The new companies by id, in the order of the file. */
  get created(): ReadonlyMap<Id, PlannedCompany> {
    return new Map(
      this.#used().flatMap((entry) => (entry.existing ? [] : [[entry.id, plannedOf(entry)] as const])),
    );
  }

  /** A company as it is or will be, for the rules. */
  get(id: Id): Company | undefined {
    const entry = this.#byId.get(id);
    return entry && (entry.existing ?? emptyCompany(plannedOf(entry)));
  }

  #used(): readonly Entry[] {
    return [...this.#byName.values()].filter(({ isUsed }) => isUsed);
  }

  #takeValue(entry: Entry, value: ColumnValue, line: number): void {
    const { field, column, cell } = value;
    const before = entry.existing ? valueIn(entry.existing, value) : entry.values.get(field.id)?.value;
    if (before === undefined) entry.values.set(field.id, value);
    else if (!isSame(before, value.value)) {
      const key = `${entry.id}/${field.id}`;
      if (this.#reported.has(key)) return;
      this.#reported.add(key);
      this.#report.push(
        issue('company-differs', { line, column, value: cell, details: { kept: String(before ?? '') } }),
      );
    }
  }
}

function plannedOf({ id, values }: Entry): PlannedCompany {
  return { ...(fieldsOf([...values.values()]) as Omit<PlannedCompany, 'id'>), id };
}

function valueIn(company: Company, { field }: ColumnValue): Value {
  const { key, isExtra } = placeOf(field);
  const values = isExtra ? company.extra : (company as unknown as Extra);
  return Object.hasOwn(values, key) ? (values[key] ?? null) : null;
}

function isSame(a: Value, b: Value): boolean {
  return typeof a === 'string' && typeof b === 'string' ? foldName(a) === foldName(b) : a === b;
}
