import { html, nothing, type TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { selectionsMessages } from '../../locale/selections.js';
import type { LocaleController } from '../../locale/locale-controller.js';
import type { Id, Selection } from '../../model/records.js';
import type { LeadStore } from '../../store/lead-store.js';
import type { SelectionCriteria } from '../../store/selection-criteria.js';
import type { UiSelectEvent } from '../../ui/events.js';
import {
  copyIcon,
  funnelIcon,
  icon,
  listBulletsIcon,
  pencilSimpleIcon,
  rowsIcon,
  trashIcon,
} from '../../ui/icons.js';
import type { MenuItem } from '../../ui/menu.js';
import '../../ui/menu.js';
import { tooltip } from '../../ui/tooltip.js';
import '../criteria-builder/lead-criteria-count.js';
import { faultSentence, selectionInWords } from './selection-texts.js';
import { setIcon } from './set-icons.js';

/** What can be done with a selection besides opening it. */
export type SelectionAction = 'rename' | 'copy' | 'combine' | 'toStatic' | 'delete';

export interface TableView {
  readonly store: LeadStore;
  readonly locale: LocaleController;
  readonly selections: readonly Selection[];
  readonly criteriaOf: (id: Id) => SelectionCriteria;
  readonly open: (id: Id) => void;
  readonly act: (action: SelectionAction, selection: Selection) => void;
}

/** The list of selections. Which columns show depends on the room. */
export function renderTable(view: TableView): TemplateResult {
  const text = view.locale.texts(selectionsMessages);
  return html`<div class="surface">
    <table class="table" aria-label=${text('selections')}>
      <thead>
        <tr>
          <th scope="col">${text('name')}</th>
          <th scope="col" class="col-kind">${text('kind')}</th>
          <th scope="col" class="col-of">${text('of')}</th>
          <th scope="col" class="col-members end">${text('members')}</th>
          <th scope="col" class="col-updated">${text('updated')}</th>
          <td class="col-actions"></td>
        </tr>
      </thead>
      <tbody>
        ${repeat(
          view.selections,
          ({ id }) => id,
          (selection) => renderRow(view, selection),
        )}
      </tbody>
    </table>
  </div>`;
}

function renderRow(view: TableView, selection: Selection): TemplateResult {
  const { store, locale } = view;
  const text = locale.texts(selectionsMessages);
  const { id, name, description, of, updated } = selection;
  const words = description || selectionInWords(locale, store, selection);
  return html`<tr>
    <td>
      <button class="name" type="button" data-id=${id} @click=${() => view.open(id)}>${name}</button>
      <span class="meta words"
        ><span class="if-narrow">${text(`kind.${selection.source.kind}`)} · ${text(`of.${of}`)}<br /></span
        >${words}</span
      >
    </td>
    <td class="col-kind">${renderKind(locale, selection)}</td>
    <td class="col-of muted">${text(`of.${of}`)}</td>
    <td class="col-members end">${renderCount(view, selection)}</td>
    <td class="col-updated muted">${updated ? locale.date(updated) : '–'}</td>
    <td class="col-actions end">${renderActions(view, selection)}</td>
  </tr>`;
}

function renderCount({ store, locale, criteriaOf }: TableView, { id }: Selection): TemplateResult {
  const resolved = criteriaOf(id);
  if (resolved.ok)
    return html`<lead-criteria-count
      bare
      .store=${store}
      .of=${resolved.of}
      .criteria=${resolved.criteria}
    ></lead-criteria-count>`;
  const why = faultSentence(locale, resolved.fault);
  return html`<span class="error" tabindex="0" ${tooltip(why)}
    >${locale.texts(selectionsMessages)('broken')}</span
  >`;
}

/** The kind with its icon; a combined one with its set operation. */
export function renderKind(locale: LocaleController, { source }: Selection): TemplateResult {
  const symbol =
    source.kind === 'combined'
      ? setIcon(source.operation)
      : icon(source.kind === 'dynamic' ? funnelIcon : listBulletsIcon);
  return html`<span class="kind">${symbol}${locale.texts(selectionsMessages)(`kind.${source.kind}`)}</span>`;
}

/** The menu of a selection; nothing where none of it is possible, because the backend takes no such changes. */
export function renderActions(
  { store, locale, act }: Pick<TableView, 'store' | 'locale' | 'act'>,
  selection: Selection,
): TemplateResult | typeof nothing {
  const text = locale.texts(selectionsMessages);
  const items = actionsOf(store, locale, selection);
  if (items.length === 0) return nothing;
  return html`<lead-ui-menu
    .label=${text('actions', { name: selection.name })}
    .items=${items}
    @lead-ui-select=${(event: UiSelectEvent) => act(event.itemId as SelectionAction, selection)}
  ></lead-ui-menu>`;
}

function actionsOf(store: LeadStore, locale: LocaleController, { source }: Selection): readonly MenuItem[] {
  const text = locale.texts(selectionsMessages);
  const [canCreate, canUpdate, canDelete] = (['create', 'update', 'delete'] as const).map((kind) =>
    store.can(kind, 'selection'),
  );
  const items: readonly (MenuItem | false | undefined)[] = [
    canUpdate && { id: 'rename', label: text('rename'), icon: pencilSimpleIcon },
    canCreate && { id: 'copy', label: text('copy'), icon: copyIcon },
    canCreate && { id: 'combine', label: text('combineWith'), icon: rowsIcon },
    canCreate &&
      source.kind !== 'static' && { id: 'toStatic', label: text('toStatic'), icon: listBulletsIcon },
    canDelete && { id: 'delete', label: text('delete'), icon: trashIcon, tone: 'danger', separator: true },
  ];
  return items.filter((item) => !!item);
}
