import { readFileSync } from 'node:fs';
import { createFieldCatalog, createSetup, type Company, type HostField } from '../../../src/model/index.js';
import {
  findByName,
  guessMapping,
  planImport,
  readCsv,
  type ImportContext,
  type ImportIssue,
  type ImportPlan,
  type Mapping,
} from '../../../src/importer/index.js';

export const hostFields: readonly HostField[] = [
  { entity: 'company', key: 'employees', label: 'Number of employees', type: 'number' },
  { entity: 'company', key: 'founded', label: 'Founded', type: 'date' },
  { entity: 'contact', key: 'newsletter', label: 'Newsletter', type: 'yesno' },
  {
    entity: 'contact',
    key: 'source',
    label: 'Source',
    type: 'list',
    options: [
      { id: 'f', label: 'Trade fair' },
      { id: 'w', label: 'Web', deleted: true },
    ],
  },
];

export const catalog = createFieldCatalog(hostFields);

export function context(
  companies: readonly Company[] = [],
  more: Partial<ImportContext> = {},
): ImportContext {
  return {
    setup: createSetup({ settings: { fields: hostFields } }),
    catalog,
    findCompany: findByName(companies),
    ...more,
  };
}

/** Reads and plans a text, with the guessed mapping unless one is given. */
export async function planOf(csv: string, where = context(), mapping?: Mapping): Promise<ImportPlan> {
  const table = await readCsv(csv);
  return planImport(table, mapping ?? guessMapping(table.headers, table.rows, where.catalog), where);
}

export const northwind = () =>
  new Blob([readFileSync(new URL('../../data/northwind-customers.csv', import.meta.url))]);

/** Issues as `code@line`, or `code@line:column`. */
export function short(issues: readonly ImportIssue[]): string[] {
  return issues.map(({ code, line, column }) => `${code}@${line}${column === null ? '' : `:${column}`}`);
}

/** A text in the bytes of an encoding. */
export const bytes = {
  latin1: (text: string) => new Blob([Uint8Array.from(text, (char) => char.charCodeAt(0))]),
  utf16le: (text: string) =>
    new Blob([
      Uint8Array.from(
        [0xfeff, ...Array.from(text, (char) => char.charCodeAt(0))].flatMap((unit) => [
          unit & 255,
          unit >> 8,
        ]),
      ),
    ]),
  utf16be: (text: string) =>
    new Blob([
      Uint8Array.from(
        [0xfeff, ...Array.from(text, (char) => char.charCodeAt(0))].flatMap((unit) => [
          unit >> 8,
          unit & 255,
        ]),
      ),
    ]),
};
