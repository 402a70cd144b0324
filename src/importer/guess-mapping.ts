import type { FieldCatalog, FieldId } from '../model/fields.js';
import { isEmail } from './cell-values.js';
import { meaningOf, wordKey, type HeaderMeaning } from './header-words.js';
import { importFields } from './targets.js';
import { fullName, type ColumnTarget, type CsvRow, type Mapping } from './types.js';

/** A column's content must be this uniform to say what the column is, when its header does not. */
const uniform = 0.8;

/**
 * Proposes where each column goes: by its header, in the languages of `header-words.ts` or as the host calls its
 * fields; by its content where the header says nothing. Each target is given once, to the first column that asks.
 */
export function guessMapping(
  headers: readonly string[],
  sampleRows: readonly CsvRow[],
  catalog: FieldCatalog,
): Mapping {
  const hostFields = new Map(
    importFields(catalog).flatMap(({ id, field }) =>
      field?.label === undefined
        ? []
        : [field.label, id, id.slice(id.indexOf('.') + 1)].map((word) => [wordKey(word), id] as const),
    ),
  );
  const possible = new Set(importFields(catalog).map(({ id }) => id));
  const taken = new Set<FieldId>();
  const columns = headers.map((header, index) => {
    const host = hostFields.get(wordKey(header));
    const cells = sampleRows.map((row) => row.cells[index] ?? null).filter((cell) => cell !== null);
    return { host, meaning: host ? undefined : meaningOf(header), cells };
  });
  const give = (target: ColumnTarget | undefined): ColumnTarget => {
    if (!target || taken.has(target) || !possible.has(target)) return null;
    taken.add(target);
    return target;
  };
  const context = contextOf(columns.flatMap(({ meaning }) => meaning ?? []));
  const byHeader = columns.map(({ host, meaning, cells }) =>
    give(host ?? (meaning && resolve(meaning, cells, context))),
  );
  return byHeader.map((target, index) => {
    const column = columns[index];
    return target ?? (column && !column.host && !column.meaning ? give(targetOfContent(column.cells)) : null);
  });
}

/** What the columns together say about those that say too little by themselves. */
interface Context {
  readonly has: (target: string) => boolean;
  /** A list of companies that names a contact for each: phone and e-mail are likely the company's. */
  readonly isOfCompanies: boolean;
}

function contextOf(meanings: readonly HeaderMeaning[]): Context {
  const targets = new Set<string>(meanings.map(({ target }) => target));
  const has = (target: string) => targets.has(target);
  const hasPersons = [fullName, 'contact.firstName', 'contact.lastName'].some(has);
  const namesContact = meanings.some(({ target, isPrefixed }) => target === fullName && isPrefixed);
  const ofCompanies = has('company.name') && (namesContact || !(hasPersons || has('name')));
  return { has, isOfCompanies: ofCompanies && !has('contact.firstName') };
}

function resolve({ target, isPrefixed }: HeaderMeaning, cells: readonly string[], context: Context): FieldId {
  if (target === 'name') return nameTarget(context);
  if (isPrefixed || !context.isOfCompanies) return target;
  if (target === 'contact.phone') return 'company.phone';
  if (target === 'contact.email')
    return !context.has(fullName) || areRoleAddresses(cells) ? 'company.email' : target;
  return target;
}

/** "Name" beside "Vorname" is the last name, beside persons the company's, beside a company the person's. */
function nameTarget({ has }: Context): FieldId {
  if (has('contact.firstName') && !has('contact.lastName')) return 'contact.lastName';
  const hasPersons = has(fullName) || has('contact.lastName');
  if (!has('company.name') && hasPersons) return 'company.name';
  const isAboutCompanies = ['company.website', 'company.business', 'company.category'].some(has);
  const isAboutPersons = ['contact.title', 'contact.mobile', 'contact.leadStatus'].some(has);
  return !has('company.name') && isAboutCompanies && !isAboutPersons ? 'company.name' : fullName;
}

const roleAddress =
  /^(info|post|mail|office|kontakt|contact|sales|firma|hello|kundeservice|service|support|admin|booking)@/i;

function areRoleAddresses(cells: readonly string[]): boolean {
  return share(cells, (cell) => roleAddress.test(cell)) >= uniform / 2;
}

function targetOfContent(cells: readonly string[]): FieldId | undefined {
  if (share(cells, isEmail) >= uniform) {
    return areRoleAddresses(cells) ? 'company.email' : 'contact.email';
  }
  if (share(cells, (cell) => /^(https?:\/\/|www\.)\S+$/i.test(cell)) >= uniform) return 'company.website';
  return undefined;
}

function share(cells: readonly string[], test: (cell: string) => boolean): number {
  return cells.length === 0 ? 0 : cells.filter(test).length / cells.length;
}
