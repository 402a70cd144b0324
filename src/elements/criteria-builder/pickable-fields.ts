import { commonMessages } from '../../locale/common.js';
import type { LocaleController } from '../../locale/locale-controller.js';
import type { Field, Subject } from '../../model/fields.js';
import type { LeadStore } from '../../store/lead-store.js';
import { fieldLabel } from '../sentences.js';
import type { PickableField } from './field-picker.js';

/** The fields that lines can be about, contacts first. Ids are for programs. */
export function pickableFields(
  store: LeadStore,
  of: Subject,
  locale: LocaleController,
): readonly PickableField[] {
  const common = locale.texts(commonMessages);
  return store.fields
    .for(of)
    .filter((field) => !holdsIds(field))
    .map(({ id, entity }) => ({ id, label: fieldLabel(locale, store, id), entity: common(entity) }));
}

/** A list that nobody administers: the ids of records. */
export function holdsIds(field: Field): boolean {
  return field.type === 'list' && field.list === undefined;
}
