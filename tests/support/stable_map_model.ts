/** Random steps in a canister's stable maps, beside what JavaScript's own maps make of them. */
import { fileURLToPath } from 'node:url';
import type { Principal } from '@icp-sdk/core/principal';
import type { PocketIc } from '@dfinity/pic';
import { expect } from 'vitest';
import { StableImage } from '../../scripts/bench/stable_image/stable_image.ts';
import { buildCanister } from '../../scripts/build/canister.ts';
import { Random } from './random.ts';

const MEMORY_IDS = [1, 2, 7] as const;
/** So few that most steps meet one that is there, and enough for four levels of nodes. */
const KEYS = 400;
const STEPS_OF_A_CALL = 100;

type Model = ReadonlyMap<number, Map<string, string>>;

/** The wasm of `stable_map_canister.ts`. */
export async function stableMapWasm(): Promise<Uint8Array> {
  const { wasm } = await buildCanister({
    root: fileURLToPath(new URL('../..', import.meta.url)),
    main: './tests/support/stable_map_canister.ts',
    did: 'service : {}',
    define: { __NATIVE__: 'true' },
    withoutAzle: true,
    embedded: new Uint8Array(),
    guardsStableMemory: false,
  });
  return wasm;
}

/** Takes so many steps, in updates, queries, messages that trap and between upgrades, and compares all answers. */
export async function expectMapsToAgree(pic: PocketIc, wasm: Uint8Array, steps: number): Promise<void> {
  const canisterId = await pic.createCanister();
  await pic.installCode({ canisterId, wasm });
  const random = new Random(steps);
  let model: Model = new Map(MEMORY_IDS.map((id) => [id, new Map<string, string>()]));
  for (let taken = 0; taken < steps; taken += STEPS_OF_A_CALL) {
    const after: Model = new Map([...model].map(([id, entries]) => [id, new Map(entries)]));
    const lines = randomSteps(random);
    const expected = lines.map((line) => stepInModel(after, line)).join('\n');
    const arg = new TextEncoder().encode(lines.join('\n'));
    if (random.oneIn(8)) {
      await expect(pic.updateCall({ canisterId, method: 'run_and_trap', arg })).rejects.toThrow('as planned');
    } else if (random.oneIn(8)) {
      const answer = await pic.queryCall({ canisterId, method: 'run_in_query', arg });
      expect(Buffer.from(answer).toString()).toBe(expected);
    } else {
      const answer = await pic.updateCall({ canisterId, method: 'run', arg });
      expect(Buffer.from(answer).toString()).toBe(expected);
      model = after;
    }
    if (random.oneIn(40)) await pic.upgradeCanister({ canisterId, wasm });
  }
  await expectStored(pic, canisterId, model);
}

/** Reads stable memory without Azle. */
async function expectStored(pic: PocketIc, canisterId: Principal, model: Model): Promise<void> {
  const image = new StableImage(new Uint8Array(await pic.getStableMemory(canisterId)));
  for (const [id, entries] of model) {
    const stored = [...image.tree(id).entries()].map((entry) => entry.map((bytes) => hex(bytes)));
    const expected = [...entries].map(([key, value]) => [bytesOf(key, 2), bytesOf(value, 1)].map(hex));
    expect(stored).toEqual(expected.sort(([a], [b]) => (a! < b! ? -1 : 1)));
  }
}

/** Many of them touch again what the one before did, with something in between or not. */
function randomSteps(random: Random): string[] {
  const lines: string[] = [];
  let key = randomKey(random);
  let id = random.of(MEMORY_IDS);
  while (lines.length < STEPS_OF_A_CALL) {
    if (random.oneIn(3)) key = randomKey(random);
    if (random.oneIn(4)) id = random.of(MEMORY_IDS);
    // More insertions than removals, so that maps grow; removals enough that nodes are joined.
    const what = random.of(['get', 'get', 'get', 'has', 'insert', 'insert', 'insert', 'remove', 'size']);
    lines.push(what === 'insert' ? `insert ${id} ${key} ${randomValue(random)}` : `${what} ${id} ${key}`);
  }
  return lines;
}

/** From nothing to longer than what a node keeps of a key when it is loaded. */
function randomKey(random: Random): string {
  const n = random.below(KEYS);
  const times = n % 17;
  return `${times === 0 ? 0 : n}*${times}`;
}

/** Sometimes longer than a page of a node. */
function randomValue(random: Random): string {
  const times = random.oneIn(20) ? 1500 : random.below(60);
  return `${times === 0 ? 0 : random.below(256)}*${times}`;
}

function stepInModel(model: Model, line: string): string {
  const [what, id, key = '', value = ''] = line.split(' ');
  const entries = model.get(Number(id))!;
  const former = entries.get(key) ?? 'none';
  switch (what) {
    case 'get':
      return former;
    case 'has':
      return String(entries.has(key));
    case 'insert':
      entries.set(key, value);
      return '';
    case 'remove':
      entries.delete(key);
      return former;
    default:
      return String(entries.size);
  }
}

/** What the canister makes of a text. */
function bytesOf(text: string, width: 1 | 2): Buffer {
  const [number, times] = text.split('*').map(Number);
  const element = Buffer.alloc(width);
  element.writeUIntLE(number!, 0, width);
  return Buffer.alloc(times! * width, element);
}

const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex');
