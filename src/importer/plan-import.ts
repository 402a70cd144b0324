import { hasLeadStatus } from '../model/fields.js';
import type { Company, Id } from '../model/records.js';
import { newId } from '../store/ids.js';
import type { ContactDraft } from '../store/types.js';
import { createBreather } from './breather.js';
import { CompanyPlan } from './company-plan.js';
import { foldName } from './fold.js';
import { fatalIssue, issue, type ImportIssue } from './issues.js';
import { createRowReader, type ColumnValue, type RowDraft } from './row-reader.js';
import type {
  CsvTable,
  ImportContext,
  ImportItem,
  ImportPlan,
  Mapping,
  PersonKey,
  PlannedContact,
  TaskOptions,
} from './types.js';

export interface PlanOptions extends TaskOptions {
  /** Imports a person who is in the file twice both times. Without it the first row counts. */
  readonly keepDuplicates?: boolean;
}

/**
 * Makes of the rows what is to be created: companies by name, existing ones recognised; contacts of them. Judges every
 * row and changes nothing. L7 and L8: a lead status that its contact may not have is left out and reported. Rejects
 * only when the signal aborts. Progress counts rows.
 */
export async function planImport(
  table: CsvTable,
  mapping: Mapping,
  context: ImportContext,
  options: PlanOptions = {},
): Promise<ImportPlan> {
  const breather = createBreather(options.signal);
  const report: ImportIssue[] = [...table.issues];
  const readRow = createRowReader(table.headers, mapping, context);
  if (!readRow && !fatalIssue(report)) report.push(issue('nothing-mapped'));
  const planner = new Planner(context, report, options.keepDuplicates ?? false);
  const rows = readRow && !fatalIssue(report) ? table.rows : [];
  const total = rows.length;
  for (const [done, row] of rows.entries()) {
    const read = readRow?.(row);
    report.push(...(read?.issues ?? []));
    if (read?.draft) planner.add(read.draft);
    if (!breather.due) continue;
    options.onProgress?.({ done, total });
    await breather.rest();
  }
  for (const _step of planner.checkStatuses()) if (breather.due) await breather.rest();
  options.onProgress?.({ done: total, total });
  return planner.finish(table.rows.length);
}

/** Decides what becomes of each good row. */
class Planner {
  readonly #context: ImportContext;
  readonly #report: ImportIssue[];
  readonly #keepDuplicates: boolean;
  readonly #companies: CompanyPlan;
  readonly #items: ImportItem[] = [];
  /** Contacts with a status, by their place in `#items`, and the cell that it comes from. */
  readonly #statuses: (readonly [index: number, cell: ColumnValue])[] = [];
  readonly #persons = new Map<string, number>();

  constructor(context: ImportContext, report: ImportIssue[], keepDuplicates: boolean) {
    this.#context = context;
    this.#report = report;
    this.#keepDuplicates = keepDuplicates;
    this.#companies = new CompanyPlan(context.findCompany, report);
  }

  add(draft: RowDraft): void {
    const company = draft.company && this.#companies.find(draft.company);
    const person = draft.contact && personKey(draft.contact, company?.id ?? null);
    if (person && this.#isKnown(person, draft.line)) return;
    if (draft.company) this.#companies.take(draft.company, draft.line);
    const isNew = company !== undefined && company.existing === undefined;
    if (draft.status) this.#statuses.push([this.#items.length, draft.status]);
    this.#items.push({
      line: draft.line,
      ...(isNew ? { companyId: company.id } : {}),
      ...(draft.contact
        ? { contact: { ...draft.contact, id: newId(), companyId: company?.id ?? null } }
        : {}),
    });
  }

  /**
   * L7, L8: leaves out lead statuses that their contacts may not have, one in each step. Only when all rows are known:
   * a later one may have told the company's category.
   */
  *checkStatuses(): Generator<void> {
    const companies = new Map<Id, Company | undefined>();
    const companyOf = (id: Id) => {
      if (!companies.has(id)) companies.set(id, this.#companies.get(id));
      return companies.get(id);
    };
    for (const [index, { column, cell }] of this.#statuses) {
      const item = this.#items[index] as ImportItem;
      const { leadStatusId: _, ...contact } = item.contact as PlannedContact;
      const company = contact.companyId ? companyOf(contact.companyId) : undefined;
      if (!company || !hasLeadStatus(company, this.#context.setup)) {
        const details = { company: company?.name ?? '' };
        this.#report.push(issue('status-left-out', { line: item.line, column, value: cell, details }));
        this.#items[index] = { ...item, contact };
      }
      yield;
    }
  }

  finish(rows: number): ImportPlan {
    const report = this.#report.sort((a, b) => a.line - b.line);
    const contacts = this.#items.filter(({ contact }) => contact).length;
    return {
      items: this.#items,
      companies: this.#companies.created,
      report,
      counts: {
        rows,
        contacts,
        newCompanies: this.#companies.created.size,
        matchedCompanies: this.#companies.matched,
        leftOut: new Set(report.filter(({ severity }) => severity === 'error').map(({ line }) => line)).size,
        warnings: report.filter(({ severity }) => severity === 'warning').length,
      },
    };
  }

  #isKnown(person: PersonKey, line: number): boolean {
    const value = `${person.firstName} ${person.lastName}`.trim();
    if (this.#context.findContact?.(person)) {
      this.#report.push(issue('already-exists', { line, value }));
      return true;
    }
    const key = JSON.stringify([person.companyId, foldName(value), foldName(person.email ?? '')]);
    const earlier = this.#persons.get(key);
    if (earlier === undefined) {
      this.#persons.set(key, line);
      return false;
    }
    const code = this.#keepDuplicates ? 'duplicate-kept' : 'duplicate-in-file';
    this.#report.push(issue(code, { line, value, details: { earlier } }));
    return !this.#keepDuplicates;
  }
}

function personKey(contact: ContactDraft, companyId: string | null): PersonKey {
  const { firstName = '', lastName = '', email = null } = contact;
  return { companyId, firstName, lastName, email };
}
