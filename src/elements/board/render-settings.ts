import { html, type TemplateResult } from 'lit';
import { boardMessages } from '../../locale/board.js';
import type { FieldId } from '../../model/fields.js';
import { commonMessages } from '../../locale/common.js';
import type { UiChangeEvent } from '../../ui/events.js';
import '../../ui/listbox-select.js';
import { fieldLabel } from '../sentences.js';
import type { BoardContext } from './board-context.js';
import { cardFieldChoices, groupFields } from './board-fields.js';

export interface BoardSettings {
  readonly groupBy: FieldId;
  readonly cardFields: readonly FieldId[];
  readonly hideEmpty: boolean;
  readonly hideLocked: boolean;
}

/** What a person can set for the board. Every change shows at once; Done only closes. */
export function renderSettings(
  settings: BoardSettings,
  { locale, store, of }: BoardContext,
  change: (settings: Partial<BoardSettings>) => void,
  close: () => void,
): TemplateResult {
  const text = locale.texts(boardMessages);
  const options = cardFieldChoices(of, store.fields.for(of)).map(({ id }) => ({
    id,
    label: fieldLabel(locale, store, id),
  }));
  const checked = ({ target }: Event) => (target as HTMLInputElement).checked;
  return html`<h2 class="title" id="settings-title">${text('settings')}</h2>
    <div class="field">
      <label for="group-by">${text('groupBy')}</label>
      <select
        class="input"
        id="group-by"
        @change=${({ target }: Event) => change({ groupBy: (target as HTMLSelectElement).value })}
      >
        ${groupFields[of].map((id) => html`<option value=${id} ?selected=${id === settings.groupBy}>${fieldLabel(locale, store, id)}</option>`)}
      </select>
    </div>
    <div class="field">
      <span class="label" aria-hidden="true">${text('cardFields')}</span>
      <lead-ui-listbox-select
        multiple
        .label=${text('cardFields')}
        .placeholder=${text('noCardFields')}
        .options=${options}
        .values=${settings.cardFields}
        @lead-ui-change=${({ values }: UiChangeEvent) => change({ cardFields: values })}
      ></lead-ui-listbox-select>
    </div>
    <div class="checks">
      <label class="check">
        <input
          class="checkbox"
          type="checkbox"
          .checked=${settings.hideEmpty}
          @change=${(event: Event) => change({ hideEmpty: checked(event) })}
        />${text('hideEmpty')}
      </label>
      <label class="check">
        <input
          class="checkbox"
          type="checkbox"
          .checked=${!settings.hideLocked}
          @change=${(event: Event) => change({ hideLocked: !checked(event) })}
        />${text('showLocked')}
      </label>
    </div>
    <div class="end">
      <button class="button" type="button" @click=${close}>${locale.texts(commonMessages)('done')}</button>
    </div>`;
}
