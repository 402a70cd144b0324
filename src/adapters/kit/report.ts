/**
 * `gap`: failed as expected (`knownGaps`). `unexpected`: listed as a gap, but passed. Only `failed` and `unexpected` are
 * not ok.
 */
export interface CheckResult {
  readonly id: string;
  readonly title: string;
  readonly status: 'passed' | 'failed' | 'skipped' | 'gap' | 'unexpected';
  readonly ok: boolean;
  readonly message?: string;
}

export interface KitReport {
  readonly adapter: string;
  readonly ok: boolean;
  readonly results: readonly CheckResult[];
}

const signs = { passed: '✓', failed: '✗', skipped: '–', gap: '○', unexpected: '!' } as const;
const endings = {
  passed: 'passed',
  failed: 'failed',
  skipped: 'not declared',
  gap: 'known gaps',
  unexpected: 'gaps that are none',
} as const;

/** The report for people: one line a check, the reasons below, the sum at the end. */
export function formatReport({ adapter, results }: KitReport): string {
  const lines = results.map(({ id, title, status, message }) => {
    const reason = message === undefined ? '' : `\n      ${message}`;
    return `  ${signs[status]} ${id}: ${title}${status === 'passed' ? '' : reason}`;
  });
  const sums = (Object.keys(endings) as (keyof typeof endings)[])
    .map((status) => [results.filter((result) => result.status === status).length, endings[status]] as const)
    .filter(([count]) => count > 0)
    .map(([count, ending]) => `${count} ${ending}`);
  return [`Adapter "${adapter}"`, ...lines, '', sums.join(', ')].join('\n');
}
