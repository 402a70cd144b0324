import { html, nothing, type TemplateResult } from 'lit';
import { describeCriteria } from '../../criteria/describe.js';
import type { CriteriaError } from '../../criteria/errors.js';
import type { Criteria } from '../../criteria/types.js';
import { findMessages } from '../../locale/find.js';
import type { LocaleController } from '../../locale/locale-controller.js';
import type { UiSelectEvent } from '../../ui/events.js';
import {
  arrowCounterClockwiseIcon,
  arrowUUpLeftIcon,
  arrowUUpRightIcon,
  copyIcon,
  icon,
  noteIcon,
  plusIcon,
  xCircleIcon,
  type Icon,
} from '../../ui/icons.js';
import '../../ui/menu.js';
import { tooltip } from '../../ui/tooltip.js';
import type { BuilderView } from './builder-view.js';
import { renderCriteriaErrors } from './criteria-errors.js';
import './lead-criteria-count.js';

/** What the buttons around the lines do. */
export interface FrameActions {
  readonly undo: (() => void) | undefined;
  readonly redo: (() => void) | undefined;
  copyJson(): void;
  pasteJson(json: string): void;
  addSet(): void;
  clear(): void;
  reset(): void;
}

/** The criteria in words, how many meet them, and what can be done to all of them. */
export function renderTop(view: BuilderView, criteria: Criteria, actions: FrameActions): TemplateResult {
  const { text } = view;
  return html`<div class="top">
    <p class="summary" part="summary">
      <lead-criteria-count
        role="status"
        class="total"
        .store=${view.store}
        .of=${view.of}
        .criteria=${criteria}
      ></lead-criteria-count>
      <span class="words">${describeCriteria(criteria, view.describe)}</span>
    </p>
    ${
      view.isReadonly
        ? nothing
        : html`${renderHistoryButton(text('undo'), arrowUUpLeftIcon, actions.undo)}
          ${renderHistoryButton(text('redo'), arrowUUpRightIcon, actions.redo)}`
    }
    <lead-ui-menu
      .label=${text('more')}
      .items=${[
        { id: 'copy', label: text('copyJson'), icon: copyIcon },
        ...(view.isReadonly ? [] : [{ id: 'paste', label: text('pasteJson'), icon: noteIcon }]),
      ]}
      @lead-ui-select=${(event: UiSelectEvent) =>
        event.itemId === 'copy' ? actions.copyJson() : actions.pasteJson('')}
    ></lead-ui-menu>
  </div>`;
}

function renderHistoryButton(label: string, symbol: Icon, run: (() => void) | undefined): TemplateResult {
  return html`<button
    class="icon-button"
    type="button"
    aria-label=${label}
    aria-disabled=${run ? nothing : 'true'}
    ${tooltip(label)}
    @click=${() => run?.()}
  >
    ${icon(symbol)}
  </button>`;
}

export function renderBelow({ text, shape }: BuilderView, actions: FrameActions): TemplateResult {
  const addSet = html`<button
    class="button or"
    data-part="add-set"
    type="button"
    ${tooltip(text('addSetLong'))}
    @click=${() => actions.addSet()}
  >
    ${icon(plusIcon)}${text('addSet')}
  </button>`;
  return html`<div class="below">
    ${shape.kind === 'sets' ? addSet : nothing}<span class="space"></span>
    <button class="button quiet" data-part="clear" type="button" @click=${() => actions.clear()}>
      ${icon(xCircleIcon)}${text('clearAll')}
    </button>
    <button class="button quiet" data-part="reset" type="button" @click=${() => actions.reset()}>
      ${icon(arrowCounterClockwiseIcon)}${text('reset')}
    </button>
  </div>`;
}

export function renderLoading(): TemplateResult {
  return html`<div class="box skeleton-box" aria-hidden="true">
    ${[1, 2, 3].map(() => html`<span class="skeleton"></span>`)}
  </div>`;
}

/** Q6: nothing of such criteria runs, and nothing of them is lost. */
export function renderInvalid(
  locale: LocaleController,
  errors: readonly CriteriaError[],
  json: string,
  isReadonly: boolean,
  actions: FrameActions,
): TemplateResult {
  const text = locale.texts(findMessages);
  return html`<div class="invalid" role="alert">
    <p class="title">${text('invalidTitle')}</p>
    <p>${text('invalidText')}</p>
    ${renderCriteriaErrors(locale, errors)}
    <details>
      <summary>${text('jsonLabel')}</summary>
      <pre tabindex="0">${json}</pre>
    </details>
    <div class="toolbar">
      <button class="button" type="button" @click=${() => actions.copyJson()}>
        ${icon(copyIcon)}${text('copyJson')}
      </button>
      ${
        isReadonly
          ? nothing
          : html`<button class="button" type="button" @click=${() => actions.pasteJson(json)}>
                ${text('editJson')}
              </button>
              <button class="button quiet" type="button" @click=${() => actions.reset()}>
                ${text('startAnew')}
              </button>`
      }
    </div>
  </div>`;
}
