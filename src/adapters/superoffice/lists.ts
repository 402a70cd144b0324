import { isObject } from '../../model/parse-values.js';
import { categoryGroups, type Category, type CategoryGroup } from '../../model/records.js';
import { answerFault } from '../http/reading.js';
import type { RestClient } from '../rest/rest-client.js';
import { RestProblem, textOf } from '../rest/rest-problem.js';
import type { Decisions } from './decisions.js';
import type { IdBook } from './ids.js';
import { digest, type NamedItem, type Row } from './rows.js';
import { inLanguage } from './texts.js';

/** An item of an MDO list. */
export interface MdoItem extends NamedItem {
  readonly description: string;
  readonly rank: number;
  readonly deleted: boolean;
}

/** `GET MDOList/{name}`. A list that this version does not have is empty: lead statuses came with 11.4. */
export async function readList(
  client: RestClient,
  name: string,
  signal: AbortSignal,
): Promise<readonly MdoItem[]> {
  try {
    return await client.call({ method: 'GET', path: `v1/MDOList/${name}?flat=true` }, readItems, signal);
  } catch (error) {
    if (error instanceof RestProblem && error.status === 404) return [];
    throw error;
  }
}

function readItems(body: unknown, what: string): readonly MdoItem[] {
  if (!Array.isArray(body)) throw answerFault(`${what} answered no list.`);
  return (body as unknown[]).filter(isObject).map((item) => ({
    id: Number(item['Id']),
    name: textOf(item['Name']),
    // Lists write it ToolTip, entities of list items Tooltip.
    description: textOf(item['ToolTip'] ?? item['Tooltip']),
    rank: Number(item['Rank'] ?? 0),
    deleted: item['Deleted'] === true,
  }));
}

export interface ListContext {
  readonly client: RestClient;
  readonly ids: IdBook;
  readonly decisions: Decisions;
  readonly language: string;
}

/** Lead statuses as rows. Their colours are ours. */
export function statusRows(items: readonly MdoItem[], { ids, decisions, language }: ListContext): Row[] {
  return [...items]
    .sort((a, b) => a.rank - b.rank)
    .map((item, place) => {
      const id = ids.idOf('leadStatus', item.id)!;
      return rowOf(id, item, language, { tone: decisions.tone(id, place) });
    });
}

/** Categories as rows, with what the list itself does not say of them. */
export async function categoryRows(items: readonly MdoItem[], context: ListContext): Promise<Row[]> {
  return Promise.all(
    items.map(async (item) => {
      const id = context.ids.idOf('category', item.id)!;
      return rowOf(id, item, context.language, await detailsOf(item.id, id, context));
    }),
  );
}

type Details = Pick<Category, 'group' | 'leadStatusEnabled'>;

async function detailsOf(number: number, id: string, context: ListContext): Promise<Details> {
  const { categoryDetails } = context.decisions;
  if (categoryDetails !== 'agent') return categoryDetails(id);
  const path = `v1/Agents/List/GetCategoryEntity?categoryEntityId=${number}`;
  return context.client.call(
    { method: 'POST', path },
    (body) => {
      const { CategoryGroup: group, EnableLeadStatus } = isObject(body) ? body : {};
      return { group: groupOf(group), leadStatusEnabled: EnableLeadStatus === true };
    },
    new AbortController().signal,
  );
}

/** The enum by name: `PotentialCustomer`. `Unknown`, and whatever comes to be added, is none. */
function groupOf(group: unknown): CategoryGroup {
  return categoryGroups.find((name) => name.toLowerCase() === textOf(group).toLowerCase()) ?? 'none';
}

function rowOf(
  id: string,
  { name, description, rank, deleted }: MdoItem,
  language: string,
  more: object,
): Row {
  const row = {
    id,
    name: inLanguage(name, language),
    description: inLanguage(description, language),
    rank,
    deleted,
    ...more,
  };
  return { ...row, version: digest(JSON.stringify(row)) };
}
