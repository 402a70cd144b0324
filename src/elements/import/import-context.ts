import type { findByName, foldName, ImportContext, PersonKey } from '../../importer/index.js';
import type { Id } from '../../model/records.js';
import type { Question, Row } from '../../query/types.js';
import { ask } from '../../store/ask.js';
import type { LeadStore } from '../../store/lead-store.js';

const everyRow = { offset: 0, limit: Number.MAX_SAFE_INTEGER } as const;

/** What planning needs to know of the records that exist, as of now. */
export function createImportContext(
  store: LeadStore,
  importer: { readonly findByName: typeof findByName; readonly foldName: typeof foldName },
): ImportContext {
  const { foldName: fold } = importer;
  const companies = importer.findByName(
    rowsOf(store, { of: 'company', fields: ['company.name'], window: everyRow }).map(({ id, values }) => ({
      id,
      name: textOf(values['company.name']),
    })),
  );
  const keyOf = ({ companyId, firstName, lastName, email }: PersonKey) =>
    JSON.stringify([companyId, fold(`${firstName} ${lastName}`), fold(email ?? '')]);
  let people: ReadonlyMap<string, Id> | undefined;
  const known = () => (people ??= peopleOf(store, keyOf));
  return {
    setup: store.setup,
    catalog: store.fields,
    findCompany: (name) => {
      const found = companies(name);
      return found && store.record('company', found.id).record;
    },
    findContact: (person) => {
      const id = known().get(keyOf(person));
      return id === undefined ? undefined : store.record('contact', id).record;
    },
  };
}

function peopleOf(store: LeadStore, keyOf: (person: PersonKey) => string): ReadonlyMap<string, Id> {
  const fields = ['contact.companyId', 'contact.firstName', 'contact.lastName', 'contact.email'];
  const rows = rowsOf(store, { of: 'contact', fields, window: everyRow });
  return new Map(
    rows.map(({ id, values }) => {
      const companyId = values['contact.companyId'];
      const email = values['contact.email'];
      const person = {
        companyId: companyId === null ? null : textOf(companyId),
        firstName: textOf(values['contact.firstName']),
        lastName: textOf(values['contact.lastName']),
        email: email === null ? null : textOf(email),
      };
      return [keyOf(person), id];
    }),
  );
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

/** One answer, without following it: a plan is made of what is there when it is made. */
function rowsOf(store: LeadStore, question: Question): readonly Row[] {
  const live = ask(store, question, { language: 'en' }, () => {});
  live.close();
  return live.answer.rows;
}
