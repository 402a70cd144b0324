import { html, nothing, type TemplateResult } from 'lit';
import type { ImportField, ImportItem, ImportPlan } from '../../importer/index.js';
import { fullName } from '../../importer/types.js';
import { commonMessages } from '../../locale/common.js';
import { importerMessages } from '../../locale/importer.js';
import { emptyCompany, emptyContact } from '../../model/defaults.js';
import { hasLeadStatus, optionsOf, type FieldId } from '../../model/fields.js';
import type { Company, Contact } from '../../model/records.js';
import { defaultStatusId } from '../../rules/lead-status.js';
import { optionLabel } from '../sentences.js';
import { previewRows } from './import-session.js';
import { targetLabel, type ImportView } from './import-view.js';

interface ResultingRow {
  readonly line: number;
  readonly contact?: Contact;
  readonly company?: Company;
  readonly isNewCompany: boolean;
}

/** What follows from other columns (a split name, a category by default, the first status) is shown, too. */
const always: readonly FieldId[] = [
  'contact.firstName',
  'contact.lastName',
  'contact.leadStatus',
  'company.name',
  'company.category',
];

/** The first rows as the records that they would become. */
export function renderPreview(
  view: ImportView,
  plan: ImportPlan,
  fields: readonly ImportField[],
): TemplateResult {
  const text = view.locale.texts(importerMessages);
  const rows = plan.items.slice(0, previewRows).map((item) => resultOf(view, plan, item));
  if (rows.length === 0) return html`<p class="muted">${text('previewEmpty')}</p>`;
  const columns = columnsOf(view, fields, rows);
  return html`<div class="preview">
    <h4 id="preview-title">${text('previewRows', { count: rows.length })}</h4>
    <div class="scroller" role="region" aria-labelledby="preview-title" tabindex="0">
      <table class="table">
        <thead>
          <tr>
            <th scope="col" class="end">${text('reportLine')}</th>
            ${columns.map(({ id }) => html`<th scope="col">${targetLabel(view, id)}</th>`)}
          </tr>
        </thead>
        <tbody>
          ${rows.map(
            (row) =>
              html`<tr>
                <td class="end meta">${view.locale.number(row.line)}</td>
                ${columns.map((field) => html`<td><span class="cell">${renderCell(view, field, row)}</span></td>`)}
              </tr>`,
          )}
        </tbody>
      </table>
    </div>
  </div>`;
}

function columnsOf(
  { session }: ImportView,
  fields: readonly ImportField[],
  rows: readonly ResultingRow[],
): readonly ImportField[] {
  const hasContacts = rows.some(({ contact }) => contact);
  const hasCompanies = rows.some(({ company }) => company);
  const wanted = new Set<FieldId>([...always, ...session.mapping.flatMap((target) => target ?? [])]);
  const shown = fields.filter(
    ({ id, entity }) =>
      wanted.has(id) && id !== fullName && (entity === 'contact' ? hasContacts : hasCompanies),
  );
  const rank = ({ id }: ImportField) => (always.includes(id) ? always.indexOf(id) : always.length);
  return shown.toSorted((a, b) => rank(a) - rank(b));
}

/** The records of a row as the store will have them: L4 gives a contact its first status. */
function resultOf({ store }: ImportView, plan: ImportPlan, item: ImportItem): ResultingRow {
  const { setup } = store;
  const planned = item.companyId === undefined ? undefined : plan.companies.get(item.companyId);
  const existingId = item.contact?.companyId;
  const company = planned
    ? emptyCompany(planned)
    : existingId == null
      ? undefined
      : store.record('company', existingId).record;
  const draft = item.contact && emptyContact(item.contact);
  const first = company && hasLeadStatus(company, setup) ? defaultStatusId(setup) : null;
  return {
    line: item.line,
    company,
    isNewCompany: planned !== undefined,
    ...(draft ? { contact: { ...draft, leadStatusId: draft.leadStatusId ?? first } } : {}),
  };
}

function renderCell(view: ImportView, { id, entity, field }: ImportField, row: ResultingRow): unknown {
  const record = entity === 'contact' ? row.contact : row.company;
  if (!record) return nothing;
  const value = field
    ? field.read(record as never, view.store.setup)
    : id === 'contact.note'
      ? (record as Contact).note
      : null;
  if (value === null || value === '') return nothing;
  if (field?.type === 'yesno') return view.locale.texts(commonMessages)(value ? 'yes' : 'no');
  if (field?.type === 'date') return view.locale.date(String(value));
  if (field?.type === 'list') {
    const option = optionsOf(field, view.store.setup).find((each) => each.id === value);
    if (!option) return String(value);
    const label = optionLabel(view.locale, field, option);
    return option.tone ? html`<span class="dot" data-tone=${option.tone}></span> ${label}` : label;
  }
  if (id !== 'company.name' || !row.isNewCompany) return String(value);
  return html`${value} <span class="badge">${view.locale.texts(importerMessages)('newCompany')}</span>`;
}
