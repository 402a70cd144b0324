import { createColumnarEngine } from '../src/query/columnar/index.js';
import { createPlainEngine } from '../test/oracle/plain-engine.js';
import type { Company, Contact } from '../src/model/records.js';
import type { Answer, QueryEngine, Question, RecordSource } from '../src/query/types.js';
import { batchSize, setup, surroundings } from './data.js';
import { countQuestion, filters, panelParts } from './operations.js';

// The one place that knows which engine is measured: the columnar one, or the plain evaluator
// (LEADKIT_BENCH_ENGINE=memory), which proves the measuring itself and is what the engine has to beat first.

export type EngineName = 'columnar' | 'memory';

export interface Ours {
  readonly engine: EngineName;
  /** So many are about to be added. */
  expect(companies: number, contacts: number): void;
  /** In as many pieces as the caller likes. */
  addCompanies(companies: readonly Company[]): void;
  addContacts(contacts: readonly Contact[]): void;
  answer(question: Question): Answer;
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
  return engine === 'columnar' ? new Columnar() : new Memory();
}

/** Batches as the store gets them from an adapter. */
export function load(ours: Ours, companies: readonly Company[], contacts: readonly Contact[]): Ours {
  ours.expect(companies.length, contacts.length);
  for (let from = 0; from < companies.length; from += batchSize)
    ours.addCompanies(companies.slice(from, from + batchSize));
  for (let from = 0; from < contacts.length; from += batchSize)
    ours.addContacts(contacts.slice(from, from + batchSize));
  return ours;
}

class Columnar implements Ours {
  readonly engine = 'columnar';
  readonly #columns = createColumnarEngine({ setup });

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
    return this.#columns.answer(question, surroundings);
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
    while (!unprepared && columns.prepare());
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

class Memory implements Ours, RecordSource {
  readonly engine = 'memory';
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
