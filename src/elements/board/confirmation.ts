import { boardMessages } from '../../locale/board.js';
import type { Id } from '../../model/records.js';
import type { CategoryPreview } from '../../rules/company-commands.js';
import { columnLabel, type BoardContext } from './board-context.js';
import type { BoardColumn } from './columns.js';

/** What a move does besides moving one card, to be agreed to first. */
export interface Confirmation {
  readonly heading: string;
  readonly sentences: readonly string[];
}

/**
 * Moving a contact to another category or owner changes its company, and so its colleagues (L8); another category can
 * set or hide lead statuses (L5, L7). Undefined when the move does nothing but what it looks like.
 */
export async function confirmationOf(
  context: BoardContext,
  id: Id,
  from: BoardColumn,
  to: BoardColumn,
): Promise<Confirmation | undefined> {
  const { store, of, groupBy, locale, field } = context;
  if (groupBy === 'contact.leadStatus') return undefined;
  const companyId = of === 'company' ? id : store.record('contact', id).record?.companyId;
  const company = companyId == null ? undefined : store.record('company', companyId).record;
  if (!company) return undefined;
  const changesCategory = groupBy === 'company.category';
  const preview = await store.foreseeCategory(company.id, changesCategory ? to.value : company.categoryId);
  const consequences = changesCategory && preview ? consequencesOf(context, preview) : [];
  if (of === 'company' && consequences.length === 0) return undefined;

  const text = locale.texts(boardMessages);
  const label = (column: BoardColumn) => columnLabel(locale, field, column);
  const names = { company: company.name, from: label(from), to: label(to), count: preview?.contacts ?? 1 };
  if (!changesCategory) {
    const heading = to.value === null ? 'confirmNoOwner' : 'confirmOwner';
    return {
      heading: text(heading, { ...names, owner: label(to) }),
      sentences: [text('effectOwner', names)],
    };
  }
  const effect = of === 'company' ? 'effectCompanyCategory' : 'effectCategory';
  return {
    heading: text('confirmCategory', { ...names, category: label(to) }),
    sentences: [text(effect, names), ...consequences],
  };
}

function consequencesOf({ store, locale }: BoardContext, { resets, retained }: CategoryPreview): string[] {
  const text = locale.texts(boardMessages);
  const counts = new Map<Id | null, number>();
  for (const { to } of resets) counts.set(to, (counts.get(to) ?? 0) + 1);
  const sentences = [...counts].map(([id, count]) => {
    const status = id === null ? undefined : store.setup.leadStatuses.get(id);
    return text('effectResets', { count, status: status?.name ?? text('noValue') });
  });
  return retained > 0 ? [...sentences, text('effectRetained', { count: retained })] : sentences;
}
