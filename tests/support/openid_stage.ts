/** Internet Identity with an OpenID provider whose outcalls a test answers. */
import type { Ed25519KeyIdentity } from '@icp-sdk/core/identity';
import { Principal } from '@icp-sdk/core/principal';
import type { PendingHttpsOutcall } from '@dfinity/pic';
import { beforeAll } from 'vitest';
import { LOCAL_INIT } from '../../scripts/local_network/init_arg.ts';
import type { InternetIdentityInit } from '../../src/declarations/internet_identity.did.ts';
import { identity, publicKeyOf } from './internet_identity.ts';
import {
  type Claims,
  JWKS_URI,
  OpenIdProvider,
  PROVIDER_CONFIG,
  TENANT_ISSUER,
  TOKEN_SALT,
} from './openid_provider.ts';
import { type Methods, type Owner, type Stage, useStage } from './stage.ts';

export const WITH_PROVIDER: InternetIdentityInit = { ...LOCAL_INIT, openid_configs: [[PROVIDER_CONFIG]] };

/** Names that nobody had yet, since an account belongs to one identity. */
let met = 0;

export class OpenIdStage {
  readonly provider = new OpenIdProvider();
  readonly #stage: Pick<Stage, 'ii'>;
  #sessions = 0;

  constructor(stage: Pick<Stage, 'ii'>) {
    this.#stage = stage;
  }

  /** Outcalls that wait. */
  async pending(): Promise<PendingHttpsOutcall[]> {
    await this.#stage.ii.pic.tick(2);
    return this.#stage.ii.pic.getPendingHttpsOutcalls();
  }

  /** Answers each outcall that waits with a key set, the provider's unless another is given. */
  async answerKeys(jwks = this.provider.jwks): Promise<void> {
    for (const { subnetId, requestId } of await this.pending()) {
      const body = new TextEncoder().encode(jwks);
      await this.#stage.ii.pic.mockPendingHttpsOutcall({
        ...{ subnetId, requestId },
        response: { type: 'success', statusCode: 200, headers: [['date', 'now']], body },
      });
    }
    await this.#stage.ii.pic.tick(3);
  }

  /** Rejects each outcall that waits. @returns how many there were */
  async rejectAll(): Promise<number> {
    const pending = await this.pending();
    for (const { subnetId, requestId } of pending) {
      await this.#stage.ii.pic.mockPendingHttpsOutcall({
        ...{ subnetId, requestId },
        response: { type: 'reject', statusCode: 2, message: 'no connection' },
      });
    }
    await this.#stage.ii.pic.tick(3);
    return pending.length;
  }

  /** The name of a person at the provider whom no identity has. */
  person(): string {
    return `person-${++met}`;
  }

  /** A token that is good for a caller now, but for some claims. */
  async token(caller: Ed25519KeyIdentity, claims: Claims = {}, header: Claims = {}): Promise<string> {
    const now = await this.#stage.ii.now();
    return this.provider.token({ caller: caller.getPrincipal().toUint8Array(), now }, claims, header);
  }

  /** Links a new account to somebody's identity. @returns its `sub` */
  async link(owner: Owner): Promise<string> {
    const sub = this.person();
    const added = await owner.me.openid_credential_add(
      owner.anchor,
      await this.token(owner.key, { sub }),
      TOKEN_SALT,
    );
    if ('Err' in added) throw new Error(Object.keys(added.Err).join());
    return sub;
  }

  /** Signs in with an account. @returns the methods, called as the account's delegation is */
  async signIn(sub: string): Promise<Methods> {
    const session = identity(`session ${this.#sessions++}`);
    const jwt = await this.token(session, { sub });
    const prepared = await this.#stage.ii
      .as(session)
      .openid_prepare_delegation(jwt, TOKEN_SALT, publicKeyOf(session));
    if ('Err' in prepared) throw new Error(Object.keys(prepared.Err).join());
    return this.#stage.ii.as(Principal.selfAuthenticating(Uint8Array.from(prepared.Ok.user_key)));
  }
}

/** The key under which an account is unlinked. */
export const credentialKey = (sub: string): [string, string] => [TENANT_ISSUER, sub];

/** A stage whose provider's keys have been fetched. @param init - what else is configured */
export function useOpenIdStage(init: Partial<InternetIdentityInit> = {}): {
  readonly stage: Stage;
  readonly openId: OpenIdStage;
} {
  const stage = useStage({ ...WITH_PROVIDER, ...init });
  const openId = new OpenIdStage(stage);
  beforeAll(async () => {
    const urls = (await openId.pending()).map(({ url }) => url);
    if (urls.join() !== JWKS_URI) throw new Error(`asked for ${urls.join()}`);
    await openId.answerKeys();
  });
  return { stage, openId };
}
