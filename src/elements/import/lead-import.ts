import { html, nothing, type CSSResultGroup, type PropertyValues, type TemplateResult } from 'lit';
import { property, query, state } from 'lit/decorators.js';
import { LeadImportChangeEvent } from '../../events/lead-import-change.js';
import { fatalIssue } from '../../importer/issues.js';
import { commonMessages, problemMessages } from '../../locale/common.js';
import { importerMessages } from '../../locale/importer.js';
import { AnnouncerController } from '../../ui/announcer.js';
import { baseStyles } from '../../ui/base.js';
import { defineElement } from '../../ui/define.js';
import '../../ui/dialog.js';
import { renderEmpty, renderFailed } from '../../ui/states.js';
import { LeadElement } from '../lead-element.js';
import { ImportSession, type ImportStep } from './import-session.js';
import { fileFacts, issueSentence, type ImportView } from './import-view.js';
import { importStyles } from './lead-import.styles.js';
import { renderColumns } from './render-columns.js';
import { renderFile } from './render-file.js';
import { renderResult, renderReview, renderRunning, resultSentence, startLabel } from './render-import.js';

const steps = ['stepFile', 'stepColumns', 'stepImport'] as const;
const stepIndex: Readonly<Record<ImportStep, number>> = {
  file: 0,
  columns: 1,
  review: 2,
  running: 2,
  result: 2,
};

/**
 * Imports contacts and their companies from a CSV file: reads it whatever its encoding and delimiter, proposes where
 * each column goes, shows what would become of the rows and what is wrong with them, and only then creates records.
 * Stands in the page, or with `dialog` behind a button. Each 500 rows are one command, so the store's undo takes an
 * import back in such steps.
 *
 * @summary CSV import with mapping, preview and report.
 * @fires {LeadImportChangeEvent} lead-import-change - An import has ended, completely or not.
 * @slot button - With `dialog`: a button that opens it.
 * @csspart dialog-body - The steps.
 */
@defineElement('lead-import')
export class LeadImport extends LeadElement {
  static override styles: CSSResultGroup = [baseStyles, importStyles];

  /** Shows the import as a dialog instead of in the page. */
  @property({ type: Boolean, reflect: true }) dialog = false;
  /** With `dialog`: whether it is open. */
  @property({ type: Boolean, reflect: true }) open = false;

  @state() private dragging = false;
  @query('.step-title') private stepTitle!: HTMLElement | null;

  readonly #session = new ImportSession(this);
  readonly #announcer = new AnnouncerController(this);
  #shownStep: ImportStep = 'file';

  /** Opens the dialog. */
  show(): void {
    this.open = true;
  }

  /** Closes the dialog. What has been chosen stays for the next time; an import under way goes on. */
  hide(): void {
    this.open = false;
  }

  /** Reads a file as if the person had chosen it. */
  async chooseFile(file: File): Promise<void> {
    await this.#session.read(file);
    const { table } = this.#session;
    if (!table) return;
    const fatal = fatalIssue(table.issues);
    this.#announcer.announce(
      fatal ? issueSentence(this.locale, fatal) : fileFacts(this.locale, file.name, table).join('. '),
    );
  }

  protected override updated(changed: PropertyValues): void {
    super.updated(changed);
    const { step } = this.#session;
    if (step === this.#shownStep) return;
    this.#shownStep = step;
    // The button that was pressed is gone with its step.
    if (!this.dialog || this.open) this.stepTitle?.focus();
  }

  protected override render(): TemplateResult {
    const title = this.locale.texts(importerMessages)('title');
    if (!this.dialog) {
      return html`<section class="surface page" aria-labelledby="title">
          <header class="head"><h2 class="title" id="title">${title}</h2></header>
          ${this.#renderContent()}
          <footer class="foot" ?hidden=${!this.#hasButtons}>${this.#renderButtons()}</footer>
        </section>
        ${this.#announcer.render()}`;
    }
    return html`<slot name="button" @click=${this.show}></slot>
      <lead-ui-dialog size="large" heading=${title} .open=${this.open} @lead-ui-close=${this.#handleClose}>
        ${this.open ? html`${this.#renderContent()}${this.#renderButtons()}` : nothing}
        ${this.#announcer.render()}
      </lead-ui-dialog>`;
  }

  #renderContent(): TemplateResult {
    const { leads } = this;
    const common = this.locale.texts(commonMessages);
    if (!leads) return html`<div class="content">${renderEmpty({ text: common('noStore') })}</div>`;
    if (leads.phase === 'failed') {
      return html`<div class="content">
        ${renderFailed({
          title: this.locale.texts(problemMessages)(leads.problem?.kind ?? 'unavailable'),
          detail: leads.problem?.message,
          detailLabel: common('details'),
          retryLabel: common('retry'),
          onRetry: () => void leads.reload(),
        })}
      </div>`;
    }
    return html`<div class="content" part="dialog-body">
      ${this.#renderSteps()}
      ${this.#renderStep({ locale: this.locale, store: leads, session: this.#session })}
    </div>`;
  }

  #renderSteps(): TemplateResult {
    const text = this.locale.texts(importerMessages);
    const at = stepIndex[this.#session.step];
    return html`<ol class="steps">
        ${steps.map(
          (key, index) =>
            html`<li aria-current=${index === at ? 'step' : nothing} ?data-done=${index < at}>
              <span class="number" aria-hidden="true">${index + 1}</span>${text(key)}
            </li>`,
        )}
      </ol>
      <h3 class="step-title visually-hidden" tabindex="-1">
        ${text('step', { step: at + 1, count: steps.length })}: ${this.#stepTitle()}
      </h3>`;
  }

  #stepTitle(): string {
    const text = this.locale.texts(importerMessages);
    switch (this.#session.step) {
      case 'file':
        return text('stepFile');
      case 'columns':
        return text('stepColumns');
      case 'review':
        return text('reportSentence');
      case 'running':
        return text('importingTitle');
      case 'result':
        return text(this.#session.result?.status === 'stopped' ? 'stoppedTitle' : 'doneTitle');
    }
  }

  #renderStep(view: ImportView): TemplateResult {
    const { session } = view;
    switch (session.step) {
      case 'file':
        return renderFile(view, this.dragging, {
          choose: (file) => void this.chooseFile(file),
          drag: (over) => (this.dragging = over),
        });
      case 'columns':
        return renderColumns(view);
      case 'review':
        return renderReview(view);
      case 'running':
        return renderRunning(view);
      case 'result':
        return session.result ? renderResult(view, session.result) : html``;
    }
  }

  get #hasButtons(): boolean {
    return this.leads !== undefined && this.leads.phase !== 'failed' && this.#session.step !== 'file';
  }

  #renderButtons(): unknown {
    const session = this.#session;
    const text = this.locale.texts(importerMessages);
    if (!this.#hasButtons) return nothing;
    switch (session.step) {
      case 'columns': {
        const ready = session.preview !== undefined && !fatalIssue(session.preview.report);
        return [
          this.#renderButton(text('otherFile'), () => session.back(), 'start'),
          this.#renderButton(text('next'), () => void session.review(), 'primary', ready),
        ];
      }
      case 'review': {
        const { plan } = session;
        const ready = plan !== undefined && plan.items.length > 0;
        const label = plan ? startLabel({ locale: this.locale }, plan.counts) : text('checking');
        return [
          this.#renderButton(text('back'), () => session.back(), 'start'),
          this.#renderButton(label, () => void this.#run(), 'primary', ready),
        ];
      }
      case 'running':
        return this.#renderButton(text('stop'), () => session.stop(), '');
      case 'result':
        return [
          this.#renderButton(text('anotherFile'), () => session.reset(), 'start'),
          this.dialog ? this.#renderButton(text('close'), () => this.#handleDone(), 'primary') : nothing,
        ];
      case 'file':
        return nothing;
    }
  }

  #renderButton(label: string, onClick: () => void, kind: string, enabled = true): TemplateResult {
    return html`<button
      class="button ${kind}"
      slot=${this.dialog ? 'footer' : nothing}
      type="button"
      aria-disabled=${enabled ? nothing : 'true'}
      @click=${() => enabled && onClick()}
    >
      ${label}
    </button>`;
  }

  async #run(): Promise<void> {
    const result = await this.#session.run();
    if (!result) return;
    this.#announcer.announce(resultSentence({ locale: this.locale }, result));
    this.dispatchEvent(new LeadImportChangeEvent(result.companies, result.contacts));
  }

  #handleDone(): void {
    this.#session.reset();
    this.open = false;
  }

  /** While records are being created, Stop is the way out: Escape would leave the person wondering. */
  #handleClose(event: Event): void {
    if (this.#session.step === 'running') event.preventDefault();
    else if (this.#session.step === 'result') this.#handleDone();
    else this.open = false;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'lead-import': LeadImport;
  }
}
