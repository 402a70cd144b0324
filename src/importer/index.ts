export { findByName, foldName } from './fold.js';
export { guessMapping } from './guess-mapping.js';
export { fatalIssue, issueParams, issueSeverities } from './issues.js';
export type { ImportIssue, ImportIssueCode, IssueSeverity } from './issues.js';
export { planImport } from './plan-import.js';
export type { PlanOptions } from './plan-import.js';
export { csvLimits, readCsv } from './read-csv.js';
export type { CsvLimits, ReadCsvOptions } from './read-csv.js';
export { reportToCsv } from './report.js';
export type { ReportOptions } from './report.js';
export { runImport } from './run-import.js';
export type { RunOptions } from './run-import.js';
export { splitName } from './split-name.js';
export type { PersonName } from './split-name.js';
export { importFields } from './targets.js';
export type { ImportField } from './targets.js';
export { looksLikeFormula, toCsv } from './to-csv.js';
export type { CsvCell, ToCsvOptions } from './to-csv.js';
export { fullName } from './types.js';
export type {
  ColumnTarget,
  CsvEncoding,
  CsvRow,
  CsvTable,
  ImportContext,
  ImportCounts,
  ImportItem,
  ImportPlan,
  ImportResult,
  ImportTarget,
  Mapping,
  PersonKey,
  PlannedCompany,
  PlannedContact,
  TaskOptions,
  TaskProgress,
} from './types.js';
