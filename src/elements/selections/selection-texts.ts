import { describeCriteria } from '../../criteria/describe.js';
import { parseCriteria } from '../../criteria/parse.js';
import { problemMessages } from '../../locale/common.js';
import type { LocaleController } from '../../locale/locale-controller.js';
import { selectionsMessages } from '../../locale/selections.js';
import type { Id, RecordRef, Selection } from '../../model/records.js';
import type { LeadStore } from '../../store/lead-store.js';
import type { SelectionFault } from '../../store/selection-criteria.js';
import { fold } from '../../ui/fold.js';
import { describeContext } from '../describe-context.js';

/** What a selection asks, in words. */
export function selectionInWords(locale: LocaleController, store: LeadStore, selection: Selection): string {
  const text = locale.texts(selectionsMessages);
  const { source } = selection;
  if (source.kind === 'static') return text('words.static');
  if (source.kind === 'combined') {
    const nameOf = (id: Id) => store.record('selection', id).record?.name ?? text('words.missing');
    return text(`words.${source.operation}`, { first: nameOf(source.first), second: nameOf(source.second) });
  }
  const parsed = parseCriteria(source.criteria, store.fields, selection.of);
  return parsed.ok ? describeCriteria(parsed.criteria, describeContext(locale, store, selection.of)) : '';
}

/** Why a selection can't be opened. */
export function faultSentence(locale: LocaleController, { code, message = '' }: SelectionFault): string {
  return locale.texts(problemMessages)(code, { message });
}

/** The combined selections that a refused deletion named, as `A, B and C`. */
export function usersOf(locale: LocaleController, store: LeadStore, records: readonly RecordRef[]): string {
  const names = records.map(({ id }) => store.record('selection', id).record?.name ?? id);
  return new Intl.ListFormat(locale.language, { type: 'conjunction' }).format(names);
}

/** A name that no selection has yet: `Norway (copy)`, `Norway (copy 2)` … */
export function freeName(
  taken: readonly Selection[],
  first: string,
  numbered: (number: number) => string,
): string {
  const keyOf = (name: string) => name.trim().normalize('NFC').toLowerCase();
  const names = new Set(taken.map(({ name }) => keyOf(name)));
  if (!names.has(keyOf(first))) return first;
  let number = 2;
  while (names.has(keyOf(numbered(number)))) number++;
  return numbered(number);
}

/** By name, as people of the language expect it; only those whose name or description has the text in it. */
export function listed(
  selections: readonly Selection[],
  search: string,
  language: string,
): readonly Selection[] {
  const { compare } = new Intl.Collator(language, { numeric: true });
  const wanted = fold(search.trim());
  return selections
    .filter(({ name, description }) => fold(`${name} ${description ?? ''}`).includes(wanted))
    .toSorted((a, b) => compare(a.name, b.name));
}
