import { html, nothing, type TemplateResult } from 'lit';
import { describeLine } from '../../criteria/describe.js';
import type { NodePath } from '../../criteria/edit.js';
import { hasValue, isNegative, operatorsFor } from '../../criteria/operators.js';
import type { CriteriaLine, OperatorId } from '../../criteria/types.js';
import type { UiChangeEvent } from '../../ui/events.js';
import {
  arrowDownIcon,
  arrowUpIcon,
  icon,
  speakerSimpleSlashIcon,
  xIcon,
  type Icon,
} from '../../ui/icons.js';
import { tooltip } from '../../ui/tooltip.js';
import type { BuilderView, NodeAction } from './builder-view.js';
import './field-picker.js';
import { withEmpty, withField, withOperator } from './lines.js';
import { renderCount } from './render-count.js';
import { renderValue } from './render-value.js';
import { placeBeside } from './shape.js';

/** One line as a sentence: where/and, field, operator, value; then what is to know about it, and what can be done. */
export function renderLine(
  view: BuilderView,
  line: CriteriaLine,
  path: NodePath,
  join: string,
): TemplateResult {
  const field = view.store.fields.get(line.field);
  if (!field) return html``; // parsed criteria name no field that is not there
  const { text, words } = view;
  const sentence = describeLine(line, view.describe);
  const isInactive = !hasValue(line, field.type);
  const position = (path.at(-1) ?? 0) + 1;
  if (view.isReadonly) {
    return html`<li class="line said" data-key=${view.keyOf(line)} ?data-off=${isInactive || line.muted}>
      <span class="join">${join}</span
      ><span class="sentence">${sentence}</span>${renderState(view, line, isInactive)}${
        isInactive ? nothing : renderCount(view, line)
      }
    </li>`;
  }
  return html`<li class="line" data-key=${view.keyOf(line)} ?data-off=${isInactive || line.muted}>
    <div class="parts" role="group" aria-label=${text('line', { position, line: sentence })}>
      <span class="join">${join}</span>
      <lead-criteria-field-picker
        class="field-picker"
        data-part="field"
        .fields=${withOwn(view, line)}
        .value=${line.field}
        .label=${text('field')}
        @lead-ui-change=${(event: UiChangeEvent) => {
          const chosen = view.store.fields.get(event.values[0] ?? '');
          if (chosen) view.change(path, withField(line, field, chosen));
        }}
      ></lead-criteria-field-picker>
      <lead-ui-listbox-select
        class="operator"
        data-part="operator"
        appearance="quiet"
        .options=${operatorsFor(field.type).map((id) => ({ id, label: words(`operator.${id}`) }))}
        .values=${[line.operator]}
        .label=${text('operator')}
        @lead-ui-change=${(event: UiChangeEvent) =>
          view.change(path, withOperator(line, event.values[0] as OperatorId, field.type))}
      ></lead-ui-listbox-select>
      <div class="value">
        ${renderValue(view, { line, field, path })}
        ${isNegative(line.operator) ? renderEmptySwitch(view, line, path) : nothing}
        ${renderState(view, line, isInactive)}
      </div>
      <div class="actions">
        ${isInactive ? nothing : renderCount(view, line)}
        ${renderAction(view, path, 'mute', speakerSimpleSlashIcon, text(line.muted ? 'unmute' : 'mute'), line.muted)}
        ${renderMove(view, path, 'up', arrowUpIcon)} ${renderMove(view, path, 'down', arrowDownIcon)}
        ${renderAction(view, path, 'remove', xIcon, text('removeLine'))}
      </div>
    </div>
  </li>`;
}

/** Q2, in words and not by looks alone. */
function renderState(
  view: BuilderView,
  line: CriteriaLine,
  isInactive: boolean,
): TemplateResult | typeof nothing {
  if (line.muted) return html`<span class="meta state-words">${view.text('muted')}</span>`;
  return isInactive ? html`<span class="meta state-words">${view.text('inactive')}</span>` : nothing;
}

/** Q3. */
function renderEmptySwitch(view: BuilderView, line: CriteriaLine, path: NodePath): TemplateResult {
  return html`<label class="check empty-switch">
    <input
      class="checkbox"
      data-part="empty"
      type="checkbox"
      .checked=${line.empty !== 'exclude'}
      @change=${(event: Event) => view.change(path, withEmpty(line, (event.target as HTMLInputElement).checked))}
    />${view.text('includeEmpty')}
  </label>`;
}

function renderMove(view: BuilderView, path: NodePath, action: 'up' | 'down', path_: Icon): TemplateResult {
  const possible = placeBeside(view.shape, path, action === 'up' ? -1 : 1) !== undefined;
  const label = view.text(action === 'up' ? 'moveUp' : 'moveDown');
  return renderAction(view, path, action, path_, label, undefined, !possible);
}

/** Never `disabled`, so that moving a line to the edge does not lose the focus. */
function renderAction(
  view: BuilderView,
  path: NodePath,
  action: NodeAction,
  symbol: Icon,
  label: string,
  pressed?: boolean,
  isOff = false,
): TemplateResult {
  return html`<button
    class="icon-button ${action}"
    data-part=${action}
    type="button"
    aria-label=${label}
    aria-pressed=${action === 'mute' ? Boolean(pressed) : nothing}
    aria-disabled=${isOff ? 'true' : nothing}
    ${tooltip(label)}
    @click=${() => !isOff && view.act(action, path)}
  >
    ${icon(symbol)}
  </button>`;
}

/** Fields that hold ids are not offered, but a line that has one shows it. */
function withOwn(view: BuilderView, line: CriteriaLine) {
  if (view.fields.some(({ id }) => id === line.field)) return view.fields;
  const field = view.store.fields.get(line.field);
  if (!field) return view.fields;
  return [...view.fields, { id: field.id, label: view.describe.fieldLabel(field), entity: '–' }];
}
