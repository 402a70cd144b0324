/** Records of which it is known which event was the last. */
const kept = 1_000;

/**
 * Events may come twice and out of order (proxies, several servers). An event is news of a record unless a later one
 * about the same record has been heard: ids end in a whole number that grows. One that is late by more records than are
 * kept is dropped.
 */
export class EventOrder {
  /** The last event heard: where to resume. */
  position: string | undefined;
  readonly #last = new Map<string, string>();
  #floor: string | undefined;

  /** That this event has been heard. */
  note(id: string | undefined): void {
    if (id !== undefined && isAfter(id, this.position)) this.position = id;
  }

  /** Answers which of the records that an event is about it is news of. An event without an id is all news. */
  news<About>(
    id: string | undefined,
    records: readonly About[],
    keyOf: (record: About) => string,
  ): readonly About[] {
    if (id === undefined) return records;
    const news = records.filter(
      (record) => isAfter(id, this.#floor) && isAfter(id, this.#last.get(keyOf(record))),
    );
    for (const record of news) {
      this.#last.delete(keyOf(record));
      this.#last.set(keyOf(record), id);
    }
    for (const [record, last] of this.#last) {
      if (this.#last.size <= kept) break;
      this.#last.delete(record);
      if (isAfter(last, this.#floor)) this.#floor = last;
    }
    return news;
  }

  /** From here on, whatever there was before: the backend may have begun to count anew. */
  restart(position: string | undefined): void {
    this.position = position;
    this.#last.clear();
    this.#floor = undefined;
  }
}

/** What stands before the number is another life of the backend's log, whose ids say nothing about this one's. */
function isAfter(id: string, other: string | undefined): boolean {
  if (other === undefined) return true;
  const [own, its] = [parts(id), parts(other)];
  return own && its && own.life === its.life ? own.count > its.count : id !== other;
}

function parts(id: string): { readonly life: string; readonly count: bigint } | undefined {
  const digits = /\d{1,40}$/.exec(id)?.[0];
  return digits === undefined ? undefined : { life: id.slice(0, -digits.length), count: BigInt(digits) };
}
