import { foldText } from '../../criteria/text.js';
import { contactName, type Company, type Contact, type EntityName, type Extra } from '../../model/records.js';
import type { CompanyRow, ContactRow, NewCompanyRow, NewContactRow, NewSetupRow } from './schema.js';

// Records as rows of tables, and back. Empty text goes in as null; names, which are never null, come out as ''.

/** What a row says besides its record. */
export interface RowMarks {
  readonly tenant: string;
  /** Of the row, whatever version the record brings along. */
  readonly version: string;
  readonly by?: string | undefined;
  readonly at: Date;
}

/** What a record is read from. */
export const companyColumns = [
  ...(['id', 'version', 'name', 'category_id', 'business', 'city', 'country', 'phone', 'email'] as const),
  ...(['website', 'owner', 'created', 'updated', 'extra'] as const),
] satisfies readonly (keyof CompanyRow)[];

export const contactColumns = [
  ...(['id', 'version', 'company_id', 'first_name', 'last_name', 'title', 'email', 'phone'] as const),
  ...(['mobile', 'lead_status_id', 'retired', 'note', 'created', 'updated', 'extra'] as const),
] satisfies readonly (keyof ContactRow)[];

export type CompanyFields = Pick<CompanyRow, (typeof companyColumns)[number]>;
export type ContactFields = Pick<ContactRow, (typeof contactColumns)[number]>;

export function toCompany(row: CompanyFields): Company {
  return {
    id: row.id,
    version: row.version,
    name: row.name ?? '',
    categoryId: row.category_id,
    business: row.business,
    city: row.city,
    country: row.country,
    phone: row.phone,
    email: row.email,
    website: row.website,
    owner: row.owner,
    created: row.created,
    updated: row.updated,
    extra: row.extra,
  };
}

export function toContact(row: ContactFields): Contact {
  return {
    id: row.id,
    version: row.version,
    companyId: row.company_id,
    firstName: row.first_name ?? '',
    lastName: row.last_name ?? '',
    title: row.title,
    email: row.email,
    phone: row.phone,
    mobile: row.mobile,
    leadStatusId: row.lead_status_id,
    retired: row.retired,
    note: row.note,
    created: row.created,
    updated: row.updated,
    extra: row.extra,
  };
}

export function companyRow(company: Company, marks: RowMarks): NewCompanyRow {
  return {
    ...marked(marks),
    id: company.id,
    name: filled(company.name),
    category_id: filled(company.categoryId),
    business: filled(company.business),
    city: filled(company.city),
    country: filled(company.country),
    phone: filled(company.phone),
    email: filled(company.email),
    website: filled(company.website),
    owner: filled(company.owner),
    created: filled(company.created),
    updated: filled(company.updated),
    extra: JSON.stringify(company.extra),
    name_folded: folded(company.name),
    business_folded: folded(company.business),
    city_folded: folded(company.city),
    country_folded: folded(company.country),
    phone_folded: folded(company.phone),
    email_folded: folded(company.email),
    website_folded: folded(company.website),
    owner_folded: folded(company.owner),
    extra_folded: JSON.stringify(foldedExtra(company.extra)),
  };
}

/** `company`: the contact's, undefined when there is none with its id. */
export function contactRow(
  contact: Contact,
  company: Pick<Company, 'categoryId'> | undefined,
  marks: RowMarks,
): NewContactRow {
  const name = contactName(contact);
  const companyId = filled(contact.companyId);
  return {
    ...marked(marks),
    home: companyId ?? contact.id,
    id: contact.id,
    company_id: companyId,
    first_name: filled(contact.firstName),
    last_name: filled(contact.lastName),
    name: filled(name),
    title: filled(contact.title),
    email: filled(contact.email),
    phone: filled(contact.phone),
    mobile: filled(contact.mobile),
    lead_status_id: filled(contact.leadStatusId),
    retired: contact.retired,
    note: filled(contact.note),
    created: filled(contact.created),
    updated: filled(contact.updated),
    extra: JSON.stringify(contact.extra),
    category_id: copiedCategory(companyId === null ? undefined : company),
    first_name_folded: folded(contact.firstName),
    last_name_folded: folded(contact.lastName),
    name_folded: folded(name),
    title_folded: folded(contact.title),
    email_folded: folded(contact.email),
    phone_folded: folded(contact.phone),
    mobile_folded: folded(contact.mobile),
    extra_folded: JSON.stringify(foldedExtra(contact.extra)),
  };
}

/** What contacts of a company hold as its category: '' for none, null when the company is not there. */
export function copiedCategory(company: Pick<Company, 'categoryId'> | undefined): string | null {
  return company ? (company.categoryId ?? '') : null;
}

/** A record of the setup: an item of a list, the settings, a selection. */
export function setupRow(
  entity: Exclude<EntityName, 'company' | 'contact'>,
  { version: _, ...record }: { readonly id: string; readonly version?: string },
  marks: RowMarks,
): NewSetupRow {
  return { ...marked(marks), entity, id: record.id, record: JSON.stringify(record) };
}

export function toSetupRecord({ record, version }: { record: object; version: string }): object {
  return { ...record, version };
}

function marked({ tenant, version, by, at }: RowMarks) {
  return { tenant, version, changed_by: by ?? null, changed_at: at };
}

const filled = (text: string | null): string | null => text || null;
const folded = (text: string | null): string | null => (text ? foldText(text) : null);

function foldedExtra(extra: Extra): Readonly<Record<string, string>> {
  const texts = Object.entries(extra).filter(([, value]) => typeof value === 'string' && value !== '');
  return Object.fromEntries(texts.map(([key, text]) => [key, foldText(text as string)]));
}
