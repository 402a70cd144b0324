/** A place in the order of changes: the moment of a save, and which of its changes. Nothing was before 0.0. */
export interface Position {
  readonly moment: bigint;
  readonly n: number;
}

export const start: Position = { moment: 0n, n: -1 };

export function comparePositions(a: Position, b: Position): number {
  return a.moment < b.moment ? -1 : a.moment > b.moment ? 1 : a.n - b.n;
}

/** The id of an event. The life says which installation gave it. */
export function toEventId(life: string, { moment, n }: Position): string {
  return `${life}.${moment}.${n + 1}`;
}

/** Undefined: forged, or given in another life. */
export function fromEventId(id: string, life: string): Position | undefined {
  const [itsLife, moment = '', n = '', ...more] = id.split('.');
  if (itsLife !== life || more.length > 0 || !/^\d{1,19}$/.test(moment) || !/^\d{1,9}$/.test(n))
    return undefined;
  const position = { moment: BigInt(moment), n: Number(n) - 1 };
  return position.moment <= largest && toEventId(life, position) === id ? position : undefined;
}

const largest = 2n ** 63n - 1n;
