/** What a dapp, or somebody in its place, can send: nothing but a whole request is answered, and to its origin only. */
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DappPage } from './support/dapp_page.ts';
import { heard, type Hearing, hears, KEY, openFrom, READY, REQUEST, send } from './support/raw_dapp.ts';
import { createWorld, type World } from './support/world.ts';

const CALL = { jsonrpc: '2.0', method: 'icrc34_delegation', params: { publicKey: KEY } };

describe('messages to Internet Identity', () => {
  let world: World;
  let identityNumber: string;

  beforeAll(async () => {
    world = await createWorld({});
    const { dapp, window } = await opened('first');
    await send(dapp.page, REQUEST);
    identityNumber = await registerAndStay(window);
    await dapp.page.close();
    await window.close();
  });
  afterAll(() => world?.close());

  async function opened(name: string, path = '#authorize') {
    const dapp = await world.dapp(name);
    return { dapp, window: await openFrom(dapp, `${world.network.identityOrigin}/${path}`) };
  }

  /** Nobody closes the window here: there is no client. */
  async function registerAndStay(page: Page): Promise<string> {
    await page.locator('#registerButton').click();
    const number = (await page.locator('#userNumber').textContent())!.trim();
    await page.locator('#displayUserContinue').click();
    await page.locator('[data-message=done]').waitFor();
    return number;
  }

  const remembered = () => `[data-anchor-id='${identityNumber}']`;

  it('should have one answer, and none before the person has chosen', async () => {
    const { dapp, window } = await opened('first');
    await send(dapp.page, REQUEST, REQUEST);
    await window.locator(remembered()).waitFor();
    expect(await heard(dapp.page)).toEqual([READY]);
    await window.locator(remembered()).click();
    await window.locator('[data-message=done]').waitFor();
    expect(await hears(dapp.page, 2)).toMatchObject([READY, { kind: 'authorize-client-success' }]);
    await dapp.page.close();
    await window.close();
  });

  it.each([
    ['sessionPublicKey', { sessionPublicKey: undefined }],
    ['sessionPublicKey', { sessionPublicKey: { length: 44 } }],
    ['maxTimeToLive', { maxTimeToLive: -1 }],
    ['maxTimeToLive', { maxTimeToLive: [1] }],
    ['derivationOrigin', { derivationOrigin: 'https://other.example/path' }],
    ['derivationOrigin', { derivationOrigin: 'javascript:alert(1)' }],
    ['allowPinAuthentication', { allowPinAuthentication: 'yes' }],
    ['autoSelectionPrincipal', { autoSelectionPrincipal: '<script>' }],
  ])('should refuse a malformed %s (%j) with a sentence, and tell nothing', async (field, more) => {
    const { dapp, window } = await opened('first');
    await send(dapp.page, { ...REQUEST, ...more });
    const text = await window.locator('[data-message=malformedRequest]').textContent();
    expect(text).toContain(field);
    expect(await heard(dapp.page)).toEqual([READY]);
    await dapp.page.close();
    await window.close();
  });

  it('should serve a request in the middle of a flood', async () => {
    const { dapp, window } = await opened('first');
    const noise = Array.from({ length: 2000 }, (_, i) => [null, i, 'text', { kind: i }, [REQUEST]][i % 5]);
    await send(dapp.page, ...noise, REQUEST, ...noise);
    await window.locator(remembered()).click();
    await window.locator('[data-message=done]').waitFor();
    expect(await hears(dapp.page, 2)).toMatchObject([READY, { kind: 'authorize-client-success' }]);
    await dapp.page.close();
    await window.close();
  });

  it('should answer calls with their ids, beside one that waits, and refuse too many', async () => {
    const { dapp, window } = await opened('first', 'authorize');
    await send(
      dapp.page,
      { ...CALL, id: 'waits' },
      { ...CALL, id: 'malformed', params: { publicKey: 7 } },
      { jsonrpc: '2.0', id: 'unknown', method: 'icrc49_call_canister' },
      { jsonrpc: '2.0', id: 'no method', method: {} },
      { jsonrpc: '2.0', id: 'answer', result: 'ready' },
      { jsonrpc: '2.0', id: 5, method: 'icrc29_status' },
      { jsonrpc: '1.0', id: 'other version', method: 'icrc29_status' },
      ...Array.from({ length: 10 }, (_, i) => ({ ...CALL, id: `more ${i}` })),
    );
    await window.locator(remembered()).waitFor();
    await dapp.page.waitForFunction(() =>
      (globalThis as unknown as Hearing).heard.some(({ id }) => id === 'more 9'),
    );
    const answers = (await heard(dapp.page)).slice(1);
    const codes = Object.fromEntries(answers.map(({ id, result, error }) => [id, result ?? error?.code]));
    expect(codes).toEqual({
      malformed: -32602,
      unknown: -32601,
      'no method': -32600,
      5: 'ready',
      'more 7': 1000,
      'more 8': 1000,
      'more 9': 1000,
    });
    await dapp.page.close();
    await window.close();
  });

  it('should not answer whoever took the place of the dapp', async () => {
    const { dapp, window } = await opened('first');
    await send(dapp.page, REQUEST);
    await window.locator(remembered()).waitFor();
    await dapp.page.addInitScript(() => {
      const page = globalThis as unknown as Hearing;
      page.heard = [];
      addEventListener('message', ({ data }) => page.heard.push(data as Hearing['heard'][number]));
    });
    await dapp.page.goto(`${world.dapps.origin('evil')}/`);
    await window.locator(remembered()).click();
    await window.locator('[data-message=done], [data-message=appClosed]').waitFor();
    expect(await heard(dapp.page)).toEqual([]);
    await dapp.page.close();
    await window.close();
  });

  it('should say so when nobody opened the page', async () => {
    for (const path of ['authorize', '#authorize']) {
      const page = await world.context.newPage();
      await page.goto(`${world.network.identityOrigin}/${path}`);
      await page.locator('[data-message=openedDirectly]').waitFor();
      await page.close();
    }
  });

  it('should not open inside a page of somebody else', async () => {
    const dapp = await world.dapp('first');
    const url = `${world.network.identityOrigin}/#authorize`;
    const refused = dapp.page.waitForEvent('console', (message) => /frame/i.test(message.text()));
    const embedded = dapp.page.evaluate(async (address) => {
      const got: unknown[] = [];
      addEventListener('message', ({ data }) => got.push(data));
      const frame = document.createElement('iframe');
      const loaded = new Promise((resolve) => frame.addEventListener('load', resolve));
      frame.src = address;
      document.body.append(frame);
      await loaded;
      return got;
    }, url);
    const [messages] = await Promise.all([embedded, refused]);
    expect(messages).toEqual([]);
    await dapp.page.close();
  });

  it('should refuse a dapp at its own origin, with the link that works', async () => {
    const origin = `http://localhost:${world.network.port}`;
    // The gateway serves every canister below one origin when the address names it in the query.
    await world.context.route(`${origin}/?canisterId=dapp`, (route) =>
      route.fulfill({ contentType: 'text/html', body: '<button id="go">Go</button>' }),
    );
    const dapp = await DappPage.open(world.context, world.passkeys, origin, '/?canisterId=dapp');
    const identityId = new URL(world.network.identityOrigin).hostname.split('.')[0]!;
    const window = await openFrom(dapp, `${origin}/?canisterId=${identityId}#authorize`);
    await send(dapp.page, REQUEST);
    const text = await window.locator('[data-message=sameOrigin]').textContent();
    expect(text).toContain(world.network.identityOrigin);
    expect(await heard(dapp.page)).toEqual([READY]);
    await dapp.page.close();
    await window.close();
  });
});
