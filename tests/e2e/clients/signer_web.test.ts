/** `@slide-computer/signer` and `signer-web` 4.2.2: another client of the signer protocol, unmodified. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { valueOf } from './support/dapp_page.ts';
import { createWorld, type World } from './support/world.ts';

/** What the tests use of the packages, which are installed when they run. */
interface Client {
  readonly signer: { readonly Signer: new (options: object) => Signer };
  readonly web: { readonly PostMessageTransport: new (options: { url: string }) => unknown };
  readonly identity: {
    readonly ECDSAKeyIdentity: { generate(): Promise<{ getPublicKey(): { toDer(): Uint8Array } }> };
    readonly DelegationIdentity: {
      fromDelegation(key: unknown, chain: Chain): { getPrincipal(): { toText(): string } };
    };
  };
  readonly principal: { readonly Principal: { anonymous(): unknown } };
}

interface Signer {
  openChannel(): Promise<unknown>;
  closeChannel(): Promise<void>;
  supportedStandards(): Promise<{ name: string }[]>;
  permissions(): Promise<{ scope: { method: string }; state: string }[]>;
  requestPermissions(scopes: { method: string }[]): Promise<{ scope: { method: string }; state: string }[]>;
  accounts(): Promise<unknown>;
  delegation(wanted: { publicKey: Uint8Array; targets?: unknown[]; maxTimeToLive?: bigint }): Promise<Chain>;
}

interface Chain {
  readonly delegations: readonly { readonly delegation: { readonly expiration: bigint } }[];
}

/** Runs in the page. */
async function askEverything({ signer, web }: Client, url: string) {
  const asked = new signer.Signer({
    transport: new web.PostMessageTransport({ url }),
    autoCloseTransportChannel: false,
  });
  await asked.openChannel();
  const codeOf = (call: Promise<unknown>): Promise<unknown> =>
    call.then(
      () => 'granted',
      (error: unknown) => (error as { code?: unknown }).code,
    );
  const [standards, permissions, requested, accounts] = await Promise.all([
    asked.supportedStandards(),
    asked.permissions(),
    asked.requestPermissions([{ method: 'icrc34_delegation' }]),
    codeOf(asked.accounts()),
  ]);
  await asked.closeChannel();
  return { standards: standards.map(({ name }) => name), permissions, requested, accounts };
}

/** Runs in the page. */
async function signIn({ signer, web, identity, principal }: Client, url: string) {
  const asked = new signer.Signer({ transport: new web.PostMessageTransport({ url }) });
  const opened = asked.openChannel();
  const key = await identity.ECDSAKeyIdentity.generate();
  await opened;
  const chain = await asked.delegation({
    publicKey: key.getPublicKey().toDer(),
    targets: [principal.Principal.anonymous()],
    maxTimeToLive: 3_600_000_000_000n,
  });
  return {
    principal: identity.DelegationIdentity.fromDelegation(key, chain).getPrincipal().toText(),
    lasts: Number(chain.delegations[0]!.delegation.expiration / 1_000_000n) - Date.now(),
  };
}

const CLIENT = {
  folder: 'signer-web',
  modules: {
    signer: '@slide-computer/signer',
    web: '@slide-computer/signer-web',
    identity: '@icp-sdk/core/identity',
    principal: '@icp-sdk/core/principal',
  },
};

describe('@slide-computer/signer-web', () => {
  let world: World;
  const url = () => `${world.network.identityOrigin}/authorize`;

  beforeAll(async () => {
    world = await createWorld({ dapp: CLIENT });
  });
  afterAll(() => world?.close());

  it('should learn what is supported, and nothing about the person', async () => {
    const dapp = await world.dapp('dapp');
    const { outcome } = await dapp.start(askEverything, url());
    const granted = [{ scope: { method: 'icrc34_delegation' }, state: 'granted' }];
    expect(await valueOf(outcome)).toEqual({
      standards: ['ICRC-25', 'ICRC-29', 'ICRC-34', 'ICRC-95'],
      permissions: granted,
      requested: granted,
      accounts: -32601,
    });
    await dapp.page.close();
  });

  it('should get a delegation for as long as it asks, the same principal each time', async () => {
    const dapp = await world.dapp('dapp');
    const first = await dapp.start(signIn, url());
    const identityNumber = await first.window.register();
    const { principal, lasts } = await valueOf(first.outcome);
    expect(lasts).toBeGreaterThan(3_540_000);
    expect(lasts).toBeLessThanOrEqual(3_600_000);
    const second = await dapp.start(signIn, url());
    await second.window.signIn(identityNumber);
    expect((await valueOf(second.outcome)).principal).toBe(principal);
    await dapp.page.close();
  });

  it('should have met no violation of the content security policy and no script error', () => {
    expect(world.faults).toEqual([]);
  });
});
