import type { Entities, EntityName, Id, RecordRef } from '../../model/records.js';
import { toProblem, type AdapterProblem } from '../port.js';
import type { RecordAnswer } from '../types.js';

/** Records that are asked for in one call. */
const batchSize = 200;

type State =
  { readonly phase: 'loading' | 'missing' } | { readonly phase: 'failed'; readonly problem: AdapterProblem };

/** Asks for records one by one, as elements come to show them, and gathers what is asked for within a microtask. */
export class RecordRequests {
  readonly #fetch: (refs: readonly RecordRef[]) => Promise<void>;
  readonly #has: (ref: RecordRef) => boolean;
  readonly #tell: (ref: RecordRef) => void;
  readonly #states = new Map<string, State>();
  #wanted = new Map<string, RecordRef>();

  /**
   * @param fetch puts the records that there are where `has` finds them
   * @param tell somebody may wait for this record, which is missing or could not be had
   */
  constructor(
    fetch: (refs: readonly RecordRef[]) => Promise<void>,
    has: (ref: RecordRef) => boolean,
    tell: (ref: RecordRef) => void,
  ) {
    this.#fetch = fetch;
    this.#has = has;
    this.#tell = tell;
  }

  /** What is known of a record that is not here; it is asked for if that is nothing. */
  ask<Name extends EntityName>(entity: Name, id: Id): RecordAnswer<Entities[Name]> {
    const key = `${entity}/${id}`;
    const state = this.#states.get(key) ?? this.#want(key, { entity, id });
    return { ...state, pending: false };
  }

  /** Asks for a record again, although it is here. */
  refresh(ref: RecordRef): void {
    const key = `${ref.entity}/${ref.id}`;
    if (this.#states.get(key)?.phase !== 'loading') this.#want(key, ref);
  }

  /** What was missing may be there by now. */
  forget(): void {
    for (const [key, { phase }] of this.#states) if (phase !== 'loading') this.#states.delete(key);
  }

  #want(key: string, ref: RecordRef): State {
    const state: State = { phase: 'loading' };
    this.#states.set(key, state);
    if (this.#wanted.size === 0) queueMicrotask(() => this.#send());
    this.#wanted.set(key, ref);
    return state;
  }

  #send(): void {
    const wanted = [...this.#wanted];
    this.#wanted = new Map();
    for (let at = 0; at < wanted.length; at += batchSize) void this.#ask(wanted.slice(at, at + batchSize));
  }

  async #ask(wanted: readonly (readonly [string, RecordRef])[]): Promise<void> {
    let problem: AdapterProblem | undefined;
    try {
      await this.#fetch(wanted.map(([, ref]) => ref));
    } catch (error) {
      problem = toProblem(error);
    }
    for (const [key, ref] of wanted) {
      if (this.#has(ref)) {
        this.#states.delete(key);
        continue;
      }
      this.#states.set(key, problem ? { phase: 'failed', problem } : { phase: 'missing' });
      this.#tell(ref);
    }
  }
}
