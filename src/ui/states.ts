import { html, nothing, type TemplateResult } from 'lit';
import { arrowClockwiseIcon, icon, warningCircleIcon } from './icons.js';

export interface FailedState {
  /** What happened, in the user's words. */
  readonly title: string;
  /** Technical details, folded away under `detailLabel`. */
  readonly detail?: string;
  readonly detailLabel?: string;
  readonly retryLabel?: string;
  readonly onRetry?: () => void;
}

/** Something could not be loaded or done: what happened, Retry, details folded. */
export function renderFailed({
  title,
  detail,
  detailLabel,
  retryLabel,
  onRetry,
}: FailedState): TemplateResult {
  return html`<div class="state failed" role="alert">
    ${icon(warningCircleIcon)}
    <p class="title">${title}</p>
    ${
      onRetry && retryLabel
        ? html`<button class="button" type="button" @click=${onRetry}>
            ${icon(arrowClockwiseIcon)}${retryLabel}
          </button>`
        : nothing
    }
    ${
      detail
        ? html`<details>
            <summary>${detailLabel ?? '…'}</summary>
            ${detail}
          </details>`
        : nothing
    }
  </div>`;
}

/** The same in one line, beside what could be loaded. */
export function renderFailedLine({ title, detail, retryLabel, onRetry }: FailedState): TemplateResult {
  return html`<div class="failed-line" role="alert" title=${detail ?? nothing}>
    ${icon(warningCircleIcon)}<span>${title}</span>
    ${
      onRetry && retryLabel
        ? html`<button class="button quiet" type="button" @click=${onRetry}>${retryLabel}</button>`
        : nothing
    }
  </div>`;
}

export interface EmptyState {
  /** One sentence. */
  readonly text: string;
  /** The one action that helps, as a template (a `.button`). */
  readonly action?: unknown;
}

/** Nothing here: one sentence and the one action that helps. */
export function renderEmpty({ text, action }: EmptyState): TemplateResult {
  return html`<div class="state empty">
    <p>${text}</p>
    ${action ?? nothing}
  </div>`;
}

/** Lines in the place of text that is still loading. They show after 150 ms, so a quick answer does not flash. */
export function renderSkeleton(lines = 3): TemplateResult {
  return html`<div class="skeleton-lines" aria-hidden="true">
    ${Array.from({ length: lines }, () => html`<span class="skeleton"></span>`)}
  </div>`;
}
