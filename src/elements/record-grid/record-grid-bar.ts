import { html, nothing } from 'lit';
import type { CriteriaLine } from '../../criteria/types.js';
import type { ContactsTabKey } from '../../locale/contacts-tab.js';
import type { Translate } from '../../locale/messages.js';
import type { Field, FieldId } from '../../model/fields.js';
import type { LeadStatus } from '../../model/records.js';
import type { Progress } from '../../query/types.js';
import { funnelSimpleIcon, gearSixIcon, icon, rowsIcon, xIcon } from '../../ui/icons.js';
import '../../ui/menu.js';
import { tooltip } from '../../ui/tooltip.js';
import type { BulkProgress } from './bulk-run.js';

/** What the bar above a grid shows, and what its buttons do. */
export interface BarModel {
  readonly texts: Translate<ContactsTabKey>;
  readonly label: (id: FieldId) => string;
  readonly count: string;
  readonly chosen: number;
  /** Many records are on their way. */
  readonly loading: Progress | undefined;
  /** A change of those that takes a while. */
  readonly running: BulkProgress | undefined;
  /** What the chosen rows can be set to; undefined where there is nothing to set. */
  readonly statuses: readonly LeadStatus[] | undefined;
  readonly filterable: readonly Field[];
  readonly filters: readonly CriteriaLine[];
  readonly describe: (line: CriteriaLine) => string;
  readonly groupable: readonly Field[];
  readonly groupBy: readonly Field[];
  readonly onFilter: (field: FieldId, anchor: Element) => void;
  readonly onUnfilter: (field: FieldId | undefined) => void;
  readonly onGroup: (field: FieldId | undefined) => void;
  readonly onCustomise: () => void;
  /** Somebody comes near what opens a filter or the columns. */
  readonly onApproach: { readonly filter: () => void; readonly customise: () => void };
  readonly onStatus: (id: string) => void;
  readonly onStop: () => void;
  readonly onClearChoice: () => void;
}

const all = ':all';

export function renderBar(model: BarModel): unknown {
  return html`<div class="bar ${model.chosen > 0 ? 'choosing' : ''}" part="bar">
      <div class="about">
        ${model.running ? renderRunning(model) : model.chosen > 0 ? renderChosen(model) : renderCount(model)}
      </div>
      <div class="actions"><slot name="actions"></slot></div>
      <div class="tools">
        ${renderFilterMenu(model)} ${renderGroupMenu(model)}
        <button
          class="icon-button"
          type="button"
          data-tool="columns"
          aria-label=${model.texts('customise')}
          aria-haspopup="dialog"
          @pointerenter=${model.onApproach.customise}
          @focus=${model.onApproach.customise}
          @click=${model.onCustomise}
          ${tooltip(model.texts('customise'))}
        >
          ${icon(gearSixIcon)}
        </button>
      </div>
    </div>
    ${renderChips(model)}`;
}

function renderCount({ count, loading, texts }: BarModel): unknown {
  return html`<slot name="title"></slot>${loading?.expected ? renderLoading(loading, texts) : nothing}
    <span class="count" role="status">${count}</span>`;
}

/** Nobody wants to hear of each batch: the bar says it to those who ask. */
function renderLoading({ loaded, expected = 0 }: Progress, texts: BarModel['texts']): unknown {
  const said = texts('loaded', { loaded: Math.min(loaded, expected), count: expected });
  return html`<progress max=${expected} .value=${loaded} aria-label=${said}></progress
    ><span class="meta" aria-hidden="true">${said}</span>`;
}

function renderRunning({ texts, chosen, running, onStop }: BarModel): unknown {
  const { done, count } = running!;
  return html`<progress max="1" .value=${count ? done / count : 0} aria-hidden="true"></progress
    ><span class="chosen" role="status">${texts('settingStatus', { done, count: count ?? chosen })}</span>
    <button class="button" type="button" data-tool="stop" @click=${onStop}>${texts('stop')}</button>`;
}

function renderChosen({ texts, chosen, statuses, onStatus, onClearChoice }: BarModel): unknown {
  return html`<span class="chosen" role="status">${texts('chosen', { count: chosen })}</span>
    ${
      statuses
        ? html`<lead-ui-menu
            align="start"
            .label=${texts('setStatus')}
            .items=${statuses.map(({ id, name, tone }) => ({ id, label: name, tone }))}
            @lead-ui-select=${(event: HTMLElementEventMap['lead-ui-select']) => onStatus(event.itemId)}
            ><button slot="trigger" class="button" type="button">${texts('setStatus')}</button></lead-ui-menu
          >`
        : nothing
    }
    <slot name="bulk"></slot>
    <button
      class="icon-button"
      type="button"
      aria-label=${texts('clearChoice')}
      @click=${onClearChoice}
      ${tooltip(texts('clearChoice'))}
    >
      ${icon(xIcon)}
    </button>`;
}

function renderFilterMenu({
  texts,
  label,
  filterable,
  filters,
  onFilter,
  onUnfilter,
  onApproach,
}: BarModel): unknown {
  const active = new Set(filters.map(({ field }) => field));
  const items = filterable.map(({ id }) => ({ id, label: label(id), checked: active.has(id) }));
  const reset = { id: all, label: texts('resetFilters'), separator: true };
  return html`<lead-ui-menu
    .label=${texts('filterBy')}
    .items=${filters.length > 0 ? [...items, reset] : items}
    @pointerenter=${onApproach.filter}
    @focusin=${onApproach.filter}
    @lead-ui-select=${(event: HTMLElementEventMap['lead-ui-select']) => {
      if (event.itemId === all) onUnfilter(undefined);
      else onFilter(event.itemId, event.currentTarget as Element);
    }}
    ><button
      slot="trigger"
      class="button quiet"
      type="button"
      data-tool="filter"
      aria-label=${texts('filterBy')}
    >
      ${icon(funnelSimpleIcon)}<span class="wide">${texts('filter')}</span>
    </button></lead-ui-menu
  >`;
}

function renderGroupMenu({ texts, label, groupable, groupBy, onGroup }: BarModel): unknown {
  const active = new Set(groupBy.map(({ id }) => id));
  const items = groupable.map(({ id }) => ({ id, label: label(id), checked: active.has(id) }));
  const none = { id: all, label: texts('ungroup'), separator: true };
  return html`<lead-ui-menu
    .label=${texts('groupBy')}
    .items=${groupBy.length > 0 ? [...items, none] : items}
    @lead-ui-select=${(event: HTMLElementEventMap['lead-ui-select']) =>
      onGroup(event.itemId === all ? undefined : event.itemId)}
    ><button
      slot="trigger"
      class="button quiet"
      type="button"
      data-tool="group"
      aria-label=${texts('groupBy')}
    >
      ${icon(rowsIcon)}<span class="wide">${texts('groupBy')}</span>
    </button></lead-ui-menu
  >`;
}

/** What narrows the rows down or arranges them, each to change or to take away. */
function renderChips(model: BarModel): unknown {
  const { texts, label, filters, groupBy, describe, onFilter, onUnfilter, onGroup } = model;
  if (filters.length === 0 && groupBy.length === 0) return nothing;
  return html`<div class="chips">
    ${groupBy.map(({ id }) => {
      const field = label(id);
      return html`<span class="chip"
        ><span class="text">${texts('groupedBy', { field })}</span>
        ${remove(texts('removeGroup', { field }), () => onGroup(id))}</span
      >`;
    })}
    ${filters.map((line) => {
      const filter = describe(line);
      return html`<span class="chip"
        ><button
          class="text"
          type="button"
          aria-label=${texts('changeFilter', { filter })}
          @click=${(event: Event) => onFilter(line.field, event.currentTarget as Element)}
        >
          ${filter}
        </button>
        ${remove(texts('removeFilter', { filter }), () => onUnfilter(line.field))}</span
      >`;
    })}
    ${
      filters.length > 0
        ? html`<button class="button quiet" type="button" @click=${() => onUnfilter(undefined)}>
            ${texts('resetFilters')}
          </button>`
        : nothing
    }
  </div>`;
}

function remove(label: string, run: () => void): unknown {
  return html`<button class="icon-button" type="button" aria-label=${label} @click=${run}>
    ${icon(xIcon)}
  </button>`;
}
