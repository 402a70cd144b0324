import type { Criteria } from '../../criteria/types.js';
import type { Id } from '../../model/records.js';
import { planOf } from '../answers/plan.js';
import type { Tables } from '../tables.js';
import type { Remote } from './remote.js';

/** Contacts of one company, at most: more are too many for one command. */
export const mostContacts = 5_000;

/** The question itself is about ids; no day begins in it. */
const timeZone = 'UTC';

/** Which companies' contacts are here, all of them, for whoever wants to look ahead. */
export class ContactsOfCompanies {
  readonly #remote: Remote;
  readonly #tables: Tables;
  readonly #onChange: () => void;
  readonly #states = new Map<Id, 'asked' | 'here'>();

  constructor(remote: Remote, tables: Tables, onChange: () => void) {
    this.#remote = remote;
    this.#tables = tables;
    this.#onChange = onChange;
  }

  has(companyId: Id): boolean {
    return this.#states.get(companyId) === 'here';
  }

  /** Asks once; listeners hear of a change of the company when they are here. */
  ask(companyId: Id, signal: AbortSignal): void {
    if (this.#states.has(companyId)) return;
    this.#states.set(companyId, 'asked');
    void readContactsOf(this.#remote, this.#tables, companyId, signal).then(
      (isComplete) => {
        if (isComplete) this.#states.set(companyId, 'here');
        this.#tables.noteFetched('company', companyId);
        this.#onChange();
      },
      () => {}, // who looks ahead does without; the command itself says what went wrong
    );
  }

  forget(): void {
    this.#states.clear();
  }
}

/** Brings a company's contacts here. False: the backend can't say which they are, or there are too many. */
export async function readContactsOf(
  remote: Remote,
  tables: Tables,
  companyId: Id,
  signal: AbortSignal,
): Promise<boolean> {
  const asked: Criteria = {
    match: 'all',
    items: [{ field: 'contact.companyId', operator: 'oneOf', value: [companyId] }],
  };
  return (await readEvery(remote, tables, 'contact', asked, signal)) !== undefined;
}

/** Brings all records here that meet criteria, and perhaps more; undefined where those are too many. */
export async function readEvery(
  remote: Remote,
  tables: Tables,
  of: 'contact' | 'company',
  asked: Criteria,
  signal: AbortSignal,
): Promise<readonly Id[] | undefined> {
  const plan = planOf({ of, criteria: asked }, remote.can(of), {
    catalog: tables.fields,
    now: new Date(0),
    timeZone,
  });
  if (plan.by === 'memory') return [];
  if (plan.by === 'nobody') return undefined;
  return remote.every({ of, criteria: plan.criteria, timeZone }, mostContacts, signal);
}
