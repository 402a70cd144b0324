/** Echoes that are further behind than this are taken for news; the one after them sets that right. */
const kept = 8;

/** S5: the versions that writes from here brought, oldest first, by record. */
export class OwnVersions {
  readonly #versions = new Map<string, string[]>();

  remember(record: string, version: string | undefined): void {
    if (version === undefined) return;
    this.#versions.set(record, [...(this.#versions.get(record) ?? []), version].slice(-kept));
  }

  has(record: string, version: string | undefined): boolean {
    return version !== undefined && this.#versions.get(record)?.includes(version) === true;
  }

  /** Whether `version` is the echo of a write of one's own that another one, `known`, has overtaken. */
  isOlder(record: string, version: string | undefined, known: string | undefined): boolean {
    const own = this.#versions.get(record);
    if (!own || version === undefined || known === undefined) return false;
    return own.includes(version) && own.indexOf(version) < own.indexOf(known);
  }
}
