import { html, nothing, type TemplateResult } from 'lit';
import { live } from 'lit/directives/live.js';
import type { CsvTable, ImportField } from '../../importer/index.js';
import { fatalIssue } from '../../importer/issues.js';
import { importerMessages } from '../../locale/importer.js';
import { arrowRightIcon, icon } from '../../ui/icons.js';
import { categoriesFor } from './import-session.js';
import { fileFacts, issueSentence, targetLabel, type ImportView } from './import-view.js';
import { renderPreview } from './render-preview.js';

/** Rows in which examples of a column are looked for, and how many are shown. */
const exampleRows = 50;
const exampleCount = 3;
const shownFileIssues = 20;

/** The second step: where each column goes, choices, and what would become of the first rows. */
export function renderColumns(view: ImportView): TemplateResult {
  const { locale, session } = view;
  const { table, file, importer, preview } = session;
  if (!table || !importer || !file) return html``;
  const text = locale.texts(importerMessages);
  const fields = importer.importFields(view.store.fields);
  const fatal = preview && fatalIssue(preview.report);
  return html`<p class="facts meta">
      ${fileFacts(locale, file.name, table).map((fact) => html`<span>${fact}</span>`)}
    </p>
    ${renderFileIssues(view, table)}
    <p class="muted">${text('columnsHint')}</p>
    <ul class="columns">
      ${table.headers.map((header, index) => renderColumn(view, fields, header, index))}
    </ul>
    ${renderChoices(view)}
    ${
      fatal
        ? html`<p class="error" role="alert">${issueSentence(locale, fatal)}</p>`
        : preview
          ? renderPreview(view, preview, fields)
          : nothing
    }`;
}

function renderFileIssues({ locale }: ImportView, { issues }: CsvTable): TemplateResult | typeof nothing {
  if (issues.length === 0) return nothing;
  const text = locale.texts(importerMessages);
  const more = issues.length - shownFileIssues;
  return html`<details class="found" open>
    <summary>${text('foundInFile', { count: issues.length })}</summary>
    <ul>
      ${issues.slice(0, shownFileIssues).map((issue) => html`<li>${issueSentence(locale, issue)}</li>`)}
      ${more > 0 ? html`<li>${text('moreIssues', { count: more })}</li>` : nothing}
    </ul>
  </details>`;
}

function renderColumn(
  view: ImportView,
  fields: readonly ImportField[],
  header: string,
  index: number,
): TemplateResult {
  const { locale, session } = view;
  const text = locale.texts(importerMessages);
  const target = session.mapping[index] ?? null;
  const isTaken = target !== null && session.mapping.indexOf(target) < index;
  const examples = examplesOf(session.table!, index);
  const options = (entity: ImportField['entity']) =>
    fields
      .filter((field) => field.entity === entity)
      .map(
        ({ id }) =>
          html`<option value=${id} .selected=${live(id === target)}>${targetLabel(view, id)}</option>`,
      );
  return html`<li class="column" ?data-ignored=${target === null}>
    <div class="source">
      <span class="header">${header}</span>
      <span class="examples meta">${examples.length > 0 ? examples.join(' · ') : text('noExample')}</span>
    </div>
    <span class="arrow">${icon(arrowRightIcon)}</span>
    <div class="target">
      <select
        class="input"
        aria-label=${text('targetOf', { column: header })}
        aria-describedby=${isTaken ? `taken-${index}` : nothing}
        @change=${(event: Event) =>
          void session.setTarget(index, (event.target as HTMLSelectElement).value || null)}
      >
        <option value="" .selected=${live(target === null)}>${text('ignoreColumn')}</option>
        <optgroup label=${text('groupCompany')}>${options('company')}</optgroup>
        <optgroup label=${text('groupContact')}>${options('contact')}</optgroup>
      </select>
      ${isTaken ? html`<p class="hint" id="taken-${index}">${text('targetTaken')}</p>` : nothing}
    </div>
  </li>`;
}

function examplesOf({ rows }: CsvTable, index: number): readonly string[] {
  const examples = new Set<string>();
  for (const { cells } of rows.slice(0, exampleRows)) {
    const cell = cells[index];
    if (cell != null) examples.add(cell.length > 40 ? `${cell.slice(0, 40)}…` : cell);
    if (examples.size === exampleCount) break;
  }
  return [...examples];
}

function renderChoices({ locale, store, session }: ImportView): TemplateResult {
  const text = locale.texts(importerMessages);
  const hasCompanies = session.mapping.includes('company.name');
  return html`<div class="choices">
    <div class="field">
      <label for="category">${text('categoryForNew')}</label>
      <select
        class="input"
        id="category"
        aria-describedby="category-hint"
        ?disabled=${!hasCompanies}
        @change=${(event: Event) =>
          void session.setCategory((event.target as HTMLSelectElement).value || null)}
      >
        <option value="" .selected=${live(session.categoryId === null)}>${text('noCategory')}</option>
        ${categoriesFor(store).map(
          ({ id, name }) =>
            html`<option value=${id} .selected=${live(session.categoryId === id)}>${name}</option>`,
        )}
      </select>
      <p class="hint" id="category-hint">${text('categoryForNewHint')}</p>
    </div>
    <label class="check">
      <input
        class="checkbox"
        type="checkbox"
        .checked=${live(session.keepDuplicates)}
        @change=${(event: Event) =>
          void session.setKeepDuplicates((event.target as HTMLInputElement).checked)}
      />
      ${text('keepDuplicates')}
    </label>
  </div>`;
}
