import { createBreather } from './breather.js';
import { CompanyPlan } from './company-plan.js';
import { fatalIssue, issue, type ImportIssue } from './issues.js';
import { hasLeadStatus } from '../model/fields.js';
import type { ContactDraft } from '../store/types.js';
import { newId } from '../store/ids.js';
import { createRowReader, type RowDraft } from './row-reader.js';
import { foldName } from './fold.js';
import type {
  CsvTable,
  ImportContext,
  ImportItem,
  ImportPlan,
  Mapping,
  PersonKey,
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
  options.onProgress?.({ done: total, total });
  return planner.finish(table.rows.length);
}

/** Decides what becomes of each good row. */
class Planner {
  readonly #context: ImportContext;
  readonly #report: ImportIssue[];
  readonly #keepDuplicates: boolean;
  readonly #companies: CompanyPlan;
  readonly #items: (ImportItem & { readonly draft: RowDraft })[] = [];
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
    this.#items.push({
      line: draft.line,
      draft,
      ...(isNew ? { companyId: company.id } : {}),
      ...(draft.contact
        ? { contact: { ...draft.contact, id: newId(), companyId: company?.id ?? null } }
        : {}),
    });
  }

  finish(rows: number): ImportPlan {
    const items = this.#items.map(({ draft, ...item }) => this.#withAllowedStatus(item, draft));
    const report = this.#report.sort((a, b) => a.line - b.line);
    const contacts = items.filter(({ contact }) => contact).length;
    return {
      items,
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

  /** L7, L8. Only now: a later row may have told the company's category. */
  #withAllowedStatus(item: ImportItem, { status }: RowDraft): ImportItem {
    const { contact, line } = item;
    if (!contact || !status) return item;
    const company = contact.companyId ? this.#companies.get(contact.companyId) : undefined;
    if (company && hasLeadStatus(company, this.#context.setup)) return item;
    const details = { company: company?.name ?? '' };
    this.#report.push(issue('status-left-out', { line, column: status.column, value: status.cell, details }));
    const { leadStatusId: _, ...rest } = contact;
    return { ...item, contact: rest };
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
