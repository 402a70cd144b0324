import { expectSame } from '../expectations.js';
import type { AdapterCheck, Offer } from '../types.js';

/** What one person set for oneself. */
export const preferenceChecks: readonly AdapterCheck[] = [
  {
    id: 'preferences.kept',
    title: 'keeps what was saved under a key, as it was, and knows nothing of a key never used',
    skip: noPreferences,
    run: async ({ adapter, signal }) => {
      const { preferences } = adapter;
      const value = { columns: [{ field: 'contact.name', width: 120 }], dense: true, note: 'ø' };
      expectSame(await preferences!.read('kit.never', { signal }), undefined, 'A key that was never used');
      await preferences!.save('kit.grid', value, { signal });
      expectSame(await preferences!.read('kit.grid', { signal }), value, 'What was saved');
    },
  },
  {
    id: 'preferences.keys',
    title: 'keeps each key by itself, and the newest value of it',
    skip: noPreferences,
    run: async ({ adapter, signal }) => {
      const { preferences } = adapter;
      for (const [key, value] of [
        ['kit.a', 1],
        ['kit.b', 2],
        ['kit.a', 3],
      ] as const)
        await preferences!.save(key, value, { signal });
      expectSame(await preferences!.read('kit.a', { signal }), 3, 'The first key');
      expectSame(await preferences!.read('kit.b', { signal }), 2, 'The other key');
    },
  },
];

function noPreferences({ adapter, capabilities }: Offer): string | undefined {
  return adapter.preferences && capabilities.preferences !== false
    ? undefined
    : 'the backend keeps no preferences';
}
