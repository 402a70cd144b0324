import { AdapterError } from './port.js';

/**
 * Runs a call with a signal that aborts when `outer` does or when the time is over. Rejects at that moment, even when
 * the call itself takes no notice of its signal: adapters hang.
 *
 * @param milliseconds how long it may take.
 */
export function deadline<Value>(
  milliseconds: number,
  outer: AbortSignal,
  call: (signal: AbortSignal) => Value | PromiseLike<Value>,
): Promise<Value> {
  return new Promise((resolve, reject) => {
    const inner = new AbortController();
    const give = (error: AdapterError) => {
      inner.abort(error);
      finish();
      reject(error);
    };
    const onAbort = () => give(new AdapterError('cancelled', 'The call was cancelled.'));
    const timer = setTimeout(
      () =>
        give(
          new AdapterError(
            'unavailable',
            `The backend did not answer within ${milliseconds / 1000} seconds.`,
          ),
        ),
      milliseconds,
    );
    const finish = () => {
      clearTimeout(timer);
      outer.removeEventListener('abort', onAbort);
    };
    if (outer.aborted) return onAbort();
    outer.addEventListener('abort', onAbort);
    new Promise<Value>((done) => done(call(inner.signal))).then(
      (value) => (finish(), resolve(value)),
      (error: unknown) => (finish(), reject(error)),
    );
  });
}
