import type { DescribeContext } from '../criteria/describe.js';
import { criteriaMessages } from '../locale/criteria.js';
import type { LocaleController } from '../locale/locale-controller.js';
import type { Field, FieldOption, Subject } from '../model/fields.js';
import { contactName } from '../model/records.js';
import type { LeadStore } from '../store/lead-store.js';
import { fieldLabel, optionLabel } from './sentences.js';

/** What `describeCriteria` needs, in the language of an element. */
export function describeContext(locale: LocaleController, store: LeadStore, of: Subject): DescribeContext {
  return {
    of,
    catalog: store.fields,
    setup: store.setup,
    now: store.now(),
    timeZone: store.timeZone,
    language: locale.language,
    texts: locale.texts(criteriaMessages),
    fieldLabel: (field) => fieldLabel(locale, store, field.id),
    optionLabel: (field, option) => choiceLabel(locale, store, field, option),
  };
}

/** The label of a choice; ids of records are shown by the record's name. */
export function choiceLabel(
  locale: LocaleController,
  store: LeadStore,
  field: Field,
  option: FieldOption,
): string {
  if (field.list) return optionLabel(locale, field, option);
  if (field.id === 'contact.id') {
    const contact = store.record('contact', option.id).record;
    return contact ? contactName(contact) : option.id;
  }
  return store.record('company', option.id).record?.name ?? option.id;
}
