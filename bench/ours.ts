import { createColumnarEngine } from '../src/query/columnar/index.js';
import { simd } from '../src/query/columnar/simd/index.js';
import { parseQuestion } from '../src/query/parse-question.js';
import { createPlainEngine } from '../test/oracle/plain-engine.js';
import type { Company, Contact } from '../src/model/records.js';
import type { Answer, QueryEngine, Question, RecordSource } from '../src/query/types.js';
import { batchSize, setup, surroundings } from './data.js';
import { countQuestion, filters, panelParts } from './operations.js';
import { takeTurns } from './timing.js';

// The one place that knows which engine is measured.

/**
 * `simd`: the columnar engine with WebAssembly's SIMD; `javascript`: the same without, as under a strict
 * Content-Security-Policy; `plain`: the evaluator that the tests hold it to, which proves the measuring itself.
 */
export type EngineName = 'simd' | 'javascript' | 'plain';

export interface Ours {
  readonly engine: EngineName;
  /** So many are about to be added. */
  expect(companies: number, contacts: number): void;
  /** In as many pieces as the caller likes. */
  addCompanies(companies: readonly Company[]): void;
  addContacts(contacts: readonly Contact[]): void;
  /** Everything that the answer needs is made first, as idle moments would. */
  answer(question: Question): Answer;
  /** The answer as it is at this moment: without rows, in phase `loading`, while something is to be made. */
  ask(question: Question): Answer;
  /** Makes a piece of what questions want, as one idle moment would. False: nothing is left. */
  prepare(): boolean;
  /** The count of every part of the criteria panel, in the order of `panelParts`. */
  panel(): readonly number[];
  /** `unprepared`: without what an idle moment would make for them. */
  live(questions: readonly Question[], unprepared?: 'unprepared'): OursLive;
}

export interface OursLive {
  /** Takes a change in; when it returns, every question has been told and has read its window. */
  change(before: Contact, after: Contact): void;
  answers(): readonly Answer[];
  /** Rows of one of the questions as handles. */
  handles(question: number, offset: number, limit: number): ArrayLike<unknown>;
  /** The same with the values of `fields`. */
  rows(question: number, offset: number, limit: number, fields: readonly string[]): readonly unknown[];
  close(): void;
}

export function createOurs(engine: EngineName): Ours {
  return engine === 'plain' ? new Plain() : new Columnar(engine);
}

/** In batches, with what they put off until nothing runs: a page has tasks between them. */
export async function load(
  ours: Ours,
  companies: readonly Company[],
  contacts: readonly Contact[],
): Promise<Ours> {
  const tasks = takeTurns();
  ours.expect(companies.length, contacts.length);
  await tasks.next();
  for (let from = 0; from < companies.length; from += batchSize) {
    ours.addCompanies(companies.slice(from, from + batchSize));
    await tasks.next();
  }
  for (let from = 0; from < contacts.length; from += batchSize) {
    ours.addContacts(contacts.slice(from, from + batchSize));
    await tasks.next();
  }
  tasks.end();
  return ours;
}

class Columnar implements Ours {
  readonly engine: EngineName;
  readonly #columns: ReturnType<typeof createColumnarEngine>;

  constructor(engine: 'simd' | 'javascript') {
    const accelerator = engine === 'simd' ? simd() : undefined;
    if (engine === 'simd' && !accelerator) throw new Error('There is no WebAssembly SIMD here.');
    this.engine = engine;
    this.#columns = createColumnarEngine({ setup, parse: parseQuestion, accelerator });
  }

  expect(companies: number, contacts: number): void {
    this.#columns.expect('company', companies);
    this.#columns.expect('contact', contacts);
  }

  addCompanies(companies: readonly Company[]): void {
    this.#columns.load('company', companies);
  }

  addContacts(contacts: readonly Contact[]): void {
    this.#columns.load('contact', contacts);
  }

  answer(question: Question): Answer {
    const answer = this.ask(question);
    if (answer.phase !== 'loading') return answer;
    while (this.prepare());
    return this.ask(question);
  }

  ask(question: Question): Answer {
    return this.#columns.answer(question, surroundings);
  }

  prepare(): boolean {
    return this.#columns.prepare();
  }

  panel(): readonly number[] {
    return this.#columns.counts('contact', filters.f_tree, surroundings).map((each) => each.count);
  }

  live(questions: readonly Question[], unprepared?: 'unprepared'): OursLive {
    const columns = this.#columns;
    let sink = 0;
    const lives = questions.map((question) => {
      const { window } = question;
      return columns.subscribe(question, surroundings, (difference, live) => {
        sink += difference.total + difference.counts.length;
        if (window) sink += live.window(window.offset, window.limit).length;
      });
    });
    while (!unprepared && this.prepare());
    const at = (index: number) => {
      const live = lives[index];
      if (!live) throw new Error(`There is no live question ${index}.`);
      return live;
    };
    return {
      change: (before, after) => columns.apply([{ entity: 'contact', id: after.id, before, after }]),
      answers: () => lives.map((live) => live.answer),
      handles: (question, offset, limit) => at(question).window(offset, limit),
      rows: (question, offset, limit, fields) =>
        Array.from(at(question).window(offset, limit), (handle) => {
          const values: Record<string, unknown> = {};
          for (const field of fields) values[field] = columns.valueOf(handle, field, 'contact');
          return { id: columns.idOf('contact', handle), values };
        }),
      close: () => {
        for (const live of lives) live.close();
        if (Number.isNaN(sink)) throw new Error('Nothing was read.');
      },
    };
  }
}

class Plain implements Ours, RecordSource {
  readonly engine = 'plain';
  readonly setup = setup;
  readonly #contacts = new Map<string, Contact>();
  readonly #companies = new Map<string, Company>();
  readonly #engine: QueryEngine = createPlainEngine(this);

  expect(): void {
    // Maps take what comes.
  }

  addCompanies(companies: readonly Company[]): void {
    for (const company of companies) this.#companies.set(company.id, company);
  }

  addContacts(contacts: readonly Contact[]): void {
    for (const contact of contacts) this.#contacts.set(contact.id, contact);
  }

  contacts = () => this.#contacts.values();
  companies = () => this.#companies.values();
  contact = (id: string) => this.#contacts.get(id);
  company = (id: string) => this.#companies.get(id);

  /** No question of ours asks for the people of one company. */
  *contactsOf(companyId: string): Generator<Contact> {
    for (const contact of this.#contacts.values()) if (contact.companyId === companyId) yield contact;
  }

  answer(question: Question): Answer {
    return this.#engine.answer(question, surroundings);
  }

  ask = (question: Question) => this.answer(question);
  prepare = () => false;

  panel(): readonly number[] {
    return panelParts.map((part) => exact(this.answer(countQuestion(part))));
  }

  /** Asks all of them again, as elements do today. */
  live(questions: readonly Question[]): OursLive {
    const ask = (criteria: Question) => this.answer(criteria);
    let answers = questions.map(ask);
    const again = (index: number, offset: number, limit: number, fields: readonly string[]) =>
      this.answer({ ...(questions[index] as Question), fields, window: { offset, limit } }).rows;
    return {
      change: (_before, after) => {
        this.#contacts.set(after.id, after);
        answers = questions.map(ask);
      },
      answers: () => answers,
      handles: (question, offset, limit) => again(question, offset, limit, []),
      rows: again,
      close: () => undefined,
    };
  }
}

/** The total of an engine that has everything. */
export function exact({ total }: Answer): number {
  if (typeof total === 'object' && 'exact' in total) return total.exact;
  throw new Error('An engine in memory knows its totals.');
}
