import { commonMessages } from '../../locale/common.js';
import { conflictMessages } from '../../locale/conflicts.js';
import type { LocaleController } from '../../locale/locale-controller.js';
import { contactName, type RecordRef } from '../../model/records.js';
import type { LeadStore } from '../../store/lead-store.js';
import { valueText } from '../record-grid/values.js';
import { fieldLabel, groupLabel } from '../sentences.js';

type FieldKey = Extract<keyof (typeof conflictMessages)['en'], `field.${string}`>;

/** Properties whose field in the catalog has another name. */
const catalogNames: Readonly<Record<string, string>> = {
  companyId: 'company',
  leadStatusId: 'leadStatus',
  categoryId: 'category',
};

/** The label of a record's property, or of a field of the host (`extra.` and its key). */
export function propertyLabel(
  locale: LocaleController,
  store: LeadStore,
  { entity }: Pick<RecordRef, 'entity'>,
  property: string,
): string {
  if (entity === 'contact' || entity === 'company')
    return fieldLabel(locale, store, fieldIdOf(entity, property));
  const key = `field.${property}`;
  return key in conflictMessages.en ? locale.texts(conflictMessages)(key as FieldKey) : property;
}

/** A property's value in words; empty for none. */
export function propertyText(
  locale: LocaleController,
  store: LeadStore,
  { entity }: Pick<RecordRef, 'entity'>,
  property: string,
  value: unknown,
): string {
  const common = locale.texts(commonMessages);
  if (value === null || value === undefined || value === '') return '';
  if (property === 'companyId' && typeof value === 'string')
    return store.record('company', value).record?.name ?? common('unknownItem', { id: value });
  if (property === 'defaultStatusId' && typeof value === 'string')
    return store.setup.leadStatuses.get(value)?.name ?? common('unknownItem', { id: value });
  if (entity === 'category' && property === 'group') return groupLabel(locale, value as never);
  const field =
    entity === 'contact' || entity === 'company' ? store.fields.get(fieldIdOf(entity, property)) : undefined;
  if (field) return valueText(field, value as never, { locale, store });
  if (typeof value === 'boolean') return common(value ? 'yes' : 'no');
  if (typeof value === 'number') return locale.number(value);
  return typeof value === 'string' ? value : locale.texts(conflictMessages)('notShown');
}

/** What people call a record; `known` helps where the store has it no longer. */
export function recordName(
  locale: LocaleController,
  store: LeadStore,
  { entity, id }: RecordRef,
  known?: object,
): string {
  if (entity === 'settings') return locale.texts(conflictMessages)('settings');
  const record = store.record(entity, id).record ?? known;
  const name =
    entity === 'contact' && record
      ? contactName({ firstName: '', lastName: '', ...record })
      : (record as { name?: string } | undefined)?.name;
  return name || locale.texts(commonMessages)('unknownItem', { id });
}

/** An instant as people say it, in the store's zone. */
export function instantText(locale: LocaleController, store: LeadStore, at: string): string {
  return locale.date(at, { dateStyle: 'medium', timeStyle: 'short', timeZone: store.timeZone });
}

function fieldIdOf(entity: 'contact' | 'company', property: string): string {
  const name = property.startsWith('extra.') ? property.slice('extra.'.length) : property;
  return `${entity}.${catalogNames[name] ?? name}`;
}
