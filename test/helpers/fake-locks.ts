interface Held {
  readonly name: string;
  readonly released: Promise<unknown>;
}

type Callback = (lock: { readonly name: string } | null) => unknown;

/** As much of `navigator.locks` as the outbox uses: exclusive locks, in turn, or not at all with `ifAvailable`. */
export function fakeLocks() {
  const held = new Map<string, Held>();
  async function request(
    name: string,
    options: { ifAvailable?: boolean } | Callback,
    then?: Callback,
  ): Promise<unknown> {
    const callback = typeof options === 'function' ? options : then!;
    const ifAvailable = typeof options === 'object' && options.ifAvailable === true;
    if (ifAvailable && held.has(name)) return callback(null);
    while (held.has(name)) await held.get(name)!.released;
    let release!: (value?: unknown) => void;
    held.set(name, { name, released: new Promise((resolve) => (release = resolve)) });
    try {
      return await callback({ name });
    } finally {
      held.delete(name);
      release();
    }
  }
  return { request, held: () => [...held.keys()] };
}
