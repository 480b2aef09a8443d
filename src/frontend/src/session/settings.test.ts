import { describe, expect, it } from 'vitest';
import { createSettings } from './settings.ts';

function fakeStorage() {
  const items = new Map<string, string>();
  return {
    items,
    getItem: (key: string) => items.get(key) ?? null,
    setItem: (key: string, value: string) => void items.set(key, value),
  };
}

describe('asking for an account', () => {
  it('should be off at first, and stay as it was set in this browser', () => {
    const storage = fakeStorage();
    expect(createSettings(storage).asksForAccount()).toBe(false);
    createSettings(storage).setAsksForAccount(true);
    expect(createSettings(storage).asksForAccount()).toBe(true);
    createSettings(storage).setAsksForAccount(false);
    expect(createSettings(storage).asksForAccount()).toBe(false);
  });

  it('should be off for whatever else the storage holds', () => {
    const storage = fakeStorage();
    storage.setItem('ii-asks-for-account', 'perhaps');
    expect(createSettings(storage).asksForAccount()).toBe(false);
  });

  it('should hold for the page where there is no storage, or a forbidden one', () => {
    const forbidden = {
      getItem: () => {
        throw new Error('forbidden');
      },
      setItem: () => {
        throw new Error('forbidden');
      },
    };
    for (const storage of [null, forbidden]) {
      const settings = createSettings(storage);
      expect(settings.asksForAccount()).toBe(false);
      settings.setAsksForAccount(true);
      expect(settings.asksForAccount()).toBe(true);
    }
  });
});
