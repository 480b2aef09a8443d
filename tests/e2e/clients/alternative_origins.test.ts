/** Principals of another origin, which that origin allows in `/.well-known/ii-alternative-origins`, or not. */
import type * as AuthModule from '@dfinity/auth-client';
import type { Principal } from '@dfinity/principal';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { closed } from '../support/closing.ts';
import { valueOf } from './support/dapp_page.ts';
import { answerAlternativeOrigins, type ToldResponse } from './support/told_canister.ts';
import { createWorld, type World } from './support/world.ts';

interface Client {
  readonly auth: typeof AuthModule;
}

interface Login {
  readonly identityProvider: string;
  readonly derivationOrigin?: string;
}

/** Runs in the page. */
async function login({ auth }: Client, options: Login): Promise<string> {
  const client = await auth.AuthClient.create({ idleOptions: { disableIdle: true } });
  await new Promise<void>((resolve, reject) => {
    void client.login({
      ...options,
      onSuccess: () => resolve(),
      onError: (reason) => reject(new Error(reason)),
    });
  });
  return client.getIdentity().getPrincipal().toText();
}

describe('a derivation origin', () => {
  let world: World;
  let canister: Principal;
  let identityNumber: string;
  let own: string;
  const derivationOrigin = () => `http://${canister.toText()}.localhost:${world.network.port}`;
  const identityProvider = () => world.network.identityOrigin;

  beforeAll(async () => {
    const client = { modules: { auth: '@dfinity/auth-client' } };
    world = await createWorld({ first: client, second: client });
    canister = await world.network.newPuppet();
    const dapp = await world.dapp('first');
    const { window, outcome } = await dapp.start(login, { identityProvider: identityProvider() });
    identityNumber = await window.register();
    own = await valueOf(outcome);
    await dapp.page.close();
  });
  afterAll(() => world?.close());

  const answer = (response: ToldResponse) =>
    answerAlternativeOrigins(world.network.agent, canister, response);
  const listing = (...origins: string[]) => JSON.stringify({ alternativeOrigins: origins });

  async function logInFrom(name: string): Promise<string> {
    const dapp = await world.dapp(name);
    const { window, outcome } = await dapp.start(login, {
      identityProvider: identityProvider(),
      derivationOrigin: derivationOrigin(),
    });
    await window.signIn(identityNumber);
    const principal = await valueOf(outcome);
    await dapp.page.close();
    return principal;
  }

  it('should give every origin that it lists the same principal, and show which', async () => {
    await answer({ body: listing(world.dapps.origin('first'), world.dapps.origin('second')) });
    const shared = await logInFrom('first');
    expect(shared).not.toBe(own);
    expect(await logInFrom('second')).toBe(shared);

    const dapp = await world.dapp('first');
    const { window } = await dapp.start(login, {
      identityProvider: identityProvider(),
      derivationOrigin: derivationOrigin(),
    });
    await window.page.locator('[data-anchor-id]').waitFor();
    const text = await window.page.locator('main').textContent();
    expect(text).toContain(new URL(world.dapps.origin('first')).host);
    expect(text).toContain(new URL(derivationOrigin()).host);
    await dapp.page.close();
    await window.page.close();
  });

  it('should be no matter when it is the origin of the dapp itself', async () => {
    const dapp = await world.dapp('first');
    const { window, outcome } = await dapp.start(login, {
      identityProvider: identityProvider(),
      derivationOrigin: world.dapps.origin('first'),
    });
    await window.signIn(identityNumber);
    expect(await valueOf(outcome)).toBe(own);
    await dapp.page.close();
  });

  const many = Array.from({ length: 10 }, (_, index) => `https://other-${index}.example`);
  it.each<[string, () => ToldResponse, RegExp]>([
    ['is missing', () => ({ status: 404, body: 'not found' }), /status 404/],
    ['does not list the dapp', () => ({ body: listing('https://other.example') }), /not listed/],
    ['lists more than ten', () => ({ body: listing(world.dapps.origin('first'), ...many) }), /more than 10/],
    [
      'redirects',
      () => ({ status: 302, headers: [['location', 'https://elsewhere.example/']], body: '' }),
      /could not be fetched/,
    ],
    [
      'is not certified',
      () => ({ body: listing(world.dapps.origin('first')), certified: false }),
      /status 5\d\d|could not be fetched/,
    ],
    ['is not JSON', () => ({ body: '<!doctype html>' }), /not JSON/],
  ])('should be refused when the list %s', async (_name, response, reason) => {
    await answer(response());
    const dapp = await world.dapp('first');
    const { window, outcome } = await dapp.start(login, {
      identityProvider: identityProvider(),
      derivationOrigin: derivationOrigin(),
    });
    // The client closes the window when it hears of the failure.
    await closed(window.page);
    const settled = await outcome;
    expect(settled).toMatchObject({
      rejected: expect.stringMatching(/^Invalid derivation origin/) as string,
    });
    expect(settled).toMatchObject({ rejected: expect.stringMatching(reason) as string });
    await dapp.page.close();
  });
});
