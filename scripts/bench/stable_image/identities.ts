/** Identities in an image of stable memory, put there by the canister's own stores as a registration puts them. */
import { hash } from 'node:crypto';
import { addDevice, emptyAnchor } from '../../../src/backend/domain/anchor.ts';
import { anchorRange } from '../../../src/backend/domain/configuration.ts';
import type { Device } from '../../../src/backend/domain/device.ts';
import { installNativeSha256, type Sha256 } from '../../../src/backend/encoding/sha256.ts';
import type { Ic } from '../../../src/backend/ic/ic.ts';
import { AnchorStore } from '../../../src/backend/storage/anchor_store.ts';
import { CredentialIndex } from '../../../src/backend/storage/credential_index.ts';
import { SettingsStore } from '../../../src/backend/storage/settings_store.ts';
import { StableImage } from './stable_image.ts';

/** Somebody who registers. */
export interface Newcomer {
  readonly device: Device;
  /** Nanoseconds since 1970. */
  readonly registeredAt: bigint;
}

/** Node's hashes: a million identities need millions of them. */
const NODE_SHA256: Sha256 = {
  digest: (message) => digestOf('sha256', message),
  digestConcat: (parts) => digestOf('sha256', Buffer.concat(parts)),
  digestPair: (prefix, left, right) => digestOf('sha256', Buffer.concat([prefix, left, right])),
  digest224: (message) => digestOf('sha224', message),
};

function digestOf(algorithm: string, message: Uint8Array): Uint8Array {
  return new Uint8Array(hash(algorithm, message, 'buffer'));
}

/**
 * Stable memory after more people have registered.
 * @param stable - stable memory of the installed canister
 */
export function withIdentities(stable: Uint8Array, newcomers: Iterable<Newcomer>): Uint8Array {
  installNativeSha256(NODE_SHA256);
  const image = new StableImage(stable);
  // The stores ask for nothing else.
  const ic = { stableMap: (id) => image.stableMap(id) } satisfies Partial<Ic> as Ic;
  const settings = new SettingsStore(ic);
  const anchors = new AnchorStore(ic);
  const credentials = new CredentialIndex(ic);
  const { lo } = anchorRange(settings.configuration());
  let count = settings.anchorCount();
  for (const { device, registeredAt } of newcomers) {
    const anchor = addDevice(emptyAnchor(registeredAt), device);
    if (!anchor.ok) throw new Error(`the identity is refused: ${anchor.error.kind}`);
    anchors.put(lo + count, anchor.value);
    credentials.update(lo + count, [], anchor.value.devices);
    count++;
  }
  settings.setAnchorCount(count);
  return image.bytes();
}

/** People with passkeys that nobody holds, alike in size to those who register in the benchmark. */
export function* madeUpNewcomers(count: number, registeredAt: bigint): Generator<Newcomer> {
  const prefix = Buffer.from('302a300506032b6570032100', 'hex');
  for (let n = 0; n < count; n++) {
    const key = digestOf('sha256', Buffer.from(`key ${n}`));
    yield {
      registeredAt: registeredAt + BigInt(n),
      device: {
        pubkey: new Uint8Array(Buffer.concat([prefix, key])),
        alias: 'Chrome on Linux',
        credentialId: digestOf('sha256', Buffer.from(`credential ${n}`)),
        purpose: 'authentication',
        keyType: 'unknown',
        protection: 'unprotected',
        origin: null,
        metadata: [],
        lastUsage: null,
      },
    };
  }
}
