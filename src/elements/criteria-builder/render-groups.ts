import { html, nothing, type TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import type { NodePath } from '../../criteria/edit.js';
import { isGroup, type CriteriaGroup, type CriteriaNode } from '../../criteria/types.js';
import type { UiChangeEvent, UiSelectEvent } from '../../ui/events.js';
import { copyIcon, icon, plusIcon, speakerSimpleSlashIcon, trashIcon, xIcon } from '../../ui/icons.js';
import type { MenuItem } from '../../ui/menu.js';
import '../../ui/menu.js';
import { tooltip } from '../../ui/tooltip.js';
import type { BuilderView, NodeAction } from './builder-view.js';
import { renderCount } from './render-count.js';
import { renderLine } from './render-line.js';

/** Sets of lines that are all to be met, as boxes joined by "or". */
export function renderSets(view: BuilderView): TemplateResult {
  const sets = view.shape.root.items as readonly CriteriaGroup[];
  return html`<div class="sets">
    ${sets.map(
      (set, index) => html`
        ${index > 0 ? html`<div class="between"><span>${view.text('or')}</span></div>` : nothing}
        ${renderSet(view, set, index, sets.length)}
      `,
    )}
  </div>`;
}

function renderSet(view: BuilderView, set: CriteriaGroup, index: number, count: number): TemplateResult {
  const { text } = view;
  const label = count > 1 ? text('set', { position: index + 1, count }) : text('onlySet');
  return html`<section class="box" part="set" role="group" aria-label=${label} ?data-off=${set.muted}>
    ${renderItems(view, set, [index])}
    ${set.muted ? html`<p class="meta state-words note">${text('mutedSet')}</p>` : nothing}
    <div class="foot">
      ${renderAddLine(view, [index])}
      <span class="space"></span>
      ${count > 1 ? renderCount(view, set) : nothing}
      ${view.isReadonly || count < 2 ? nothing : renderSetMenu(view, set, [index])}
    </div>
  </section>`;
}

function renderSetMenu(view: BuilderView, set: CriteriaGroup, path: NodePath): TemplateResult {
  const { text } = view;
  const items: readonly MenuItem[] = [
    { id: 'duplicate', label: text('duplicateSet'), icon: copyIcon },
    { id: 'mute', label: text(set.muted ? 'unmute' : 'mute'), icon: speakerSimpleSlashIcon },
    { id: 'remove', label: text('removeSet'), icon: trashIcon, tone: 'danger', separator: true },
  ];
  return html`<lead-ui-menu
    data-part="set-menu"
    .items=${items}
    .label=${text('setActions')}
    @lead-ui-select=${(event: UiSelectEvent) => view.act(event.itemId as NodeAction, path)}
  ></lead-ui-menu>`;
}

/** Groups within groups (Q1): all, any or none of their items. */
export function renderGroup(view: BuilderView, group: CriteriaGroup, path: NodePath): TemplateResult {
  const { text, words } = view;
  const matches = (['all', 'any', 'none'] as const).map((id) => ({ id, label: words(`match.${id}`) }));
  return html`<section
    class="box nested"
    part="set"
    role="group"
    aria-label=${text('group')}
    ?data-off=${group.muted}
  >
    <div class="head">
      ${
        view.isReadonly
          ? html`<span class="match-words">${words(`match.${group.match}`)}</span>`
          : html`<lead-ui-listbox-select
              class="match"
              data-part="match"
              appearance="quiet"
              .options=${matches}
              .values=${[group.match]}
              .label=${text('match')}
              @lead-ui-change=${(event: UiChangeEvent) =>
                view.changeMatch(path, event.values[0] as CriteriaGroup['match'])}
            ></lead-ui-listbox-select>`
      }
      ${group.muted ? html`<span class="meta state-words">${text('mutedSet')}</span>` : nothing}
      <span class="space"></span>
      ${renderCount(view, group)}
      ${view.isReadonly || path.length === 0 ? nothing : renderGroupActions(view, group, path)}
    </div>
    ${renderItems(view, group, path)}
    <div class="foot">
      ${renderAddLine(view, path)}
      ${
        view.isReadonly || path.length + 1 >= view.nesting
          ? nothing
          : html`<button
              class="button quiet"
              data-part="add-group"
              type="button"
              @click=${() => view.act('addGroup', path)}
            >
              ${icon(plusIcon)}${text('addGroup')}
            </button>`
      }
    </div>
  </section>`;
}

function renderGroupActions(view: BuilderView, group: CriteriaGroup, path: NodePath): TemplateResult {
  const muteLabel = view.text(group.muted ? 'unmute' : 'mute');
  return html`<div class="actions">
    <button
      class="icon-button mute"
      data-part="mute"
      type="button"
      aria-label=${muteLabel}
      aria-pressed=${Boolean(group.muted)}
      ${tooltip(muteLabel)}
      @click=${() => view.act('mute', path)}
    >
      ${icon(speakerSimpleSlashIcon)}
    </button>
    <button
      class="icon-button"
      data-part="remove"
      type="button"
      aria-label=${view.text('removeGroup')}
      ${tooltip(view.text('removeGroup'))}
      @click=${() => view.act('remove', path)}
    >
      ${icon(xIcon)}
    </button>
  </div>`;
}

function renderItems(
  view: BuilderView,
  group: CriteriaGroup,
  path: NodePath,
): TemplateResult | typeof nothing {
  if (group.items.length === 0)
    return view.isReadonly || path.length < 2
      ? html`<p class="meta note">${view.text('noLines')}</p>`
      : nothing;
  return html`<ul class="items">
    ${repeat(
      group.items,
      (item) => view.keyOf(item),
      (item, index) => renderItem(view, item, [...path, index], joinOf(view, group, index)),
    )}
  </ul>`;
}

function renderItem(view: BuilderView, item: CriteriaNode, path: NodePath, join: string): TemplateResult {
  if (!isGroup(item)) return renderLine(view, item, path, join);
  return html`<li class="within" data-key=${view.keyOf(item)}>
    <span class="join">${join}</span>${renderGroup(view, item, path)}
  </li>`;
}

function joinOf({ text }: BuilderView, { match }: CriteriaGroup, index: number): string {
  if (index === 0) return text('where');
  return text(match === 'all' ? 'and' : match === 'any' ? 'or' : 'nor');
}

function renderAddLine(view: BuilderView, path: NodePath): TemplateResult | typeof nothing {
  if (view.isReadonly) return nothing;
  return html`<lead-criteria-field-picker
    data-part="add-line"
    data-group=${path.join('.')}
    adds
    .fields=${view.fields}
    .label=${view.text('addLine')}
    @lead-ui-change=${(event: UiChangeEvent) => view.addLine(path, event.values[0] ?? '')}
  ></lead-criteria-field-picker>`;
}
