/** `@icp-sdk/auth`, unmodified: 7.1.0 with the signer protocol and its heartbeat, 5.0.0 with the legacy one. */
import { Principal } from '@dfinity/principal';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { clickToClose } from '../support/closing.ts';
import { type DappPage, type Started, valueOf } from './support/dapp_page.ts';
import { waitForHeartbeats, watchHeartbeats } from './support/heartbeats.ts';
import { slowness } from './support/slowness.ts';
import { answerAlternativeOrigins } from './support/told_canister.ts';
import { createWorld, type World } from './support/world.ts';

/** What the tests use of version 7; the package is installed when they run. */
interface Client7 {
  readonly auth: {
    readonly AuthClient: new (options: Options) => {
      signIn(options?: { maxTimeToLive?: bigint }): Promise<Identity>;
      requestAttributes(wanted: { keys: string[]; nonce: Uint8Array }): Promise<unknown>;
      getIdentity(): Promise<Identity>;
      isAuthenticated(): boolean;
    };
  };
  readonly agent: {
    readonly HttpAgent: {
      create(options: { host: string; identity: Identity; shouldFetchRootKey: boolean }): Promise<{
        query(
          canister: string,
          call: { methodName: string; arg: Uint8Array },
        ): Promise<{ reply: { arg: Uint8Array } }>;
      }>;
    };
  };
}

interface Client5 {
  readonly auth: {
    readonly AuthClient: {
      create(options: { idleOptions: { disableIdle: boolean } }): Promise<{
        login(options: {
          identityProvider: string;
          onSuccess: () => void;
          onError: (reason?: string) => void;
        }): Promise<void>;
        getIdentity(): Identity;
      }>;
    };
  };
}

interface Identity {
  getPrincipal(): { toText(): string };
}

interface Options {
  readonly identityProvider: string;
  readonly derivationOrigin?: string;
  readonly openIdProvider?: 'google';
  readonly idleOptions?: { readonly disableIdle: boolean };
}

/** Runs in the page. */
async function signIn({ auth }: Client7, options: Options): Promise<string> {
  const client = new auth.AuthClient({ ...options, idleOptions: { disableIdle: true } });
  try {
    return (await client.signIn()).getPrincipal().toText();
  } catch (error) {
    throw new Error(`${String((error as { code?: unknown }).code)} ${(error as Error).message}`);
  }
}

/** Runs in the page: attributes are asked for beside the sign-in that is waiting. */
async function signInWithAttributes(
  { auth }: Client7,
  options: Options,
): Promise<{ refusal: string; first: string; principal: string }> {
  const client = new auth.AuthClient({ ...options, idleOptions: { disableIdle: true } });
  let first = '';
  const signedIn = client.signIn().then((identity) => {
    first ||= 'signed in';
    return identity.getPrincipal().toText();
  });
  const refused = client.requestAttributes({ keys: ['name'], nonce: new Uint8Array(32) }).then(
    () => 'granted',
    (error: unknown) => {
      first ||= 'refused';
      return (error as Error).message;
    },
  );
  return { refusal: await refused, principal: await signedIn, first };
}

/** Runs in the page: two sign-ins at once, by one client. */
async function signInTwice({ auth }: Client7, options: Options): Promise<string[]> {
  const client = new auth.AuthClient({ ...options, idleOptions: { disableIdle: true } });
  const both = await Promise.all([client.signIn(), client.signIn({ maxTimeToLive: 3_600_000_000_000n })]);
  return both.map((identity) => identity.getPrincipal().toText());
}

/** Runs in the page: whom a canister sees when the stored identity calls it. */
async function whoami(
  { auth, agent }: Client7,
  [identityProvider, host, canister]: readonly [string, string, string],
): Promise<number[]> {
  const client = new auth.AuthClient({ identityProvider, idleOptions: { disableIdle: true } });
  if (!client.isAuthenticated()) throw new Error('not signed in');
  const identity = await client.getIdentity();
  const caller = await agent.HttpAgent.create({ host, identity, shouldFetchRootKey: true });
  const { reply } = await caller.query(canister, { methodName: 'whoami_query', arg: new Uint8Array() });
  return [...reply.arg];
}

/** Runs in the page. */
async function loginWith5({ auth }: Client5, identityProvider: string): Promise<string> {
  const client = await auth.AuthClient.create({ idleOptions: { disableIdle: true } });
  await new Promise<void>((resolve, reject) => {
    void client.login({
      identityProvider,
      onSuccess: resolve,
      onError: (reason) => reject(new Error(reason)),
    });
  });
  return client.getIdentity().getPrincipal().toText();
}

/** How many times slower than a usual one a slow machine is. */
const SLOW = 4;
const AGENT = { agent: '@icp-sdk/core/agent' };
const SEVEN = { folder: 'icp-sdk-auth', modules: { auth: '@icp-sdk/auth/client', ...AGENT } };
const FIVE = { folder: 'icp-sdk-auth', modules: { auth: '@icp-sdk/auth-5/client', ...AGENT } };

describe('@icp-sdk/auth', () => {
  let world: World;
  let identityNumber: string;
  let principal: string;
  let options: Options;

  beforeAll(async () => {
    world = await createWorld({ seven: SEVEN, five: FIVE });
    options = { identityProvider: `${world.network.identityOrigin}/authorize` };
    const dapp = await world.dapp('seven');
    const { window, outcome } = await dapp.start(signIn, options);
    identityNumber = await window.register();
    principal = await valueOf(outcome);
    await dapp.page.close();
  });
  afterAll(() => world?.close());

  const remembered = () => `[data-anchor-id='${identityNumber}']`;

  async function withDapp<T>(
    run: (dapp: DappPage) => Promise<T>,
    name: 'seven' | 'five' = 'seven',
  ): Promise<T> {
    const dapp = await world.dapp(name);
    const result = await run(dapp);
    await dapp.page.close();
    return result;
  }

  async function finish<T>({ window, outcome }: Started<T>): Promise<T> {
    await window.signIn(identityNumber);
    return valueOf(outcome);
  }

  interface Interrupted extends Started<string> {
    /** What goes on in the window before the person signs in. */
    meanwhile(): Promise<void>;
    afterwards(): Promise<void>;
  }

  /**
   * Checks that the client hears enough of the window to let somebody sign in. It gives up after two seconds without
   * an answer, which may be the fault of a busy machine: what is the page's own fault happens each time.
   */
  async function holdsOn(start: (dapp: DappPage) => Promise<Interrupted>): Promise<void> {
    const outcomes: PromiseSettledResult<string>[] = [];
    while (outcomes.length < 3 && outcomes.at(-1)?.status !== 'fulfilled') {
      await withDapp(async (dapp) => {
        await watchHeartbeats(dapp.page);
        const started = await start(dapp);
        const signedIn = started.meanwhile().then(() => finish(started));
        outcomes.push(...(await Promise.allSettled([signedIn])));
        await started.afterwards();
      });
    }
    expect(outcomes.at(-1)).toEqual({ status: 'fulfilled', value: principal });
  }

  it('should sign in with version 7, and be whom canisters see', async () => {
    const canister = await world.network.newPuppet();
    await withDapp(async (dapp) => {
      expect(await finish(await dapp.start(signIn, options))).toBe(principal);
      const asked = [
        options.identityProvider,
        `http://localhost:${world.network.port}`,
        canister.toText(),
      ] as const;
      const caller = await dapp.run(whoami, asked);
      expect(Principal.fromUint8Array(Uint8Array.from(caller)).toText()).toBe(principal);
    });
  });

  it('should sign in with version 5 as the same person at another dapp', async () => {
    const other = await withDapp(
      async (dapp) => finish(await dapp.start(loginWith5, world.network.identityOrigin)),
      'five',
    );
    expect(other).toMatch(/^([a-z2-7]{5}-){10}[a-z2-7]{3}$/);
    expect(other).not.toBe(principal);
  });

  it('should miss no heartbeat while the page loads on a slow machine', () =>
    holdsOn(async (dapp) => {
      // A busy machine is slow already.
      const rate = Math.max(1, SLOW / (await slowness(dapp.page)));
      // The network keeps the application back until the machine is slow.
      let release = (): void => undefined;
      const slow = new Promise<void>((resolve) => (release = resolve));
      await dapp.page.context().route('**/immutable/*.js*', async (route) => {
        await slow;
        await route.continue();
      });
      const started = await dapp.start(signIn, options);
      const { page } = started.window;
      return {
        ...started,
        async meanwhile() {
          await waitForHeartbeats(dapp.page, 5);
          const session = await page.context().newCDPSession(page);
          await session.send('Emulation.setCPUThrottlingRate', { rate });
          release();
          await page.locator(remembered()).waitFor();
          await waitForHeartbeats(dapp.page, 5);
        },
        async afterwards() {
          release();
          await page.context().unroute('**/immutable/*.js*');
        },
      };
    }));

  it('should miss no heartbeat while the passkey prompt is open', () =>
    holdsOn(async (dapp) => {
      await world.passkeys.setPresent(false);
      const started = await dapp.start(signIn, options);
      const { page } = started.window;
      return {
        ...started,
        async meanwhile() {
          await page.locator(remembered()).click();
          await page.locator('[data-action=cancel]').waitFor();
          await waitForHeartbeats(dapp.page, 10);
          await page.locator('[data-action=cancel]').click();
          await world.passkeys.setPresent(true);
        },
        afterwards: () => world.passkeys.setPresent(true),
      };
    }));

  it('should refuse attributes at once, beside the sign-in that waits', () =>
    withDapp(async (dapp) => {
      const result = await finish(await dapp.start(signInWithAttributes, options));
      // The client keeps the text of the error and drops its number.
      expect(result).toEqual({
        refusal: 'ii-icrc3-attributes is not supported',
        first: 'refused',
        principal,
      });
    }));

  it('should answer several sign-ins on one channel by one consent', () =>
    withDapp(async (dapp) => {
      expect(await finish(await dapp.start(signInTwice, options))).toEqual([principal, principal]);
    }));

  it('should say that a suggested company is not offered, and sign in as ever', () =>
    withDapp(async (dapp) => {
      const started = await dapp.start(signIn, { ...options, openIdProvider: 'google' as const });
      const sentence = started.window.page.locator('[data-role=suggested-provider]');
      expect(await sentence.textContent()).toContain('Google');
      expect(await finish(started)).toBe(principal);
    }));

  it('should derive for another origin that lists the dapp', async () => {
    const canister = await world.network.newPuppet();
    await answerAlternativeOrigins(world.network.agent, canister, {
      body: JSON.stringify({ alternativeOrigins: [world.dapps.origin('seven')] }),
    });
    const derivationOrigin = `http://${canister.toText()}.localhost:${world.network.port}`;
    await withDapp(async (dapp) => {
      const other = await finish(await dapp.start(signIn, { ...options, derivationOrigin }));
      expect(other).not.toBe(principal);
    });
    const unlisted = `http://${(await world.network.newPuppet()).toText()}.localhost:${world.network.port}`;
    await withDapp(async (dapp) => {
      const { outcome } = await dapp.start(signIn, { ...options, derivationOrigin: unlisted });
      expect(await outcome).toMatchObject({
        rejected: expect.stringMatching(/^1000 Invalid derivation origin/) as string,
      });
    });
  });

  it('should tell the dapp that the person cancelled, or closed the window', async () => {
    await withDapp(async (dapp) => {
      const { window, outcome } = await dapp.start(signIn, options);
      await clickToClose(window.page, '[data-action=decline]');
      expect(await outcome).toMatchObject({ rejected: expect.stringMatching(/^3001 /) as string });
    });
    await withDapp(async (dapp) => {
      const { window, outcome } = await dapp.start(signIn, options);
      await window.page.locator(remembered()).waitFor();
      await waitForEstablished(dapp);
      await window.page.close();
      expect(await outcome).toMatchObject({ rejected: expect.stringMatching(/^4000 /) as string });
    });
  });

  it('should have met no violation of the content security policy and no script error', () => {
    expect(world.faults).toEqual([]);
  });

  /** The dapp's name is shown once its request is there, over the established channel. */
  async function waitForEstablished(dapp: DappPage): Promise<void> {
    await watchHeartbeats(dapp.page);
    await waitForHeartbeats(dapp.page, 1);
  }
});
