/** IC instructions per method, warm, with a given number of identities and live signatures. */
import { Ed25519KeyIdentity } from '@dfinity/identity';
import type { DeviceData } from '../../src/declarations/internet_identity.did.ts';
import { BenchedCanister } from './benched_canister.ts';

/** Millions of instructions by the name of what was called. */
export type Costs = Record<string, number>;

const ORIGIN = 'https://dapp.example';
/** Warm: what is built on first use has been built. */
const WARM_UP = 3;

const identity = (n: number): Ed25519KeyIdentity => {
  const seed = new Uint8Array(32);
  new DataView(seed.buffer).setUint32(0, n);
  return Ed25519KeyIdentity.generate(seed);
};
const derOf = (key: Ed25519KeyIdentity) => new Uint8Array(key.getPublicKey().toDer());
const millions = (instructions: bigint) => Number(instructions) / 1e6;

function device(key: Ed25519KeyIdentity, n: number): DeviceData {
  const credentialId = new Uint8Array(32).fill(7);
  new DataView(credentialId.buffer).setUint32(0, n);
  return {
    pubkey: derOf(key),
    alias: 'Chrome on Linux',
    credential_id: [credentialId],
    purpose: { authentication: null },
    key_type: { unknown: null },
    protection: { unprotected: null },
    origin: ['https://identity.internetcomputer.org'],
    metadata: [],
  };
}

interface Registered {
  readonly key: Ed25519KeyIdentity;
  readonly anchor: bigint;
  /** Instructions of start and finish together. */
  readonly instructions: bigint;
}

function register(canister: BenchedCanister, n: number): Registered {
  const key = identity(n);
  const sender = key.getPrincipal();
  const started = canister.call(sender, 'identity_registration_start');
  if ('Err' in started.reply) throw new Error(`start: ${Object.keys(started.reply.Err).join()}`);
  const { pubkey, credential_id, alias } = device(key, n);
  const finished = canister.call(sender, 'identity_registration_finish', {
    authn_method: {
      authn_method: { WebAuthn: { pubkey, credential_id: credential_id[0]! } },
      security_settings: { protection: { Unprotected: null }, purpose: { Authentication: null } },
      metadata: [['alias', { String: alias }]],
      last_authentication: [],
    },
    name: [],
  });
  if ('Err' in finished.reply) throw new Error(`finish: ${JSON.stringify(finished.reply.Err)}`);
  return {
    key,
    anchor: finished.reply.Ok.identity_number,
    instructions: started.instructions + finished.instructions,
  };
}

/** Measures every method at `identities` identities. */
export function measureInstructions(identities: number): { costs: Costs; stableBytes: number } {
  const canister = new BenchedCanister();
  const costs: Costs = { install: millions(canister.install) };
  runCalls(canister, identities, (name, instructions) => {
    costs[name] = millions(instructions);
  });
  const stableBytes = canister.stableBytes;
  canister.close();
  return { costs, stableBytes };
}

/** Calls every method, warm, at `identities` identities, and tells what each call that counts has cost. */
export function runCalls(
  canister: BenchedCanister,
  identities: number,
  onCall: (name: string, instructions: bigint) => void,
): void {
  let last: Registered | undefined;
  for (let n = 0; n < identities; n++) last = register(canister, n);
  const { key, anchor, instructions } = last!;
  onCall('register (v2 start + finish)', instructions);

  const me = key.getPrincipal();
  const session = derOf(identity(1_000_001));
  const measure = <T>(name: string, run: () => { instructions: bigint; reply: T }): T => {
    for (let i = 0; i < WARM_UP; i++) run();
    const { instructions, reply } = run();
    onCall(name, instructions);
    return reply;
  };

  // The temporary keys of registrations are over: identities seldom have one.
  canister.advance(601_000_000_000n);
  let origins = 0;
  const prepare = () =>
    canister.call(me, 'prepare_delegation', anchor, `${ORIGIN}/${origins++}`, session, []);
  for (const live of [5, 500]) {
    canister.advance(120_000_000_000n);
    // Pruning of the earlier ones is not what is measured here.
    for (let i = 0; i < 40; i++) prepare();
    canister.advance(61_000_000_000n);
    for (let i = 0; i < live; i++) prepare();
    measure(`prepare_delegation, ${live} live signatures`, prepare);
    const { reply } = canister.call(me, 'prepare_delegation', anchor, ORIGIN, session, []);
    measure(`get_delegation, ${live} live signatures`, () =>
      canister.call(me, 'get_delegation', anchor, ORIGIN, session, reply[1]),
    );
  }
  measure('get_principal', () => canister.call(me, 'get_principal', anchor, ORIGIN));
  measure('get_anchor_info', () => canister.call(me, 'get_anchor_info', anchor));
  measure('identity_info', () => canister.call(me, 'identity_info', anchor));
  measure('lookup', () => canister.call(me, 'lookup', anchor));
  measure('get_anchor_credentials', () => canister.call(me, 'get_anchor_credentials', anchor));
  measure('identity_authn_info', () => canister.call(me, 'identity_authn_info', anchor));
  measure('stats', () => canister.call(me, 'stats'));
  measure('config', () => canister.call(me, 'config'));

  const dapps = {
    identity_number: anchor,
    relying_party: 'https://relying.example',
    issuer: 'https://issuer.example',
  };
  const prepared = measure('prepare_id_alias', () => canister.call(me, 'prepare_id_alias', dapps));
  if ('Err' in prepared) throw new Error('no id alias');
  const { rp_id_alias_jwt, issuer_id_alias_jwt } = prepared.Ok;
  measure('get_id_alias', () =>
    canister.call(me, 'get_id_alias', { ...dapps, rp_id_alias_jwt, issuer_id_alias_jwt }),
  );

  let added = 2_000_000;
  const phone = device(identity(added), added);
  for (let i = 0; i < WARM_UP; i++) {
    added++;
    canister.call(me, 'add', anchor, device(identity(added), added));
    canister.call(me, 'remove', anchor, derOf(identity(added)));
  }
  onCall('add', canister.call(me, 'add', anchor, phone).instructions);
  measure('update', () => canister.call(me, 'update', anchor, phone.pubkey as Uint8Array, phone));
  onCall('remove', canister.call(me, 'remove', anchor, phone.pubkey as Uint8Array).instructions);

  const get = (url: string) =>
    canister.call(me, 'http_request', {
      method: 'GET',
      url,
      headers: [
        ['host', 'rdmx6-jaaaa-aaaaa-aaadq-cai.icp0.io'],
        ['accept-encoding', 'gzip, deflate, br'],
        ['user-agent', 'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36'],
      ],
      body: new Uint8Array(),
      certificate_version: [2],
    });
  measure('http_request of the start page', () => get('/'));
  measure('http_request of a missing page', () => get('/missing'));
}
