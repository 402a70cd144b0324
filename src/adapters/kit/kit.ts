import { AdapterError, toProblem, type Capabilities, type LeadAdapter } from '../../store/port.js';
import { allChecks } from './checks/index.js';
import { KitFailure, show } from './expectations.js';
import type { CheckResult, KitReport } from './report.js';
import { kitRows } from './rows.js';
import { KitSession } from './session.js';
import { defaultTimeout, type AdapterCheck, type AdapterSubject, type Offer } from './types.js';

/**
 * The conformance suite for any test runner: one entry a check, each with fresh data.
 *
 * @example
 * for (const check of adapterKit({ name: 'Mine', connect: (rows) => createMine(reset(rows)) })) {
 *   test(check.title, async ({ skip }) => {
 *     const result = await check.run();
 *     if (result.status === 'skipped') skip(result.message);
 *     if (!result.ok) throw new Error(result.message);
 *   });
 * }
 */
export function adapterKit(subject: AdapterSubject): readonly KitCheck[] {
  const unknown = Object.keys(subject.knownGaps ?? {}).filter((id) =>
    allChecks.every((check) => check.id !== id),
  );
  if (unknown.length > 0)
    throw new Error(
      `knownGaps of "${subject.name}" name checks that do not exist: ${unknown.join(', ')}. Ids are e.g. "save.order".`,
    );
  return allChecks.map((check) => ({
    id: check.id,
    title: check.title,
    run: () => runCheck(check, subject),
  }));
}

/** Runs all of it and answers a report: `formatReport` makes it a text for people, JSON.stringify one for machines. */
export async function runAdapterKit(subject: AdapterSubject): Promise<KitReport> {
  const results: CheckResult[] = [];
  for (const check of adapterKit(subject)) results.push(await check.run());
  return { adapter: subject.name, ok: results.every(({ ok }) => ok), results };
}

export interface KitCheck {
  readonly id: string;
  readonly title: string;
  /** Never rejects. */
  run(): Promise<CheckResult>;
}

async function runCheck(check: AdapterCheck, subject: AdapterSubject): Promise<CheckResult> {
  const gap = subject.knownGaps?.[check.id];
  const { skipped, failure } = await attempt(check, subject);
  const of = { id: check.id, title: check.title };
  if (skipped !== undefined) return { ...of, status: 'skipped', ok: true, message: skipped };
  if (failure === undefined)
    return gap === undefined
      ? { ...of, status: 'passed', ok: true }
      : {
          ...of,
          status: 'unexpected',
          ok: false,
          message: `This is listed as a known gap ("${gap}"), but it works: take it out of knownGaps.`,
        };
  if (gap !== undefined) return { ...of, status: 'gap', ok: true, message: `${gap} (${failure})` };
  return { ...of, status: 'failed', ok: false, message: failure };
}

async function attempt(
  check: AdapterCheck,
  subject: AdapterSubject,
): Promise<{ skipped?: string; failure?: string }> {
  const rows = check.rows ?? kitRows;
  let session: KitSession | undefined;
  try {
    const adapter = await subject.connect(structuredClone(rows));
    const offer: Offer = { adapter, subject, capabilities: await capabilitiesOf(adapter) };
    const skipped = check.skip?.(offer);
    if (skipped !== undefined) return { skipped };
    session = new KitSession(offer, rows, subject);
    await within(subject.timeout ?? defaultTimeout, check.run(session));
    return {};
  } catch (error) {
    return { failure: describe(error) };
  } finally {
    await subject.faults?.set(undefined);
    session?.end();
    await subject.disconnect?.();
  }
}

async function capabilitiesOf(adapter: LeadAdapter): Promise<Capabilities> {
  return typeof adapter.capabilities === 'function'
    ? adapter.capabilities({ signal: AbortSignal.timeout(defaultTimeout) })
    : (adapter.capabilities ?? {});
}

async function within(milliseconds: number, work: Promise<void>): Promise<void> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(
      () => reject(new KitFailure(`There was no answer within ${milliseconds / 1000} s.`)),
      milliseconds,
    );
  });
  try {
    await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}

function describe(error: unknown): string {
  if (error instanceof KitFailure) return error.message;
  if (error instanceof AdapterError) return `The adapter refused as ${error.kind}: ${error.message}`;
  const problem = toProblem(error);
  return problem === error
    ? `The adapter refused as ${problem.kind}: ${problem.message}`
    : `The adapter threw ${show(String(error))}, which is no AdapterError.`;
}
