import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createRememberedIdentities, MAX_REMEMBERED, parseRemembered } from './remembered.ts';

/** A browser's storage, as far as it is used here. */
function createStorage(): Pick<Storage, 'getItem' | 'setItem'> & { texts: Map<string, string> } {
  const texts = new Map<string, string>();
  return {
    texts,
    getItem: (key) => texts.get(key) ?? null,
    setItem: (key, text) => void texts.set(key, text),
  };
}

describe('createRememberedIdentities', () => {
  it('should list the last used one first, over a reload', () => {
    const storage = createStorage();
    let now = 1;
    const remembered = createRememberedIdentities(storage, () => now++);
    for (const number of ['10000', '10001', '10000']) remembered.use(number);
    const reloaded = createRememberedIdentities(storage, () => now);
    expect(reloaded.list()).toEqual([
      { number: '10000', lastUsed: 3 },
      { number: '10001', lastUsed: 2 },
    ]);
    const undo = reloaded.forget('10000');
    expect(remembered.list().map(({ number }) => number)).toEqual(['10001']);
    undo();
    expect(remembered.list().map(({ number }) => number)).toEqual(['10000', '10001']);
  });

  it('should know the provider whose account opened an identity last', () => {
    const remembered = createRememberedIdentities(createStorage(), () => 1);
    remembered.use('10000', 'https://provider.example');
    expect(remembered.list()).toEqual([{ number: '10000', lastUsed: 1, issuer: 'https://provider.example' }]);
    remembered.use('10000');
    expect(remembered.list()).toEqual([{ number: '10000', lastUsed: 1 }]);
  });

  it('should keep the last ten', () => {
    let now = 0;
    const remembered = createRememberedIdentities(createStorage(), () => now++);
    for (let i = 0; i < 15; i++) remembered.use(String(10_000 + i));
    expect(remembered.list()).toHaveLength(MAX_REMEMBERED);
    expect(remembered.list()[0]?.number).toBe('10014');
  });

  it('should do without storage, and with one that fails', () => {
    const broken = {
      getItem: () => {
        throw new DOMException('denied', 'SecurityError');
      },
      setItem: () => {
        throw new DOMException('full', 'QuotaExceededError');
      },
    };
    for (const storage of [null, broken]) {
      const remembered = createRememberedIdentities(storage, () => 1);
      remembered.use('10000');
      expect(remembered.list()).toEqual([{ number: '10000', lastUsed: 1 }]);
    }
  });
});

describe('parseRemembered', () => {
  it('should drop what is not an identity', () => {
    const text = JSON.stringify([
      { number: '10000' },
      { number: '<b>' },
      { number: 7 },
      null,
      { number: '10000' },
    ]);
    expect(parseRemembered(text)).toEqual([{ number: '10000', lastUsed: 0 }]);
  });

  it('should answer any text', () => {
    fc.assert(fc.property(fc.oneof(fc.string(), fc.json()), (text) => void parseRemembered(text)));
  });
});
