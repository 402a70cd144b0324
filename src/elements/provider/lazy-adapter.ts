import type { LeadAdapter, Rows } from '../../store/port.js';

/**
 * An adapter whose code is loaded when it is first asked for something, so that a store is there at once. When that
 * fails, so does the call, and the next one tries again.
 */
export function lazyAdapter(load: () => Promise<LeadAdapter>): Required<LeadAdapter> {
  let loading: Promise<LeadAdapter> | undefined;
  const adapter = () =>
    (loading ??= load().catch((error: unknown) => {
      loading = undefined;
      throw error;
    }));
  return {
    name: 'HTTP',
    async capabilities(options) {
      const { capabilities } = await adapter();
      return typeof capabilities === 'function'
        ? capabilities.call(await adapter(), options)
        : (capabilities ?? {});
    },
    async *read(options) {
      yield* (await adapter()).read(options) as AsyncIterable<Rows>;
    },
    save: async (changes, options) => (await adapter()).save(changes, options),
    // The call before it has loaded the code, or has said why not.
    watch: (listener, options) =>
      void adapter().then(
        (its) => its.watch?.(listener, options),
        () => {},
      ),
    query: async (query, options) => (await adapter()).query!(query, options),
    count: async (query, options) => (await adapter()).count!(query, options),
    groups: async (query, options) => (await adapter()).groups!(query, options),
    get: async (refs, options) => (await adapter()).get!(refs, options),
    preferences: {
      read: async (key, options) => (await adapter()).preferences!.read(key, options),
      save: async (key, value, options) => (await adapter()).preferences!.save(key, value, options),
    },
  };
}
