/** Internet Identity on a fresh network: its built wasm under its own id, and typed calls by any identity. */
import { Ed25519KeyIdentity } from '@icp-sdk/core/identity';
import { Principal } from '@icp-sdk/core/principal';
import { PocketIc, SubnetStateType, type Actor, type DeferredActor } from '@dfinity/pic';
import { inject } from 'vitest';
import { encodeInit, LOCAL_INIT, RETAIN_ALL } from '../../scripts/local_network/init_arg.ts';
import type {
  _SERVICE,
  DeviceData,
  InternetIdentityInit,
} from '../../src/declarations/internet_identity.did.ts';
import { SLOWNESS, builtWasm } from './build_under_test.ts';
import { clientInterface } from './client_interface.ts';

export const CANISTER_ID = Principal.fromText('rdmx6-jaaaa-aaaaa-aaadq-cai');
export const ANONYMOUS = Principal.anonymous();
export const MINUTE_NS = 60_000_000_000n;
export const DAY_NS = 1440n * MINUTE_NS;

const NEW_SUBNET = { state: { type: SubnetStateType.New } } as const;
type IdlFactory = Parameters<PocketIc['createActor']>[0];

/** Bytes of the module under test. */
export const wasm = (): Uint8Array => builtWasm('internet_identity');

/** Bytes of the build for other people's tests, in which `a` is the answer to every captcha. */
export const testWasm = (): Uint8Array => builtWasm('internet_identity_test');

/** A key pair that is the same in every run. */
export const identity = (name: string): Ed25519KeyIdentity => {
  const seed = new Uint8Array(32);
  new TextEncoder().encodeInto(name, seed);
  return Ed25519KeyIdentity.generate(seed);
};

/** DER of the identity's public key. */
export const publicKeyOf = (key: Ed25519KeyIdentity): Uint8Array =>
  new Uint8Array(key.getPublicKey().toDer());

/** A passkey as the front end registers one. */
export function device(key: Ed25519KeyIdentity, changes: Partial<DeviceData> = {}): DeviceData {
  return {
    pubkey: publicKeyOf(key),
    alias: 'Passkey',
    credential_id: [new Uint8Array([1, 2, 3])],
    purpose: { authentication: null },
    key_type: { unknown: null },
    protection: { unprotected: null },
    origin: [],
    metadata: [],
    ...changes,
  };
}

export class InternetIdentity {
  readonly pic: PocketIc;
  #module = wasm();

  private constructor(pic: PocketIc) {
    this.pic = pic;
  }

  /** A network with an NNS, an II and an application subnet, and the canister installed on the II subnet. */
  static async create(
    init: InternetIdentityInit | null = LOCAL_INIT,
    module = wasm(),
    serverUrl?: string,
  ): Promise<InternetIdentity> {
    const ii = await InternetIdentity.createEmpty(serverUrl);
    ii.#module = module;
    await ii.pic.installCode({ canisterId: CANISTER_ID, wasm: module, arg: encodeInit(init) });
    return ii;
  }

  /** The same network with the canister created and nothing installed. */
  static async createEmpty(serverUrl = inject('pocketIcUrl')): Promise<InternetIdentity> {
    const pic = await PocketIc.create(serverUrl, {
      nns: NEW_SUBNET,
      ii: NEW_SUBNET,
      application: [NEW_SUBNET],
      // Below the tests' own limit, so that the call that hangs is named.
      processingTimeoutMs: 100_000 * SLOWNESS,
    });
    const subnet = await pic.getInternetIdentitySubnet();
    await pic.createCanister({ targetCanisterId: CANISTER_ID, targetSubnetId: subnet!.id });
    return new InternetIdentity(pic);
  }

  /** The canister's methods, called by `caller` (anonymous unless given). */
  as(caller: Ed25519KeyIdentity | Principal = ANONYMOUS): Actor<_SERVICE> {
    const actor = this.pic.createActor<_SERVICE>(clientInterface as unknown as IdlFactory, CANISTER_ID);
    actor.setPrincipal(caller instanceof Principal ? caller : caller.getPrincipal());
    return actor;
  }

  /** Calls in somebody's name that are only sent: what each answers gives the reply when it is called in turn. */
  sending(caller: Ed25519KeyIdentity | Principal = ANONYMOUS): DeferredActor<_SERVICE> {
    const actor = this.pic.createDeferredActor<_SERVICE>(
      clientInterface as unknown as IdlFactory,
      CANISTER_ID,
    );
    actor.setPrincipal(caller instanceof Principal ? caller : caller.getPrincipal());
    return actor;
  }

  /** Upgrades to the same module; without an argument everything configured is retained. */
  async upgrade(init: InternetIdentityInit | null = RETAIN_ALL): Promise<void> {
    await this.pic.upgradeCanister({ canisterId: CANISTER_ID, wasm: this.#module, arg: encodeInit(init) });
  }

  /** Registers an identity whose first device is `key`, as the front end does. @returns its number */
  async register(key: Ed25519KeyIdentity, changes: Partial<DeviceData> = {}): Promise<bigint> {
    const actor = this.as(key);
    const started = await actor.identity_registration_start();
    if ('Err' in started) throw new Error(`registration refused: ${Object.keys(started.Err).join()}`);
    const data = device(key, changes);
    const credentialId = data.credential_id[0];
    const finished = await actor.identity_registration_finish({
      authn_method: {
        authn_method: credentialId
          ? { WebAuthn: { pubkey: data.pubkey, credential_id: credentialId } }
          : { PubKey: { pubkey: data.pubkey } },
        security_settings: { protection: { Unprotected: null }, purpose: { Authentication: null } },
        metadata: data.alias === '' ? [] : [['alias', { String: data.alias }]],
        last_authentication: [],
      },
      name: [],
    });
    if ('Err' in finished) throw new Error(`registration failed: ${JSON.stringify(finished.Err)}`);
    return finished.Ok.identity_number;
  }

  /** Moves the clock and runs a round at the new time. */
  async advance(nanoseconds: bigint): Promise<void> {
    await this.pic.advanceTime(Number(nanoseconds / 1_000_000n));
    await this.pic.tick();
  }

  /** Nanoseconds since the epoch. */
  async now(): Promise<bigint> {
    return BigInt(await this.pic.getTime()) * 1_000_000n;
  }

  /** DER of the network's root key. */
  async rootKey(): Promise<Uint8Array> {
    return new Uint8Array(await this.pic.getPubKey((await this.pic.getNnsSubnet())!.id));
  }

  async tearDown(): Promise<void> {
    await this.pic.tearDown();
  }
}
