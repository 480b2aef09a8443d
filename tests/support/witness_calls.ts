/** Random calls after which the canister's certificates and witnesses are looked at, with a clock that moves. */
import { hashOfMap, type HashTree } from '@dfinity/agent';
import { Principal } from '@dfinity/principal';
import { verifyRequestResponsePair } from '@dfinity/response-verification';
import { decode } from 'cborg';
import { expect } from 'vitest';
import { verifyCanisterSignature, verifyCertifiedTree } from './canister_signature.ts';
import { CANISTER_ID, identity, type InternetIdentity, publicKeyOf } from './internet_identity.ts';
import { readJwt, verifyAliasJws } from './jws.ts';
import { Random } from './random.ts';

const II = Principal.fromText(CANISTER_ID.toText());
const SECOND = 1_000_000_000n;
const SIGNATURE_SECONDS = 60n;
const PRUNED_PER_ADD = 50;
/** The clock's steps: no sum of them comes near the lifetime of a signature, so that calls may take their time. */
const STEP_SECONDS = 7;

const OWNERS = ['ada', 'grace', 'edsger'].map((name) => identity(name));
const SESSIONS = ['first', 'second'].map((name) => publicKeyOf(identity(name)));
const ORIGINS = ['https://one.example', 'https://two.example', 'https://three.example'];
const URLS = ['/', '/authorize', '/manage?x=1', '/.well-known/ic-domains', '/none', '/assets/none.js'];

/** What the canister has signed, and how to ask for it: the answer is verified when there is one. */
interface Signed {
  readonly expiration: bigint;
  /** Whether the canister still gives it. */
  readonly fetch: () => Promise<boolean>;
}

export class WitnessCalls {
  readonly #ii: InternetIdentity;
  readonly #random: Random;
  readonly #rootKey: Uint8Array;
  readonly #anchors: bigint[] = [];
  /** By the signature map's rules, in the order of their expirations. */
  #live: Signed[] = [];
  #gone: Signed[] = [];

  constructor(ii: InternetIdentity, rootKey: Uint8Array, seed: number) {
    this.#ii = ii;
    this.#rootKey = rootKey;
    this.#random = new Random(seed);
  }

  async register(): Promise<void> {
    for (const owner of OWNERS) this.#anchors.push(await this.#ii.register(owner));
  }

  /** One call, then a look at signatures that should be there, at one that should not, and at a page. */
  async step(): Promise<void> {
    const random = this.#random;
    switch (random.below(12)) {
      case 0:
      case 1:
      case 2:
        await this.#ii.advance(BigInt(STEP_SECONDS * (1 + random.below(12))) * SECOND);
        break;
      case 3:
      case 4:
        await this.#prepareAlias();
        break;
      case 5:
      case 6:
        await this.#prepareAccountDelegation();
        break;
      case 7:
        if (random.oneIn(3)) for (let n = 0; n < PRUNED_PER_ADD + 10; n++) await this.#prepareDelegation();
        break;
      case 8:
        if (random.oneIn(4)) await this.#upgrade();
        break;
      default:
        await this.#prepareDelegation();
    }
    for (const signed of this.#some(this.#live, 2)) expect(await signed.fetch()).toBe(true);
    for (const signed of this.#some(this.#gone, 1)) expect(await signed.fetch()).toBe(false);
    await this.#askForPage();
  }

  #some<T>(all: readonly T[], count: number): T[] {
    return all.length === 0 ? [] : Array.from({ length: count }, () => this.#random.of(all));
  }

  async #upgrade(): Promise<void> {
    await this.#ii.upgrade();
    this.#gone.push(...this.#live);
    this.#live = [];
  }

  /** Notes a new signature, in place of up to fifty that have expired. */
  async #add(fetch: Signed['fetch']): Promise<void> {
    const now = await this.#ii.now();
    const expired = this.#live.filter(({ expiration }) => expiration <= now).slice(0, PRUNED_PER_ADD);
    this.#gone.push(...expired);
    this.#live = this.#live.slice(expired.length);
    this.#live.push({ expiration: now + SIGNATURE_SECONDS * SECOND, fetch });
  }

  async #prepareDelegation(): Promise<void> {
    const { me, anchor } = this.#someone();
    const [origin, session] = [this.#random.of(ORIGINS), this.#random.of(SESSIONS)];
    const [key, expiration] = await me.prepare_delegation(anchor, origin, session, []);
    await this.#add(async () => {
      const reply = await me.get_delegation(anchor, origin, session, expiration);
      if ('no_such_delegation' in reply) return false;
      const { delegation, signature } = reply.signed_delegation;
      await this.#verifyDelegation(key, delegation.pubkey, delegation.expiration, signature);
      expect([Uint8Array.from(delegation.pubkey), delegation.expiration]).toEqual([session, expiration]);
      return true;
    });
  }

  async #prepareAccountDelegation(): Promise<void> {
    const { me, anchor } = this.#someone();
    const [origin, session] = [this.#random.of(ORIGINS), this.#random.of(SESSIONS)];
    const created = await me.create_account(anchor, origin, 'Another');
    if (!('Ok' in created)) throw new Error('no account');
    const account = created.Ok.account_number;
    const prepared = await me.prepare_account_delegation(anchor, origin, account, session, [], []);
    if (!('Ok' in prepared)) throw new Error('not prepared');
    const { user_key, expiration } = prepared.Ok;
    await this.#add(async () => {
      const reply = await me.get_account_delegation(anchor, origin, account, session, expiration, []);
      if ('Err' in reply) {
        expect(reply.Err).toEqual({ NoSuchDelegation: null });
        return false;
      }
      const { delegation, signature } = reply.Ok;
      await this.#verifyDelegation(user_key, delegation.pubkey, delegation.expiration, signature);
      return true;
    });
  }

  #verifyDelegation(
    key: Uint8Array | number[],
    pubkey: Uint8Array | number[],
    expiration: bigint,
    signature: Uint8Array | number[],
  ): Promise<void> {
    return verifyCanisterSignature({
      key: Uint8Array.from(key),
      domain: 'ic-request-auth-delegation',
      message: new Uint8Array(hashOfMap({ pubkey: Uint8Array.from(pubkey), expiration })),
      signature: Uint8Array.from(signature),
      rootKey: this.#rootKey,
      canisterId: II,
    });
  }

  async #prepareAlias(): Promise<void> {
    const { me, anchor } = this.#someone();
    const [relying_party, issuer] = [this.#random.of(ORIGINS), this.#random.of(ORIGINS)];
    const dapps = { identity_number: anchor, relying_party, issuer };
    const reply = await me.prepare_id_alias(dapps);
    if (!('Ok' in reply)) throw new Error('not prepared');
    const { rp_id_alias_jwt, issuer_id_alias_jwt } = reply.Ok;
    const { exp } = readJwt(rp_id_alias_jwt).payload;
    const fetch = async (): Promise<boolean> => {
      const got = await me.get_id_alias({ ...dapps, rp_id_alias_jwt, issuer_id_alias_jwt });
      if ('Err' in got) {
        expect(got.Err).toHaveProperty('NoSuchCredentials');
        return false;
      }
      const { rp_id_alias_credential, issuer_id_alias_credential } = got.Ok;
      for (const { credential_jws } of [rp_id_alias_credential, issuer_id_alias_credential]) {
        await verifyAliasJws(credential_jws, this.#rootKey, II, exp - 1);
      }
      return true;
    };
    // One for each dapp; both are added in one call and have one end.
    await this.#add(fetch);
    await this.#add(fetch);
  }

  async #askForPage(): Promise<void> {
    const url = this.#random.of(URLS);
    const version = this.#random.of([1, 2]);
    const request = { method: 'GET', url, headers: [] as [string, string][], body: new Uint8Array() };
    const reply = await this.#ii.as().http_request({ ...request, certificate_version: [version] });
    // What the first version cannot certify is a missing page.
    if (version === 1 && reply.status_code === 404) return;
    const body = Uint8Array.from(reply.body);
    const { status_code, headers } = reply;
    const verified = verifyRequestResponsePair(
      { ...request, certificate_version: [version] },
      { status_code, headers, body },
      II.toUint8Array(),
      await this.#ii.now(),
      5n * 60n * SECOND,
      this.#rootKey,
      version,
    );
    expect(verified.verificationVersion).toBe(version);
    const header = headers.find(([name]) => name.toLowerCase() === 'ic-certificate')![1];
    const part = (name: string): Uint8Array =>
      Uint8Array.from(Buffer.from(new RegExp(`${name}=:([^:]*):`).exec(header)![1]!, 'base64'));
    const tree = decode(part('tree').subarray(3)) as HashTree;
    await verifyCertifiedTree(part('certificate'), tree, this.#rootKey, II);
  }

  #someone() {
    const n = this.#random.below(OWNERS.length);
    return { me: this.#ii.as(OWNERS[n]!), anchor: this.#anchors[n]! };
  }
}
