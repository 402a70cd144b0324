import { sameValue } from '../../model/changes.js';
import { toProblem, type AdapterProblem, type ProblemKind } from '../../store/port.js';

/** A check that was not met. The message is for the adapter's developer. */
export class KitFailure extends Error {
  override readonly name = 'KitFailure';
}

export function expectThat(condition: boolean, message: string): asserts condition {
  if (!condition) throw new KitFailure(message);
}

/** Equality of plain data, as deep as it goes. */
export function expectSame(actual: unknown, expected: unknown, what: string): void {
  if (!sameValue(plain(actual), plain(expected)))
    throw new KitFailure(`${what}: expected ${show(expected)}, got ${show(actual)}.`);
}

/** The same members, in whatever order, none of them twice. */
export function expectSameSet(actual: readonly string[], expected: readonly string[], what: string): void {
  const twice = actual.filter((each, at) => actual.indexOf(each) !== at);
  const missing = expected.filter((each) => !actual.includes(each));
  const extra = actual.filter((each) => !expected.includes(each));
  const faults = [
    missing.length > 0 && `missing ${show(missing)}`,
    extra.length > 0 && `should not be there: ${show(extra)}`,
    twice.length > 0 && `more than once: ${show(twice)}`,
  ].filter((fault) => fault !== false);
  if (faults.length > 0) throw new KitFailure(`${what}: ${faults.join('; ')}.`);
}

/** Expects a call to be refused with one of A5's kinds, and answers the problem. */
export async function expectProblem(
  call: Promise<unknown>,
  kinds: readonly ProblemKind[],
  what: string,
): Promise<AdapterProblem> {
  let answer: unknown;
  try {
    answer = await call;
  } catch (error) {
    const problem = toProblem(error);
    expectThat(
      kinds.includes(problem.kind),
      `${what}: expected to be refused as ${kinds.join(' or ')}, got ${problem.kind}${problem === error ? '' : `, because ${show(String(error))} is no AdapterError`}.`,
    );
    return problem;
  }
  throw new KitFailure(`${what}: expected to be refused as ${kinds.join(' or ')}, got ${show(answer)}.`);
}

/** Waits until `condition` holds; for what an adapter tells later. */
export async function eventually(condition: () => boolean, milliseconds: number): Promise<boolean> {
  const end = Date.now() + milliseconds;
  while (!condition()) {
    if (Date.now() > end) return false;
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
  return true;
}

/** What JSON would make of it: a member that is undefined is none. */
function plain(value: unknown): unknown {
  return value === undefined ? undefined : JSON.parse(JSON.stringify(value));
}

export function show(value: unknown): string {
  const text = value === undefined ? 'nothing' : JSON.stringify(value);
  return text.length > 400 ? `${text.slice(0, 400)}…` : text;
}
