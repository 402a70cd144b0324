import type { Change } from '../../src/model/changes.js';
import type { LeadAdapter, RemoteEvent, Rows, SaveOutcome } from '../../src/store/port.js';
import { sample } from './stores.js';

type Answer = readonly SaveOutcome[] | void;

/** An adapter whose saves wait until the test says how they end. */
export class ScriptedAdapter implements LeadAdapter {
  readonly saves: {
    readonly changes: readonly Change[];
    readonly signal: AbortSignal;
    end(answer?: Answer): void;
    fail(error: unknown): void;
  }[] = [];
  rows: Rows = structuredClone(sample);
  /** Tells the store of a change from elsewhere. */
  tell: (event: RemoteEvent) => void = () => {
    throw new Error('Nobody watches.');
  };

  read(): Promise<Rows> {
    return Promise.resolve(this.rows);
  }

  save(changes: readonly Change[], { signal }: { signal: AbortSignal }): Promise<Answer> {
    return new Promise((end, fail) => this.saves.push({ changes, signal, end, fail }));
  }

  watch(listener: (event: RemoteEvent) => void): void {
    this.tell = listener;
  }
}
