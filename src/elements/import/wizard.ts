import { html, nothing, type TemplateResult } from 'lit';
import { fatalIssue } from '../../importer/issues.js';
import { importerMessages } from '../../locale/importer.js';
import type { LocaleController } from '../../locale/locale-controller.js';
import type { ImportSession } from './import-session.js';
import { fileFacts, issueSentence, type ImportView } from './import-view.js';
import { renderColumns } from './render-columns.js';
import { renderResult, renderReview, renderRunning, startLabel } from './render-import.js';

// The import from the moment when a file is chosen. The element loads it then, or when somebody comes near.

export { ImportSession } from './import-session.js';
export { resultSentence } from './render-import.js';
export { wizardStyles } from './wizard.styles.js';

/** Why nothing of the file can be imported; undefined when something can. */
export function fileFault(locale: LocaleController, { table }: ImportSession): string | undefined {
  const fatal = table && fatalIssue(table.issues);
  if (!fatal) return undefined;
  // A file whose rows were all left out has none, and these say why.
  const others = table.issues.filter((issue) => issue !== fatal).slice(0, shownFaults);
  return [fatal, ...others].map((issue) => issueSentence(locale, issue)).join(' ');
}

const shownFaults = 3;

/** How the file was read, in one text to be announced. */
export function fileSentence(locale: LocaleController, session: ImportSession): string | undefined {
  const { file, table } = session;
  if (!file || !table) return undefined;
  return fileFault(locale, session) ?? fileFacts(locale, file.name, table).join('. ');
}

export function stepTitle(locale: LocaleController, session: ImportSession): string {
  const text = locale.texts(importerMessages);
  switch (session.step) {
    case 'file':
      return text('stepFile');
    case 'columns':
      return text('stepColumns');
    case 'review':
      return text('reportSentence');
    case 'running':
      return text('importingTitle');
    case 'result':
      return text(session.result?.status === 'stopped' ? 'stoppedTitle' : 'doneTitle');
  }
}

export function renderStep(view: ImportView): TemplateResult | typeof nothing {
  const { session } = view;
  switch (session.step) {
    case 'file':
      return nothing;
    case 'columns':
      return renderColumns(view);
    case 'review':
      return renderReview(view);
    case 'running':
      return renderRunning(view);
    case 'result':
      return session.result ? renderResult(view, session.result) : nothing;
  }
}

/** The buttons of a step: out on the left, onwards on the right. */
export function renderButtons(
  { locale, session }: Omit<ImportView, 'store'>,
  slot: string | typeof nothing,
  on: { readonly run: () => void; readonly done?: (() => void) | undefined },
): unknown {
  const text = locale.texts(importerMessages);
  const button = (label: string, onClick: () => void, kind: string, enabled = true) =>
    html`<button
      class="button ${kind}"
      slot=${slot}
      type="button"
      aria-disabled=${enabled ? nothing : 'true'}
      @click=${() => enabled && onClick()}
    >
      ${label}
    </button>`;
  switch (session.step) {
    case 'columns': {
      const ready = session.preview !== undefined && !fatalIssue(session.preview.report);
      return [
        button(text('otherFile'), () => session.back(), 'start'),
        button(text('next'), () => void session.review(), 'primary', ready),
      ];
    }
    case 'review': {
      const { plan } = session;
      const ready = plan !== undefined && plan.items.length > 0;
      const label = plan ? startLabel({ locale }, plan.counts) : text('checking');
      return [button(text('back'), () => session.back(), 'start'), button(label, on.run, 'primary', ready)];
    }
    case 'running':
      return button(text('stop'), () => session.stop(), '');
    case 'result':
      return [
        button(text('anotherFile'), () => session.reset(), 'start'),
        on.done ? button(text('close'), on.done, 'primary') : nothing,
      ];
    case 'file':
      return nothing;
  }
}
