import type { CanisterModule, Entry, Sandbox, SandboxState, Trap } from '../wasm/types.ts';
import type { Canister } from './canister.ts';
import type { ChangeOrigin, InstallMode } from './canister_history.ts';
import { answerContext, applyToCanister } from './effects.ts';
import { runLogged, trapReject } from './execution.ts';
import { INSTRUCTION_LIMIT, messageInput } from './message_input.ts';
import type { Network } from './network.ts';
import { principalText } from './principal.ts';
import { canisterReject, ERROR, makeReject, noWasmModule, rejected } from './reject.ts';
import type { Subnet } from './subnet.ts';
import type { PrincipalBytes, Reject } from './types.ts';

export interface InstallPlan {
  readonly mode: InstallMode;
  /** Upgrades only. */
  readonly skipPreUpgrade: boolean;
  /** Upgrades only: whether the heap is kept; not given means replaced. */
  readonly memoryPersistence: 'keep' | 'replace' | undefined;
  /** Raw or gzipped wasm. */
  readonly wasm: Uint8Array;
  readonly arg: Uint8Array;
  readonly sender: PrincipalBytes;
  readonly origin: ChangeOrigin;
}

/** Custom section by which a module says that it must not lose its heap in an upgrade (Motoko). */
const KEEPS_HEAP = 'enhanced-orthogonal-persistence';

/**
 * Installs a module: all of it or, when anything traps, nothing. Answers why it failed.
 * An upgrade runs pre_upgrade in the old module, then post_upgrade in the new one on the same stable memory.
 */
export function installCode(
  net: Network,
  subnet: Subnet,
  canister: Canister,
  plan: InstallPlan,
): Reject | undefined {
  const old = canister.sandbox;
  if (plan.mode === 'install' && old !== undefined) {
    const text =
      `Canister ${principalText(canister.id)} cannot be installed because the canister is not empty. ` +
      "Try installing with mode='reinstall' instead.";
    return makeReject(ERROR.nonEmpty, text);
  }
  if (plan.mode === 'upgrade' && old === undefined) return noWasmModule(canister.id);
  const module = net.wasm.parseModule(plan.wasm);
  if ('errorCode' in module) return trapReject(canister, module);

  const kept = keepCanister(canister);
  const failure =
    plan.mode === 'upgrade' && old !== undefined
      ? upgrade(net, subnet, canister, plan, old, module)
      : start(net, subnet, canister, plan, module);
  net.touch(subnet, canister);
  if (failure !== undefined) {
    kept.restore();
    return trapReject(canister, failure);
  }
  canister.lowMemoryHook = 'not_satisfied';
  canister.version = kept.version + 1n;
  canister.history.add({
    time: subnet.time,
    canisterVersion: canister.version,
    origin: plan.origin,
    details: { kind: 'code_deployment', mode: plan.mode, moduleHash: module.hash },
  });
  return undefined;
}

/** Takes code, memory, certified data and timer away and rejects every call that the canister works on. */
export function uninstallCode(net: Network, subnet: Subnet, canister: Canister, origin: ChangeOrigin): void {
  canister.sandbox = undefined;
  canister.certifiedData = new Uint8Array(0);
  canister.globalTimer = 0n;
  canister.lowMemoryHook = 'not_satisfied';
  canister.chunks.clear();
  canister.log.clear();
  canister.version += 1n;
  canister.history.add({
    time: subnet.time,
    canisterVersion: canister.version,
    origin,
    details: { kind: 'code_uninstall' },
  });
  for (const context of canister.contexts.open.values()) {
    context.deleted = true;
    if (context.answered) continue;
    answerContext(net, subnet, context, rejected(canisterReject('Canister has been uninstalled.')));
  }
  net.touch(subnet, canister);
}

/** Installs into an empty canister, or over code that is thrown away. */
function start(
  net: Network,
  subnet: Subnet,
  canister: Canister,
  plan: InstallPlan,
  module: CanisterModule,
): Trap | undefined {
  canister.certifiedData = new Uint8Array(0);
  canister.globalTimer = 0n;
  const sandbox = net.wasm.createSandbox(module);
  const trap = runHook(net, subnet, canister, sandbox, { kind: 'init', arg: plan.arg }, plan);
  if (trap === undefined) canister.sandbox = sandbox;
  return trap;
}

function upgrade(
  net: Network,
  subnet: Subnet,
  canister: Canister,
  plan: InstallPlan,
  old: Sandbox,
  module: CanisterModule,
): Trap | undefined {
  const persistence = findPersistenceMistake(old, plan);
  if (persistence !== undefined) return persistence;
  let before: SandboxState | undefined;
  if (!plan.skipPreUpgrade && canister.exports('pre_upgrade')) {
    // What pre_upgrade writes has to be undone if post_upgrade traps.
    before = old.state();
    const trap = runHook(net, subnet, canister, old, { kind: 'pre_upgrade' }, plan);
    if (trap !== undefined) return trap;
  }
  canister.globalTimer = 0n;
  const { heap, stable } = old.state();
  const memory = plan.memoryPersistence === 'keep' ? { heap, stable } : { stable };
  const sandbox = net.wasm.createSandbox(module, memory);
  const trap = runHook(net, subnet, canister, sandbox, { kind: 'post_upgrade', arg: plan.arg }, plan);
  if (trap === undefined) canister.sandbox = sandbox;
  else if (before !== undefined) canister.sandbox = net.wasm.createSandbox(old.module, before);
  return trap;
}

/** Runs init, pre_upgrade or post_upgrade; a new module's start function runs before, even without a hook. */
function runHook(
  net: Network,
  subnet: Subnet,
  canister: Canister,
  sandbox: Sandbox,
  entry: Entry,
  plan: InstallPlan,
): Trap | undefined {
  const input = messageInput(net, subnet, canister, entry, {
    caller: plan.sender,
    instructionLimit: INSTRUCTION_LIMIT.install,
  });
  const execution = runLogged(net, subnet, canister, sandbox, input);
  if (execution.kind === 'trap') return execution.trap;
  sandbox.commit();
  applyToCanister(canister, execution.effects);
  return undefined;
}

function findPersistenceMistake(old: Sandbox, plan: InstallPlan): Trap | undefined {
  const keepsHeap = old.module.metadata.has(KEEPS_HEAP);
  const errorCode = `IC0${ERROR.contractViolation}`;
  if (keepsHeap && plan.memoryPersistence === undefined) {
    const message = 'Missing upgrade option: this module needs `wasm_memory_persistence` to be given';
    return { errorCode, message };
  }
  if (!keepsHeap && plan.memoryPersistence === 'keep') {
    const message = 'Invalid upgrade option: this module cannot keep its heap (`wasm_memory_persistence`)';
    return { errorCode, message };
  }
  return undefined;
}

/** Remembers what an installation may change besides memory. */
function keepCanister(canister: Canister): { readonly version: bigint; restore(): void } {
  const { certifiedData, globalTimer, cycles, version } = canister;
  return {
    version,
    restore() {
      canister.certifiedData = certifiedData;
      canister.globalTimer = globalTimer;
      canister.cycles = cycles;
      canister.version = version;
    },
  };
}
