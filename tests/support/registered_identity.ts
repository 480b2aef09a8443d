import type { AuthnMethodData, DeviceData } from '../../src/declarations/internet_identity.did.ts';
import { type TestCanister, testKey, testPrincipal } from './test_canister.ts';

/** A passkey with a made-up key, as the second generation of methods takes it. */
export function testAuthnMethod(n: number): AuthnMethodData {
  return {
    authn_method: { WebAuthn: { pubkey: testKey(n), credential_id: Uint8Array.of(n, n, n, n) } },
    security_settings: { protection: { Unprotected: null }, purpose: { Authentication: null } },
    metadata: [['alias', { String: `passkey ${n}` }]],
    last_authentication: [],
  };
}

/** The same passkey as the first generation of methods takes it. */
export function testDevice(n: number): DeviceData {
  return {
    pubkey: testKey(n),
    alias: `passkey ${n}`,
    credential_id: [Uint8Array.of(n, n, n, n)],
    purpose: { authentication: null },
    key_type: { unknown: null },
    protection: { unprotected: null },
    origin: [],
    metadata: [],
  };
}

/** Registers an identity with the passkey `n`, called by that passkey. @returns its number */
export async function registerIdentity(canister: TestCanister, n: number): Promise<bigint> {
  canister.ic.as(testPrincipal(n));
  const started = await canister.update('identity_registration_start');
  if (!('Ok' in started)) throw new Error(`not started: ${Object.keys(started.Err).join()}`);
  const finished = await canister.update('identity_registration_finish', {
    authn_method: testAuthnMethod(n),
    name: [],
  });
  if (!('Ok' in finished)) throw new Error(`not finished: ${Object.keys(finished.Err).join()}`);
  return finished.Ok.identity_number;
}
