import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createContext, runInContext } from 'node:vm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { bundleWithAzle, bundleWithoutAzle } from './bundle.ts';
import { methodNames, readMethodMetadata } from './method_metadata.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** A canister that uses what is not the same with and without Azle's JavaScript half. */
const CANISTER = `
import { call, init, msgArgData, msgReply, Principal, query, setTimer, StableBTreeMap, update } from 'azle';
declare const __FLAG__: string;
const bytes = { toBytes: (value: Uint8Array) => value, fromBytes: (value: Uint8Array) => value };
export default class {
  #map: StableBTreeMap<Uint8Array, Uint8Array> | null = null;
  @init([], { manual: true }) init() {
    this.#map = new StableBTreeMap(7, bytes, bytes);
  }
  @update([], undefined, { manual: true }) write() {
    this.#map!.insert(msgArgData(), new TextEncoder().encode(__FLAG__));
    msgReply(this.#map!.get(msgArgData())!);
  }
  @query([], undefined, { manual: true }) read() {
    msgReply(msgArgData());
  }
  @query([], undefined, { manual: true, composite: true }) gather() {}
  @update([], undefined, { manual: true }) async forward() {
    const canister = Principal.fromUint8Array(Uint8Array.of(1, 2));
    try {
      msgReply(await call<Uint8Array, Uint8Array>(canister, 'method', { raw: true, args: msgArgData() }));
    } catch (error) {
      msgReply(Uint8Array.of(error as number));
    }
  }
  @update([], undefined, { manual: true }) later() {
    setTimer(3, () => { msgReply(Uint8Array.of(99)); });
  }
}
`;

interface Callbacks {
  readonly [index: number]: () => unknown;
}

/** A realm with the globals that Azle's Rust half gives to a canister, and what the canister did with them. */
class Realm {
  readonly replies: number[][] = [];
  readonly calls: { id: string; canister: number[]; method: string; args: number[]; cycles: string }[] = [];
  arg: Uint8Array = new Uint8Array();
  readonly globals: Record<string, unknown> & {
    _azleResolveCallbacks: Record<string, (value: unknown) => void>;
    _azleRejectCallbacks: Record<string, (value: unknown) => void>;
    _azleTimerCallbacks: Record<string, () => unknown>;
  };
  readonly #map = new Map<string, Uint8Array>();

  constructor(javascript: string) {
    this.globals = {
      _azleResolveCallbacks: {},
      _azleRejectCallbacks: {},
      _azleTimerCallbacks: {},
      _azleIc: {
        msgArgData: () => this.arg,
        msgReply: (data: Uint8Array) => this.replies.push([...data]),
        stableBTreeMapInit: (id: number) => expect(id).toBe(7),
        stableBTreeMapInsert: (_: number, key: Uint8Array, value: Uint8Array) => {
          this.#map.set(key.join(), value);
        },
        stableBTreeMapGet: (_: number, key: Uint8Array) => this.#map.get(key.join()),
        callRaw: (
          id: string,
          reject: string,
          canister: Uint8Array,
          method: string,
          args: Uint8Array,
          cycles: string,
        ) => {
          expect(reject).toBe(id);
          this.calls.push({ id, canister: [...canister], method, args: [...args], cycles });
        },
        setTimer: () => 5n,
      },
    };
    runInContext(javascript, createContext(this.globals));
  }

  run(index: number, arg: Uint8Array = new Uint8Array()): unknown {
    this.arg = arg;
    return (this.globals['_azleCanisterClassMeta'] as { callbacks: Callbacks }).callbacks[index]!();
  }

  dispatch(type: string, payload: unknown): void {
    (this.globals['_azleDispatch'] as (action: object) => void)({ type, payload });
  }
}

describe('bundle', () => {
  let folder: string;
  let withAzle: string;
  let withoutAzle: string;

  beforeAll(async () => {
    // Below the root, where packages are found.
    mkdirSync(join(root, '.cache'), { recursive: true });
    folder = mkdtempSync(join(root, '.cache/bundle-'));
    writeFileSync(join(folder, 'index.ts'), CANISTER);
    const options = { root, main: `./${relative(root, folder)}/index.ts`, define: { __FLAG__: '"flag"' } };
    withAzle = await bundleWithAzle(options);
    withoutAzle = await bundleWithoutAzle(options, methodNames(readMethodMetadata(withAzle)));
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  it('tells the methods of a class by its decorators', () => {
    expect(readMethodMetadata(withAzle)).toMatchObject({
      init: { name: 'init', index: 0 },
      updates: [
        { name: 'write', index: 1 },
        { name: 'forward', index: 4 },
        { name: 'later', index: 5 },
      ],
      queries: [
        { name: 'read', index: 2, composite: false },
        { name: 'gather', index: 3, composite: true },
      ],
    });
  });

  it('names nothing of the machine that built it', () => {
    for (const javascript of [withAzle, withoutAzle]) expect(javascript).not.toContain(root);
  });

  it('takes generated modules from memory, whatever file there is', async () => {
    const word = join(folder, 'generated/word.ts');
    mkdirSync(dirname(word));
    writeFileSync(word, `export const WORD = 'from a file';`);
    const source = `import { WORD } from './generated/word.ts'; export default class { word = WORD; }`;
    writeFileSync(join(folder, 'generated.ts'), source);
    const options = { root, main: `./${relative(root, folder)}/generated.ts`, define: {} };
    const bundled = await bundleWithAzle({
      ...options,
      generated: { [word]: `export const WORD = 'from memory';` },
    });
    expect(bundled).toContain('from memory');
    expect(bundled).not.toContain('from a file');
  });

  it('finds what generated modules import, where their folder has never been', async () => {
    writeFileSync(join(folder, 'real.ts'), `export const REAL = 'from a source';`);
    const source = `import { REAL } from './never/made.ts'; export default class { real = REAL; }`;
    writeFileSync(join(folder, 'importing.ts'), source);
    const bundled = await bundleWithAzle({
      root,
      main: `./${relative(root, folder)}/importing.ts`,
      define: {},
      generated: { [join(folder, 'never/made.ts')]: `export { REAL } from '../real.ts';` },
    });
    expect(bundled).toContain('from a source');
  });

  it('is far smaller without the legacy encodings, and again without Azle', () => {
    expect(withAzle.length).toBeLessThan(90_000);
    expect(withoutAzle.length).toBeLessThan(6_000);
  });

  describe('without Azle', () => {
    let realm: Realm;
    beforeAll(() => {
      realm = new Realm(withoutAzle);
    });

    it('runs methods at their indexes, synchronously', () => {
      realm.run(0);
      realm.run(2, Uint8Array.of(8));
      expect(realm.replies.at(-1)).toEqual([8]);
      realm.run(1, Uint8Array.of(1));
      expect(realm.replies.at(-1)).toEqual([...new TextEncoder().encode('flag')]);
    });

    it('settles calls by the callbacks that the Rust half looks up, which it then removes', async () => {
      const answered = realm.run(4, Uint8Array.of(3));
      const refused = realm.run(4, Uint8Array.of(4));
      const [first, second] = realm.calls;
      expect(first).toMatchObject({ canister: [1, 2], method: 'method', args: [3], cycles: '0' });
      realm.globals._azleResolveCallbacks[first!.id]!(Uint8Array.of(30));
      realm.globals._azleRejectCallbacks[second!.id]!(40);
      await Promise.all([answered, refused]);
      expect(realm.replies.slice(-2)).toEqual([[30], [40]]);
      for (const { id } of realm.calls) {
        realm.dispatch('DELETE_AZLE_RESOLVE_CALLBACK', id);
        realm.dispatch('DELETE_AZLE_REJECT_CALLBACK', id);
      }
      expect(realm.globals._azleResolveCallbacks).toEqual({});
      expect(realm.globals._azleRejectCallbacks).toEqual({});
    });

    it('keeps a timer until the Rust half removes it', () => {
      realm.run(5);
      realm.globals._azleTimerCallbacks['5']!();
      expect(realm.replies.at(-1)).toEqual([99]);
      realm.dispatch('DELETE_AZLE_TIMER_CALLBACK', 5n);
      expect(realm.globals._azleTimerCallbacks).toEqual({});
    });
  });
});
