/** The controller of the canisters on the local network: a key of its own, kept in the network's folder. */
import { readFileSync, writeFileSync } from 'node:fs';
import { Ed25519KeyIdentity } from '@dfinity/identity';

/** Reads the key, or makes one readable by its owner alone. */
export function controllerIdentity(file: string): Ed25519KeyIdentity {
  try {
    return Ed25519KeyIdentity.fromJSON(readFileSync(file, 'utf8'));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
    const identity = Ed25519KeyIdentity.generate();
    writeFileSync(file, JSON.stringify(identity.toJSON()), { mode: 0o600 });
    return identity;
  }
}
