/** `@dfinity/auth-client` 3.4.3: the client of the legacy protocol, unmodified. */
import type * as AgentModule from '@dfinity/agent';
import type * as AuthModule from '@dfinity/auth-client';
import { Principal } from '@dfinity/principal';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { clickToClose, closed } from '../support/closing.ts';
import { valueOf } from './support/dapp_page.ts';
import { createWorld, type World } from './support/world.ts';

interface Client {
  readonly auth: typeof AuthModule;
  readonly agent: typeof AgentModule;
}

interface Login extends Pick<AuthModule.AuthClientLoginOptions, 'maxTimeToLive' | 'windowOpenerFeatures'> {
  readonly identityProvider: string;
  readonly customValues?: Record<string, unknown>;
}

interface LoggedIn {
  readonly principal: string;
  readonly message: {
    readonly kind: string;
    readonly authnMethod: string;
    readonly delegations: readonly { readonly delegation: { readonly expiration: bigint } }[];
  };
  /** Milliseconds until the delegation ends. */
  readonly lasts: number;
}

/** Runs in the page. Each login of a page is by the same client. */
async function login({ auth }: Client, options: Login): Promise<LoggedIn> {
  const page = globalThis as unknown as { authClient?: AuthModule.AuthClient };
  const client = (page.authClient ??= await auth.AuthClient.create({ idleOptions: { disableIdle: true } }));
  const message = await new Promise<LoggedIn['message']>((resolve, reject) => {
    void client.login({
      ...options,
      onSuccess: (success) => resolve(success as never),
      onError: (reason) => reject(new Error(reason)),
    });
  });
  const ends = message.delegations[0]!.delegation.expiration / 1_000_000n;
  return {
    principal: client.getIdentity().getPrincipal().toText(),
    message,
    lasts: Number(ends) - Date.now(),
  };
}

/** Runs in the page: whom a canister sees when the stored identity calls it. */
async function whoami({ auth, agent }: Client, [host, canister]: readonly [string, string]): Promise<string> {
  const client = await auth.AuthClient.create({ idleOptions: { disableIdle: true } });
  const caller = await agent.HttpAgent.create({
    host,
    identity: client.getIdentity(),
    shouldFetchRootKey: true,
  });
  const answer = await caller.query(canister, { methodName: 'whoami_query', arg: new Uint8Array() });
  if (!('reply' in answer)) throw new Error('rejected');
  return [...answer.reply.arg].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const NANOSECONDS = 1_000_000n;
const CLIENT = { modules: { auth: '@dfinity/auth-client', agent: '@dfinity/agent' } };

describe('@dfinity/auth-client', () => {
  let world: World;
  let identityNumber: string;
  let principal: string;
  let options: Login;

  beforeAll(async () => {
    world = await createWorld({ first: CLIENT, second: CLIENT });
    options = { identityProvider: world.network.identityOrigin };
    const dapp = await world.dapp('first');
    const { window, outcome } = await dapp.start(login, options);
    identityNumber = await window.register();
    ({ principal } = await valueOf(outcome));
    await dapp.page.close();
  });
  afterAll(() => world?.close());

  /** Logs in at a dapp as the person whom the browser knows. */
  async function logIn(name: string, more: Partial<Login> = {}): Promise<LoggedIn> {
    const dapp = await world.dapp(name);
    const { window, outcome } = await dapp.start(login, { ...options, ...more });
    await window.signIn(identityNumber);
    const loggedIn = await valueOf(outcome);
    await dapp.page.close();
    return loggedIn;
  }

  it('should log in with the default options, for eight hours', async () => {
    const { principal: same, message, lasts } = await logIn('first');
    expect(same).toBe(principal);
    expect(message).toMatchObject({ kind: 'authorize-client-success', authnMethod: 'passkey' });
    expect(message.delegations).toHaveLength(1);
    expect(lasts).toBeGreaterThan(8 * HOUR - 60_000);
    expect(lasts).toBeLessThanOrEqual(8 * HOUR);
  });

  it('should tell another dapp another principal, and neither anything else', async () => {
    const { principal: other, message } = await logIn('second');
    expect(other).not.toBe(principal);
    expect(Object.keys(message).sort()).toEqual(['authnMethod', 'delegations', 'kind', 'userPublicKey']);
  });

  it('should be whom canisters see after the dapp is opened again', async () => {
    const canister = await world.network.newPuppet();
    const dapp = await world.dapp('first');
    const asked = [`http://localhost:${world.network.port}`, canister.toText()] as const;
    const caller = await dapp.run(whoami, asked);
    expect(Principal.fromHex(caller).toText()).toBe(principal);
    await dapp.page.close();
  });

  it.each([
    ['an hour', HOUR, HOUR],
    ['more than thirty days', 90 * DAY, 30 * DAY],
  ])('should log in for %s', async (_name, asked, granted) => {
    const { lasts } = await logIn('first', { maxTimeToLive: BigInt(asked) * NANOSECONDS });
    expect(lasts).toBeGreaterThan(granted - 60_000);
    expect(lasts).toBeLessThanOrEqual(granted);
  });

  it('should open in a window of the size that the dapp wants, named as always', async () => {
    const dapp = await world.dapp('first');
    const { window } = await dapp.start(login, {
      ...options,
      windowOpenerFeatures: 'toolbar=0,location=0,menubar=0,width=500,height=500,left=100,top=100',
    });
    await window.page.locator(`[data-anchor-id='${identityNumber}']`).waitFor();
    expect(await window.page.evaluate(() => [self.name, innerWidth])).toEqual(['idpWindow', 500]);
    await dapp.page.close();
    await window.page.close();
  });

  it('should report a window that the person closed', async () => {
    const dapp = await world.dapp('first');
    const { window, outcome } = await dapp.start(login, options);
    await window.page.locator(`[data-anchor-id='${identityNumber}']`).waitFor();
    await window.page.close();
    expect(await outcome).toEqual({ rejected: 'UserInterrupt' });
    await dapp.page.close();
  });

  it('should serve the second login after the first window was left open', async () => {
    const dapp = await world.dapp('first');
    const first = await dapp.start(login, options);
    const second = await dapp.start(login, options);
    await closed(first.window.page);
    await second.window.signIn(identityNumber);
    expect((await valueOf(second.outcome)).principal).toBe(principal);
    await dapp.page.close();
  });

  it('should tell the dapp when the person cancels', async () => {
    const dapp = await world.dapp('first');
    const { window, outcome } = await dapp.start(login, options);
    await clickToClose(window.page, '[data-action=decline]');
    expect(await outcome).toEqual({ rejected: 'UserInterrupt' });
    await dapp.page.close();
  });

  it('should say that the dapp was closed, and ask for no passkey then', async () => {
    const dapp = await world.dapp('first');
    const { window } = await dapp.start(login, options);
    await window.page.locator(`[data-anchor-id='${identityNumber}']`).waitFor();
    await dapp.page.close();
    await window.page.locator('[data-message=appClosed]').waitFor();
    expect(await window.page.locator('[data-anchor-id]').count()).toBe(0);
    await window.page.close();
  });

  it('should carry on with values that it does not know', async () => {
    const { principal: same } = await logIn('first', {
      customValues: { theme: { dark: true }, prompt: null },
    });
    expect(same).toBe(principal);
  });

  it('should have met no violation of the content security policy and no script error', () => {
    expect(world.faults).toEqual([]);
  });
});
