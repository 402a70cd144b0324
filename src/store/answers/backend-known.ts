import type { Company, Contact, Id } from '../../model/records.js';
import type { Subject } from '../../model/fields.js';
import type { Tables } from '../tables.js';
import type { Known } from './backend-judge.js';

/** What is known here of the records that a result is about. */
export class KnownRecords {
  readonly #of: Subject;
  readonly #tables: Tables;

  constructor(of: Subject, tables: Tables) {
    this.#of = of;
    this.#tables = tables;
  }

  now(id: Id): Known | undefined {
    const record = this.#tables.get(this.#of, id);
    return record && this.withCompany(record);
  }

  /** As the backend has it, as far as is known. */
  confirmed(id: Id): Known | undefined {
    const record = this.#tables.confirmedOf(this.#of, id);
    return record && this.withCompany(record);
  }

  /** @param companies as they were before, where they were others. */
  withCompany(record: Contact | Company, companies?: ReadonlyMap<Id, unknown>): Known {
    const companyId = 'companyId' in record ? record.companyId : null;
    if (companyId === null) return { record, company: undefined };
    const before = companies?.get(companyId) as Company | undefined;
    return { record, company: before ?? this.#tables.company(companyId) };
  }

  isCreatedHere(id: Id): boolean {
    return this.#tables.isPending(this.#of, id) && !this.#tables.confirmedOf(this.#of, id);
  }

  /** Those with changes that the backend may not have yet. */
  *pending(): Iterable<Id> {
    for (const { entity, id } of this.#tables.pending()) if (entity === this.#of) yield id;
  }

  /** Whether any contact or company has such changes. */
  get arePending(): boolean {
    for (const { entity } of this.#tables.pending())
      if (entity === 'contact' || entity === 'company') return true;
    return false;
  }
}
