import type { Id } from '../model/records.js';
import { toProblem } from '../store/port.js';
import type { CommandResult } from '../store/types.js';
import { issue, type ImportIssue } from './issues.js';
import type { ImportItem, ImportPlan, ImportResult, ImportTarget, TaskOptions } from './types.js';

export interface RunOptions extends TaskOptions {
  /** Rows that are created by one command, and so undone by one. 500 without. */
  readonly batchSize?: number;
}

/**
 * Creates what a plan says, batch by batch. A batch that fails is reported, and the next one is tried; records that a
 * rule refuses are reported and the rest of their batch is created. When the signal aborts, what has been created
 * stays and the result says `stopped`. Never rejects. Progress counts rows.
 */
export async function runImport(
  plan: ImportPlan,
  target: ImportTarget,
  options: RunOptions = {},
): Promise<ImportResult> {
  const { signal, onProgress, batchSize = 500 } = options;
  const run = new ImportRun(plan, target);
  const total = plan.items.length;
  for (let at = 0; at < total && !signal?.aborted; at += batchSize) {
    await run.create(plan.items.slice(at, at + batchSize));
    onProgress?.({ done: Math.min(at + batchSize, total), total });
  }
  return run.result(signal?.aborted ?? false);
}

class ImportRun {
  readonly #plan: ImportPlan;
  readonly #target: ImportTarget;
  readonly #companies = new Set<Id>();
  readonly #contacts = new Set<Id>();
  readonly #report: ImportIssue[];
  #handled = 0;

  constructor(plan: ImportPlan, target: ImportTarget) {
    this.#plan = plan;
    this.#target = target;
    this.#report = [...plan.report];
  }

  async create(items: readonly ImportItem[]): Promise<void> {
    this.#handled += items.length;
    let remaining = items;
    // Each round either ends it or leaves out at least one row that a rule has named.
    while (remaining.length > 0) {
      const companies = this.#missingCompanies(remaining);
      const contacts = remaining.flatMap(({ contact }) => contact ?? []);
      const result = await this.#send({ companies, contacts });
      if (result.status === 'refused') {
        const refused = new Set(result.reasons.flatMap(({ records }) => records.map(({ id }) => id)));
        const allowed = remaining.filter((item) => !concerns(item, refused));
        const left =
          allowed.length < remaining.length ? remaining.filter((item) => !allowed.includes(item)) : remaining;
        this.#reportRows(left, result.reasons[0]?.code ?? '');
        remaining = allowed.length < remaining.length ? allowed : [];
        continue;
      }
      const failed = new Set(result.status === 'failed' ? result.records.map(({ id }) => id) : []);
      const isAllLost = result.status === 'failed' && failed.size === 0;
      for (const { id } of isAllLost ? [] : companies) if (!failed.has(id)) this.#companies.add(id);
      for (const { id } of isAllLost ? [] : contacts) if (!failed.has(id)) this.#contacts.add(id);
      if (result.status === 'failed') {
        const lost = isAllLost ? remaining : remaining.filter((item) => concerns(item, failed));
        this.#reportRows(lost, result.problem.message);
      }
      return;
    }
  }

  result(wasStopped: boolean): ImportResult {
    const { items, counts } = this.#plan;
    return {
      status: wasStopped && this.#handled < items.length ? 'stopped' : 'done',
      contacts: this.#contacts.size,
      companies: this.#companies.size,
      notCreated: counts.contacts - this.#contacts.size,
      report: this.#report.sort((a, b) => a.line - b.line),
    };
  }

  /** New companies of these rows that are not there yet: of an earlier batch that failed, too. */
  #missingCompanies(items: readonly ImportItem[]) {
    const ids = new Set(items.flatMap(({ companyId }) => companyId ?? []));
    return [...ids].flatMap((id) => (this.#companies.has(id) ? [] : (this.#plan.companies.get(id) ?? [])));
  }

  async #send(drafts: Parameters<ImportTarget['createMany']>[0]): Promise<CommandResult<unknown>> {
    if (drafts.companies.length === 0 && drafts.contacts.length === 0) {
      return { status: 'done', value: undefined, changes: [] };
    }
    try {
      return await this.#target.createMany(drafts);
    } catch (error) {
      return { status: 'failed', problem: toProblem(error), records: [] };
    }
  }

  #reportRows(items: readonly ImportItem[], message: string): void {
    for (const { line } of items) this.#report.push(issue('not-saved', { line, details: { message } }));
  }
}

/** Whether one of the records is the row's contact, or the company that the row needs. */
function concerns({ contact, companyId }: ImportItem, ids: ReadonlySet<Id>): boolean {
  return (contact !== undefined && ids.has(contact.id)) || (companyId !== undefined && ids.has(companyId));
}
