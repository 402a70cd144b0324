import { statusMessages } from '../../locale/cards.js';
import { commonMessages } from '../../locale/common.js';
import type { LocaleController } from '../../locale/locale-controller.js';
import { byRank, type Setup } from '../../model/records.js';
import type { ListboxOption } from '../../ui/listbox-options.js';

/**
 * L9: the choices in rank order. A deleted status is there only while it is the value, and so is an unknown one, shown
 * as such (L13). What need not be chosen can be taken back.
 */
export function statusOptions(
  locale: LocaleController,
  setup: Setup,
  value: string,
  required: boolean,
): readonly ListboxOption[] {
  const options: ListboxOption[] = byRank(setup.leadStatuses.values())
    .filter(({ id, deleted }) => !deleted || id === value)
    .map(({ id, name, description, tone, deleted }) => ({
      id,
      label: name,
      description: description ?? undefined,
      tone,
      deleted,
    }));
  if (value === '') return options;
  if (!setup.leadStatuses.has(value)) {
    const label = locale.texts(commonMessages)('unknownItem', { id: value });
    options.push({ id: value, label, disabled: true });
  }
  if (!required) options.push({ id: '', label: locale.texts(statusMessages)('noStatus') });
  return options;
}
