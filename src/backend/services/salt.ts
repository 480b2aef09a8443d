/** The salt that blinds every seed (contract, 2.13): set once, on demand or by `init_salt`. */
import { SALT_LENGTH } from '../domain/anchor_seed.ts';
import { Trap } from '../domain/trap.ts';
import type { Canister } from './canister.ts';

/** Sets the salt; anyone may, once. */
export async function initSalt(canister: Canister): Promise<void> {
  if (canister.settings.salt() !== null) throw new Trap('Salt already set');
  const salt = await drawSalt(canister);
  // Another message may have set it while this one waited.
  if (canister.settings.salt() !== null) throw new Trap('Attempted to set the salt twice.');
  canister.settings.setSalt(salt);
}

/** Sets the salt unless there is one. Afterwards everything that was read before must be read again. */
export async function ensureSalt(canister: Canister): Promise<void> {
  if (canister.settings.salt() !== null) return;
  const salt = await drawSalt(canister);
  if (canister.settings.salt() === null) canister.settings.setSalt(salt);
}

/** The salt, for whoever cannot wait for one. */
export function requireSalt(canister: Canister): Uint8Array {
  const salt = canister.settings.salt();
  if (salt === null) throw new Trap('Salt is not set. Try calling init_salt() to set it');
  return salt;
}

async function drawSalt(canister: Canister): Promise<Uint8Array> {
  let salt: Uint8Array;
  try {
    salt = await canister.ic.rawRand();
  } catch (error) {
    throw new Trap(`failed to get salt: ${error instanceof Error ? error.message : String(error)}`);
  }
  if (salt.length !== SALT_LENGTH) throw new Trap(`failed to get salt: ${salt.length} bytes`);
  return salt;
}
