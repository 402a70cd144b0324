import { html, nothing, type TemplateResult } from 'lit';
import type { ImportIssue, IssueSeverity } from '../../importer/issues.js';
import { importerMessages } from '../../locale/importer.js';
import { downloadSimpleIcon, icon } from '../../ui/icons.js';
import { issueSentence, type ImportView } from './import-view.js';

/** Issues of one kind that are listed; the others are in the report to download. */
const listed = 100;

const severities = [
  ['fatal', 'headingFatal'],
  ['error', 'headingError'],
  ['warning', 'headingWarning'],
] as const satisfies readonly (readonly [IssueSeverity, string])[];

/** All that was found, the worst first, and the way to keep it. */
export function renderReport(view: ImportView, report: readonly ImportIssue[]): TemplateResult {
  const text = view.locale.texts(importerMessages);
  if (report.length === 0) return html`<p class="muted">${text('noProblems')}</p>`;
  return html`${severities.map(([severity, heading]) =>
      renderIssues(
        view,
        severity,
        heading,
        report.filter((issue) => issue.severity === severity),
      ),
    )}
    <div>
      <button class="button" type="button" @click=${() => download(view, report)}>
        ${icon(downloadSimpleIcon)}${text('downloadReport')}
      </button>
    </div>`;
}

function renderIssues(
  { locale }: ImportView,
  severity: IssueSeverity,
  heading: (typeof severities)[number][1],
  issues: readonly ImportIssue[],
): TemplateResult | typeof nothing {
  if (issues.length === 0) return nothing;
  const text = locale.texts(importerMessages);
  const more = issues.length - listed;
  return html`<section class="issues" data-severity=${severity}>
    <h4 id="issues-${severity}">${text(heading, { count: issues.length })}</h4>
    <div class="scroller" role="region" aria-labelledby="issues-${severity}" tabindex="0">
      <table class="table">
        <thead>
          <tr>
            <th scope="col" class="end">${text('reportLine')}</th>
            <th scope="col" class="wide">${text('reportColumn')}</th>
            <th scope="col" class="wide">${text('reportValue')}</th>
            <th scope="col">${text('reportSentence')}</th>
          </tr>
        </thead>
        <tbody>
          ${issues.slice(0, listed).map(
            (issue) =>
              html`<tr>
                <td class="end">${issue.line > 0 ? locale.number(issue.line) : '–'}</td>
                <td class="wide">${issue.column ?? nothing}</td>
                <td class="wide value">${issue.value ?? nothing}</td>
                <td>${issueSentence(locale, issue)}</td>
              </tr>`,
          )}
        </tbody>
      </table>
    </div>
    ${more > 0 ? html`<p class="hint">${text('moreIssues', { count: more })}</p>` : nothing}
  </section>`;
}

/** As a CSV file, with the sentences in the language of the page. */
function download({ locale, session }: ImportView, report: readonly ImportIssue[]): void {
  if (!session.importer) return;
  const text = locale.texts(importerMessages);
  const csv = session.importer.reportToCsv(report, {
    headers: [
      text('reportLine'),
      text('reportSeverity'),
      text('reportCode'),
      text('reportColumn'),
      text('reportValue'),
      text('reportSentence'),
    ],
    sentence: text,
  });
  // Spreadsheets take UTF-8 for something else without the mark at the start.
  const url = URL.createObjectURL(new Blob(['\uFEFF', csv], { type: 'text/csv' }));
  const link = document.createElement('a');
  link.href = url;
  link.download = text('reportName');
  link.click();
  setTimeout(() => URL.revokeObjectURL(url));
}
