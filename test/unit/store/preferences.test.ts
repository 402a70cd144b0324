import { describe, expect, it, vi } from 'vitest';
import { LeadStore } from '../../../src/store/lead-store.js';
import type { Preferences } from '../../../src/store/port.js';
import { createBackend } from '../../helpers/backend-store.js';
import { createSampleStore } from '../../helpers/stores.js';

function keeper(initial: Record<string, unknown> = {}) {
  const values = new Map(Object.entries(initial));
  const preferences: Preferences = {
    read: vi.fn((key: string) => Promise.resolve(values.get(key))),
    save: vi.fn((key: string, value: unknown) => Promise.resolve(void values.set(key, value))),
  };
  return { values, preferences };
}

describe('What one person set for oneself', () => {
  it('is read once, when somebody wants it, and listeners hear of it', async () => {
    const { preferences } = keeper({ grid: { columns: ['name'] } });
    const { store } = await createBackend({ preferences });
    const heard = vi.fn();
    store.subscribe((change) => heard([...change.preferences]));
    expect([store.preference('grid'), store.preference('grid')]).toEqual([undefined, undefined]);
    await vi.waitFor(() => expect(store.preference('grid')).toEqual({ columns: ['name'] }));
    expect(preferences.read).toHaveBeenCalledTimes(1);
    expect(heard).toHaveBeenCalledWith(['grid']);
  });

  it('is shown at once and saved, the last value in the end', async () => {
    const { values, preferences } = keeper();
    const { store } = await createBackend({ preferences });
    const saved = [1, 2, 3].map((width) => store.setPreference('grid', { width }));
    expect(store.preference('grid')).toEqual({ width: 3 });
    expect(await Promise.all(saved)).toEqual([undefined, undefined, undefined]);
    expect(values.get('grid')).toEqual({ width: 3 });
    expect(preferences.read).not.toHaveBeenCalled();
  });

  it('is not overwritten by what was read later', async () => {
    const { preferences } = keeper({ grid: 'old' });
    const { store } = await createBackend({ preferences });
    store.preference('grid');
    await store.setPreference('grid', 'new');
    expect(store.preference('grid')).toBe('new');
  });

  it('lasts as long as the page where nobody keeps it, or can', async () => {
    const { store } = await createBackend();
    expect(await store.setPreference('grid', 1)).toBeUndefined();
    expect(store.preference('grid')).toBe(1);
    const local = await createSampleStore();
    await local.setPreference('grid', 2);
    expect(local.preference('grid')).toBe(2);
    const { preferences } = keeper();
    preferences.save = () => Promise.reject(new Error('The backend is not there.'));
    const { store: failing } = await createBackend({ preferences });
    expect(await failing.setPreference('grid', 3)).toMatchObject({ kind: 'unavailable' });
    expect(failing.preference('grid')).toBe(3);
  });

  it('is asked for only when it is known whether anybody keeps it', async () => {
    const { preferences } = keeper({ grid: 1 });
    const asked = (keeps: boolean) => {
      const capabilities = () => Promise.resolve({ preferences: keeps });
      const adapter = {
        capabilities,
        preferences,
        read: () => Promise.resolve({}),
        save: () => Promise.resolve(),
      };
      return new LeadStore({ adapter });
    };
    const without = asked(false);
    expect(without.preference('grid')).toBeUndefined();
    await without.loaded;
    expect(preferences.read).not.toHaveBeenCalled();
    const store = asked(true);
    store.preference('grid');
    await vi.waitFor(() => expect(store.preference('grid')).toBe(1));
  });
});
