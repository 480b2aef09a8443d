import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CallContexts } from '../call_context.ts';
import { Canister } from '../canister.ts';
import type { ChangeDetails } from '../canister_history.ts';
import type { Message, Origin } from '../message.ts';
import type { Visibility } from '../settings.ts';
import type { IngressStatus } from '../types.ts';
import { BinaryReader } from './binary_reader.ts';
import { BinaryWriter } from './binary_writer.ts';
import { readCanister, writeCanister } from './canister_codec.ts';
import { MemoryImage, readMemory, readPages, writeMemory, writePages } from './memory_codec.ts';
import { readMessage, readStatus, writeMessage, writeStatus } from './message_codec.ts';

/** What is read back from what was written, which must be all of it. */
function roundTrip<T>(write: (out: BinaryWriter) => void, read: (from: BinaryReader) => T): T {
  const out = new BinaryWriter(1);
  write(out);
  const from = new BinaryReader(out.bytes());
  const value = read(from);
  expect(from.atEnd).toBe(true);
  return value;
}

const u32 = fc.integer({ min: 0, max: 2 ** 32 - 1 });
const u64 = fc.bigInt({ min: 0n, max: 2n ** 64n - 1n });
const u128 = fc.bigInt({ min: 0n, max: 2n ** 128n - 1n });
const i64 = fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n });
const bytes = fc.uint8Array({ maxLength: 100 });
const id = fc.uint8Array({ maxLength: 29 });
const origin: fc.Arbitrary<Origin> = fc.oneof(
  fc.record({ kind: fc.constant('ingress' as const), messageId: bytes }),
  fc.record({ kind: fc.constant('canister' as const), canisterId: id, callbackId: u32 }),
  fc.constant({ kind: 'system' as const }),
);
const reject = fc.record({
  code: fc.integer({ min: 1, max: 6 }),
  message: fc.string(),
  errorCode: fc.string(),
});
const message: fc.Arbitrary<Message> = fc.oneof(
  fc.record({
    kind: fc.constant('request' as const),
    origin,
    sender: id,
    receiver: id,
    method: fc.string({ unit: 'binary' }),
    arg: bytes,
    cycles: u128,
    deadline: u64,
  }),
  fc.record({
    kind: fc.constant('response' as const),
    receiver: id,
    callbackId: u32,
    result: fc.oneof(
      fc.record({ kind: fc.constant('reply' as const), bytes }),
      fc.record({ kind: fc.constant('reject' as const), reject }),
    ),
    refund: u128,
  }),
);
const status: fc.Arbitrary<IngressStatus> = fc.oneof(
  fc.constantFrom<IngressStatus>({ kind: 'received' }, { kind: 'processing' }, { kind: 'done' }),
  fc.record({ kind: fc.constant('replied' as const), bytes }),
  fc.record({ kind: fc.constant('rejected' as const), reject }),
);

describe('records of the journal', () => {
  it('bring messages back', () => {
    fc.assert(
      fc.property(message, (value) => {
        expect(roundTrip((out) => writeMessage(out, value), readMessage)).toEqual(value);
      }),
    );
  });

  it('bring statuses back', () => {
    fc.assert(
      fc.property(status, (value) => {
        expect(roundTrip((out) => writeStatus(out, value), readStatus)).toEqual(value);
      }),
    );
  });

  it('bring canisters back', () => {
    const visibility: fc.Arbitrary<Visibility> = fc.oneof(
      fc.constantFrom<Visibility>({ kind: 'controllers' }, { kind: 'public' }),
      fc.record({ kind: fc.constant('allowed_viewers' as const), viewers: fc.array(id) }),
    );
    const drawn = fc.record({
      settings: fc.record({
        controllers: fc.array(id),
        computeAllocation: u64,
        memoryAllocation: u64,
        freezingThreshold: u64,
        reservedCyclesLimit: u128,
        wasmMemoryLimit: u64,
        wasmMemoryThreshold: u64,
        logVisibility: visibility,
        snapshotVisibility: visibility,
        statusVisibility: visibility,
        minimumCallCycles: fc.bigInt(0n, 2n ** 128n - 1n),
        logMemoryLimit: u64,
        environment: fc.array(fc.tuple(fc.string(), fc.string())).map((pairs) => new Map(pairs)),
      }),
      status: fc.oneof(
        fc.constantFrom({ kind: 'running' as const }, { kind: 'stopped' as const }),
        fc.record({
          kind: fc.constant('stopping' as const),
          waiters: fc.array(fc.record({ origin, cycles: u128, giveUpAt: u64 })),
        }),
      ),
      cycles: u128,
      version: u64,
      certifiedData: bytes,
      globalTimer: u64,
      lowMemoryHook: fc.constantFrom('not_satisfied' as const, 'ready' as const, 'executed' as const),
    });
    const call = fc.record({
      origin,
      caller: id,
      cycles: u128,
      deadline: u64,
      callee: id,
      env: i64,
      fn: u32,
    });
    const change = fc.record({
      time: u64,
      canisterVersion: u64,
      id,
      version: fc.option(u64, { nil: undefined }),
    });
    fc.assert(
      fc.property(id, drawn, fc.array(call), fc.array(change), (canisterId, fields, calls, changes) => {
        const canister = Object.assign(new Canister(canisterId, []), fields);
        canister.contexts = new CallContexts();
        for (const { origin: from, caller, cycles, deadline, callee, env, fn } of calls) {
          const context = canister.contexts.openContext(from, caller, cycles, deadline);
          const onCleanup = fn % 2 === 0 ? undefined : { fn, env };
          const [onReply, onReject] = [
            { fn, env },
            { fn: 1, env: -env - 1n },
          ];
          canister.contexts.addCallback(context, { callee, onReply, onReject, onCleanup, deadline });
        }
        for (const { version, id: by, ...each } of changes) {
          const snapshot = { canisterVersion: each.time, snapshotId: by, takenAt: 1n };
          const all: ChangeDetails[] = [
            { kind: 'creation', controllers: [by], environmentHash: by },
            { kind: 'settings_change', controllers: undefined, environmentHash: by },
            { kind: 'load_snapshot', ...snapshot, source: 'metadata_upload' },
          ];
          for (const details of all) {
            canister.history.add({ ...each, origin: { kind: 'canister', id: by, version }, details });
          }
          canister.log.add(each.time, 'line', 4096);
        }
        const read = roundTrip((out) => writeCanister(out, canister), readCanister);
        expect(read.moduleHash).toBeUndefined();
        expect(read.canister.cycles).toBe(canister.cycles);
        expect({ ...read.canister, contexts: undefined }).toEqual({ ...canister, contexts: undefined });
        expect([...read.canister.contexts.open]).toEqual([...canister.contexts.open]);
        expect([...read.canister.contexts.callbacks]).toEqual([...canister.contexts.callbacks]);
        expect(read.canister.contexts.nextId).toBe(canister.contexts.nextId);
        expect(read.canister.history.recent).toEqual(canister.history.recent);
        expect(read.canister.log.records).toEqual(canister.log.records);
      }),
      { numRuns: 50 },
    );
  });

  it('bring memory back, page by page, and forget what a smaller memory no longer has', () => {
    const image = new MemoryImage();
    const page = (fill: number): Uint8Array => new Uint8Array(4096).fill(fill);
    const globals = [7, -1.5, -(2n ** 63n), 2n ** 63n - 1n];
    const write = (size: number, pages: [number, Uint8Array][]): void => {
      const none = { size: 0, pages: new Map<number, Uint8Array>() };
      const state = { heap: none, stable: { size, pages: new Map(pages) }, globals };
      roundTrip(
        (out) => writeMemory(out, state),
        (from) => readMemory(from, image),
      );
      roundTrip(
        (out) => writePages(out, 'stable', pages),
        (from) => readPages(from, image),
      );
    };
    write(3 * 4096, [
      [0, page(1)],
      [2, page(2)],
    ]);
    write(3 * 4096, [[2, page(3)]]);
    expect([...image.stable.pages]).toEqual([
      [0, page(1)],
      [2, page(3)],
    ]);
    expect(image.globals).toEqual(globals);
    write(4096, []);
    write(3 * 4096, []);
    expect([...image.stable.pages.keys()]).toEqual([0]);
  });

  it('are never read past their end', () => {
    const from = new BinaryReader(Uint8Array.of(5, 0, 0, 0, 1));
    expect(() => from.blob()).toThrow(RangeError);
    expect(() => new BinaryReader(new Uint8Array(3)).u32()).toThrow(RangeError);
  });
});
