import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createVisitedApps, MAX_VISITS, parseVisitedApps } from './visited_apps.ts';

/** A browser's storage, as far as it is used here. */
function createStorage() {
  const texts = new Map<string, string>();
  return {
    texts,
    getItem: (key: string) => texts.get(key) ?? null,
    setItem: (key: string, text: string) => void texts.set(key, text),
  };
}

const APP = 'https://app.example';
const OTHER = 'https://other.example';
const at = (origin: string, principal: string) => ({ origin, principal });

describe('createVisitedApps', () => {
  it('should know who was last at an app, and whom the app knows, over a reload', async () => {
    const storage = createStorage();
    const visited = createVisitedApps(storage);
    await visited.note('10000', at(APP, 'aaaaa-aa'));
    await visited.note('10001', at(APP, 'bbbbb-bb'));
    await visited.note('10000', at(OTHER, 'ccccc-cc'));
    const reloaded = createVisitedApps(storage);
    expect(await reloaded.lastAt(APP)).toBe('10001');
    expect(await reloaded.lastAt(OTHER)).toBe('10000');
    expect(await reloaded.lastAt('https://new.example')).toBe(null);
    expect(await reloaded.knownBy(at(APP, 'aaaaa-aa'))).toBe('10000');
    await reloaded.note('10000', at(APP, 'aaaaa-aa'));
    expect(await reloaded.lastAt(APP)).toBe('10000');
  });

  it('should not tell one app whom another one knows', async () => {
    const visited = createVisitedApps(null);
    await visited.note('10000', at(APP, 'aaaaa-aa'));
    expect(await visited.knownBy(at(OTHER, 'aaaaa-aa'))).toBe(null);
  });

  it('should write down neither app nor principal, and another digest in each browser', async () => {
    const [first, second] = [createStorage(), createStorage()];
    for (const storage of [first, second]) {
      await createVisitedApps(storage).note('10000', at(APP, 'aaaaa-aa'));
    }
    const [a, b] = [first, second].map(({ texts }) => [...texts.values()].join());
    expect(a).not.toMatch(/example|aaaaa/);
    expect(JSON.parse(a!)).not.toEqual(JSON.parse(b!));
  });

  it('should forget an identity, and take that back', async () => {
    const visited = createVisitedApps(createStorage());
    await visited.note('10001', at(APP, 'bbbbb-bb'));
    await visited.note('10000', at(APP, 'aaaaa-aa'));
    const undo = visited.forget('10000');
    expect(await visited.lastAt(APP)).toBe('10001');
    expect(await visited.knownBy(at(APP, 'aaaaa-aa'))).toBe(null);
    undo();
    expect(await visited.lastAt(APP)).toBe('10000');
  });

  it('should keep the last forty apps of an identity', async () => {
    const visited = createVisitedApps(createStorage());
    await visited.note('10001', at(APP, 'b'));
    for (let i = 0; i <= MAX_VISITS; i++) await visited.note('10000', at(`https://${i}.example`, 'a'));
    expect(await visited.lastAt('https://0.example')).toBe(null);
    expect(await visited.lastAt('https://1.example')).toBe('10000');
    expect(await visited.lastAt(APP)).toBe('10001');
  });

  it('should do with a storage that fails', async () => {
    const fail = (): never => {
      throw new DOMException('denied', 'SecurityError');
    };
    const visited = createVisitedApps({ getItem: fail, setItem: fail });
    await visited.note('10000', at(APP, 'aaaaa-aa'));
    expect(await visited.lastAt(APP)).toBe('10000');
  });
});

describe('parseVisitedApps', () => {
  it('should drop what is no visit', () => {
    const key = btoa('k'.repeat(32));
    const good = { number: '10000', app: 'a', user: 'b' };
    const entries = [good, { ...good, number: '<b>' }, { ...good, app: 1 }, null, 7];
    expect(parseVisitedApps(JSON.stringify({ key, entries }))).toEqual({ key, entries: [good] });
    expect(parseVisitedApps(JSON.stringify({ key: 'short', entries }))).toBe(null);
  });

  it('should answer any text', () => {
    fc.assert(fc.property(fc.oneof(fc.string(), fc.json()), (text) => void parseVisitedApps(text)));
  });
});
