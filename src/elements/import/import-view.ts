import type { LocaleController } from '../../locale/locale-controller.js';
import { importerMessages } from '../../locale/importer.js';
import { issueParams, type ImportIssue } from '../../importer/issues.js';
import { fullName, type CsvTable } from '../../importer/types.js';
import type { FieldId } from '../../model/fields.js';
import type { LeadStore } from '../../store/lead-store.js';
import { fieldLabel } from '../sentences.js';
import type { ImportSession } from './import-session.js';

/** What the parts of the import are drawn from. */
export interface ImportView {
  readonly locale: LocaleController;
  readonly store: LeadStore;
  readonly session: ImportSession;
}

/** An issue in words, with its line and column. */
export function issueSentence(locale: LocaleController, issue: ImportIssue): string {
  return locale.texts(importerMessages)(issue.code, issueParams(issue));
}

/** What a column can go to, in words. */
export function targetLabel({ locale, store }: ImportView, id: FieldId): string {
  return id === fullName ? locale.texts(importerMessages)('fullName') : fieldLabel(locale, store, id);
}

const encodings: Readonly<Record<CsvTable['encoding'], string>> = {
  'utf-8': 'UTF-8',
  'utf-16le': 'UTF-16',
  'utf-16be': 'UTF-16',
  'windows-1252': 'Windows-1252 (Latin-1)',
};

const delimiters = new Map([
  [',', 'delimiter.comma'],
  [';', 'delimiter.semicolon'],
  ['\t', 'delimiter.tab'],
  ['|', 'delimiter.bar'],
] as const);

/** How the file was read: name and size, encoding, delimiter. */
export function fileFacts(locale: LocaleController, name: string, table: CsvTable): readonly string[] {
  const text = locale.texts(importerMessages);
  const named = delimiters.get(table.delimiter as never);
  return [
    text('fileRead', { name, count: table.rows.length, columns: table.headers.length }),
    text('encoding', { encoding: encodings[table.encoding] }),
    text('delimiter', { delimiter: named ? text(named) : table.delimiter }),
  ];
}
