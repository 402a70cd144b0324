import { sameValue } from '../model/changes.js';
import { deadline } from './deadline.js';
import { toProblem, type AdapterProblem, type Preferences } from './port.js';

/** What one person set for oneself: read when somebody wants it, shown at once, saved where the backend keeps it. */
export class PreferenceKeeper {
  readonly #backend: () => Preferences | undefined;
  readonly #declared: Promise<void>;
  readonly #timeout: number;
  readonly #life: AbortSignal;
  readonly #onChange: () => void;
  readonly #values = new Map<string, unknown>();
  /** Keys that were asked for. One that was set since is not read any more. */
  readonly #known = new Set<string>();
  readonly #saving = new Map<string, Promise<AdapterProblem | undefined>>();
  #changed = new Set<string>();

  /**
   * @param backend who keeps them; undefined: nobody, so they last as long as this page
   * @param declared resolves when that is known: elements ask before
   */
  constructor(
    backend: () => Preferences | undefined,
    declared: Promise<void>,
    timeout: number,
    life: AbortSignal,
    onChange: () => void,
  ) {
    this.#backend = backend;
    this.#declared = declared;
    this.#timeout = timeout;
    this.#life = life;
    this.#onChange = onChange;
  }

  /** False: they last as long as this page. */
  get areKept(): boolean {
    return this.#backend() !== undefined;
  }

  /** Undefined: never set, or not here yet. */
  get(key: string): unknown {
    if (!this.#known.has(key)) void this.#read(key);
    return this.#values.get(key);
  }

  /** Resolves when it is saved, with the problem if it could not be: then it lasts as long as this page. */
  set(key: string, value: unknown): Promise<AdapterProblem | undefined> {
    this.#known.add(key);
    if (sameValue(this.#values.get(key), value)) return this.#saving.get(key) ?? Promise.resolve(undefined);
    this.#values.set(key, value);
    this.#tell(key);
    // One after the other, so that the last one is the one that stays; those between need not be sent.
    const saving = (this.#saving.get(key) ?? Promise.resolve(undefined)).then(() =>
      this.#values.get(key) === value ? this.#save(key, value) : undefined,
    );
    this.#saving.set(key, saving);
    return saving;
  }

  /** Keys whose values became others since the last call. */
  takeChanged(): ReadonlySet<string> {
    const changed = this.#changed;
    if (changed.size > 0) this.#changed = new Set();
    return changed;
  }

  async #read(key: string): Promise<void> {
    this.#known.add(key);
    await this.#declared;
    const backend = this.#backend();
    if (!backend || this.#values.has(key)) return;
    try {
      const value = await deadline(this.#timeout, this.#life, (signal) => backend.read(key, { signal }));
      if (value === undefined || this.#values.has(key)) return;
      this.#values.set(key, value);
      this.#tell(key);
    } catch {
      this.#known.delete(key); // without it things look as they do at first; whoever asks again may be luckier
    }
  }

  async #save(key: string, value: unknown): Promise<AdapterProblem | undefined> {
    const backend = this.#backend();
    try {
      await deadline(this.#timeout, this.#life, (signal) => backend?.save(key, value, { signal }));
      return undefined;
    } catch (error) {
      return toProblem(error);
    }
  }

  #tell(key: string): void {
    this.#changed.add(key);
    this.#onChange();
  }
}
