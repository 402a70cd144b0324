import { AdapterError } from '../../store/port.js';

/**
 * Gives the token that requests carry (`Authorization: Bearer …`). Asked with `first` when there is none yet, with
 * `expired` when the backend did not take the one before. Whoever can't give one rejects; empty text: send none.
 */
export type TokenCallback = (reason: 'first' | 'expired') => string | Promise<string>;

/** Asks the host once for all calls that want a token at the same time. */
export class TokenSource {
  readonly #callback: TokenCallback;
  #token: Promise<string> | undefined;

  constructor(callback: TokenCallback) {
    this.#callback = callback;
  }

  current(): Promise<string> {
    return (this.#token ??= this.#ask('first'));
  }

  /** The token after `refused`: if another call has renewed it meanwhile, that one. */
  after(refused: Promise<string>): Promise<string> {
    if (this.#token === refused) this.#token = this.#ask('expired');
    return this.current();
  }

  #ask(reason: 'first' | 'expired'): Promise<string> {
    const token = Promise.resolve(reason)
      .then(this.#callback)
      .catch((error: unknown) => {
        if (this.#token === token) this.#token = undefined; // so that the next call asks again
        if (error instanceof AdapterError) throw error;
        throw new AdapterError('unauthorised', `There is no token: ${String(error)}`, { cause: error });
      });
    return token;
  }
}
