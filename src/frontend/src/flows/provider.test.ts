import { describe, expect, it } from 'vitest';
import { createAccessFlow } from './access.ts';
import { createManageFlow } from './manage.ts';
import { FakeWindow, PROVIDER, tokenOf } from './testing/fake_accounts.ts';
import { FakeParts, reach } from './testing/fake_parts.ts';

/** The signing-in of somebody whose browser opens these windows, the first one first. */
function start(...windows: FakeWindow[]) {
  const parts = new FakeParts();
  parts.providers = [PROVIDER];
  parts.windows.push(...windows.toReversed());
  const opened: string[] = [];
  const ports = parts.ports();
  const flow = createAccessFlow(ports, ({ number }) => opened.push(number));
  const asking = async () => (await reach(flow.state, 'withProvider')).flow;
  const answer = async (window: FakeWindow, sub: string): Promise<void> => {
    await expect.poll(() => window.asked).toEqual(['nonce']);
    window.answer({ kind: 'token', jwt: tokenOf(sub) });
  };
  return { parts, ports, flow, opened, asking, answer };
}

describe('signing in with an account', () => {
  it('should open the identity of the account, and list it with the provider', async () => {
    const window = new FakeWindow();
    const { parts, ports, flow, opened, answer } = start(window);
    parts.accounts.owners.set('ada', '10007');
    flow.useProvider(PROVIDER);
    await answer(window, 'ada');
    await reach(flow.state, 'signedIn');
    expect(opened).toEqual(['10007']);
    expect(window.isOpen).toBe(false);
    expect(ports.remembered.list()).toMatchObject([{ number: '10007', issuer: PROVIDER.issuer }]);
  });

  it('should offer what is configured once it is known, the suggested one apart', async () => {
    const { flow, parts } = start();
    expect(await reach(flow.state, 'choosing')).toMatchObject({ providers: null, suggested: null });
    flow.adapt({ usual: null, allowPin: true, suggestedIssuer: PROVIDER.issuer });
    flow.prepare();
    await expect.poll(async () => (await reach(flow.state, 'choosing')).suggested).toEqual(PROVIDER);
    expect((await reach(flow.state, 'choosing')).providers).toBe(parts.providers);
  });

  it('should use the account again for an identity that it opened last, and open no other', async () => {
    const windows = [new FakeWindow(), new FakeWindow()] as const;
    const { parts, ports, flow, opened, answer } = start(...windows);
    parts.accounts.owners.set('ada', '10007').set('grace', '10008');
    ports.remembered.use('10007', PROVIDER.issuer);
    flow.prepare();
    await expect.poll(async () => (await reach(flow.state, 'choosing')).providers).not.toBeNull();
    flow.signIn('10007');
    await answer(windows[0], 'grace');
    const { notice } = await reach(flow.state, 'choosing');
    expect(notice).toEqual({ kind: 'otherIdentity', number: '10008' });
    expect(opened).toEqual([]);
    flow.signIn('10007');
    await answer(windows[1], 'ada');
    await reach(flow.state, 'signedIn');
    expect(opened).toEqual(['10007']);
  });

  it('should know the provider of an identity also before it is known what is configured, and do without it', async () => {
    const window = new FakeWindow();
    const { parts, ports, flow, opened, answer } = start(window);
    parts.accounts.owners.set('ada', '10007');
    ports.remembered.use('10007', PROVIDER.issuer);
    flow.signIn('10007');
    await answer(window, 'ada');
    await reach(flow.state, 'signedIn');
    expect(opened).toEqual(['10007']);

    const without = start(new FakeWindow());
    without.parts.providers = [];
    without.parts.addIdentity('10000', null);
    without.ports.remembered.use('10000', PROVIDER.issuer);
    without.flow.signIn('10000');
    await reach(without.flow.state, 'signedIn');
    expect(without.parts.calls).toContain('openSession');
  });

  it('should make an identity for an account that opens none, after a captcha where one is asked for', async () => {
    const window = new FakeWindow();
    const { parts, flow, asking, answer, opened } = start(window);
    parts.captcha = 'abc';
    flow.useProvider(PROVIDER);
    await answer(window, 'ada');
    const provider = await asking();
    expect(await reach(provider.state, 'unknownAccount')).toEqual({
      kind: 'unknownAccount',
      account: 'ada@provider.example',
      notice: null,
    });
    provider.create();
    expect(await reach(provider.state, 'solvingCaptcha')).toMatchObject({ wrong: false });
    provider.solveCaptcha('wrong');
    await expect.poll(async () => (await reach(provider.state, 'solvingCaptcha')).wrong).toBe(true);
    provider.solveCaptcha('abc');
    const { session } = await reach(flow.state, 'showingNumber');
    flow.acknowledgeNumber();
    expect(opened).toEqual([session.number]);
  });

  it('should keep the token for another try when the identity could not be made', async () => {
    const window = new FakeWindow();
    const { parts, flow, asking, answer } = start(window);
    flow.useProvider(PROVIDER);
    await answer(window, 'ada');
    const provider = await asking();
    await reach(provider.state, 'unknownAccount');
    parts.failures.set('startRegistration', { kind: 'rateLimited' });
    provider.create();
    await expect
      .poll(async () => (await reach(provider.state, 'unknownAccount')).notice)
      .toEqual({ kind: 'rateLimited' });
    provider.create();
    await reach(flow.state, 'showingNumber');
  });

  it('should say when the person or the provider did not want to, or the canister refused', async () => {
    for (const [answer, notice] of [
      [{ kind: 'declined' }, { kind: 'cancelled', during: 'signIn' }],
      [
        { kind: 'failed', text: 'server_error' },
        { kind: 'providerFailed', text: 'server_error' },
      ],
    ] as const) {
      const window = new FakeWindow();
      const { flow } = start(window);
      flow.useProvider(PROVIDER);
      await expect.poll(() => window.asked).toHaveLength(1);
      window.answer(answer);
      await expect.poll(async () => (await reach(flow.state, 'choosing')).notice).toEqual(notice);
    }
    const window = new FakeWindow();
    const { parts, flow, answer } = start(window);
    parts.failures.set('openSessionByToken', { kind: 'tokenRefused' });
    flow.useProvider(PROVIDER);
    await answer(window, 'ada');
    await expect
      .poll(async () => (await reach(flow.state, 'choosing')).notice)
      .toEqual({ kind: 'tokenRefused' });
  });

  it('should open the window by another click where the browser did not let it', async () => {
    const { parts, flow, asking, answer, opened } = start();
    parts.accounts.owners.set('ada', '10007');
    flow.useProvider(PROVIDER);
    const provider = await asking();
    await reach(provider.state, 'noWindow');
    const window = new FakeWindow();
    parts.windows.push(window);
    provider.again();
    await answer(window, 'ada');
    await reach(flow.state, 'signedIn');
    expect(opened).toEqual(['10007']);
  });

  it('should drop an answer that comes after the person has gone back', async () => {
    const window = new FakeWindow();
    const { parts, flow, opened, answer } = start(window);
    parts.accounts.owners.set('ada', '10007');
    flow.useProvider(PROVIDER);
    await reach(flow.state, 'withProvider');
    await expect.poll(() => window.asked).toHaveLength(1);
    flow.back();
    expect(window.isOpen).toBe(false);
    await answer(window, 'ada');
    await Promise.resolve();
    expect([opened, (await reach(flow.state, 'choosing')).notice]).toEqual([[], null]);
  });

  it('should close the window and say so when the script for it cannot be loaded', async () => {
    const parts = new FakeParts();
    let closed = false;
    const opened = { close: () => (closed = true) } as unknown as WindowProxy;
    const ports = parts.ports({
      openWindow: () => opened,
      loadProviderFlows: () => Promise.reject(new Error('offline')),
    });
    const flow = createAccessFlow(ports, () => undefined);
    flow.useProvider(PROVIDER);
    await expect
      .poll(async () => (await reach(flow.state, 'choosing')).notice)
      .toEqual({ kind: 'lostConnection' });
    expect(closed).toBe(true);
  });
});

describe('linked accounts', () => {
  async function signedIn(...windows: FakeWindow[]) {
    const run = start(...windows);
    run.parts.addIdentity('10000', null);
    const flow = createManageFlow(run.parts.ports(), () => 0);
    flow.access.signIn('10000');
    await reach(flow.state, 'loaded');
    return { ...run, flow };
  }

  it('should be linked by a token, once', async () => {
    const windows = [new FakeWindow(), new FakeWindow()] as const;
    const { flow, answer } = await signedIn(...windows);
    flow.link(PROVIDER);
    await answer(windows[0], 'ada');
    await expect.poll(async () => (await reach(flow.state, 'loaded')).notice).toEqual({ kind: 'linked' });
    const { identity } = await reach(flow.state, 'loaded');
    expect(identity.accounts).toMatchObject([{ sub: 'ada', provider: PROVIDER }]);
    flow.link(PROVIDER);
    await answer(windows[1], 'ada');
    await expect
      .poll(async () => (await reach(flow.state, 'loaded')).notice)
      .toEqual({ kind: 'accountTaken' });
  });

  it('should go back to the list from the provider', async () => {
    const window = new FakeWindow();
    const { flow } = await signedIn(window);
    flow.link(PROVIDER);
    const linking = await reach(flow.state, 'linking');
    await expect.poll(() => window.asked).toHaveLength(1);
    window.answer({ kind: 'declined' });
    await expect
      .poll(async () => (await reach(flow.state, 'loaded')).notice)
      .toEqual({ kind: 'cancelled', during: 'link' });
    linking.flow.cancel();
    expect((await reach(flow.state, 'loaded')).notice).toBeNull();
  });

  it('should be unlinked after a question, which warns of the last way in', async () => {
    const { flow, parts } = await signedIn();
    parts.accounts.owners.set('ada', '10000');
    flow.reload();
    await expect.poll(async () => (await reach(flow.state, 'loaded')).identity.accounts).toHaveLength(1);
    const { identity } = await reach(flow.state, 'loaded');
    flow.unlink(identity.accounts[0]!);
    expect(await reach(flow.state, 'unlinking')).toMatchObject({ isLast: false });
    flow.confirmUnlinking();
    await expect.poll(async () => (await reach(flow.state, 'loaded')).notice).toEqual({ kind: 'unlinked' });
    expect((await reach(flow.state, 'loaded')).identity.accounts).toEqual([]);
  });

  it('should end the session that rests on the account, the last way in', async () => {
    const window = new FakeWindow();
    const { parts, answer } = start(window);
    parts.accounts.owners.set('ada', '10000');
    parts.identities.set('10000', []);
    const ports = parts.ports();
    const flow = createManageFlow(ports, () => 0);
    flow.access.useProvider(PROVIDER);
    await answer(window, 'ada');
    const { identity } = await reach(flow.state, 'loaded');
    flow.unlink(identity.accounts[0]!);
    expect(await reach(flow.state, 'unlinking')).toMatchObject({ isLast: true });
    flow.confirmUnlinking();
    await reach(flow.state, 'signedOut');
    expect(await reach(flow.access.state, 'choosing')).toMatchObject({
      identities: [],
      notice: { kind: 'removedCurrent', number: '10000' },
    });
  });
});
