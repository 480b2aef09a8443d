/** IC instructions per method, warm, with a given number of identities and live signatures. */
import { Ed25519KeyIdentity } from '@dfinity/identity';
import type { DeviceData } from '../../src/declarations/internet_identity.did.ts';
import { BenchedCanister, type Cost, type Measured } from './benched_canister.ts';
import { madeUpNewcomers, withIdentities } from './stable_image/identities.ts';

/** Millions of instructions by the name of what was called. */
export type Costs = Record<string, number>;

const ORIGIN = 'https://dapp.example';
/** Warm: what is built on first use has been built. */
const WARM_UP = 3;
/** Pictures differ, and so do the places of new identities and credentials in their nodes: the mean of so many counts. */
const SAMPLES = 8;

const identity = (n: number): Ed25519KeyIdentity => {
  const seed = new Uint8Array(32).fill(1);
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
  readonly credentialId: Uint8Array;
  /** Of start and finish together. */
  readonly cost: Cost;
}

function register(canister: BenchedCanister, n: number): Registered {
  const key = identity(n);
  const sender = key.getPrincipal();
  const started = canister.call(sender, 'identity_registration_start');
  if ('Err' in started.reply) throw new Error(`start: ${Object.keys(started.reply.Err).join()}`);
  const { pubkey, credential_id, alias } = device(key, n);
  const credentialId = credential_id[0] as Uint8Array;
  const finished = canister.call(sender, 'identity_registration_finish', {
    authn_method: {
      authn_method: { WebAuthn: { pubkey, credential_id: credentialId } },
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
    credentialId,
    cost: {
      executed: started.cost.executed + finished.cost.executed,
      charged: started.cost.charged + finished.cost.charged,
    },
  };
}

/** What the calls of one canister cost, and the state that they left it in. */
export interface Measurement {
  /** What is executed. */
  readonly costs: Costs;
  /** What a replica charges. */
  readonly charges: Costs;
  /** Of methods with arguments: what is executed with the type tables of Rust clients. */
  readonly costsFromRust: Costs;
  /** Bytes of wasm heap after the installation. */
  readonly heapInstalled: number;
}

/** Measures every method at `identities` identities. */
export function measureInstructions(identities: number): Measurement {
  const canister = new BenchedCanister();
  const costs: Costs = { install: millions(canister.install) };
  const charges: Costs = {};
  const costsFromRust: Costs = {};
  const heapInstalled = canister.heapBytes;
  runCalls(canister, identities, (name, cost, fromRust) => {
    costs[name] = millions(cost.executed);
    charges[name] = millions(cost.charged);
    if (fromRust !== undefined) costsFromRust[name] = millions(fromRust.executed);
  });
  costs['upgrade'] = millions(canister.upgrade());
  canister.close();
  return { costs, charges, costsFromRust, heapInstalled };
}

/** Bytes of wasm heap at so many identities, of which a thousand have registered within the last ten minutes. */
export function measureHeap(identities: number): number {
  const canister = new BenchedCanister();
  populate(canister, identities, 1000);
  const { heapBytes } = canister;
  canister.close();
  return heapBytes;
}

/** Cost of `prepare_delegation` with so many live signatures, millions of instructions. */
export function measureManySignatures(live: number): number {
  const canister = new BenchedCanister();
  const { key, anchor } = register(canister, 1);
  const me = key.getPrincipal();
  const session = derOf(identity(1_000_001));
  let executed = 0n;
  for (let n = 0; n <= live; n++) {
    const measured = canister.call(me, 'prepare_delegation', anchor, `${ORIGIN}/${n}`, session, []);
    executed = measured.cost.executed;
  }
  canister.close();
  return millions(executed);
}

type OnCall = (name: string, cost: Cost, fromRust?: Cost) => void;
type Call<T> = () => Measured<T>;

/** Brings a canister to so many identities, the last few of which register by calls. @returns those */
function populate(canister: BenchedCanister, identities: number, byCalls: number): Registered[] {
  const madeUp = madeUpNewcomers(identities - byCalls, canister.time);
  canister.useStableMemory(withIdentities(canister.stableMemory, madeUp));
  return Array.from({ length: byCalls }, (_, n) => register(canister, n));
}

/** Calls every method, warm, at `identities` identities, and tells what each call that counts has cost. */
export function runCalls(canister: BenchedCanister, identities: number, onCall: OnCall): void {
  const newest = populate(canister, identities, SAMPLES);
  const registered = newest[SAMPLES - 1]!;
  onCall('register (v2 start + finish)', meanOf(newest.map(({ cost }) => cost)));
  // The temporary keys of registrations are over: identities seldom have one.
  canister.advance(601_000_000_000n);

  const measure = <T>(name: string, run: Call<T>, samples = 1): T => {
    for (let i = 0; i < WARM_UP; i++) run();
    const counted = Array.from({ length: samples }, run);
    canister.callers = 'rust';
    const fromRust = Array.from({ length: samples }, run);
    canister.callers = 'agent';
    const mean = (measured: Measured<T>[]) => meanOf(measured.map(({ cost }) => cost));
    onCall(name, mean(counted), mean(fromRust));
    return counted[0]!.reply;
  };
  registerFirstGeneration(canister, measure);
  measure('stats', () => canister.call(registered.key.getPrincipal(), 'stats'));
  callDelegations(canister, registered, measure);
  callIdentities(canister, registered, measure);
  callAccounts(canister, registered, measure);
  const pictures = Array.from({ length: SAMPLES }, () =>
    canister.call(registered.key.getPrincipal(), 'create_challenge'),
  );
  onCall('create_challenge', meanOf(pictures.map(({ cost }) => cost)));
  editDevices(canister, registered, measure);
  requestPages(canister, registered, measure);
}

type Measure = <T>(name: string, run: Call<T>, samples?: number) => T;

function registerFirstGeneration(canister: BenchedCanister, measure: Measure): void {
  let n = 3_000_000;
  measure('register (v1, alone)', () => {
    n += 1;
    const key = identity(n);
    const { reply: challenge } = canister.call(key.getPrincipal(), 'create_challenge');
    const answer = {
      key: challenge.challenge_key,
      chars: canister.solutionOf(challenge.png_base64),
    };
    return canister.call(key.getPrincipal(), 'register', device(key, n), answer, []);
  });
}

function callDelegations(canister: BenchedCanister, { key, anchor }: Registered, measure: Measure): void {
  const me = key.getPrincipal();
  const session = derOf(identity(1_000_001));
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
}

function callIdentities(
  canister: BenchedCanister,
  { key, anchor, credentialId }: Registered,
  measure: Measure,
): void {
  const me = key.getPrincipal();
  measure('get_anchor_info', () => canister.call(me, 'get_anchor_info', anchor));
  measure('identity_info', () => canister.call(me, 'identity_info', anchor));
  measure('lookup', () => canister.call(me, 'lookup', anchor));
  measure('get_anchor_credentials', () => canister.call(me, 'get_anchor_credentials', anchor));
  measure('identity_authn_info', () => canister.call(me, 'identity_authn_info', anchor));
  const found = measure('lookup_device_key', () => canister.call(me, 'lookup_device_key', credentialId));
  if (found[0]?.anchor_number !== anchor) throw new Error('the credential is not found');
  measure('stats of a thousand dapps', () => canister.call(me, 'stats'));
  measure('config', () => canister.call(me, 'config'));
}

function callAccounts(canister: BenchedCanister, { key, anchor }: Registered, measure: Measure): void {
  const me = key.getPrincipal();
  const session = derOf(identity(1_000_001));
  const created = measure('create_account', () =>
    canister.call(me, 'create_account', anchor, ORIGIN, 'Another'),
  );
  if ('Err' in created) throw new Error('no account');
  const account = created.Ok.account_number;
  measure('get_accounts', () => canister.call(me, 'get_accounts', anchor, ORIGIN));
  measure('set_default_account', () =>
    canister.call(me, 'set_default_account', anchor, ORIGIN, created.Ok.account_number),
  );
  measure('get_default_account', () => canister.call(me, 'get_default_account', anchor, ORIGIN));
  const prepared = measure('prepare_account_delegation', () =>
    canister.call(me, 'prepare_account_delegation', anchor, ORIGIN, account, session, [], []),
  );
  if ('Err' in prepared) throw new Error('no delegation of an account');
  measure('get_account_delegation', () =>
    canister.call(me, 'get_account_delegation', anchor, ORIGIN, account, session, prepared.Ok.expiration, []),
  );
}

function meanOf(costs: readonly Cost[]): Cost {
  const mean = (part: keyof Cost) => costs.reduce((sum, cost) => sum + cost[part], 0n) / BigInt(costs.length);
  return { executed: mean('executed'), charged: mean('charged') };
}

function editDevices(canister: BenchedCanister, { key, anchor }: Registered, measure: Measure): void {
  const me = key.getPrincipal();
  let added = 2_000_000;
  const next = () => {
    added += 1;
    return device(identity(added), added);
  };
  // One device is there when another is added, and two when one of them is changed or removed.
  const addOne = (phone: DeviceData) => canister.call(me, 'add', anchor, phone);
  const removeOne = (phone: DeviceData) => canister.call(me, 'remove', anchor, phone.pubkey as Uint8Array);
  const addAndRemove = () => {
    const phone = next();
    return { added: addOne(phone), removed: removeOne(phone) };
  };
  measure('add', () => addAndRemove().added, SAMPLES);
  measure('remove', () => addAndRemove().removed, SAMPLES);
  const phone = next();
  addOne(phone);
  measure('update', () => canister.call(me, 'update', anchor, phone.pubkey as Uint8Array, phone));
}

/** Headers that a gateway hands on from a browser. */
const BROWSER_HEADERS: [string, string][] = [
  ['host', 'rdmx6-jaaaa-aaaaa-aaadq-cai.icp0.io'],
  ['accept', 'text/html,application/xhtml+xml,application/xml;q=0.9,image/webp,*/*;q=0.8'],
  ['accept-encoding', 'gzip, deflate, br'],
  ['accept-language', 'en-US,en;q=0.9'],
  ['cache-control', 'no-cache'],
  ['referer', 'https://dapp.example/'],
  ['sec-fetch-dest', 'document'],
  ['sec-fetch-mode', 'navigate'],
  ['user-agent', 'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0'],
  ['x-request-id', '0193a8a2-6f4e-7d3a-9c55-7be1f1a0c6d2'],
];

function requestPages(canister: BenchedCanister, { key }: Registered, measure: Measure): void {
  const get = (url: string) =>
    canister.call(key.getPrincipal(), 'http_request', {
      method: 'GET',
      url,
      headers: BROWSER_HEADERS,
      body: new Uint8Array(),
      certificate_version: [2],
    });
  measure('http_request of the start page', () => get('/'));
  measure('http_request of a missing page', () => get('/missing'));
  measure('http_request of the metrics', () => get('/metrics'));
}
