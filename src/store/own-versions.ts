/** Echoes that are further behind than this are taken for news; the one after them sets that right. */
const kept = 8;

interface OwnWrite {
  readonly base: string | undefined;
  readonly version: string;
}

/** S5: the versions that writes from here brought, and those that they were based on, oldest first, by record. */
export class OwnVersions {
  readonly #writes = new Map<string, readonly OwnWrite[]>();

  /** @param base the version that the write was based on, whoever had brought that. */
  remember(record: string, base: string | undefined, version: string | undefined): void {
    if (version === undefined) return;
    this.#writes.set(record, [...(this.#writes.get(record) ?? []), { base, version }].slice(-kept));
  }

  /** Whether nobody else wrote between the two versions. */
  isOwnWay(record: string, from: string | undefined, to: string | undefined): boolean {
    let version = to;
    for (const write of [...(this.#writes.get(record) ?? [])].reverse())
      if (write.version === version) version = write.base;
    return version === from;
  }

  /** Whether a write of one's own, `known`, has overtaken `version`: its late echo, or what it was based on. */
  isOlder(record: string, version: string | undefined, known: string | undefined): boolean {
    const writes = this.#writes.get(record);
    if (!writes || version === undefined || known === undefined) return false;
    const order = writes.flatMap((write) => [write.base, write.version]);
    return order.includes(version) && order.lastIndexOf(version) < order.lastIndexOf(known);
  }
}
