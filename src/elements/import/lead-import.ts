import { html, nothing, type CSSResultGroup, type PropertyValues, type TemplateResult } from 'lit';
import { property, query, state } from 'lit/decorators.js';
import { LeadImportChangeEvent } from '../../events/lead-import-change.js';
import { commonMessages, problemMessages } from '../../locale/common.js';
import { importStartMessages } from '../../locale/import-start.js';
import { reasonMessages } from '../../locale/reasons.js';
import { AnnouncerController } from '../../ui/announcer.js';
import { baseStyles } from '../../ui/base.js';
import { defineElement } from '../../ui/define.js';
import '../../ui/dialog.js';
import { renderEmpty, renderFailed } from '../../ui/states.js';
import { LeadElement } from '../lead-element.js';
import type { ImportSession, ImportStep } from './import-session.js';
import { importStyles } from './lead-import.styles.js';
import { renderFile } from './render-file.js';
import type * as wizardModule from './wizard.js';

const loadWizard = () => import('./wizard.js');

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

  /** A file that waits for the wizard, and whether that could not be loaded. */
  @state() private waiting: File | undefined;
  @state() private unavailable = false;

  readonly #announcer = new AnnouncerController(this);
  #wizard: typeof wizardModule | undefined;
  #session: ImportSession | undefined;
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
    this.waiting = file;
    this.unavailable = false;
    const wizard = await this.#loadWizard();
    this.waiting = undefined;
    if (!wizard) {
      this.unavailable = true;
      return;
    }
    const session = (this.#session ??= new wizard.ImportSession(this));
    await session.read(file);
    const sentence = wizard.fileSentence(this.locale, session);
    if (sentence && session.file === file) this.#announcer.announce(sentence);
  }

  protected override updated(changed: PropertyValues): void {
    super.updated(changed);
    const step = this.#step;
    if (step === this.#shownStep) return;
    this.#shownStep = step;
    // The button that was pressed is gone with its step.
    if (!this.dialog || this.open) this.stepTitle?.focus();
  }

  protected override render(): TemplateResult {
    const title = this.locale.texts(importStartMessages)('title');
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
    if (!leads.can('create', 'contact')) {
      const text = this.locale.texts(reasonMessages)('backend-takes-no-creation');
      return html`<div class="content">${renderEmpty({ text })}</div>`;
    }
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
      ${
        this.#wizard && this.#session && this.#step !== 'file'
          ? this.#wizard.renderStep({ locale: this.locale, store: leads, session: this.#session })
          : this.#renderFile()
      }
    </div>`;
  }

  #renderSteps(): TemplateResult {
    const text = this.locale.texts(importStartMessages);
    const at = stepIndex[this.#step];
    return html`<ol class="steps">
        ${steps.map(
          (key, index) =>
            html`<li aria-current=${index === at ? 'step' : nothing} ?data-done=${index < at}>
              <span class="number" aria-hidden="true">${index + 1}</span>${text(key)}
            </li>`,
        )}
      </ol>
      <h3 class="step-title visually-hidden" tabindex="-1">
        ${text('step', { step: at + 1, count: steps.length })}:
        ${
          this.#wizard && this.#session
            ? this.#wizard.stepTitle(this.locale, this.#session)
            : text('stepFile')
        }
      </h3>`;
  }

  #renderFile(): TemplateResult {
    const session = this.#session;
    const file = this.waiting ?? session?.file;
    return renderFile(
      {
        locale: this.locale,
        file,
        reading: this.waiting !== undefined || (file !== undefined && !session?.table),
        dragging: this.dragging,
        unavailable: this.unavailable || (session?.unavailable ?? false),
        fault: this.waiting || !session ? undefined : this.#wizard?.fileFault(this.locale, session),
      },
      {
        choose: (chosen) => void this.chooseFile(chosen),
        drag: (over) => (this.dragging = over),
        approach: () => void this.#loadWizard(),
      },
    );
  }

  get #step(): ImportStep {
    return this.#session?.step ?? 'file';
  }

  get #hasButtons(): boolean {
    return this.leads !== undefined && this.leads.phase !== 'failed' && this.#step !== 'file';
  }

  #renderButtons(): unknown {
    const session = this.#session;
    if (!session || !this.#hasButtons) return nothing;
    return this.#wizard?.renderButtons({ locale: this.locale, session }, this.dialog ? 'footer' : nothing, {
      run: () => void this.#run(),
      done: this.dialog ? () => this.#handleDone() : undefined,
    });
  }

  /** Undefined while it can't be loaded; the next call tries again. */
  async #loadWizard(): Promise<typeof wizardModule | undefined> {
    if (this.#wizard) return this.#wizard;
    try {
      const [wizard] = await Promise.all([loadWizard(), this.updateComplete]);
      if (!this.#wizard) {
        this.#wizard = wizard;
        this.shadowRoot!.adoptedStyleSheets.push(wizard.wizardStyles.styleSheet!);
      }
      return wizard;
    } catch {
      return undefined;
    }
  }

  async #run(): Promise<void> {
    const result = await this.#session?.run();
    if (!result || !this.#wizard) return;
    this.#announcer.announce(this.#wizard.resultSentence({ locale: this.locale }, result));
    this.dispatchEvent(new LeadImportChangeEvent(result.companies, result.contacts));
  }

  #handleDone(): void {
    this.#session?.reset();
    this.open = false;
  }

  /** While records are being created, Stop is the way out: Escape would leave the person wondering. */
  #handleClose(event: Event): void {
    if (this.#step === 'running') event.preventDefault();
    else if (this.#step === 'result') this.#handleDone();
    else this.open = false;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'lead-import': LeadImport;
  }
}
