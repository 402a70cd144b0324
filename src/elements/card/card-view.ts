import type { LocaleController } from '../../locale/locale-controller.js';
import type { Value } from '../../model/records.js';
import type { LeadStore } from '../../store/lead-store.js';
import type { CardEdit } from './card-edit.js';
import type { CardField, CardRecord } from './card-field.js';

/** What the parts of a card share: the record, what is being entered into it, and how to enter more. */
export interface CardView<Record extends CardRecord = CardRecord> {
  readonly locale: LocaleController;
  readonly store: LeadStore;
  readonly record: Record;
  /** In edit mode, what has been entered. */
  readonly edit: CardEdit | undefined;
  /** The keys of fields that somebody else has changed meanwhile (S6). */
  readonly conflicts: readonly string[];
  /** The label of the field with this key. */
  label(key: string): string;
  /** A value in words; empty for none. */
  read(field: CardField, value: Value): string;
  /** Takes what the person entered into a field; `text` is given when it was typed. */
  enter(key: string, value: Value, text?: string): void;
  /** Shows what the person has decided about a field, and puts the focus on it. */
  decided(key: string): void;
}
