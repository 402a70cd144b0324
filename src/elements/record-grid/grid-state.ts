import { describeLine } from '../../criteria/describe.js';
import type { Criteria, CriteriaLine } from '../../criteria/types.js';
import { commonMessages } from '../../locale/common.js';
import { contactsTabMessages } from '../../locale/contacts-tab.js';
import type { LocaleController } from '../../locale/locale-controller.js';
import type { FieldId, Subject } from '../../model/fields.js';
import type { Answer } from '../../query/types.js';
import type { LeadStore } from '../../store/lead-store.js';
import { describeContext } from '../describe-context.js';
import { isGroupable } from './grid-columns.js';
import { defaultColumns, defaultSort, knownColumns, type GridLayout } from './layout.js';
import type { GridState } from './questions.js';

/** What the host and the person want of a grid. */
export interface GridWishes {
  readonly of: Subject;
  readonly criteria: Criteria | undefined;
  readonly columns: readonly FieldId[] | undefined;
  readonly defaultColumns: readonly FieldId[] | undefined;
  readonly layout: GridLayout;
  readonly filters: readonly CriteriaLine[];
}

/** The wishes without what this store does not know: a saved layout may be from another time. */
export function readState(wishes: GridWishes, store: LeadStore): GridState {
  const { of, layout, criteria, filters } = wishes;
  const catalog = store.fields;
  const fields = (ids: readonly FieldId[]) => knownColumns(ids, catalog, of).map((id) => catalog.get(id)!);
  const columns = fields(layout.columns ?? wishes.columns ?? []);
  const sort = (layout.sort ?? defaultSort[of]).filter(({ field }) => fields([field]).length > 0);
  return {
    of,
    criteria,
    filters,
    columns: columns.length > 0 ? columns : fields(wishes.defaultColumns ?? defaultColumns[of]),
    sort,
    groupBy: fields(layout.groupBy ?? []).filter(isGroupable),
  };
}

/** The columns that "Reset to default" goes back to. */
export function columnsToReset(
  { of, columns, defaultColumns: own }: GridWishes,
  store: LeadStore,
): FieldId[] {
  return knownColumns(own ?? columns ?? defaultColumns[of], store.fields, of);
}

/** "5,000 contacts"; with a filter in force "37 of 5,000 contacts". */
export function countText(
  locale: LocaleController,
  of: Subject,
  total: Answer['total'],
  unfiltered: Answer['total'],
): string {
  const shown = countOf(total);
  if (shown === undefined) return '';
  const common = locale.texts(commonMessages);
  const all = countOf(unfiltered);
  if (all !== undefined) {
    const key = of === 'contact' ? 'shownContacts' : 'shownCompanies';
    return locale.texts(contactsTabMessages)(key, { shown, count: all });
  }
  if (typeof total === 'object' && 'atLeast' in total) return common('atLeast', { count: shown });
  return common(of === 'contact' ? 'contacts' : 'companies', { count: shown });
}

/** As many as there are at least; undefined when nobody knows. */
export function countOf(total: Answer['total']): number | undefined {
  if (total === 'unknown') return undefined;
  return 'exact' in total ? total.exact : total.atLeast;
}

/** A filter as a sentence. */
export function filterText(
  locale: LocaleController,
  store: LeadStore,
  of: Subject,
  line: CriteriaLine,
): string {
  const sentence = describeLine(line, describeContext(locale, store, of));
  return sentence.charAt(0).toLocaleUpperCase(locale.language) + sentence.slice(1);
}
