import { css, html, nothing, type CSSResultGroup, type PropertyValues, type TemplateResult } from 'lit';
import { property, state } from 'lit/decorators.js';
import { QuestionController } from '../../controllers/question-controller.js';
import type { Criteria } from '../../criteria/types.js';
import { commonMessages } from '../../locale/common.js';
import { findMessages } from '../../locale/find.js';
import type { Subject } from '../../model/fields.js';
import type { Total } from '../../query/types.js';
import { baseStyles } from '../../ui/base.js';
import { defineElement } from '../../ui/define.js';
import { LeadElement } from '../lead-element.js';

const settleAfter = 150;

/**
 * How many records meet criteria, live: `1,234 contacts`. Asks for a total alone, no rows. While the criteria change
 * quickly, only the last ones are asked.
 *
 * @summary A live count of records.
 */
@defineElement('lead-criteria-count')
export class LeadCriteriaCount extends LeadElement {
  static override styles: CSSResultGroup = [
    baseStyles,
    css`
      :host {
        display: inline-block;
        font-size: inherit;
        font-variant-numeric: tabular-nums;
      }
      .skeleton {
        display: inline-block;
        inline-size: 5em;
      }
      .stale {
        opacity: 0.6;
      }
    `,
  ];

  /** What is counted. */
  @property() of: Subject = 'contact';
  /** Who counts; undefined: nothing is asked. */
  @property({ attribute: false }) criteria?: Criteria;
  /** The number alone, without its noun. */
  @property({ type: Boolean }) bare = false;

  @state() private settled?: Criteria;
  readonly #question = new QuestionController(this, () =>
    this.settled ? { of: this.of, criteria: this.settled, fields: [] } : undefined,
  );
  #timer: ReturnType<typeof setTimeout> | undefined;

  /** The total as it is known now. */
  get total(): Total {
    return this.#question.answer.total;
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    clearTimeout(this.#timer);
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (!changed.has('criteria')) return;
    clearTimeout(this.#timer);
    if (!this.settled || !this.criteria) this.settled = this.criteria;
    else this.#timer = setTimeout(() => (this.settled = this.criteria), settleAfter);
  }

  protected override render(): TemplateResult | typeof nothing {
    const { phase, total } = this.#question.answer;
    const text = this.locale.texts(findMessages);
    if (!this.leads || !this.settled) return nothing;
    if (phase === 'failed')
      return html`<span aria-hidden="true">–</span
        ><span class="visually-hidden">${text('countUnknown')}</span>`;
    if (phase === 'loading')
      return html`<span class="skeleton" aria-hidden="true"></span
        ><span class="visually-hidden">${text('counting')}</span>`;
    return html`<span class=${phase === 'stale' ? 'stale' : ''}>${this.#format(total)}</span>`;
  }

  #format(total: Total): string {
    const common = this.locale.texts(commonMessages);
    const key = this.of === 'contact' ? 'contacts' : 'companies';
    if (total === 'unknown') return '–';
    if ('exact' in total)
      return this.bare ? this.locale.number(total.exact) : common(key, { count: total.exact });
    const count = common('atLeast', { count: total.atLeast });
    return this.bare ? count : common(key, { count });
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'lead-criteria-count': LeadCriteriaCount;
  }
}
