import { AdapterError } from '../../store/port.js';

// Waiting that ends at once when a signal aborts, and leaves no timer and no listener.

/** What `promise` becomes; or, if the signal aborts before that, why. */
export function orCancelled<Value>(promise: PromiseLike<Value>, signal: AbortSignal): Promise<Value> {
  let stop!: () => void;
  const aborted = new Promise<never>((_, reject) => {
    stop = () => reject(cancellation(signal));
    if (signal.aborted) stop();
    else signal.addEventListener('abort', stop);
  });
  return Promise.race([promise, aborted]).finally(() => signal.removeEventListener('abort', stop));
}

export function sleep(milliseconds: number, signal: AbortSignal): Promise<void> {
  let timer: ReturnType<typeof setTimeout>;
  const over = new Promise<void>((resolve) => (timer = setTimeout(resolve, milliseconds)));
  return orCancelled(over, signal).finally(() => clearTimeout(timer));
}

/** Milliseconds to wait after so many failures in a row: exponential, with full jitter. */
export function backOff(failures: number, first: number, longest: number): number {
  return Math.random() * Math.min(longest, first * 2 ** (failures - 1));
}

/** The one who aborted may have said why. */
function cancellation({ reason }: AbortSignal): AdapterError {
  return reason instanceof AdapterError
    ? reason
    : new AdapterError('cancelled', 'The call was cancelled.', { cause: reason });
}
