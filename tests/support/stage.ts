/** One canister for all tests of a file, and people nobody has met yet. */
import type { Ed25519KeyIdentity } from '@icp-sdk/core/identity';
import type { Actor } from '@dfinity/pic';
import { afterAll, beforeAll } from 'vitest';
import { LOCAL_INIT } from '../../scripts/local_network/init_arg.ts';
import type {
  _SERVICE,
  AuthnMethodData,
  InternetIdentityInit,
} from '../../src/declarations/internet_identity.did.ts';
import { device, identity, InternetIdentity, publicKeyOf } from './internet_identity.ts';

export type Methods = Actor<_SERVICE>;

/** Somebody with an identity. */
export interface Owner {
  readonly key: Ed25519KeyIdentity;
  readonly pubkey: Uint8Array;
  readonly anchor: bigint;
  /** The methods, called with `key`. */
  readonly me: Methods;
}

export interface Stage {
  readonly ii: InternetIdentity;
  /** The methods, called by nobody in particular. */
  readonly anyone: Methods;
  /** A key that was never used before. */
  newcomer(): Ed25519KeyIdentity;
  /** Somebody who has just registered with one passkey. */
  owner(): Promise<Owner>;
  /** Somebody whose registration another key carried out, which is the device's temporary key now. */
  ownerThrough(temporary: Ed25519KeyIdentity): Promise<Owner>;
  /** Registers an identity with a method of any kind. @returns its number */
  registerMethod(caller: Ed25519KeyIdentity, method: AuthnMethodData): Promise<bigint>;
  /** The same identity by another of its devices, which is added for it. */
  second(owner: Owner): Promise<Owner>;
}

/** Installs Internet Identity before the tests of a file or block, and takes it away after them. */
export function useStage(init: InternetIdentityInit | null = LOCAL_INIT): Stage {
  let ii: InternetIdentity | undefined;
  let met = 0;
  beforeAll(async () => {
    ii = await InternetIdentity.create(init);
  });
  afterAll(() => ii?.tearDown());
  return {
    get ii() {
      if (ii === undefined) throw new Error('used before the tests began');
      return ii;
    },
    get anyone() {
      return this.ii.as();
    },
    newcomer: () => identity(`person ${met++}`),
    async owner() {
      const key = this.newcomer();
      const anchor = await this.ii.register(key);
      return { key, pubkey: publicKeyOf(key), anchor, me: this.ii.as(key) };
    },
    async ownerThrough(temporary) {
      const key = this.newcomer();
      const anchor = await this.ii.register(temporary, { pubkey: publicKeyOf(key) });
      return { key, pubkey: publicKeyOf(key), anchor, me: this.ii.as(key) };
    },
    async registerMethod(caller, authn_method) {
      const me = this.ii.as(caller);
      await me.identity_registration_start();
      const finished = await me.identity_registration_finish({ authn_method, name: [] });
      if ('Err' in finished) throw new Error(`registration failed: ${JSON.stringify(finished.Err)}`);
      return finished.Ok.identity_number;
    },
    async second(owner) {
      const key = this.newcomer();
      await owner.me.add(owner.anchor, device(key, { alias: 'Second' }));
      return { key, pubkey: publicKeyOf(key), anchor: owner.anchor, me: this.ii.as(key) };
    },
  };
}
