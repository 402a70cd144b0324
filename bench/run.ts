import { bytesPerContact } from './bytes.js';
import { comparePeer } from './compare-peer.js';
import { oursAlone } from './ours-alone.js';
import type { EngineName } from './ours.js';
import { MissingPeer, type Host } from './peer.js';
import { peers } from './peers/index.js';
import { leftOut, type Line, type Session } from './session.js';
import type { Effort } from './timing.js';

/** What one process is started for. JSON, since it comes through a command line or into a page. */
export interface Task {
  readonly kind: 'peer' | 'ours' | 'bytes';
  /** A key of `peers`; for bytes also `ours` or `plain`. */
  readonly subject: string;
  readonly n: number;
  readonly engine: EngineName;
  readonly effort: Effort;
  readonly quick: boolean;
  readonly slow: boolean;
  readonly only?: string;
}

/** What a process tells: figures, words for people, and the bytes that a bytes task is about. */
export type Message =
  { readonly line: Line } | { readonly note: string } | { readonly bytes: number; readonly name: string };

export async function run(task: Task, host: Host, tell: (message: Message) => void): Promise<void> {
  try {
    await runTask(task, host, tell);
  } catch (error) {
    if (!(error instanceof MissingPeer)) throw error;
    tell({ note: `left out: ${error.message}` });
  }
}

async function runTask(task: Task, host: Host, tell: (message: Message) => void): Promise<void> {
  const session: Session = {
    ...task,
    host,
    emit: (line) => tell({ line }),
    note: (note) => tell({ note }),
  };
  const peer = await peers[task.subject]?.();
  if (peer?.where && !peer.where.includes(host.where)) return;
  if (task.kind === 'ours') return oursAlone(session);
  if (task.kind === 'peer') {
    if (peer) return comparePeer(peer, session);
    throw new Error(`There is no peer "${task.subject}".`);
  }
  if (peer && (leftOut(peer, session) || leftOut(peer, session, 'bytes'))) return;
  const subject = peer ?? (task.subject === 'ours' ? 'ours' : 'plain');
  tell({
    bytes: await bytesPerContact(subject, session),
    name: peer?.name ?? (subject === 'ours' ? 'ours' : 'JSON.parse'),
  });
}
