import { issueParams, type ImportIssue } from './issues.js';
import { toCsv } from './to-csv.js';

/** A report as CSV, for download. Cells of the file that would run as formulas in a spreadsheet are made harmless. */
export function reportToCsv(report: readonly ImportIssue[], options: ReportOptions = {}): string {
  const { headers = ['line', 'severity', 'code', 'column', 'value'], sentence } = options;
  const rows = report.map(({ line, severity, code, column, value }, index) => [
    line,
    severity,
    code,
    column,
    value,
    ...(sentence ? [sentence(code, issueParams(report[index] as ImportIssue))] : []),
  ]);
  return toCsv([headers, ...rows]);
}

export interface ReportOptions {
  /** Names of the columns line, severity, code, column, value and, with `sentence`, of the sentence. */
  readonly headers?: readonly string[];
  /** Says an issue in words: `texts(importerMessages)`. */
  readonly sentence?: (code: ImportIssue['code'], params: Record<string, string | number>) => string;
}
