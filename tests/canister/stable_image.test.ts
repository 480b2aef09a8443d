/**
 * The benchmark counts what calls cost among a hundred thousand identities, which nobody has time to register. Their
 * stable memory is generated; here is that it is the one which registrations make.
 */
import { Ed25519KeyIdentity } from '@dfinity/identity';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { BenchedCanister } from '../../scripts/bench/benched_canister.ts';
import { withIdentities, type Newcomer } from '../../scripts/bench/stable_image/identities.ts';
import type { Device } from '../../src/backend/domain/device.ts';
import { builtWasm } from '../support/build_under_test.ts';

/** Enough for four levels of nodes. */
const IDENTITIES = 500;
const LO = 10_000n;

const people: Ed25519KeyIdentity[] = [];

function person(n: number): Ed25519KeyIdentity {
  const seed = new Uint8Array(32).fill(1);
  new DataView(seed.buffer).setUint32(0, n);
  return (people[n] ??= Ed25519KeyIdentity.generate(seed));
}

/** A passkey; credential ids are scattered as those of real ones are. */
const passkey = (n: number): Device => ({
  pubkey: new Uint8Array(person(n).getPublicKey().toDer()),
  alias: n % 7 === 0 ? 'Téléphone' : `Passkey ${n}`,
  credentialId: new Uint8Array(16 + (n % 33)).fill(n).fill(n >> 8, 0, 1),
  purpose: 'authentication',
  keyType: 'unknown',
  protection: 'unprotected',
  origin: null,
  metadata: [],
  lastUsage: null,
});

function register(canister: BenchedCanister, n: number): Newcomer {
  const device = passkey(n);
  const me = person(n).getPrincipal();
  canister.call(me, 'identity_registration_start');
  const { reply } = canister.call(me, 'identity_registration_finish', {
    authn_method: {
      authn_method: { WebAuthn: { pubkey: device.pubkey, credential_id: device.credentialId! } },
      security_settings: { protection: { Unprotected: null }, purpose: { Authentication: null } },
      metadata: [['alias', { String: device.alias }]],
      last_authentication: [],
    },
    name: [],
  });
  if (!('Ok' in reply)) throw new Error('not registered');
  return { device, registeredAt: canister.time };
}

/** What anyone, and the identity itself, is told about it. */
function answers(canister: BenchedCanister, n: number): unknown[] {
  const me = person(n).getPrincipal();
  const anchor = LO + BigInt(n);
  return [
    canister.call(me, 'lookup', anchor).reply,
    canister.call(me, 'get_anchor_credentials', anchor).reply,
    canister.call(me, 'identity_authn_info', anchor).reply,
    canister.call(me, 'lookup_device_key', passkey(n).credentialId!).reply,
    canister.call(me, 'identity_info', anchor).reply,
    canister.call(me, 'stats').reply,
  ];
}

describe('a generated stable memory', () => {
  let called: BenchedCanister;
  let generated: BenchedCanister;
  let newcomers: Newcomer[];
  let installed: Uint8Array;

  beforeAll(() => {
    called = new BenchedCanister(builtWasm('internet_identity'));
    generated = new BenchedCanister(builtWasm('internet_identity'));
    installed = called.stableMemory;
    newcomers = Array.from({ length: IDENTITIES }, (_, n) => register(called, n));
  });
  afterAll(() => {
    called.close();
    generated.close();
  });

  it('should be the one that calls make, byte by byte', () => {
    const stable = withIdentities(installed, newcomers);
    expect(stable).toHaveLength(called.stableMemory.length);
    expect(Buffer.compare(stable, called.stableMemory)).toBe(0);
  });

  it('should be the same however many registrations were made by calls first', () => {
    const few = withIdentities(installed, newcomers.slice(0, 100));
    expect(Buffer.compare(withIdentities(few, newcomers.slice(100)), called.stableMemory)).toBe(0);
  });

  it('should differ when an identity does', () => {
    const other = newcomers.with(300, { device: passkey(4000), registeredAt: newcomers[300]!.registeredAt });
    expect(Buffer.compare(withIdentities(installed, other), called.stableMemory)).not.toBe(0);
  });

  it('should make a canister that answers the same and goes on to the same stable memory', () => {
    called.upgrade();
    generated.useStableMemory(withIdentities(installed, newcomers));
    generated.advance(called.time - generated.time);
    for (const n of [0, 1, 5, 6, 7, 299, 300, IDENTITIES - 1]) {
      expect(answers(generated, n)).toEqual(answers(called, n));
    }
    for (let n = IDENTITIES; n < IDENTITIES + 20; n++) {
      expect(register(generated, n)).toEqual(register(called, n));
    }
    expect(Buffer.compare(generated.stableMemory, called.stableMemory)).toBe(0);
  });
});
