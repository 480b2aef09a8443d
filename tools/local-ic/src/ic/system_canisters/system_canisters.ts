import { createHash } from 'node:crypto';
import { Principal } from '@dfinity/principal';
import { Canister } from '../canister.ts';
import type { RequestMessage } from '../message.ts';
import type { Network } from '../network.ts';
import { bytesKey } from '../principal.ts';
import { canisterError, ERROR, methodNotFound, rejected } from '../reject.ts';
import type { Subnet } from '../subnet.ts';
import type { CallResult, SystemFeature } from '../types.ts';
import { cyclesLedger } from './cycles_ledger.ts';
import { cyclesMinting } from './cycles_minting.ts';
import { registry } from './registry.ts';
import type { SystemCanister } from './system_canister.ts';

const BY_FEATURE: Readonly<Record<SystemFeature, SystemCanister>> = {
  registry,
  cycles_minting: cyclesMinting,
  cycles_token: cyclesLedger,
};

/** Cycles of a new system canister. */
const CYCLES = 2n ** 64n;
/** The canister that controls the others of the NNS on mainnet. */
const ROOT = Principal.fromText('r7inp-6aaaa-aaaaa-aaabq-cai').toUint8Array();

/** By the hashes of their modules: a canister is a system canister because it has such a module. */
const byModule = new Map<string, SystemCanister>();
for (const system of Object.values(BY_FEATURE)) {
  byModule.set(bytesKey(createHash('sha256').update(moduleOf(system)).digest()), system);
}

/** Adds the system canisters of some features to a new network, which must have their subnets. */
export function addSystemCanisters(net: Network, features: readonly SystemFeature[]): void {
  for (const feature of features) {
    const system = BY_FEATURE[feature];
    const id = Principal.fromText(system.id).toUint8Array();
    const subnet = net.subnets.find(({ info }) => info.kind === system.subnet);
    if (subnet === undefined) throw new Error(`${feature} needs a subnet of kind ${system.subnet}`);
    const canister = new Canister(id, [ROOT]);
    canister.cycles = CYCLES;
    subnet.canistersByKey.set(canister.key, canister);
    net.changedSubnets.add(subnet);
    const module = net.wasm.parseModule(moduleOf(system));
    if ('errorCode' in module) throw new Error(module.message);
    // Not by install_code, which would ask for the root key: keys are made from the network once it stands.
    canister.sandbox = net.wasm.createSandbox(module);
    canister.history.add({
      time: subnet.time,
      canisterVersion: canister.version,
      origin: { kind: 'canister', id: ROOT, version: undefined },
      details: { kind: 'code_deployment', mode: 'install', moduleHash: module.hash },
    });
    net.touch(subnet, canister);
    system.start?.(canister);
  }
}

type SystemRequest = Pick<RequestMessage, 'sender' | 'method' | 'arg' | 'cycles'>;

/**
 * Answers a call to a system canister.
 * @returns nothing when the canister is one like all others
 */
export function callSystemCanister(
  net: Network,
  subnet: Subnet,
  canister: Canister,
  { sender, method, arg, cycles }: SystemRequest,
  kind: 'query' | 'update',
): { readonly result: CallResult; readonly refund: bigint } | undefined {
  const system = canister.sandbox && byModule.get(bytesKey(canister.sandbox.module.hash));
  if (system === undefined) return undefined;
  const found = Object.hasOwn(system.methods, method) ? system.methods[method] : undefined;
  if (found === undefined || (kind === 'query' && found.kind === 'update')) {
    return { result: rejected(methodNotFound(canister.id, kind, method)), refund: cycles };
  }
  try {
    let refund = cycles;
    const takeCycles = (): bigint => {
      refund = 0n;
      return cycles;
    };
    const result = found.run({ net, subnet, canister, sender, takeCycles }, arg);
    return { result, refund };
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return { result: rejected(canisterError(canister.id, `IC0${ERROR.calledTrap}`, reason)), refund: cycles };
  }
}

/** An empty module that names its interface. */
function moduleOf(system: SystemCanister): Uint8Array {
  const name = Buffer.from('icp:public candid:service');
  const content = Buffer.from(system.interface);
  const header = [0x00, 0x61, 0x73, 0x6d, 0x01, 0x00, 0x00, 0x00];
  const size = 1 + name.length + content.length;
  return Uint8Array.of(...header, 0, ...leb128(size), name.length, ...name, ...content);
}

function leb128(value: number): number[] {
  return value < 0x80 ? [value] : [(value & 0x7f) | 0x80, ...leb128(value >> 7)];
}
