import type { LocaleController } from '../locale/locale-controller.js';
import { fieldMessages } from '../locale/common.js';
import { reasonMessages } from '../locale/reasons.js';
import type { Field, FieldId, FieldOption } from '../model/fields.js';
import { contactName, type CategoryGroup, type RecordRef, type Value } from '../model/records.js';
import type { Reason } from '../rules/reasons.js';
import type { LeadStore } from '../store/lead-store.js';

type FieldKey = Extract<keyof (typeof fieldMessages)['en'], string>;

/** The label of any field, the host's included. */
export function fieldLabel(locale: LocaleController, store: LeadStore | undefined, id: FieldId): string {
  const label = store?.fields.get(id)?.label;
  if (label !== undefined) return label;
  return id in fieldMessages.en ? locale.texts(fieldMessages)(id as FieldKey) : id;
}

/** The name of a category group. */
export function groupLabel(locale: LocaleController, group: CategoryGroup): string {
  return locale.texts(fieldMessages)(`group.${group}`);
}

/** The label of a choice of a list field. */
export function optionLabel(locale: LocaleController, field: Field, option: FieldOption): string {
  if (option.label !== undefined) return option.label;
  return field.list === 'categoryGroup' ? groupLabel(locale, option.id as CategoryGroup) : String(option.id);
}

/** Why something is hidden, read-only or refused, in words, with the names of the records that caused it. */
export function reasonSentence(locale: LocaleController, store: LeadStore, reason: Reason): string {
  const params: Record<string, string | number> = {
    id: '',
    name: '',
    company: '–',
    category: '–',
    group: '–',
    status: '–',
    ...reason.details,
  };
  for (const ref of reason.records) Object.assign(params, paramsOf(locale, store, ref));
  return locale.texts(reasonMessages)(reason.code, params);
}

function paramsOf(
  locale: LocaleController,
  store: LeadStore,
  { entity, id }: RecordRef,
): Record<string, Value> {
  switch (entity) {
    case 'company': {
      const company = store.record('company', id).record;
      return company ? { company: company.name } : {};
    }
    case 'category': {
      const category = store.setup.categories.get(id);
      return category ? { category: category.name, group: groupLabel(locale, category.group) } : {};
    }
    case 'contact': {
      const contact = store.record('contact', id).record;
      if (!contact) return {};
      const status =
        contact.leadStatusId === null ? undefined : store.setup.leadStatuses.get(contact.leadStatusId);
      return { contact: contactName(contact), ...(status ? { status: status.name } : {}) };
    }
    default:
      return {};
  }
}
