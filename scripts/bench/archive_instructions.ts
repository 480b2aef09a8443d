/** IC instructions of what an archive takes, and of changes that it is told of. */
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { Ed25519KeyIdentity } from '@dfinity/identity';
import { Principal } from '@dfinity/principal';
import type { DeviceData } from '../../src/declarations/internet_identity.did.ts';
import { LOCAL_INIT } from '../local_network/init_arg.ts';
import { BenchedCanister, type Measured } from './benched_canister.ts';
import type { Costs } from './instructions.ts';

const ARCHIVE = new URL('../../dist/archive.wasm.gz', import.meta.url);
const WAITING = 100;
const WARM_UP = 3;

/** Millions of instructions of every method of the archive's, and of changes with an archive. */
export function measureArchive(): Costs {
  const module = readFileSync(ARCHIVE);
  const canister = new BenchedCanister(undefined, undefined, {
    ...LOCAL_INIT,
    archive_config: [
      {
        module_hash: createHash('sha256').update(module).digest(),
        entries_buffer_limit: 10_000n,
        entries_fetch_limit: WAITING,
        // Longer than all of this takes: the archive leaves everything where it is.
        polling_interval_ns: 10n ** 18n,
      },
    ],
  });
  const costs: Costs = {};
  const measure = <T>(name: string, measured: Measured<T>): T => {
    costs[name] = Number(measured.cost.executed) / 1e6;
    return measured.reply;
  };

  const { reply: deployed } = canister.call(Principal.anonymous(), 'deploy_archive', module);
  if (!('success' in deployed)) throw new Error(`no archive: ${JSON.stringify(deployed)}`);
  const archive = deployed.success;
  const key = identity(0);
  const me = key.getPrincipal();
  const challenge = canister.call(me, 'identity_registration_start').reply;
  if ('Err' in challenge) throw new Error('not started');
  const finished = canister.call(me, 'identity_registration_finish', {
    authn_method: {
      authn_method: { WebAuthn: { pubkey: derOf(key), credential_id: Uint8Array.of(1) } },
      security_settings: { protection: { Unprotected: null }, purpose: { Authentication: null } },
      metadata: [],
      last_authentication: [],
    },
    name: [],
  }).reply;
  if ('Err' in finished) throw new Error('not registered');
  const anchor = finished.Ok.identity_number;
  // The temporary key of the registration is over: identities seldom have one.
  canister.advance(601_000_000_000n);

  for (let n = 1; n <= WAITING / 2 + WARM_UP; n++) {
    measure('add with an archive', canister.call(me, 'add', anchor, device(n)));
    measure('remove with an archive', canister.call(me, 'remove', anchor, derOf(identity(n))));
  }
  const fetched = measure(`fetch_entries of ${WAITING}`, canister.call(archive, 'fetch_entries'));
  if (fetched.length !== WAITING) throw new Error(`${fetched.length} entries`);
  const last = fetched.at(-1)!.sequence_number;
  measure(`acknowledge_entries of ${WAITING}`, canister.call(archive, 'acknowledge_entries', last));
  canister.close();
  return costs;
}

function identity(n: number): Ed25519KeyIdentity {
  const seed = new Uint8Array(32);
  new DataView(seed.buffer).setUint32(4, n + 1);
  return Ed25519KeyIdentity.generate(seed);
}

const derOf = (key: Ed25519KeyIdentity): Uint8Array => new Uint8Array(key.getPublicKey().toDer());

function device(n: number): DeviceData {
  return {
    pubkey: derOf(identity(n)),
    alias: `Device ${n}`,
    credential_id: [Uint8Array.from({ length: 32 }, (_, i) => (i * n) & 255)],
    purpose: { authentication: null },
    key_type: { platform: null },
    protection: { unprotected: null },
    origin: ['https://identity.internetcomputer.org'],
    metadata: [],
  };
}
