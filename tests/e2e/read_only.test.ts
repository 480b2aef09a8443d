/** An app that wants to read only: it asks in either login protocol, and holds the delegation by `@icp-sdk/core` 6. */
import type * as AgentModule from '@icp-sdk/core-6/agent';
import type * as IdentityModule from '@icp-sdk/core-6/identity';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { valueOf } from './clients/support/dapp_page.ts';
import { createWorld, type World } from './clients/support/world.ts';

interface Client {
  readonly agent: typeof AgentModule;
  readonly identity: typeof IdentityModule;
}

interface Wish {
  readonly protocol: 'legacy' | 'signer';
  readonly identityProvider: string;
  readonly host: string;
  readonly canister: string;
  readonly permissions?: string;
}

interface Outcome {
  readonly principal: string;
  readonly permissions: string | undefined;
  readonly queried: boolean;
  /** Why an update call was refused; empty when it was not. */
  readonly refusal: string;
}

/** Runs in the page: asks as the clients do, for what they have no option for yet. */
async function logIn({ agent, identity }: Client, wish: Wish): Promise<Outcome> {
  const session = identity.Ed25519KeyIdentity.generate();
  const sessionKey = new Uint8Array(session.getPublicKey().toDer());
  const base64 = (bytes: Uint8Array): string => btoa(String.fromCharCode(...bytes));
  const bytesOf = (text: string): Uint8Array => Uint8Array.from(atob(text), (char) => char.charCodeAt(0));
  const permissions = wish.permissions === undefined ? {} : { permissions: wish.permissions };
  const popup = window.open(`${wish.identityProvider}/#authorize`)!;
  const answer = await new Promise<{
    userKey: Uint8Array;
    delegation: { expiration: bigint; permissions?: string };
    signature: Uint8Array;
  }>((resolve, reject) => {
    window.addEventListener('message', ({ data, source }) => {
      if (source !== popup) return;
      if (data.kind === 'authorize-ready') {
        const message =
          wish.protocol === 'legacy'
            ? { kind: 'authorize-client', sessionPublicKey: sessionKey, ...permissions }
            : {
                jsonrpc: '2.0',
                id: 1,
                method: 'icrc34_delegation',
                params: { publicKey: base64(sessionKey), ...permissions },
              };
        popup.postMessage(message, wish.identityProvider);
      } else if (data.kind === 'authorize-client-success') {
        const [signed] = data.delegations;
        resolve({ userKey: data.userPublicKey, delegation: signed.delegation, signature: signed.signature });
      } else if (data.result?.signerDelegation !== undefined) {
        const [{ delegation, signature }] = data.result.signerDelegation;
        resolve({
          userKey: bytesOf(data.result.publicKey),
          delegation: { ...delegation, expiration: BigInt(delegation.expiration) },
          signature: bytesOf(signature),
        });
      } else reject(new Error(data.text ?? data.error?.message));
    });
  });
  popup.close();
  const { expiration, permissions: said } = answer.delegation;
  const delegation = new identity.Delegation(sessionKey, expiration, undefined, said);
  const chain = identity.DelegationChain.fromDelegations(
    [{ delegation, signature: answer.signature as never }],
    answer.userKey as never,
  );
  const holder = identity.DelegationIdentity.fromDelegation(session, chain);
  const caller = await agent.HttpAgent.create({
    host: wish.host,
    identity: holder,
    shouldFetchRootKey: true,
    retryTimes: 0,
  });
  const arg = new Uint8Array();
  const reply = await caller.query(wish.canister, { methodName: 'whoami_query', arg });
  const refusal = await caller.call(wish.canister, { methodName: 'whoami', arg }).then(
    () => '',
    (error: unknown) => String(error),
  );
  return {
    principal: holder.getPrincipal().toText(),
    permissions: said,
    queried: 'reply' in reply && reply.reply.arg.join() === holder.getPrincipal().toUint8Array().join(),
    refusal,
  };
}

describe('an app that wants to read only', () => {
  let world: World;
  let canister: string;
  let number: string;
  let principal: string;

  beforeAll(async () => {
    const modules = { agent: '@icp-sdk/core-6/agent', identity: '@icp-sdk/core-6/identity' };
    world = await createWorld({ dapp: { modules } });
    canister = (await world.network.newPuppet()).toText();
  });
  afterAll(() => world?.close());

  async function start(wish: Pick<Wish, 'protocol' | 'permissions'>) {
    const { identityOrigin: identityProvider, port } = world.network;
    const host = `http://${canister}.localhost:${port}`;
    const dapp = await world.dapp('dapp');
    const { window, outcome } = await dapp.start(logIn, { ...wish, identityProvider, host, canister });
    return {
      window,
      page: window.page,
      async outcome(): Promise<Outcome> {
        const value = await valueOf(outcome);
        await dapp.page.close();
        return value;
      },
      close: () => dapp.page.close(),
    };
  }

  it('should be given everything where it asks for nothing less', async () => {
    const login = await start({ protocol: 'legacy' });
    number = await login.window.register();
    const outcome = await login.outcome();
    expect(outcome).toMatchObject({ permissions: undefined, queried: true, refusal: '' });
    ({ principal } = outcome);
  });

  it.each(['legacy', 'signer'] as const)(
    'should query and not call, asking by the %s protocol',
    async (protocol) => {
      const login = await start({ protocol, permissions: 'queries' });
      await login.window.signIn(number);
      const outcome = await login.outcome();
      expect(outcome).toMatchObject({ principal, permissions: 'queries', queried: true });
      expect(outcome.refusal).toContain('Update calls are not permitted');
    },
  );

  it('should hear that there is nothing else to ask for', async () => {
    const login = await start({ protocol: 'legacy', permissions: 'updates' });
    const text = await login.page.locator('[data-message=malformedRequest]').textContent();
    expect(text).toContain('permissions');
    await login.close();
    expect(world.faults).toEqual([]);
  });
});
