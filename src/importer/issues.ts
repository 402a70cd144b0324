/**
 * Everything that the importer can have to say. `fatal`: nothing of the file can be imported. `error`: the row is left
 * out. `warning`: the row is imported nevertheless. `locale/importer.ts` has a sentence for each.
 */
export const issueSeverities = {
  'file-empty': 'fatal',
  'no-rows': 'fatal',
  'too-large': 'fatal',
  'too-many-rows': 'fatal',
  'not-text': 'fatal',
  unreadable: 'fatal',
  'headers-unreadable': 'fatal',
  'nothing-mapped': 'fatal',

  'broken-quotes': 'error',
  'too-many-cells': 'error',
  'name-missing': 'error',
  'email-invalid': 'error',
  'number-invalid': 'error',
  'date-invalid': 'error',
  'yesno-invalid': 'error',
  'option-unknown': 'error',
  'option-deleted': 'error',
  'duplicate-in-file': 'error',
  'already-exists': 'error',
  'not-saved': 'error',

  'duplicate-header': 'warning',
  'unnamed-column': 'warning',
  'encoding-guessed': 'warning',
  'too-few-cells': 'warning',
  'company-name-missing': 'warning',
  'company-differs': 'warning',
  'status-left-out': 'warning',
  'duplicate-kept': 'warning',
  formula: 'warning',
} as const satisfies Readonly<Record<string, IssueSeverity>>;

export type IssueSeverity = 'fatal' | 'error' | 'warning';
export type ImportIssueCode = keyof typeof issueSeverities;

/** Something to know about a file, or about one cell of it. */
export interface ImportIssue {
  readonly code: ImportIssueCode;
  readonly severity: IssueSeverity;
  /** The line of the file; the header is on line 1. 0: the file as a whole. */
  readonly line: number;
  /** The header of the column in question. */
  readonly column: string | null;
  readonly value: string | null;
  /** What the sentence needs besides: a limit, another line. */
  readonly details?: Readonly<Record<string, string | number>>;
}

type Place = Partial<Pick<ImportIssue, 'line' | 'column' | 'value' | 'details'>>;

export function issue(
  code: ImportIssueCode,
  { line = 0, column = null, value = null, details }: Place = {},
): ImportIssue {
  const found = { code, severity: issueSeverities[code], line, column, value };
  return details ? { ...found, details } : found;
}

/** What makes an import impossible, if anything does. */
export function fatalIssue(issues: readonly ImportIssue[]): ImportIssue | undefined {
  return issues.find((each) => each.severity === 'fatal');
}

/** The parameters of an issue's sentence: `texts(importerMessages)(issue.code, issueParams(issue))`. */
export function issueParams({ line, column, value, details }: ImportIssue): Record<string, string | number> {
  return { ...details, line, column: column ?? '', value: value ?? '' };
}
