import { IDL } from '@dfinity/candid';
import { Principal } from '@dfinity/principal';
import type { SandboxModule } from '../../wasm/types.ts';
import { canisterIdFromNumber } from '../canister_id.ts';
import { LocalInstance } from '../local_instance.ts';
import {
  CanisterIdArg,
  InstallCodeArg,
  type InstallModeArg,
  ProvisionalCreateArg,
  type SettingsArg,
} from '../management/candid.ts';
import { ANONYMOUS, MANAGEMENT_CANISTER } from '../principal.ts';
import type { CallResult, EffectivePrincipal, InstancePorts, PrincipalBytes, SubnetInfo } from '../types.ts';

/* A small network for unit tests: an application and an II subnet, with calls that run until they are answered. */

/** 2023-11-14T22:13:20Z in nanoseconds. */
export const START_TIME = 1_700_000_000_000_000_000n;

export const APPLICATION: SubnetInfo = subnetInfo('Application', 1, 0x100n);
export const II: SubnetInfo = subnetInfo('II', 2, 0x200n);

function subnetInfo(kind: SubnetInfo['kind'], mark: number, first: bigint): SubnetInfo {
  return {
    id: Uint8Array.from({ length: 29 }, (_, at) => (at === 28 ? 2 : mark)),
    kind,
    seed: new Uint8Array(32).fill(mark),
    size: 13,
    ranges: [{ start: canisterIdFromNumber(first), end: canisterIdFromNumber(first + 0xffn) }],
  };
}

/** Settings that change nothing; spread to change some. */
export const NO_SETTINGS: SettingsArg = {
  controllers: [],
  compute_allocation: [],
  memory_allocation: [],
  freezing_threshold: [],
  reserved_cycles_limit: [],
  log_visibility: [],
  snapshot_visibility: [],
  status_visibility: [],
  minimum_incoming_canister_call_cycles: [],
  log_memory_limit: [],
  wasm_memory_limit: [],
  wasm_memory_threshold: [],
  environment_variables: [],
};

export class TestNetwork {
  readonly instance: LocalInstance;
  readonly logs: string[];
  #messages = 0;

  constructor(instance: LocalInstance, logs: string[]) {
    this.instance = instance;
    this.logs = logs;
  }

  static create(wasm: SandboxModule, stateDir?: string): TestNetwork {
    const logs: string[] = [];
    const options = { subnets: [APPLICATION, II], time: START_TIME, ...(stateDir && { stateDir }) };
    return new TestNetwork(LocalInstance.create(options, testPorts(logs), wasm), logs);
  }

  static open(wasm: SandboxModule, stateDir: string): TestNetwork {
    const logs: string[] = [];
    const network = new TestNetwork(LocalInstance.open(stateDir, testPorts(logs), wasm), logs);
    // Message ids must differ from those before the restart.
    network.#messages = 1_000_000;
    return network;
  }

  /** Submits a message without running it; answers its id. @throws when it is refused at once. */
  submit(
    canisterId: PrincipalBytes,
    method: string,
    arg: Uint8Array = new Uint8Array(0),
    sender: PrincipalBytes = ANONYMOUS,
    effective: EffectivePrincipal = { kind: 'none' },
  ): Uint8Array {
    const messageId = new Uint8Array(32);
    new DataView(messageId.buffer).setUint32(0, ++this.#messages);
    const expiry = this.instance.time + 300_000_000_000n;
    const message = { messageId, expiry, canisterId, method, arg, sender, effective };
    const submitted = this.instance.submitIngress(message, { inspect: true });
    if (!submitted.ok) throw new Error(`${submitted.reject.errorCode} ${submitted.reject.message}`);
    return messageId;
  }

  /** The answer of a submitted message, after as many rounds as it takes (100 at most). */
  result(messageId: Uint8Array): CallResult {
    const status = this.instance.runUntilDone(messageId, 100);
    if (status?.kind === 'replied') return { kind: 'reply', bytes: status.bytes };
    if (status?.kind === 'rejected') return { kind: 'reject', reject: status.reject };
    throw new Error(`the message is ${status?.kind ?? 'unknown'} after 100 rounds`);
  }

  /** Submits and runs a message. */
  call(...call: Parameters<TestNetwork['submit']>): CallResult {
    return this.result(this.submit(...call));
  }

  /** The bytes of a reply, @throws what the call was rejected with. */
  reply(...call: Parameters<TestNetwork['submit']>): Uint8Array {
    const result = this.call(...call);
    if (result.kind === 'reply') return result.bytes;
    throw new Error(`${result.reject.errorCode} ${result.reject.message}`);
  }

  query(canisterId: PrincipalBytes, method: string, arg: Uint8Array = new Uint8Array(0)): CallResult {
    const effective = { kind: 'none' } as const;
    return this.instance.query({ canisterId, method, arg, sender: ANONYMOUS, effective });
  }

  /** Calls the management canister with one Candid argument. */
  manage(
    method: string,
    type: IDL.Type,
    value: unknown,
    sender: PrincipalBytes = ANONYMOUS,
    effective?: EffectivePrincipal,
  ): Uint8Array {
    return this.reply(MANAGEMENT_CANISTER, method, IDL.encode([type], [value]), sender, effective);
  }

  /** Calls a management method whose argument is just a canister id. */
  manageCanister(method: string, id: PrincipalBytes, sender: PrincipalBytes = ANONYMOUS): Uint8Array {
    return this.manage(method, CanisterIdArg, { canister_id: Principal.fromUint8Array(id) }, sender);
  }

  create(
    options: { specifiedId?: PrincipalBytes; cycles?: bigint; subnet?: SubnetInfo } = {},
  ): PrincipalBytes {
    const { specifiedId, cycles, subnet } = options;
    const arg = {
      amount: cycles === undefined ? [] : [cycles],
      // Balances of unit tests are small: nothing of them stays reserved.
      settings: [{ ...NO_SETTINGS, freezing_threshold: [0n] }],
      specified_id: specifiedId === undefined ? [] : [Principal.fromUint8Array(specifiedId)],
      sender_canister_version: [],
    };
    const effective = subnet && ({ kind: 'subnet', id: subnet.id } as const);
    const method = 'provisional_create_canister_with_cycles';
    const reply = this.manage(method, ProvisionalCreateArg, arg, ANONYMOUS, effective);
    const [created] = IDL.decode([CanisterIdArg], reply) as unknown as [CanisterIdArg];
    return created.canister_id.toUint8Array();
  }

  install(
    id: PrincipalBytes,
    wasm: Uint8Array,
    mode: InstallModeArg = { install: null },
    arg: Uint8Array = new Uint8Array(0),
  ): void {
    const canisterId = Principal.fromUint8Array(id);
    this.manage('install_code', InstallCodeArg, {
      mode,
      canister_id: canisterId,
      wasm_module: wasm,
      arg,
      sender_canister_version: [],
    });
  }

  /** Creates a canister and installs the module. */
  deploy(wasm: Uint8Array, options: Parameters<TestNetwork['create']>[0] = {}): PrincipalBytes {
    const id = this.create(options);
    this.install(id, wasm);
    return id;
  }
}

function testPorts(logs: string[]): InstancePorts {
  return {
    dataCertificate: (canisterId) => Uint8Array.of(...Buffer.from('certificate of '), ...canisterId),
    log: (_canisterId, _time, text) => logs.push(text),
    rootKeyDer: () => new Uint8Array(133).fill(7),
  };
}
