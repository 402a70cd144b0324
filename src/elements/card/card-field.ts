import type { LocaleController } from '../../locale/locale-controller.js';
import { optionsOf, type FieldId, type FieldOption } from '../../model/fields.js';
import type { Company, Contact, Extra, HostField, Value } from '../../model/records.js';
import type { LeadStore } from '../../store/lead-store.js';

/** How a field of a card is shown and edited. */
export type CardFieldKind =
  'text' | 'email' | 'phone' | 'url' | 'longText' | 'number' | 'date' | 'yesno' | 'list';

/** One row of a card. */
export interface CardField {
  /** The property of the record, or `extra.` and the key of a field of the host. */
  readonly key: string;
  /** Names the field in the locale and in the store. */
  readonly id: FieldId;
  readonly kind: CardFieldKind;
  /** For kind `list`, deleted ones included and marked (L9). */
  readonly options?: readonly FieldOption[];
}

export type CardRecord = Contact | Company;

const kinds = { text: 'text', list: 'list', number: 'number', date: 'date', yesno: 'yesno' } as const;
const hostPrefix = 'extra.';

/** The fields that the host has added to an entity, in its order. */
export function hostFields(store: LeadStore, entity: HostField['entity']): readonly CardField[] {
  return store.setup.settings.fields
    .filter(
      (each) => each.entity === entity && store.fields.get(`${entity}.${each.key}`)?.label !== undefined,
    )
    .map(({ key, type }) => {
      const id = `${entity}.${key}`;
      const field = store.fields.get(id)!;
      return {
        key: hostPrefix + key,
        id,
        kind: kinds[type],
        ...(type === 'list' ? { options: optionsOf(field, store.setup) } : {}),
      };
    });
}

/** The id of the control of a field, whatever a host has put into its key. */
export function controlId(key: string): string {
  return encodeURIComponent(key);
}

/** The value of a field in a record. */
export function valueOf(record: CardRecord, key: string): Value {
  if (!key.startsWith(hostPrefix)) return (record as unknown as Readonly<Record<string, Value>>)[key] ?? null;
  const own = key.slice(hostPrefix.length);
  return Object.hasOwn(record.extra, own) ? (record.extra[own] ?? null) : null;
}

/** Values by key as a patch of a record; those of the host's fields go into one new `extra`. */
export function patchOf(record: CardRecord, values: ReadonlyMap<string, Value>): Record<string, unknown> {
  const own = [...values].filter(([key]) => !key.startsWith(hostPrefix));
  const host = [...values].filter(([key]) => key.startsWith(hostPrefix));
  const patch: Record<string, unknown> = Object.fromEntries(own);
  if (host.length > 0) {
    patch['extra'] = {
      ...record.extra,
      ...Object.fromEntries(host.map(([key, value]) => [key.slice(hostPrefix.length), value])),
    } satisfies Extra;
  }
  return patch;
}

/** Fields that are text even when there is none; elsewhere no text means no value. */
const alwaysText: ReadonlySet<string> = new Set(['firstName', 'lastName', 'name']);

/** What a typed text stands for. A number that can't be read is NaN. */
export function parseText(field: CardField, text: string, language: string): Value {
  const trimmed = text.trim();
  if (trimmed === '') return alwaysText.has(field.key) ? '' : null;
  return field.kind === 'number' ? parseNumber(trimmed, language) : trimmed;
}

/** A value as the text that one edits. */
export function editText(field: CardField, value: Value, language: string): string {
  if (value === null) return '';
  if (typeof value !== 'number') return String(value);
  return new Intl.NumberFormat(language, { useGrouping: false, maximumFractionDigits: 20 }).format(value);
}

/** A value as the text that one reads; empty for none. */
export function readText(
  field: CardField,
  value: Value,
  locale: LocaleController,
  words: { readonly yes: string; readonly no: string; readonly unknown: (id: string) => string },
): string {
  if (value === null || value === '') return '';
  switch (field.kind) {
    case 'yesno':
      return value === true ? words.yes : words.no;
    case 'number':
      return typeof value === 'number' ? locale.number(value) : String(value);
    case 'date':
      return locale.date(String(value));
    case 'list':
      return field.options?.find(({ id }) => id === value)?.label ?? words.unknown(String(value));
    default:
      return String(value);
  }
}

/** Whether a text could be what its field is about. A hint for people, never a refusal. */
export function looksPlausible({ kind }: CardField, value: Value): boolean {
  if (typeof value !== 'string' || value === '') return true;
  if (kind === 'email') return /^[^\s@]+@[^\s@]+\.[^\s@.]{2,}$/.test(value);
  if (kind === 'url') return webAddress(value) !== undefined;
  return true;
}

/** A text as a link to the web; undefined for what is none, `javascript:` included. */
export function webAddress(text: string): string | undefined {
  try {
    const url = new URL(
      /^[a-z][a-z\d+.-]*:/i.test(text) && !/^[^/]+:\d/.test(text) ? text : `https://${text}`,
    );
    const isWeb = url.protocol === 'https:' || url.protocol === 'http:';
    return isWeb && /[^.]\.[^.]/.test(url.hostname) ? url.href : undefined;
  } catch {
    return undefined;
  }
}

function parseNumber(text: string, language: string): number {
  const parts = new Intl.NumberFormat(language).formatToParts(-12345.6);
  const sign = (type: Intl.NumberFormatPartTypes) => parts.find((part) => part.type === type)?.value ?? '';
  const plain = text
    .replaceAll(/\s/g, '')
    .replaceAll(sign('group').trim() || ' ', '')
    .replace(sign('decimal'), '.')
    .replace(sign('minusSign'), '-');
  return /^[-+]?(\d+\.?\d*|\.\d+)$/.test(plain) ? Number(plain) : Number.NaN;
}
