import { createSandbox, parseModule } from '../wasm/sandbox.ts';
import type { SandboxModule } from '../wasm/types.ts';
import { LocalInstance } from './local_instance.ts';
import type { Instance, InstanceOptions, InstancePorts } from './types.ts';

const WASM: SandboxModule = { createSandbox, parseModule };

/**
 * A new network that runs real wasm. With `stateDir` its state is kept in that folder, which must be empty or
 * missing. @throws Error when the folder holds a state already.
 */
export function createInstance(options: InstanceOptions, ports: InstancePorts): Instance {
  return LocalInstance.create(options, ports, WASM);
}

/**
 * The network as it was flushed to the folder. @throws StateError, with one line to show to people, when the
 * folder holds no state, one of another version or a damaged one.
 */
export function openInstance(stateDir: string, ports: InstancePorts): Instance {
  return LocalInstance.open(stateDir, ports, WASM);
}
