import type { Criteria, CriteriaLine } from '../../criteria/types.js';
import type { findByName, foldName, ImportContext, PersonKey } from '../../importer/index.js';
import type { Company, Contact, Id } from '../../model/records.js';
import type { Question, Row } from '../../query/types.js';
import { askOnce } from '../../store/ask.js';
import type { LeadStore } from '../../store/lead-store.js';

/** Names that a backend is asked about in one question. */
const chunk = 40;
const everyRow = { offset: 0, limit: Number.MAX_SAFE_INTEGER } as const;
/** More namesakes than this are not compared. */
const namesakes = { offset: 0, limit: 500 } as const;

/** What planning needs to know of the records that exist. What it looked for and is not known yet can be fetched. */
export interface StoreContext extends ImportContext {
  /** Whether everybody who was looked for is known, or known not to be there. */
  readonly isComplete: boolean;
  fetch(): Promise<void>;
}

interface Importer {
  readonly findByName: typeof findByName;
  readonly foldName: typeof foldName;
}

/** The records as of now: read all where they are here, else asked for as the plan looks for them. */
export function createImportContext(store: LeadStore, importer: Importer): StoreContext {
  return new Context(store, importer);
}

class Context implements StoreContext {
  readonly #store: LeadStore;
  readonly #importer: Importer;
  /** By folded name; null: there is none. */
  readonly #companies = new Map<string, Company | null>();
  readonly #companyIds = new Set<Id>();
  readonly #people = new Map<string, Contact | null>();
  readonly #areAllKnown = { company: false, contact: false };
  #namesMissed = new Map<string, string>();
  #peopleMissed = new Map<string, PersonKey>();

  constructor(store: LeadStore, importer: Importer) {
    this.#store = store;
    this.#importer = importer;
  }

  get setup() {
    return this.#store.setup;
  }

  get catalog() {
    return this.#store.fields;
  }

  get isComplete(): boolean {
    return this.#namesMissed.size === 0 && this.#peopleMissed.size === 0;
  }

  // As functions of their own: whoever plans passes them on.

  readonly findCompany = (name: string): Company | undefined => {
    const folded = this.#importer.foldName(name);
    const known = this.#companies.get(folded);
    if (known === undefined && !this.#areAllKnown.company) this.#namesMissed.set(folded, name);
    return known ?? undefined;
  };

  readonly findContact = (person: PersonKey): Contact | undefined => {
    // Nobody works yet in a company that is only planned; it has another id in each plan.
    if (person.companyId !== null && !this.#companyIds.has(person.companyId)) return undefined;
    const key = this.#keyOf(person);
    const known = this.#people.get(key);
    if (known === undefined && !this.#areAllKnown.contact) this.#peopleMissed.set(key, person);
    return known ?? undefined;
  };

  async fetch(): Promise<void> {
    const [names, people] = [this.#namesMissed, this.#peopleMissed];
    this.#namesMissed = new Map();
    this.#peopleMissed = new Map();
    if (names.size > 0) await this.#fetchCompanies(names);
    if (people.size > 0) await this.#fetchPeople([...people.values()]);
    for (const name of names.keys()) if (!this.#companies.has(name)) this.#companies.set(name, null);
    for (const person of people.keys()) if (!this.#people.has(person)) this.#people.set(person, null);
  }

  async #fetchCompanies(names: ReadonlyMap<string, string>): Promise<void> {
    const isHere = !this.#store.remote?.covers('company');
    const asked = isHere
      ? [undefined]
      : chunks([...names]).map((some) => anyName('company.name', some.flat()));
    for (const criteria of asked) {
      const rows = await this.#rows({
        of: 'company',
        criteria,
        fields: ['company.name'],
        window: isHere ? everyRow : namesakes,
      });
      for (const { id, values } of rows) {
        const name = this.#importer.foldName(textOf(values['company.name']));
        const company = this.#store.record('company', id).record;
        if (!company || this.#companies.has(name)) continue;
        this.#companies.set(name, company);
        this.#companyIds.add(id);
      }
    }
    this.#areAllKnown.company = isHere;
  }

  async #fetchPeople(people: readonly PersonKey[]): Promise<void> {
    const isHere = !this.#store.remote?.covers('contact');
    const asked = isHere ? [undefined] : criteriaAbout(people);
    for (const criteria of asked) {
      const rows = await this.#rows({
        of: 'contact',
        criteria,
        fields: [],
        window: isHere ? everyRow : namesakes,
      });
      for (const { id } of rows) {
        const contact = this.#store.record('contact', id).record;
        if (contact) this.#people.set(this.#keyOf(contact), contact);
      }
    }
    this.#areAllKnown.contact = isHere;
  }

  /** One answer, without following it: a plan is made of what is there when it is made. */
  async #rows(question: Question): Promise<readonly Row[]> {
    return (await askOnce(this.#store, question, { language: 'en' })).rows;
  }

  #keyOf({ companyId, firstName, lastName, email }: PersonKey): string {
    const { foldName: fold } = this.#importer;
    return JSON.stringify([companyId, fold(`${firstName} ${lastName}`), fold(email ?? '')]);
  }
}

/** People of companies by company and name; those without a company by name alone. */
function criteriaAbout(people: readonly PersonKey[]): readonly Criteria[] {
  const about = (some: readonly PersonKey[], line: CriteriaLine): Criteria => ({
    match: 'all',
    items: [
      line,
      anyName(
        'contact.name',
        some.map(({ firstName, lastName }) => `${firstName} ${lastName}`),
      ),
    ],
  });
  const ofCompanies = chunks(people.filter(({ companyId }) => companyId !== null));
  const alone = chunks(people.filter(({ companyId }) => companyId === null));
  return [
    ...ofCompanies.map((some) =>
      about(some, {
        field: 'contact.companyId',
        operator: 'oneOf',
        value: [...new Set(some.map(({ companyId }) => companyId as Id))],
      }),
    ),
    ...alone.map((some) => about(some, { field: 'contact.companyId', operator: 'isEmpty' })),
  ];
}

/** Case is the backend's business (Q4); spaces are not, so names are asked for as they came and without extra ones. */
function anyName(field: 'company.name' | 'contact.name', names: readonly string[]): Criteria {
  const forms = new Set(names.flatMap((name) => [name.trim(), name.trim().replace(/\s+/g, ' ')]));
  forms.delete('');
  return { match: 'any', items: [...forms].map((value) => ({ field, operator: 'is', value })) };
}

function chunks<Item>(items: readonly Item[]): readonly (readonly Item[])[] {
  return Array.from({ length: Math.ceil(items.length / chunk) }, (_, at) =>
    items.slice(at * chunk, (at + 1) * chunk),
  );
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}
