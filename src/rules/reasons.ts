import type { RecordRef } from '../model/records.js';

/**
 * Why a field is hidden or read-only, or a command refused. The rule that each comes from stands beside it; the locale
 * has the sentence (`locale/reasons.ts`).
 */
export const reasonRules = {
  'no-company': 'L8',
  'company-without-category': 'L1',
  'category-missing': 'L1',
  'category-not-potential-customer': 'L1',
  'category-lead-status-off': 'L1',
  'value-retained': 'L7',
  'category-inherited': 'L8',
  'item-deleted': 'L9',
  'item-not-found': 'L9',
  'item-in-use': 'L9',
  'item-not-deleted': 'L9',
  'name-missing': 'L9',
  'name-taken': 'L9',
  'is-default-status': 'L10',
  'automation-may-not-downgrade': 'L11',
  'breaks-rule-in-backend': 'L13',
  'record-not-found': 'S2',
  'field-invalid': 'A4',
  'changed-since': 'S4',
  'nothing-to-undo': 'S4',
  'backend-takes-no-creation': 'A2',
  'backend-takes-no-update': 'A2',
  'backend-takes-no-deletion': 'A2',
  'backend-cannot-tell': 'A2',
} as const;

export type ReasonCode = keyof typeof reasonRules;

export interface Reason {
  readonly code: ReasonCode;
  /** The records that caused it: the company, its category, the status in use … */
  readonly records: readonly RecordRef[];
  /** What the sentence needs besides: a field, a name, a count. */
  readonly details?: Readonly<Record<string, string | number>>;
}

export function reason(
  code: ReasonCode,
  records: readonly RecordRef[] = [],
  details?: Reason['details'],
): Reason {
  return details ? { code, records, details } : { code, records };
}
