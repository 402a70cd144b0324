import { tones, type Category, type Id, type OnReturn, type Tone } from '../../model/records.js';
import type { Subject } from '../../model/fields.js';
import type { ProblemKind } from '../../store/port.js';
import { kindOfErrorType } from './problems.js';

/**
 * What SuperOffice's documentation leaves open, and how it is taken here. Each can be replaced by itself:
 * `createSuperOfficeAdapter({ …, decisions: { providers: { contact: 'Person', company: 'SimpleContact' } } })`.
 */
export interface Decisions {
  /**
   * Archives that contacts and companies are read from. `SimplePerson` is the one whose `leadStatus` column is documented
   * as filterable and sortable.
   */
  readonly providers: Readonly<Record<Subject, string>>;
  /** What stands before a company's column in an archive of people; the first that is there is taken. */
  readonly companyPrefixes: readonly string[];
  /** `memory`: declare no questions, read everything. An installation can hold more than a page should. */
  readonly questions: 'backend' | 'memory';
  /** How deep parentheses nest in a filter. Criteria of the product have two levels; nothing says that three fail. */
  readonly depth: number;
  /** Rows of the largest page of a question. No maximum of `$top` is documented. */
  readonly pageSize: number;
  /** Rows of a page when everything is read: what the best practices name. */
  readonly readPageSize: number;
  /**
   * Rows that a page is asked for again, so that it is seen where the one before it ended: `$skip` counts, and rows
   * come and go meanwhile.
   */
  readonly overlap: number;
  /** Records that one request asks for by their keys: columns of type int have no "one of", so it is a chain of `or`. */
  readonly keysPerRequest: number;
  /** Characters of an address beyond which an archive is asked with `POST` (newer versions only). */
  readonly longestAddress: number;
  /**
   * The filter for "no value". A column of the record's own holds '' or 0, one that was joined holds null, and no page
   * says which, so both are asked for.
   */
  readonly empty: (column: string, type: string) => string;
  /** Text that may stand for other text (`%` does in the product's search). Such rows are looked at again here. */
  readonly wildcard: RegExp;
  /** Days by which a range of dates is widened, because nobody says in which zone a column's days begin; looked at again here. */
  readonly dayMargin: number;
  /**
   * The number of all rows in an answer to `$options=GrandTotal=true`. Where it stands is not documented, and counts are
   * discouraged: left out, none is asked for and totals are unknown.
   */
  readonly grandTotal: ((answer: Readonly<Record<string, unknown>>) => number | undefined) | undefined;
  /** The list of categories has neither groups nor flags; the agent has, one by one. Or whoever knows them says it. */
  readonly categoryDetails: 'agent' | ((id: Id) => Pick<Category, 'group' | 'leadStatusEnabled'>);
  /** The status that new leads get; no flag says which it is. 1 is `Open` in new installations. */
  readonly defaultStatusId: Id | null;
  /** What the server does with a status when a category comes back is documented in two ways. */
  readonly onReturn: OnReturn;
  /** Lead statuses have no colours there. */
  readonly tone: (id: Id, place: number) => Tone;
  /** What stands behind dates that come without a zone; those that matter here are documented as UTC. */
  readonly zone: string;
  /**
   * Milliseconds between two questions for what has changed. Nothing is documented that tells of changes, and asking all
   * the time is discouraged: left out, nobody is told.
   */
  readonly pollInterval: number | undefined;
  /** Changes of one command that are under way at the same time; each step waits for the one before it. */
  readonly parallel: number;
  /**
   * When nobody answered to `POST`, whether the next try looks for the record that it may have made. There are no
   * idempotency keys, so `again` can make a second one.
   */
  readonly lostCreate: 'lookUp' | 'again';
  /** Milliseconds for which a 403 is believed after the token has been renewed; an expired token gives 403, too. */
  readonly freshToken: number;
  /** What kind of problem an error type names; undefined: its status tells. The types are not listed anywhere. */
  readonly problemKind: (errorType: string) => ProblemKind | undefined;
  /** What a selection's members are, by its table; undefined: it is left out. `contact` holds companies and their people. */
  readonly selectionOf: (table: string) => Subject | undefined;
  /** Selections that are read, at most: each costs two requests. */
  readonly mostSelections: number;
}

const subjects: Readonly<Record<string, Subject>> = { contact: 'contact', person: 'contact' };
const emptyValues: Readonly<Record<string, string>> = {
  listAny: 'oneOf (0)',
  int: '= 0',
  associate: 'associateIsOneOf (0)',
};

export const defaultDecisions: Decisions = {
  providers: { contact: 'SimplePerson', company: 'SimpleContact' },
  companyPrefixes: ['personContact/', 'contact/'],
  questions: 'backend',
  depth: 3,
  pageSize: 200,
  readPageSize: 1_000,
  overlap: 10,
  keysPerRequest: 50,
  longestAddress: 2_000,
  empty: (column, type) => {
    const none = /string/i.test(type) ? `is ''` : emptyValues[type];
    return none ? `(${column} isNull or ${column} ${none})` : `${column} isNull`;
  },
  wildcard: /%/,
  dayMargin: 1,
  grandTotal: undefined,
  categoryDetails: 'agent',
  defaultStatusId: '1',
  onReturn: 'default',
  tone: (_id, place) => tones[[0, 1, 3, 4, 2][place] ?? place % tones.length]!,
  zone: 'Z',
  pollInterval: undefined,
  parallel: 4,
  lostCreate: 'lookUp',
  freshToken: 60_000,
  problemKind: kindOfErrorType,
  selectionOf: (table) => subjects[table.toLowerCase()],
  mostSelections: 200,
};
