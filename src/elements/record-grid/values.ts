import { commonMessages } from '../../locale/common.js';
import type { LocaleController } from '../../locale/locale-controller.js';
import { optionsOf, type Field, type FieldOption } from '../../model/fields.js';
import type { Setup, Value } from '../../model/records.js';
import type { LeadStore } from '../../store/lead-store.js';
import { optionLabel } from '../sentences.js';

/** What values need to become words. */
export interface ValueContext {
  readonly locale: LocaleController;
  readonly store: LeadStore;
}

/** A value as text in the language of the element. No value gives empty text. */
export function valueText(field: Field, value: Value, { locale, store }: ValueContext): string {
  if (value === null || value === '') return '';
  const texts = locale.texts(commonMessages);
  switch (field.type) {
    case 'list': {
      if (!field.list) return String(value);
      const option = optionOf(field, String(value), store.setup);
      return option ? optionLabel(locale, field, option) : texts('unknownItem', { id: String(value) });
    }
    case 'number':
      return typeof value === 'number' ? locale.number(value) : String(value);
    case 'date':
      return dateText(String(value), locale.language, store.timeZone, 'date');
    case 'yesno':
      return texts(value ? 'yes' : 'no');
    case 'text':
      return String(value);
  }
}

/** The item of a list field, from a table that is made once for each state of the setup: grids look often. */
export function optionOf(field: Field, id: string, setup: Setup): FieldOption | undefined {
  let tables = optionTables.get(setup);
  if (!tables) optionTables.set(setup, (tables = new Map<Field, OptionTable>()));
  let table = tables.get(field);
  if (!table) tables.set(field, (table = new Map(optionsOf(field, setup).map((each) => [each.id, each]))));
  return table.get(id);
}

type OptionTable = ReadonlyMap<string, FieldOption>;
const optionTables = new WeakMap<Setup, Map<Field, OptionTable>>();

/** A calendar date or an instant, in the zone of the store; `full` with the time. Other text comes back as it is. */
export function dateText(value: string, language: string, timeZone: string, length: 'date' | 'full'): string {
  const isCalendarDate = value.length === 10;
  const date = new Date(isCalendarDate ? `${value}T00:00:00Z` : value);
  if (Number.isNaN(date.getTime())) return value;
  return formatOf(language, isCalendarDate ? 'UTC' : timeZone, isCalendarDate ? 'date' : length).format(date);
}

const formats = new Map<string, Intl.DateTimeFormat>();

function formatOf(language: string, timeZone: string, length: 'date' | 'full'): Intl.DateTimeFormat {
  const key = `${language} ${timeZone} ${length}`;
  let format = formats.get(key);
  if (!format) {
    const options: Intl.DateTimeFormatOptions = { dateStyle: 'medium', timeZone };
    if (length === 'full') options.timeStyle = 'short';
    formats.set(key, (format = new Intl.DateTimeFormat(language, options)));
  }
  return format;
}
