import { isGroup, type Criteria, type CriteriaNode } from '../../src/criteria/types.js';
import type { Company, Contact, Value } from '../../src/model/records.js';
import { createColumnarEngine } from '../../src/query/columnar/index.js';
import type { ColumnarGroup, ColumnarQuestion } from '../../src/query/columnar/types.js';
import { parseQuestion } from '../../src/query/parse-question.js';
import { createPlainEngine } from '../oracle/plain-engine.js';
import type { Question, RecordSource, Surroundings } from '../../src/query/types.js';
import { ranksOf, Tables } from './tables.js';
import { SqlCompiler } from './to-sql.js';
import {
  below,
  catalog,
  everyText,
  pick,
  randomAsked,
  randomCompany,
  randomContact,
  randomFrom,
  setup,
  type Asked,
  type Random,
} from './world.js';

/** An answer as rows of plain values, the same from SQL and from an engine. */
interface Plain {
  readonly total: number;
  readonly ids: readonly string[];
  readonly groups: readonly unknown[];
  readonly figures: readonly unknown[];
}

type Ask = (asked: Asked) => Plain;

const languages = ['en', 'nb', 'de', 'tr', 'sv'];
const ranks = new Map<string, ReadonlyMap<string, number>>();

function ranksFor(language: string): ReadonlyMap<string, number> {
  let known = ranks.get(language);
  if (!known) ranks.set(language, (known = ranksOf(everyText(), language)));
  return known;
}

/**
 * One world, asked and changed in turn. Gives a description of the first disagreement, with the criteria as small as
 * they still disagree; undefined when there is none.
 */
export async function playRound(seed: number, questions: number): Promise<string | undefined> {
  const random = randomFrom(seed);
  const language = pick(random, languages);
  const world = new World(random, language);
  const tables = await Tables.open(catalog, setup, language, ranksFor(language));
  const sql: Ask = (asked) => fromSql(tables, asked);
  const engines: Readonly<Record<string, { ask: Ask }>> = {
    memory: world.memory(),
    columnar: world.columnar(),
  };
  try {
    world.fill(tables);
    for (let index = 0; index < questions; index++) {
      if (index > 0 && index % 5 === 0) world.change(tables);
      const asked = randomAsked(random);
      for (const [name, { ask }] of Object.entries(engines)) {
        const withFigures = name === 'columnar';
        const disagree = (given: Asked) => difference(sql(given), ask(given), withFigures);
        if (disagree(asked)) {
          const small = shrink(asked, (given) => disagree(given) !== undefined);
          return `Seed ${seed}, question ${index}, language ${language}, ${name} engine:\n${disagree(small)}\n${JSON.stringify(small, null, 1)}`;
        }
      }
    }
    return undefined;
  } finally {
    tables.close();
  }
}

class World implements RecordSource {
  readonly setup = setup;
  readonly #contacts = new Map<string, Contact>();
  readonly #companies = new Map<string, Company>();
  readonly #random: Random;
  readonly #language: string;
  readonly #columns = createColumnarEngine({ setup, parse: parseQuestion });

  constructor(random: Random, language: string) {
    this.#random = random;
    this.#language = language;
    for (let index = 1; index <= 12; index++) {
      const company = randomCompany(random, `c${index}`);
      this.#companies.set(company.id, company);
    }
    const count = 5 + below(random, 90);
    for (let index = 1; index <= count; index++) {
      const contact = randomContact(random, `p${index}`, [...this.#companies.keys()]);
      this.#contacts.set(contact.id, contact);
    }
  }

  contacts = () => this.#contacts.values();
  companies = () => this.#companies.values();
  contact = (id: string) => this.#contacts.get(id);
  company = (id: string) => this.#companies.get(id);
  contactsOf = (companyId: string) =>
    [...this.#contacts.values()].filter((each) => each.companyId === companyId);

  fill(tables: Tables): void {
    this.#columns.load('company', [...this.#companies.values()]);
    this.#columns.load('contact', [...this.#contacts.values()]);
    tables.put('company', [...this.#companies.values()], setup);
    tables.put('contact', [...this.#contacts.values()], setup);
  }

  /** Some records become others, some go, some come. */
  change(tables: Tables): void {
    for (let step = 0; step < 4; step++) {
      const random = this.#random;
      const id = `p${1 + below(random, 100)}`;
      const before = this.#contacts.get(id);
      if (before && random() < 0.3) {
        this.#contacts.delete(id);
        tables.remove('contact', id);
        this.#columns.apply([{ entity: 'contact', id, before, after: undefined }]);
      } else {
        const after = randomContact(random, id, [...this.#companies.keys(), 'c13']);
        this.#contacts.set(id, after);
        tables.put('contact', [after], setup);
        this.#columns.apply([{ entity: 'contact', id, before, after }]);
      }
      const companyId = `c${1 + below(random, 13)}`;
      const companyBefore = this.#companies.get(companyId);
      const company = randomCompany(random, companyId);
      this.#companies.set(companyId, company);
      tables.put('company', [company], setup);
      this.#columns.apply([{ entity: 'company', id: companyId, before: companyBefore, after: company }]);
    }
  }

  memory(): { ask: Ask } {
    const engine = createPlainEngine(this);
    return { ask: (asked) => fromAnswer(asked.question, engine.answer(asked.question, this.#around(asked))) };
  }

  columnar(): { ask: Ask } {
    return {
      ask: (asked) => fromAnswer(asked.question, this.#columns.answer(asked.question, this.#around(asked))),
    };
  }

  #around({ now, timeZone }: Asked): Surroundings {
    return { language: this.#language, timeZone, now: () => now };
  }
}

function fromSql(tables: Tables, { question, ...clock }: Asked): Plain {
  const compiler = new SqlCompiler(catalog, clock);
  const figures = (row: Readonly<Record<string, unknown>> | undefined) =>
    (question.aggregates ?? []).map((_, index) => row?.[`figure${index}`] ?? null);
  const [total] = tables.ask(compiler.total(question));
  const levels = question.groupBy?.length ?? 0;
  const groups = levels > 0 ? tables.ask(compiler.groups(question)) : [];
  return {
    total: Number(total?.['n']),
    ids: tables.ask(compiler.ids(question)).map((row) => row['id'] as string),
    groups: groups.map((row) => [
      Array.from({ length: levels }, (_, level) => fromSqlite(question, level, row[`value${level}`])),
      row['n'],
      figures(row),
    ]),
    figures: figures(total),
  };
}

/** SQLite has no booleans. */
function fromSqlite({ groupBy = [] }: Question, level: number, value: unknown): unknown {
  if (value === null || catalog.get(groupBy[level] ?? '')?.type !== 'yesno') return value;
  return value === 1;
}

function fromAnswer(
  { groupBy = [], aggregates = [] }: ColumnarQuestion,
  answer: ReturnType<ReturnType<typeof createColumnarEngine>['answer']>,
): Plain {
  const flat = (groups: readonly ColumnarGroup[], values: readonly Value[]): unknown[] =>
    groups.flatMap((group) =>
      group.groups
        ? flat(group.groups, [...values, group.value])
        : [[[...values, group.value], group.count, group.aggregates ?? []]],
    );
  return {
    total: typeof answer.total === 'object' && 'exact' in answer.total ? answer.total.exact : -1,
    ids: answer.rows.map(({ id }) => id),
    groups: groupBy.length > 0 ? flat(answer.groups, []) : [],
    figures: aggregates.length > 0 ? (answer.aggregates ?? []) : [],
  };
}

/** What differs first, in words; undefined when nothing does. */
function difference(sql: Plain, engine: Plain, withFigures: boolean): string | undefined {
  const parts: (readonly [string, unknown, unknown])[] = [
    ['total', sql.total, engine.total],
    ['ids', sql.ids, engine.ids],
    ['groups', withoutFigures(sql.groups), withoutFigures(engine.groups)],
  ];
  if (withFigures)
    parts.push(['figures of groups', sql.groups, engine.groups], ['figures', sql.figures, engine.figures]);
  for (const [what, theirs, ours] of parts) {
    const [first, second] = [JSON.stringify(theirs), JSON.stringify(ours)];
    if (first !== second) return `${what}\n  SQL    ${first}\n  engine ${second}`;
  }
  return undefined;
}

const withoutFigures = (groups: readonly unknown[]) =>
  groups.map((group) => (group as readonly unknown[]).slice(0, 2));

/** Leaves away what does not matter for the disagreement. */
function shrink(asked: Asked, fails: (asked: Asked) => boolean): Asked {
  let small = asked;
  for (let again = true; again;) {
    again = false;
    for (const question of smaller(small.question)) {
      const candidate = { ...small, question };
      if (!fails(candidate)) continue;
      small = candidate;
      again = true;
      break;
    }
  }
  return small;
}

function* smaller(question: ColumnarQuestion): Generator<ColumnarQuestion> {
  const { criteria, sort = [], groupBy = [], aggregates = [] } = question;
  const without = <Item>(items: readonly Item[], index: number) => items.filter((_, each) => each !== index);
  if (criteria) for (const each of smallerGroups(criteria)) yield { ...question, criteria: each };
  for (const index of sort.keys()) yield { ...question, sort: without(sort, index) };
  for (const index of groupBy.keys()) yield { ...question, groupBy: without(groupBy, index) };
  for (const index of aggregates.keys()) yield { ...question, aggregates: without(aggregates, index) };
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
