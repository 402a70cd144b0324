import { html, nothing, type TemplateResult } from 'lit';
import type { ImportCounts, ImportResult } from '../../importer/index.js';
import { commonMessages } from '../../locale/common.js';
import { importerMessages } from '../../locale/importer.js';
import { checkIcon, icon, warningIcon } from '../../ui/icons.js';
import type { ImportView } from './import-view.js';
import { renderReport } from './render-report.js';

/** The third step before anything is done: what would be created, what was found. */
export function renderReview(view: ImportView): TemplateResult {
  const { plan } = view.session;
  const text = view.locale.texts(importerMessages);
  if (!plan)
    return html`<p class="muted late">${text('checking')}</p>
      ${renderProgress(view)}`;
  const { contacts, newCompanies, matchedCompanies, leftOut, warnings } = plan.counts;
  const counts = [
    ['contactsCount', contacts, ''],
    ['newCompaniesCount', newCompanies, ''],
    ['matchedCompaniesCount', matchedCompanies, ''],
    ['leftOutCount', leftOut, 'danger'],
    ['warningsCount', warnings, 'warning'],
  ] as const;
  return html`<ul class="counts">
      ${counts
        .filter(([key, count]) => count > 0 || key === 'contactsCount')
        .map(([key, count, tone]) => html`<li data-kind=${tone || nothing}>${text(key, { count })}</li>`)}
    </ul>
    ${renderReport(view, plan.report)}`;
}

export function renderRunning(view: ImportView): TemplateResult {
  const { progress } = view.session;
  const { done = 0, total = 0 } = progress ?? {};
  return html`<p class="numbers">
      ${view.locale.texts(importerMessages)('importing', { done, total: total ?? 0 })}
    </p>
    ${renderProgress(view)}`;
}

export function renderResult(view: ImportView, result: ImportResult): TemplateResult {
  const text = view.locale.texts(importerMessages);
  const { contacts, companies, notCreated, status, report } = result;
  const isGood = status === 'done' && notCreated === 0;
  return html`<div class="outcome" data-kind=${isGood ? 'success' : 'warning'}>
      ${icon(isGood ? checkIcon : warningIcon)}
      <p>${resultSentence(view, result)}</p>
    </div>
    ${contacts + companies + report.length > 0 ? renderReport(view, report) : text('nothingDone')}`;
}

/** How it ended, in sentences. */
export function resultSentence(
  { locale }: Pick<ImportView, 'locale'>,
  { contacts, companies, notCreated, status }: ImportResult,
): string {
  const text = locale.texts(importerMessages);
  return [
    contacts > 0 ? text('done', { count: contacts }) : text('nothingDone'),
    companies > 0 ? text('doneCompanies', { count: companies }) : '',
    status === 'stopped' ? text('stopped') : '',
    notCreated > 0 ? text('notCreated', { count: notCreated }) : '',
  ]
    .filter(Boolean)
    .join(' ');
}

/** What the button promises. */
export function startLabel({ locale }: Pick<ImportView, 'locale'>, counts: ImportCounts): string {
  const text = locale.texts(importerMessages);
  const { contacts, newCompanies } = counts;
  if (contacts > 0 && newCompanies > 0) {
    const common = locale.texts(commonMessages);
    return text('startBoth', {
      contacts: common('contacts', { count: contacts }),
      companies: common('companies', { count: newCompanies }),
    });
  }
  if (newCompanies > 0) return text('startCompanies', { count: newCompanies });
  return contacts > 0 ? text('startImport', { count: contacts }) : text('nothingToImport');
}

function renderProgress({ locale, session }: ImportView): TemplateResult {
  const { done = 0, total } = session.progress ?? {};
  const label = locale.texts(importerMessages)('importingTitle');
  return html`<progress
    aria-label=${label}
    max=${total || 1}
    value=${total === undefined ? nothing : total === 0 ? 1 : done}
  ></progress>`;
}
