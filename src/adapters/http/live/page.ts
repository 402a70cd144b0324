import { orCancelled, sleep } from '../../rest/waiting.js';

// What an adapter notices of its page. It runs in workers and on servers, too, where there is none.

const scope = globalThis as Partial<EventTarget> & { document?: EventTarget & { visibilityState: string } };
const browser = scope.addEventListener ? (scope as EventTarget) : undefined;

/** Waits until the page can be seen. */
export function shown(signal: AbortSignal): Promise<void> {
  let look!: () => void;
  const seen = new Promise<void>((resolve) => (look = () => void (isHidden() || resolve())));
  look();
  return hearing(scope.document, 'visibilitychange', look, () => orCancelled(seen, signal));
}

/** Runs something with a signal that aborts with `outer`, or when the page is being hidden. */
export function whileShown(outer: AbortSignal, run: (signal: AbortSignal) => Promise<void>): Promise<void> {
  const inner = new AbortController();
  const look = () => void ((outer.aborted || isHidden()) && inner.abort(outer.reason));
  return hearing(outer, 'abort', look, () =>
    hearing(scope.document, 'visibilitychange', look, () => run(inner.signal)),
  );
}

/** Waits, but not longer than until the browser is online again. */
export function pause(milliseconds: number, signal: AbortSignal): Promise<void> {
  let wake!: () => void;
  const online = new Promise<void>((resolve) => (wake = resolve));
  return hearing(browser, 'online', wake, () => Promise.race([online, sleep(milliseconds, signal)]));
}

async function hearing(
  target: EventTarget | undefined,
  type: string,
  listener: () => void,
  run: () => Promise<void>,
): Promise<void> {
  target?.addEventListener(type, listener);
  try {
    await run();
  } finally {
    target?.removeEventListener(type, listener);
  }
}

function isHidden(): boolean {
  return scope.document?.visibilityState === 'hidden';
}
