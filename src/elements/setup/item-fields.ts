import { html, nothing, type TemplateResult } from 'lit';
import type { LocaleController } from '../../locale/locale-controller.js';
import { setupItemMessages } from '../../locale/setup-item.js';
import { categoryGroups, tones, type CategoryGroup } from '../../model/records.js';
import { groupLabel } from '../sentences.js';
import { showsLeadStatus, type ItemDraft } from './item-draft.js';

type OnEdit = (patch: Partial<ItemDraft>) => void;

/** The tones as radio buttons: a dot never stands without its word. */
export function renderTones(locale: LocaleController, draft: ItemDraft, onEdit: OnEdit): TemplateResult {
  const text = locale.texts(setupItemMessages);
  return html`<fieldset class="field" aria-describedby="tone-hint">
    <legend class="label">${text('tone')}</legend>
    <div class="tones">
      ${tones.map(
        (tone) =>
          html`<label class="tone">
            <input
              class="visually-hidden"
              type="radio"
              name="tone"
              value=${tone}
              .checked=${draft.tone === tone}
              @change=${() => onEdit({ tone })}
            />
            <span class="dot" data-tone=${tone}></span>${text(`tone.${tone}`)}
          </label>`,
      )}
    </div>
    <p class="hint" id="tone-hint">${text('toneHint')}</p>
  </fieldset>`;
}

/** The group of a category and whether it has lead status, which only one group can have. */
export function renderGroup(locale: LocaleController, draft: ItemDraft, onEdit: OnEdit): TemplateResult {
  const text = locale.texts(setupItemMessages);
  const possible = draft.group === 'potentialCustomer';
  return html`<div class="field">
      <label for="group">${text('group')}</label>
      <select
        class="input"
        id="group"
        @change=${(event: Event) =>
          onEdit({ group: (event.target as HTMLSelectElement).value as CategoryGroup })}
      >
        ${categoryGroups.map(
          (group) =>
            html`<option value=${group} .selected=${draft.group === group}>
              ${groupLabel(locale, group)}
            </option>`,
        )}
      </select>
    </div>
    <div class="field">
      <label class="check" ?data-disabled=${!possible}>
        <input
          class="checkbox"
          type="checkbox"
          aria-describedby="enable-hint"
          .checked=${showsLeadStatus(draft)}
          ?disabled=${!possible}
          @change=${(event: Event) =>
            onEdit({ leadStatusEnabled: (event.target as HTMLInputElement).checked })}
        />
        ${text('enableLeadStatus')}
      </label>
      <p class="hint" id="enable-hint">
        ${possible ? text('enableHint') : text('enableNeedsGroup', { group: groupLabel(locale, 'potentialCustomer') })}
      </p>
    </div>`;
}

/** What saving would mean for contacts (L7): they are many, and the administrator sees none of them here. */
export function renderConsequence(
  locale: LocaleController,
  effect: 'hides' | 'shows' | 'nothing',
  { withStatus, without }: { readonly withStatus: number; readonly without: number },
): TemplateResult | typeof nothing {
  const text = locale.texts(setupItemMessages);
  if (effect === 'hides' && withStatus > 0)
    return html`<span>${text('hidesStatus', { count: withStatus })}</span>`;
  if (effect === 'shows' && withStatus + without > 0) {
    return html`<span
      >${text('showsStatus', { count: withStatus + without })}
      ${without > 0 ? text('showsWithout', { count: without }) : nothing}</span
    >`;
  }
  return nothing;
}
