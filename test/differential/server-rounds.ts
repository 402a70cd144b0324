import { simplifyCriteria } from '../../src/criteria/simplify.js';
import type { Criteria, CriteriaNode } from '../../src/criteria/types.js';
import { isGroup } from '../../src/criteria/types.js';
import type { Group, Surroundings } from '../../src/query/types.js';
import { decodePlace, encodePlace } from '../../src/server/cursor.js';
import type { CallContext, ServerData } from '../../src/server/data.js';
import { createPlainEngine } from '../oracle/plain-engine.js';
import type { Records, ServerQuestion } from './server-world.js';
import { catalog } from './world.js';

/** What a question is answered, the same from a backend and from memory. */
interface Answered {
  readonly total: number;
  /** All of them, in order. */
  readonly ids: readonly string[];
  /** From the question's offset on. */
  readonly window: readonly string[];
  readonly groups: readonly Group[];
}

export interface Backend {
  readonly name: string;
  readonly data: ServerData;
}

/**
 * Asks each backend, and memory. Gives a description of the first disagreement, with the question as small as they still
 * disagree; undefined when there is none.
 */
export async function disagreement(
  question: ServerQuestion,
  records: Records,
  backends: readonly Backend[],
  language: string,
): Promise<string | undefined> {
  const expected = fromMemory(question, records, language);
  for (const backend of backends) {
    if (difference(expected, await fromBackend(question, backend)) === undefined) continue;
    const small = await shrink(question, async (candidate) => {
      const found = difference(
        fromMemory(candidate, records, language),
        await fromBackend(candidate, backend),
      );
      return found !== undefined;
    });
    const found = difference(fromMemory(small, records, language), await fromBackend(small, backend));
    return `${backend.name}: ${found}\n${JSON.stringify(small, null, 1)}`;
  }
  return undefined;
}

function fromMemory({ count, page, groups }: ServerQuestion, records: Records, language: string): Answered {
  const engine = createPlainEngine(records);
  const surroundings: Surroundings = { language, timeZone: count.timeZone, now: () => new Date() };
  const everyOne = { offset: 0, limit: 10_000 };
  const { of, criteria } = count;
  const { rows } = engine.answer(
    { of, criteria, sort: page.sort, fields: [], window: everyOne },
    surroundings,
  );
  const ids = rows.map(({ id }) => id);
  return {
    total: ids.length,
    ids,
    window: ids.slice(page.offset, page.offset + page.limit),
    groups: groups
      ? engine.answer({ of, criteria, fields: [], groupBy: groups.groupBy }, surroundings).groups
      : [],
  };
}

const context: CallContext = { caller: {}, signal: new AbortController().signal };

async function fromBackend({ count, page, groups }: ServerQuestion, { data }: Backend): Promise<Answered> {
  const criteria = simplifyCriteria(count.criteria, catalog); // as the handler does
  const { offset, limit, ...rest } = page;
  const [total, window, grouped, ids] = await Promise.all([
    data.count({ ...count, criteria }, context),
    data.query({ ...rest, criteria, after: undefined, offset, limit }, context),
    groups ? data.groups({ ...groups, criteria }, context) : [],
    walk({ ...page, criteria }, data),
  ]);
  return {
    total: typeof total === 'object' && 'exact' in total ? total.exact : -1,
    ids,
    window: window.ids,
    groups: grouped,
  };
}

/** Page after page by cursor, each of which has been through its text. */
async function walk(
  { limit, ...page }: ServerQuestion['page'],
  data: ServerData,
): Promise<readonly string[]> {
  const ids: string[] = [];
  let after: ReturnType<typeof decodePlace>;
  do {
    const answer = await data.query({ ...page, offset: undefined, limit, after }, context);
    ids.push(...answer.ids);
    if (!answer.next) break;
    after = decodePlace(encodePlace(answer.next, page.sort), page.sort, catalog);
    if (!after) throw new Error(`A cursor can't be read again: ${JSON.stringify(answer.next)}`);
  } while (ids.length < 10_000);
  return ids;
}

function difference(expected: Answered, given: Answered): string | undefined {
  for (const part of ['total', 'ids', 'window', 'groups'] as const) {
    const [first, second] = [JSON.stringify(expected[part]), JSON.stringify(given[part])];
    if (first !== second) return `${part}\n  memory  ${first}\n  backend ${second}`;
  }
  return undefined;
}

/** Leaves away what does not matter for the disagreement. */
async function shrink(
  question: ServerQuestion,
  fails: (question: ServerQuestion) => Promise<boolean>,
): Promise<ServerQuestion> {
  let small = question;
  for (let again = true; again;) {
    again = false;
    for (const candidate of smaller(small)) {
      if (!(await fails(candidate))) continue;
      small = candidate;
      again = true;
      break;
    }
  }
  return small;
}

function* smaller({ count, page, groups }: ServerQuestion): Generator<ServerQuestion> {
  if (groups) yield { count, page, groups: undefined };
  for (const criteria of smallerGroups(count.criteria))
    yield {
      count: { ...count, criteria },
      page: { ...page, criteria },
      groups: groups && { ...groups, criteria },
    };
  for (const index of page.sort.keys())
    yield { count, groups, page: { ...page, sort: page.sort.filter((_, each) => each !== index) } };
}

function* smallerGroups(group: Criteria): Generator<Criteria> {
  for (const [index, item] of group.items.entries()) {
    const replaced = (...nodes: CriteriaNode[]): Criteria => ({
      ...group,
      items: [...group.items.slice(0, index), ...nodes, ...group.items.slice(index + 1)],
    });
    yield replaced();
    if (!isGroup(item)) continue;
    yield replaced(...item.items);
    for (const each of smallerGroups(item)) yield replaced(each);
  }
}
