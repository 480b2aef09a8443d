/** The built canister in an instance of the local IC's core, which counts instructions by the IC's weights. */
import { readFileSync } from 'node:fs';
import { IDL } from '@dfinity/candid';
import { Principal } from '@dfinity/principal';
import {
  idlFactory,
  type _SERVICE,
  type InternetIdentityInit,
} from '../../src/declarations/internet_identity.did.ts';
import { createInstance } from '../../tools/local-ic/src/ic/instance.ts';
import type { Instance, SubnetInfo } from '../../tools/local-ic/src/ic/types.ts';
import { readInterface } from '../codec/interface_model.ts';
import { messageHeader } from '../codec/message_header.ts';
import { rustHeader } from '../codec/rust_header.ts';
import { encodeInit, LOCAL_INIT } from '../local_network/init_arg.ts';
import { solutionOf } from './captcha_solution.ts';

const BUILT = new URL('../../dist/internet_identity.wasm.gz', import.meta.url);
const CANISTER = Principal.fromText('rdmx6-jaaaa-aaaaa-aaadq-cai').toUint8Array();
const CANISTER_ID_RECORD = IDL.Record({ canister_id: IDL.Principal });
const CONTROLLER = Principal.selfAuthenticating(new Uint8Array(32)).toUint8Array();
/** 2025-01-01 in nanoseconds: any fixed time will do. */
const START = 1_735_689_600_000_000_000n;
/** A certificate on the mainnet, subnet delegation included, is this long. */
const CERTIFICATE_BYTES = 1600;

const canisterId = (number: number): Uint8Array =>
  Uint8Array.of(0, 0, 0, 0, 0, (number >> 16) & 255, (number >> 8) & 255, number & 255, 1, 1);

const SUBNET: SubnetInfo = {
  id: Principal.selfAuthenticating(new Uint8Array(133)).toUint8Array(),
  kind: 'II',
  seed: new Uint8Array(32),
  size: 28,
  ranges: [{ start: canisterId(0), end: canisterId(0xffff) }],
};

type Methods = { [K in keyof _SERVICE]: _SERVICE[K] };
type Arguments<M extends keyof Methods> = Parameters<Methods[M]>;
type Reply<M extends keyof Methods> = Awaited<ReturnType<Methods[M]>>;

/** What a replica charges for each byte that leaves a canister, in instructions. */
const TRANSMISSION_COST_PER_BYTE = 50;

/** IC instructions of all messages that a call took. */
export interface Cost {
  /** What was executed: the meter of the goals, which counts no bytes on their way out. */
  readonly executed: bigint;
  /** What a replica charges: the same, and the bytes of the reply. */
  readonly charged: bigint;
}

/** A reply with what it cost. */
export interface Measured<T> {
  readonly reply: T;
  readonly cost: Cost;
}

const declarations = readFileSync(
  new URL('../../src/declarations/internet_identity.did.ts', import.meta.url),
  'utf8',
);

export class BenchedCanister {
  readonly #instance: Instance;
  readonly #functions: ReadonlyMap<string, IDL.FuncClass>;
  #messages = 0;
  /** IC instructions of the installation. */
  readonly install: bigint;
  readonly #wasm: Uint8Array;
  readonly #init: InternetIdentityInit;
  readonly #interface = readInterface(declarations);
  /** Whose type tables the arguments come with. */
  callers: 'agent' | 'rust' = 'agent';

  /**
   * @param wasm - module to install, by default the one that was built
   * @param log - gets what the canister prints
   * @param init - what it is installed with
   */
  constructor(
    wasm: Uint8Array = readFileSync(BUILT),
    log: (text: string) => void = () => undefined,
    init: InternetIdentityInit = LOCAL_INIT,
  ) {
    this.#init = init;
    const certificate = new Uint8Array(CERTIFICATE_BYTES).fill(0xa5);
    this.#instance = createInstance(
      { subnets: [SUBNET], time: START },
      { dataCertificate: () => certificate, log: (_canister, _time, text) => log(text) },
    );
    this.#functions = new Map(idlFactory({ IDL })._fields);
    this.#wasm = wasm;
    this.install = this.#installCode({ install: null });
  }

  get time(): bigint {
    return this.#instance.time;
  }

  /** Moves the clock. */
  advance(nanoseconds: bigint): void {
    this.#instance.setTime(this.#instance.time + nanoseconds);
  }

  /** Bytes of the wasm heap. */
  get heapBytes(): number {
    const { Record, Nat } = IDL;
    const arg = IDL.encode([CANISTER_ID_RECORD], [{ canister_id: Principal.fromUint8Array(CANISTER) }]);
    const reply = this.#update(new Uint8Array(), 'canister_status', arg, CONTROLLER);
    const status = Record({ memory_metrics: Record({ wasm_memory_size: Nat }) });
    const [{ memory_metrics: metrics }] = IDL.decode([status], reply) as unknown as [
      { memory_metrics: { wasm_memory_size: bigint } },
    ];
    return Number(metrics.wasm_memory_size);
  }

  /** Upgrades to the same module. @returns its IC instructions */
  upgrade(): bigint {
    return this.#installCode({ upgrade: [] });
  }

  /** What the canister keeps. */
  get stableMemory(): Uint8Array {
    return this.#instance.stableMemory(CANISTER)!;
  }

  /** Goes on with other stable memory, after an upgrade. */
  useStableMemory(stable: Uint8Array): void {
    this.#instance.setStableMemory(CANISTER, stable);
    this.upgrade();
  }

  #create(): void {
    const { Record, Opt, Nat, Principal: PrincipalType } = IDL;
    const create = IDL.encode(
      [Record({ amount: Opt(Nat), specified_id: Opt(PrincipalType) })],
      [{ amount: [10n ** 18n], specified_id: [Principal.fromUint8Array(CANISTER)] }],
    );
    this.#update(new Uint8Array(), 'provisional_create_canister_with_cycles', create, CONTROLLER);
  }

  #installCode(mode: { install: null } | { upgrade: [] }): bigint {
    const { Record, Opt, Nat64, Principal: PrincipalType, Variant, Null, Vec, Nat8 } = IDL;
    if ('install' in mode) this.#create();
    const install = IDL.encode(
      [
        Record({
          mode: Variant({ install: Null, upgrade: Opt(Record({})) }),
          canister_id: PrincipalType,
          wasm_module: Vec(Nat8),
          arg: Vec(Nat8),
          sender_canister_version: Opt(Nat64),
        }),
      ],
      [
        {
          mode,
          canister_id: Principal.fromUint8Array(CANISTER),
          wasm_module: this.#wasm,
          arg: encodeInit(this.#init),
          sender_canister_version: [],
        },
      ],
    );
    this.#update(new Uint8Array(), 'install_code', install, CONTROLLER);
    return this.#instance.lastInstructions;
  }

  #update(canister: Uint8Array, method: string, arg: Uint8Array, sender: Uint8Array): Uint8Array {
    const messageId = new Uint8Array(32);
    new DataView(messageId.buffer).setUint32(0, this.#messages++);
    const accepted = this.#instance.submitIngress({
      messageId,
      sender,
      canisterId: canister,
      method,
      arg: new Uint8Array(arg),
      effective: { kind: 'none' },
      expiry: this.#instance.time + 300_000_000_000n,
    });
    if (!accepted.ok) throw new Error(`${method}: ${accepted.reject.message}`);
    const status = this.#instance.runUntilDone(messageId, 100);
    if (status?.kind === 'rejected') throw new Error(`${method}: ${status.reject.message}`);
    if (status?.kind !== 'replied') throw new Error(`${method}: no reply`);
    return status.bytes;
  }

  /** Calls a method as the interface declares it. */
  call<M extends keyof Methods>(sender: Principal, method: M, ...args: Arguments<M>): Measured<Reply<M>> {
    const func = this.#functions.get(method)!;
    const arg = this.#argument(method, func.argTypes, args);
    const isQuery = func.annotations.includes('query');
    const bytes = isQuery
      ? this.#query(method, arg, sender.toUint8Array())
      : this.#update(CANISTER, method, arg, sender.toUint8Array());
    const cost = this.#lastCost(bytes.length);
    const values = IDL.decode(func.retTypes, bytes);
    return { reply: (values.length > 1 ? values : values[0]) as Reply<M>, cost };
  }

  /** Calls a method with an argument that nobody encoded: the reply, or the reject's text. */
  callWithBytes(sender: Principal, method: keyof Methods, arg: Uint8Array): Measured<Uint8Array | string> {
    const isQuery = this.#functions.get(method)!.annotations.includes('query');
    let reply: Uint8Array | string;
    try {
      reply = isQuery
        ? this.#query(method, arg, sender.toUint8Array())
        : this.#update(CANISTER, method, arg, sender.toUint8Array());
    } catch (error) {
      reply = error instanceof Error ? error.message : String(error);
    }
    return { reply, cost: this.#lastCost(typeof reply === 'string' ? 0 : reply.length) };
  }

  #lastCost(replyLength: number): Cost {
    const charged = this.#instance.lastInstructions;
    return { charged, executed: charged - BigInt(TRANSMISSION_COST_PER_BYTE * replyLength) };
  }

  #argument(method: string, types: IDL.Type[], args: unknown[]): Uint8Array {
    const fromAgent = new Uint8Array(IDL.encode(types, args));
    if (this.callers === 'agent') return fromAgent;
    const declared = this.#interface.methods.find(({ name }) => name === method)!;
    const values = fromAgent.subarray(messageHeader(types).length);
    return new Uint8Array(Buffer.concat([rustHeader(this.#interface, declared.args), values]));
  }

  #query(method: string, arg: Uint8Array, sender: Uint8Array): Uint8Array {
    const result = this.#instance.query({
      sender,
      canisterId: CANISTER,
      method,
      arg,
      effective: { kind: 'none' },
    });
    if (result.kind === 'reject') throw new Error(`${method}: ${result.reject.message}`);
    return result.bytes;
  }

  /** What a captcha of this canister says. */
  solutionOf(pngBase64: string): string {
    return solutionOf(pngBase64, SUBNET);
  }

  close(): void {
    this.#instance.close();
  }
}
