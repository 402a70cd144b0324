import type { Change } from '../model/changes.js';
import type { Entities, EntityName, Id } from '../model/records.js';
import { newId } from './ids.js';
import type { AdapterProblem } from './port.js';
import type { Tables } from './tables.js';
import type { Waiting } from './types.js';

/** One change on its way, with what it was made on: others may change the record before it arrives (S6). */
export interface Step {
  readonly change: Change;
  /** The record as it was, undefined when there was none. */
  readonly before: Entities[EntityName] | undefined;
  /** The version that the backend had given when the change was made. */
  readonly madeOn?: string;
  /** The version that it was sent with (A3). */
  readonly sentOn?: string;
}

/** The changes of one command on their way to the backend. */
export interface Write {
  readonly command: string;
  /** When the command was given, as an ISO instant. */
  readonly since: string;
  /** Idempotency key: the same for each try, another one when what is sent becomes different. */
  readonly key: string;
  readonly steps: readonly Step[];
  /** It may have reached the backend, so it is sent again as it is. */
  readonly sent?: boolean;
}

/** What became of a write, as far as one knows when its command is answered. */
export interface WriteResult {
  /** Changes that the backend does not have, and that are not shown any more. */
  readonly rejected: ReadonlyMap<Change, AdapterProblem>;
  /** It is kept until the backend can be reached. */
  readonly waiting?: boolean;
}

/** Told when changes turn out not to be saved, be it long after their command was answered. */
export type OnRejected = (rejected: ReadonlySet<Change>) => void;

/** Decides when writes are sent: at once, or when there is a connection. */
export interface WriteQueue {
  /** Resolves when what waited from before is shown again. */
  readonly opened: Promise<void>;
  /** Shown to people: what waits, and what could not be saved. */
  readonly waiting: readonly Waiting[];
  /** Never rejects. */
  add(write: Write, onRejected: OnRejected): Promise<WriteResult>;
  isWaiting(entity: EntityName, id: Id): boolean;
  retry(id?: string): void;
  discard(id: string): Promise<void>;
}

/** Call it before the tables show the changes: each remembers what it was made on. */
export function createWrite(
  command: string,
  since: string,
  changes: readonly Change[],
  tables: Tables,
): Write {
  const steps = changes.map((change): Step => {
    const { entity, id } = change;
    return { change, before: tables.get(entity, id), madeOn: tables.versionOf(entity, id) };
  });
  return { command, since, key: newId(), steps };
}
