/**
 * The addresses that clients open when a dapp names none, over HTTPS: `@dfinity/auth-client`, `@icp-sdk/auth`
 * and Juno's sign-in, unmodified.
 */
import type * as AuthModule from '@dfinity/auth-client';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { LOCAL_INIT } from '../../../scripts/local_network/init_arg.ts';
import { clickToClose } from '../support/closing.ts';
import { valueOf } from './support/dapp_page.ts';
import { answerAlternativeOrigins } from './support/told_canister.ts';
import { createWorld, type World } from './support/world.ts';

interface AuthClient {
  readonly auth: typeof AuthModule;
}

interface Identity {
  getPrincipal(): { toText(): string };
}

/** What the tests use of version 7; the package is installed when they run. */
interface Auth7 {
  readonly auth: {
    readonly AuthClient: new (options: object) => { signIn(): Promise<Identity> };
  };
}

interface Juno {
  readonly juno: {
    initSatellite(options: { satelliteId: string }): Promise<unknown>;
    signIn(options: { internet_identity: { options: object } }): Promise<void>;
    readonly SignInUserInterruptError: new () => Error;
    unsafeIdentity(): Promise<
      Identity & {
        getDelegation(): { delegations: { delegation: { expiration: bigint } }[] };
      }
    >;
  };
}

interface JunoOptions {
  readonly domain?: string;
  readonly derivationOrigin?: string;
  readonly maxTimeToLiveInNanoseconds?: bigint;
  readonly windowed?: boolean;
}

/** Runs in the page. */
async function login({ auth }: AuthClient): Promise<string> {
  const client = await auth.AuthClient.create({ idleOptions: { disableIdle: true } });
  await new Promise<void>((resolve, reject) => {
    void client.login({ onSuccess: () => resolve(), onError: (reason) => reject(new Error(reason)) });
  });
  return client.getIdentity().getPrincipal().toText();
}

/** Runs in the page. */
async function signIn({ auth }: Auth7): Promise<string> {
  const client = new auth.AuthClient({ idleOptions: { disableIdle: true } });
  return (await client.signIn()).getPrincipal().toText();
}

/** Runs in the page, before the click: Juno signs in with the client that it makes here. */
async function initJuno({ juno }: Juno): Promise<void> {
  await juno.initSatellite({ satelliteId: 'bkyz2-fmaaa-aaaaa-qaaaq-cai' });
}

/** Runs in the page. Juno then looks for the person in a satellite, which is not there. */
async function junoSignIn({ juno }: Juno, options: JunoOptions) {
  let signedIn = false;
  const onProgress = ({ step, state }: { step: number; state: string }) => {
    if (step === 0 && state === 'success') signedIn = true;
  };
  try {
    await juno.signIn({ internet_identity: { options: { ...options, onProgress } } });
  } catch (error) {
    if (error instanceof juno.SignInUserInterruptError) throw new Error('SignInUserInterruptError');
    if (!signedIn) throw error;
  }
  const identity = await juno.unsafeIdentity();
  const { expiration } = identity.getDelegation().delegations[0]!.delegation;
  return {
    principal: identity.getPrincipal().toText(),
    lasts: Number(expiration / 1_000_000n) - Date.now(),
  };
}

const HOUR = 3_600_000;

describe('clients with their default settings', () => {
  let world: World;

  beforeAll(async () => {
    world = await createWorld(
      {
        legacy: { modules: { auth: '@dfinity/auth-client' } },
        signer: { folder: 'icp-sdk-auth', modules: { auth: '@icp-sdk/auth/client' } },
        juno: { folder: 'juno', modules: { juno: '@junobuild/core' } },
      },
      // The names are those of the Internet Computer, the root key is not.
      { asOnTheInternet: true, init: { ...LOCAL_INIT, fetch_root_key: [true] } },
    );
  });
  afterAll(() => world?.close());

  it('should find @dfinity/auth-client at identity.internetcomputer.org', async () => {
    const dapp = await world.dapp('legacy');
    const { window, outcome } = await dapp.start(login, null);
    await window.register();
    expect(await valueOf(outcome)).toMatch(/-[a-z2-7]{3}$/);
    await dapp.page.close();
  });

  it('should find @icp-sdk/auth 7 at id.ai/authorize', async () => {
    const dapp = await world.dapp('signer');
    const { window, outcome } = await dapp.start(signIn, null);
    await window.page.waitForURL('https://id.ai/authorize');
    await window.register();
    expect(await valueOf(outcome)).toMatch(/-[a-z2-7]{3}$/);
    await dapp.page.close();
  });

  describe('Juno', () => {
    let identityNumber: string;
    let principal: string;

    async function start(options: JunoOptions) {
      const dapp = await world.dapp('juno');
      // Otherwise it goes on with the session of the test before.
      const session = await world.context.newCDPSession(dapp.page);
      const origin = world.dapps.origin('juno');
      await session.send('Storage.clearDataForOrigin', { origin, storageTypes: 'indexeddb' });
      await dapp.page.reload();
      await dapp.run(initJuno, null);
      return { dapp, ...(await dapp.start(junoSignIn, options)) };
    }

    it('should sign in at id.ai, for four hours, in a narrow window', async () => {
      const { dapp, window, outcome } = await start({});
      await window.page.waitForURL('https://id.ai/#authorize');
      expect(await window.page.evaluate(() => innerWidth)).toBe(424);
      identityNumber = await window.register();
      const signedIn = await valueOf(outcome);
      ({ principal } = signedIn);
      expect(signedIn.lasts).toBeGreaterThan(4 * HOUR - 60_000);
      expect(signedIn.lasts).toBeLessThanOrEqual(4 * HOUR);
      await dapp.page.close();
    });

    it('should sign in for as long as it asks, in a tab where it wants one', async () => {
      const { dapp, window, outcome } = await start({
        windowed: false,
        maxTimeToLiveInNanoseconds: BigInt(HOUR) * 1_000_000n,
      });
      expect(await window.page.evaluate(() => innerWidth)).toBeGreaterThan(1000);
      await window.signIn(identityNumber);
      const signedIn = await valueOf(outcome);
      expect(signedIn.principal).toBe(principal);
      expect(signedIn.lasts).toBeGreaterThan(HOUR - 60_000);
      expect(signedIn.lasts).toBeLessThanOrEqual(HOUR);
      await dapp.page.close();
    });

    it('should sign in as at another origin, which lists it', async () => {
      const canister = await world.network.newPuppet();
      await answerAlternativeOrigins(world.network.agent, canister, {
        body: JSON.stringify({ alternativeOrigins: [world.dapps.origin('juno')] }),
      });
      const { dapp, window, outcome } = await start({
        derivationOrigin: `https://${canister.toText()}.icp0.io`,
      });
      await window.signIn(identityNumber);
      expect((await valueOf(outcome)).principal).not.toBe(principal);
      await dapp.page.close();
    });

    it.each([
      ['internetcomputer.org', 'https://identity.internetcomputer.org/#authorize'],
      ['ic0.app', 'https://identity.ic0.app/#authorize'],
    ])('should open the domain %s, and hear that the person cancelled', async (domain, url) => {
      const { dapp, window, outcome } = await start({ domain });
      await window.page.waitForURL(url);
      expect(await window.page.evaluate(() => innerWidth)).toBe(576);
      await window.page.close();
      expect(await outcome).toEqual({ rejected: 'SignInUserInterruptError' });
      await dapp.page.close();
    });

    it('should hear of the cancel button as of a closed window', async () => {
      const { dapp, window, outcome } = await start({});
      await clickToClose(window.page, '[data-action=decline]');
      expect(await outcome).toEqual({ rejected: 'SignInUserInterruptError' });
      await dapp.page.close();
    });
  });

  it('should have met no violation of the content security policy and no script error', () => {
    expect(world.faults).toEqual([]);
  });
});
