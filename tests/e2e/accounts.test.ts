/** Several accounts at one app: switched on in management, chosen, added and named on the way to the app. */
import type * as AgentModule from '@dfinity/agent';
import type * as AuthModule from '@dfinity/auth-client';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { valueOf } from './clients/support/dapp_page.ts';
import { createWorld, type World } from './clients/support/world.ts';
import { clickToClose } from './support/closing.ts';
import { ManagePage } from './support/identity_pages.ts';
import { look } from './support/look.ts';

interface Client {
  readonly auth: typeof AuthModule;
  readonly agent: typeof AgentModule;
}

/** Runs in the page. @returns the principal that a canister sees in an update call */
async function logIn(
  { auth, agent }: Client,
  [identityProvider, host, canister]: readonly [string, string, string],
): Promise<string> {
  const client = await auth.AuthClient.create({ idleOptions: { disableIdle: true } });
  await new Promise<void>((resolve, reject) => {
    void client.login({
      identityProvider,
      onSuccess: () => resolve(),
      onError: (reason) => reject(new Error(reason)),
    });
  });
  const caller = await agent.HttpAgent.create({
    host,
    identity: client.getIdentity(),
    shouldFetchRootKey: true,
  });
  const answer = await caller.query(canister, { methodName: 'whoami_query', arg: new Uint8Array() });
  if (!('reply' in answer)) throw new Error('rejected');
  const seen = [...answer.reply.arg].join();
  const own = client.getIdentity().getPrincipal();
  if (seen !== [...own.toUint8Array()].join()) throw new Error('the canister sees somebody else');
  return own.toText();
}

describe('several accounts at one app', () => {
  let world: World;
  let number: string;
  let first: string;
  let work: string;
  let canister: string;

  beforeAll(async () => {
    const client = { modules: { auth: '@dfinity/auth-client', agent: '@dfinity/agent' } };
    world = await createWorld({ dapp: client, other: client });
    canister = (await world.network.newPuppet()).toText();
  });
  afterAll(() => world?.close());

  async function start(name = 'dapp') {
    const { identityOrigin, port } = world.network;
    const host = `http://${canister}.localhost:${port}`;
    const dapp = await world.dapp(name);
    const { window, outcome } = await dapp.start(logIn, [identityOrigin, host, canister] as const);
    const { page } = window;
    return {
      window,
      page,
      signIn: () => page.locator(`[data-anchor-id='${number}']`).click(),
      choose: (account: string) => clickToClose(page, `[data-account='${account}']`),
      /** Chooses something from the menu of an account. */
      async act(account: string, action: 'rename' | 'prefer'): Promise<void> {
        const item = page.locator('li', { has: page.locator(`[data-account='${account}']`) });
        await item.locator('[data-action=open-settings]').click();
        await item.locator(`[data-action=${action}]`).click();
      },
      async submitName(typed: string): Promise<void> {
        await page.locator('[data-role=account-name]').fill(typed);
        await page.locator('[data-action=save-account]').click();
      },
      names: async () => {
        const items = page.locator('[data-account]');
        await items.first().waitFor();
        return items.evaluateAll((all) => all.map((item) => item.getAttribute('data-account')));
      },
      async principal(): Promise<string> {
        const principal = await valueOf(outcome);
        await dapp.page.close();
        return principal;
      },
      async rejection(): Promise<unknown> {
        const settled = await outcome;
        await dapp.page.close();
        return settled;
      },
    };
  }

  async function setAsking(asks: boolean): Promise<void> {
    const manage = await ManagePage.open(world.context, world.passkeys, `${world.network.identityOrigin}/`);
    await manage.signIn(number);
    const setting = manage.page.locator('[data-role=asks-for-account]');
    expect(await setting.isChecked()).toBe(!asks);
    await setting.setChecked(asks);
    if (asks) expect(await look(manage.page, 'manage-asks-for-account')).toEqual([]);
    await manage.page.close();
  }

  it('should not be asked for, unless somebody has switched it on', async () => {
    const login = await start();
    number = await login.window.register();
    first = await login.principal();
    await setAsking(true);
    const again = await start();
    await again.signIn();
    expect(await again.names()).toEqual(['']);
    await again.choose('');
    expect(await again.principal()).toBe(first);
  });

  it('should be added, named, and known to the app by principals of their own', async () => {
    const login = await start();
    await login.signIn();
    await login.page.locator('[data-action=add-account]').click();
    await login.submitName('   ');
    await login.page.locator('[data-notice=invalidName]').waitFor();
    expect(await look(login.page, 'account-name')).toEqual([]);
    await login.submitName('Work');
    await login.page.locator('[data-account=Work]').waitFor();
    expect(await login.names()).toEqual(['', 'Work']);
    expect(await look(login.page, 'accounts')).toEqual([]);
    await login.choose('Work');
    work = await login.principal();
    expect(work).not.toBe(first);

    const again = await start();
    await again.signIn();
    await again.choose('Work');
    expect(await again.principal()).toBe(work);
  });

  it('should keep their principals under other names and in another order', async () => {
    const login = await start();
    await login.signIn();
    await login.act('Work', 'rename');
    await login.submitName('Office');
    await login.page.locator('[data-account=Office]').waitFor();
    await login.act('', 'rename');
    await login.submitName('Home');
    await login.page.locator('[data-account=Home]').waitFor();
    await login.act('Office', 'prefer');
    await login.page.locator('li:first-child [data-account=Office]').waitFor();
    expect(await login.names()).toEqual(['Office', 'Home']);
    await login.choose('Home');
    expect(await login.principal()).toBe(first);
    const again = await start();
    await again.signIn();
    await again.choose('Office');
    expect(await again.principal()).toBe(work);
  });

  it('should be those of one app', async () => {
    const login = await start('other');
    await login.signIn();
    expect(await login.names()).toEqual(['']);
    await clickToClose(login.page, '[data-action=decline]');
    expect(await login.rejection()).toEqual({ rejected: 'UserInterrupt' });
  });

  it('should leave the first account where they are switched off again', async () => {
    await setAsking(false);
    const login = await start();
    await login.window.signIn(number);
    expect(await login.principal()).toBe(first);
    expect(world.faults).toEqual([]);
  });
});
