import type { RemoteEvent } from '../../store/port.js';

/** Tells other tabs of this origin what was saved. Where the browser has no BroadcastChannel, nobody hears anything. */
export class TabChannel {
  readonly #channel: BroadcastChannel | undefined;

  constructor(name: string, onEvents: (events: readonly RemoteEvent[]) => void) {
    this.#channel = openChannel(name);
    if (!this.#channel) return;
    this.#channel.onmessage = ({ data }: MessageEvent<unknown>) => onEvents(eventsIn(data));
    // Something was said that could not be understood: reading all again finds out what.
    this.#channel.onmessageerror = () => onEvents([{ kind: 'reload' }]);
  }

  /** Everybody hears it but this object itself. */
  post(events: readonly RemoteEvent[]): void {
    if (events.length > 0) this.#channel?.postMessage({ events });
  }

  close(): void {
    this.#channel?.close();
  }
}

function openChannel(name: string): BroadcastChannel | undefined {
  if (typeof BroadcastChannel === 'undefined') return undefined;
  try {
    return new BroadcastChannel(name);
  } catch {
    return undefined; // a sandboxed frame may not have one
  }
}

/** A tab with another build of the page may say things that this one does not know: it reads everything then. */
function eventsIn(message: unknown): readonly RemoteEvent[] {
  const events =
    typeof message === 'object' && message !== null && 'events' in message ? message.events : undefined;
  return Array.isArray(events) && events.every(isRemoteEvent) ? events : [{ kind: 'reload' }];
}

function isRemoteEvent(event: unknown): event is RemoteEvent {
  if (typeof event !== 'object' || event === null || !('kind' in event)) return false;
  if (event.kind === 'rows') return 'rows' in event && typeof event.rows === 'object' && event.rows !== null;
  return event.kind === 'deleted' && 'entity' in event && 'id' in event;
}
