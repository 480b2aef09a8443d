/**
 * What identities are by the contract (2.2, 2.3, 2.7), in plain TypeScript beside the canister: devices in a list,
 * rules as they read, refusals as the texts that clients see. Property tests hold the canister to it.
 */
import type { DeviceData, DeviceWithUsage } from '../../src/declarations/internet_identity.did.ts';

/** A device under the name of its key. */
export interface ModelDevice {
  readonly key: string;
  readonly alias: string;
  readonly credential: string | null;
  readonly keyType: 'unknown' | 'platform' | 'seed_phrase' | 'browser_storage_key';
  readonly isProtected: boolean;
  readonly noteBytes: number;
}

export type Outcome = 'done' | string;

/** Bytes of one name of a key, of an alias and so on: all texts of the model are ASCII. */
const KEY_BYTES = 44;
const DATA_LIMIT = 2500;
const NAMES = {
  unknown: 'Unknown',
  platform: 'Platform',
  seed_phrase: 'SeedPhrase',
  browser_storage_key: 'BrowserStorageKey',
};

export class IdentityModel {
  /** By number, in the order in which devices were added. */
  readonly identities = new Map<bigint, ModelDevice[]>();
  /** Identities by credential, the one that had it first in front. */
  readonly owners = new Map<string, bigint[]>();

  register(anchor: bigint, device: ModelDevice): void {
    this.identities.set(anchor, []);
    this.#store(anchor, [device]);
  }

  add(anchor: bigint, caller: string, device: ModelDevice): Outcome {
    return this.#edit(anchor, caller, 'failed to add device: ', (devices) => added(devices, device));
  }

  update(anchor: bigint, caller: string, key: string, device: ModelDevice): Outcome {
    return this.#edit(anchor, caller, 'failed to modify device: ', (devices) => {
      const at = devices.findIndex((candidate) => candidate.key === key);
      if (at < 0) return NOT_THERE;
      if (device.key !== key) return 'Device key cannot be updated.';
      const why = broken(device) ?? lock(devices[at]!, caller);
      return why ?? whole(devices.with(at, device));
    });
  }

  replace(anchor: bigint, caller: string, key: string, device: ModelDevice): Outcome {
    return this.#edit(anchor, caller, 'failed to replace device: ', (devices) => {
      const rest = without(devices, key, caller);
      return typeof rest === 'string' ? rest : added(rest, device);
    });
  }

  remove(anchor: bigint, caller: string, key: string): Outcome {
    return this.#edit(anchor, caller, 'failed to remove device: ', (devices) =>
      without(devices, key, caller),
    );
  }

  /** The identity that is found by a credential, and its first device with it. */
  find(credential: string): { anchor: bigint; key: string } | null {
    const [anchor] = this.owners.get(credential) ?? [];
    if (anchor === undefined) return null;
    const device = this.identities.get(anchor)!.find((candidate) => candidate.credential === credential)!;
    return { anchor, key: device.key };
  }

  #edit(
    anchor: bigint,
    caller: string,
    prefix: string,
    change: (devices: readonly ModelDevice[]) => readonly ModelDevice[] | string,
  ): Outcome {
    const devices = this.identities.get(anchor)!;
    if (!devices.some(({ key }) => key === caller)) return 'could not be authenticated.';
    const after = change(devices);
    if (after === NOT_THERE) return NOT_THERE;
    if (typeof after === 'string') return prefix + after;
    this.#store(anchor, after);
    return 'done';
  }

  #store(anchor: bigint, devices: readonly ModelDevice[]): void {
    const had = new Set(this.identities.get(anchor)!.map(({ credential }) => credential));
    const has = new Set(devices.map(({ credential }) => credential));
    this.identities.set(anchor, [...devices]);
    for (const credential of had) {
      if (credential === null || has.has(credential)) continue;
      this.owners.set(
        credential,
        this.owners.get(credential)!.filter((owner) => owner !== anchor),
      );
    }
    for (const credential of has) {
      if (credential === null || had.has(credential)) continue;
      this.owners.set(credential, [...(this.owners.get(credential) ?? []), anchor]);
    }
  }
}

const NOT_THERE = 'Could not find device to update, check device key';

function added(devices: readonly ModelDevice[], device: ModelDevice): readonly ModelDevice[] | string {
  if (devices.some(({ key }) => key === device.key)) {
    return `Device with key ${device.key} already exists on this anchor.`;
  }
  return broken(device) ?? whole([...devices, device]);
}

function without(
  devices: readonly ModelDevice[],
  key: string,
  caller: string,
): readonly ModelDevice[] | string {
  const device = devices.find((candidate) => candidate.key === key);
  if (device === undefined) return `Device with key ${key} not found.`;
  return lock(device, caller) ?? devices.filter((candidate) => candidate !== device);
}

function lock(device: ModelDevice, caller: string): string | null {
  return device.isProtected && device.key !== caller ? 'Device is locked.' : null;
}

function broken({ alias, credential, keyType, isProtected }: ModelDevice): string | null {
  if (alias.length > 64) return `alias limit exceeded: length ${alias.length}, limit 64`;
  if (keyType === 'seed_phrase' && credential !== null) {
    return 'Devices with key type seed_phrase must not have a credential id.';
  }
  return isProtected && keyType !== 'seed_phrase'
    ? `Only recovery phrases can be locked but key type is ${NAMES[keyType]}`
    : null;
}

function whole(devices: readonly ModelDevice[]): readonly ModelDevice[] | string {
  if (devices.length > 10) return `Anchor device limit exceeded: num devices ${devices.length}, limit 10`;
  const size = devices.reduce(
    (sum, { alias, credential, noteBytes }) =>
      sum + KEY_BYTES + alias.length + (credential?.length ?? 0) / 2 + noteBytes,
    0,
  );
  if (size > DATA_LIMIT) {
    return `Cumulative size of variable sized fields exceeds limit: length ${size}, limit 2500.`;
  }
  return devices.filter(({ keyType }) => keyType === 'seed_phrase').length > 1
    ? 'There is already a recovery phrase and only one is allowed.'
    : devices;
}

/** The device as clients hand it in. Its notes take one byte of name. */
export function deviceDataOf(device: ModelDevice): DeviceData {
  return {
    pubkey: bytes(device.key),
    alias: device.alias,
    credential_id: device.credential === null ? [] : [bytes(device.credential)],
    purpose: { authentication: null },
    key_type: { [device.keyType]: null } as DeviceData['key_type'],
    protection: device.isProtected ? { protected: null } : { unprotected: null },
    origin: [],
    metadata:
      device.noteBytes === 0 ? [] : [[['n', { bytes: new Uint8Array(device.noteBytes - 1).fill(7) }]]],
  };
}

/** The device that the canister shows, as the model has it. */
export function modelDeviceOf(shown: DeviceWithUsage): ModelDevice {
  const [note] = shown.metadata[0] ?? [];
  const hex = (blob: Uint8Array | number[]) => Buffer.from(blob).toString('hex');
  return {
    key: hex(shown.pubkey),
    alias: shown.alias,
    credential: shown.credential_id[0] === undefined ? null : hex(shown.credential_id[0]),
    keyType: Object.keys(shown.key_type)[0] as ModelDevice['keyType'],
    isProtected: 'protected' in shown.protection,
    noteBytes: note !== undefined && 'bytes' in note[1] ? note[1].bytes.length + 1 : 0,
  };
}

const bytes = (hex: string): Uint8Array => new Uint8Array(Buffer.from(hex, 'hex'));
