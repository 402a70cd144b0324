import { boardMessages } from '../../locale/board.js';
import { commonMessages } from '../../locale/common.js';
import type { LocaleController } from '../../locale/locale-controller.js';
import { optionsOf, type Field, type FieldId, type Subject } from '../../model/fields.js';
import type { Id, Value } from '../../model/records.js';
import type { Row, Sort } from '../../query/types.js';
import type { LeadStore } from '../../store/lead-store.js';
import { fieldLabel, optionLabel, reasonSentence } from '../sentences.js';
import type { GroupField } from './board-fields.js';

/** A row as the board shows it. */
export interface Card {
  readonly id: Id;
  readonly title: string;
  readonly company: string | null;
  /** The chosen fields that have a value, in words. */
  readonly line: string;
  readonly owner: string | null;
  /** B2: why the card can't be moved, whatever the target. */
  readonly lock?: string;
}

/** What all cards of a board have in common. */
export interface CardContext {
  readonly store: LeadStore;
  readonly locale: LocaleController;
  readonly of: Subject;
  readonly groupBy: GroupField;
  readonly cardFields: readonly FieldId[];
}

/** The fields that a card needs, the one that it is sorted by included. */
export function fieldsOfCards(of: Subject, groupBy: GroupField, cardFields: readonly FieldId[], sort: Sort) {
  // The category is part of the reason why a card is locked.
  const contact = ['contact.companyId', 'company.leadStatusEnabled', 'company.category'];
  const always = [`${of}.name`, 'company.name', 'company.owner', groupBy, sort.field];
  return [...new Set([...always, ...(of === 'contact' ? contact : []), ...cardFields])];
}

export function cardOf(row: Row, context: CardContext): Card {
  const { of, store, locale, cardFields } = context;
  const text = (id: FieldId) => textOf(row.values[id]);
  const line = cardFields
    .map((id) => formatValue(locale, store, id, row.values[id] ?? null))
    .filter((each) => each !== '');
  return {
    id: row.id,
    title: text(`${of}.name`) ?? row.id,
    company: of === 'contact' ? text('company.name') : null,
    line: line.join(' · '),
    owner: text('company.owner'),
    lock: lockOf(row, context),
  };
}

/** B2, L7, L8: a hidden status can't be changed, and without a company there is nothing of it to change. */
export function isLocked({ values }: Row, { of, groupBy }: CardContext): boolean {
  if (of === 'company') return false;
  return groupBy === 'contact.leadStatus'
    ? values['company.leadStatusEnabled'] !== true
    : values['contact.companyId'] == null;
}

function lockOf(row: Row, context: CardContext): string | undefined {
  if (!isLocked(row, context)) return undefined;
  const { groupBy, store, locale } = context;
  if (groupBy !== 'contact.leadStatus')
    return locale.texts(boardMessages)('lockedNoCompany', { field: fieldLabel(locale, store, groupBy) });
  const { reasons } = store.explain({ entity: 'contact', id: row.id, field: 'leadStatus' });
  return reasons.map((reason) => reasonSentence(locale, store, reason)).join(' ');
}

/** A value in words and in the language of the element; empty for no value. */
export function formatValue(locale: LocaleController, store: LeadStore, id: FieldId, value: Value): string {
  const field = store.fields.get(id);
  if (!field || value === null || value === '') return '';
  switch (field.type) {
    case 'list':
      return listText(locale, store, field, String(value));
    case 'yesno':
      return locale.texts(commonMessages)(value === true ? 'yes' : 'no');
    case 'date':
      return locale.date(String(value));
    case 'number':
      return typeof value === 'number' ? locale.number(value) : String(value);
    case 'text':
      return String(value);
  }
}

function listText(locale: LocaleController, { setup }: LeadStore, field: Field, id: Id): string {
  const option = optionsOf(field, setup).find((each) => each.id === id);
  const common = locale.texts(commonMessages);
  if (!option) return field.list ? common('unknownItem', { id }) : id;
  const name = optionLabel(locale, field, option);
  return option.deleted ? common('deletedItem', { name }) : name;
}

/** Up to two letters for a name: of its first word and its last. */
export function initialsOf(name: string, language: string): string {
  const words = name.trim().split(/\s+/);
  const letters = [words[0], words.length > 1 ? words.at(-1) : ''].map((word) => [...(word ?? '')][0] ?? '');
  return letters.join('').toLocaleUpperCase(language);
}

function textOf(value: Value | undefined): string | null {
  return typeof value === 'string' && value !== '' ? value : null;
}
