// Nothing is timed before both sides have given the same answer.

export class Disagreement extends Error {}

/** Throws a `Disagreement` unless both are the same; maps and lists of ids by content. */
export function same(what: string, ours: unknown, theirs: unknown): void {
  const [mine, other] = [plain(ours), plain(theirs)];
  if (mine === other) return;
  const at = firstDifference(mine, other);
  throw new Disagreement(
    `${what}: ours …${mine.slice(Math.max(0, at - 60), at + 60)}… theirs …${other.slice(Math.max(0, at - 60), at + 60)}…`,
  );
}

function plain(answer: unknown): string {
  if (answer instanceof Map)
    return JSON.stringify([...(answer as Map<unknown, unknown>)].map((entry) => String(entry)).sort());
  if (Array.isArray(answer))
    return JSON.stringify(
      answer.map((each: unknown) =>
        typeof each === 'object' && each !== null ? (each as { id: unknown }).id : each,
      ),
    );
  return String(answer);
}

function firstDifference(a: string, b: string): number {
  let at = 0;
  while (at < a.length && a[at] === b[at]) at++;
  return at;
}
