import { describe, expect, it, vi } from 'vitest';
import type { PendingRequest } from '../authorize/channel.ts';
import type { AuthorizeRequest, IssuedDelegation } from '../authorize/request.ts';
import { ok } from '../result.ts';
import { createAppAccountsFlow } from './app_accounts.ts';
import { createAuthorizeFlow } from './authorize.ts';
import { FakeParts, NOW, reach } from './testing/fake_parts.ts';

const PAGE = 'https://id.example';
const OTHER = 'https://bkyz2-fmaaa-aaaaa-qaaaq-cai.ic0.app';
const REQUEST: AuthorizeRequest = {
  origin: 'https://abc.icp0.io',
  sessionKey: Uint8Array.of(1, 2, 3),
  maxTimeToLive: 5n,
  derivationOrigin: null,
  autoSelectionPrincipal: null,
  allowPin: true,
  queriesOnly: false,
};

function start(request: Partial<AuthorizeRequest> = {}, listed: readonly string[] = []) {
  const parts = new FakeParts();
  parts.addIdentity('10000', null);
  const sent: (IssuedDelegation | string)[] = [];
  const ports = parts.ports();
  const flow = createAuthorizeFlow({
    ...ports,
    pageOrigin: PAGE,
    suggests: null,
    fetchUrl: async () => Response.json({ alternativeOrigins: listed }),
    loadAppAccounts: async () => {
      if (!parts.online) throw new Error('offline');
      return createAppAccountsFlow;
    },
  });
  const receive = (more: Partial<AuthorizeRequest> = {}): void => {
    const pending: PendingRequest = {
      request: { ...REQUEST, ...request, ...more },
      succeed: (delegation) => void sent.push(delegation),
      fail: (text) => void sent.push(text),
      decline: () => void sent.push('declined'),
    };
    flow.receive(ok(pending));
  };
  return { flow, parts, ports, sent, receive };
}

describe('authorizing a dapp', () => {
  it('should answer with a delegation for the remapped origin, after the person chose', async () => {
    const { flow, parts, sent, receive } = start();
    receive();
    expect((await reach(flow.state, 'asking')).app).toEqual({
      origin: 'https://abc.icp0.io',
      sharedWith: null,
      suggests: null,
    });
    expect(sent).toEqual([]);
    flow.access.signIn('10000');
    await reach(flow.state, 'done');
    expect(parts.orders).toMatchObject([
      {
        session: { number: '10000' },
        order: { effectiveOrigin: 'https://abc.ic0.app', sessionKey: REQUEST.sessionKey, maxTimeToLive: 5n },
      },
    ]);
    expect(sent).toMatchObject([{ sessionKey: REQUEST.sessionKey, expiration: 7n }]);
  });

  it('should go on from a new identity without another prompt', async () => {
    const { flow, parts, sent, receive } = start();
    receive();
    await reach(flow.state, 'asking');
    flow.access.create();
    await reach(flow.access.state, 'showingNumber');
    expect(sent).toEqual([]);
    flow.access.acknowledgeNumber();
    await reach(flow.state, 'done');
    expect(parts.calls).not.toContain('openSession');
    expect(sent).toHaveLength(1);
  });

  it('should derive for another origin that lists this one, and show which', async () => {
    const { flow, parts, receive } = start({ derivationOrigin: OTHER }, ['https://abc.icp0.io']);
    receive();
    expect((await reach(flow.state, 'asking')).app.sharedWith).toBe(OTHER);
    flow.access.signIn('10000');
    await reach(flow.state, 'done');
    expect(parts.orders[0]?.order.effectiveOrigin).toBe(OTHER);
  });

  it('should tell the dapp when its derivation origin does not list it', async () => {
    const { flow, parts, sent, receive } = start({ derivationOrigin: OTHER }, ['https://else.example']);
    receive();
    expect((await reach(flow.state, 'failed')).failure).toMatchObject({
      kind: 'invalidDerivationOrigin',
      origin: OTHER,
    });
    expect(sent).toEqual([expect.stringMatching(/^Invalid derivation origin: /)]);
    flow.access.signIn('10000');
    await reach(flow.access.state, 'signedIn');
    expect(parts.orders).toEqual([]);
  });

  it('should try again without a passkey after a lost connection', async () => {
    const { flow, parts, sent, receive } = start();
    receive();
    await reach(flow.state, 'asking');
    parts.failures.set('issueDelegation', { kind: 'lostConnection' });
    flow.access.signIn('10000');
    expect((await reach(flow.state, 'interrupted')).notice).toEqual({ kind: 'lostConnection' });
    flow.retry();
    await reach(flow.state, 'done');
    expect(parts.calls.filter((name) => name === 'openSession')).toHaveLength(1);
    expect(sent).toHaveLength(1);
  });

  it.each([
    ['a removed passkey', 0, { kind: 'passkeyRemoved', number: '10000' }],
    ['a session that ran out', 700_000, { kind: 'sessionExpired' }],
  ])('should ask again after %s', async (_name, passed, notice) => {
    const { flow, parts, receive } = start();
    receive();
    await reach(flow.state, 'asking');
    parts.failures.set('issueDelegation', { kind: 'unauthorized' });
    flow.access.signIn('10000');
    await reach(flow.state, 'finishing');
    parts.now = NOW + passed;
    await reach(flow.state, 'asking');
    expect((await reach(flow.access.state, 'choosing')).notice).toEqual(notice);
  });

  it('should fail for what is no request, and keep silent to whoever sent it', async () => {
    const malformed = start();
    malformed.flow.receive({ ok: false, error: { kind: 'malformed', field: 'maxTimeToLive' } });
    expect((await reach(malformed.flow.state, 'failed')).failure).toEqual({
      kind: 'malformedRequest',
      field: 'maxTimeToLive',
    });
    const same = start();
    same.flow.receive({ ok: false, error: { kind: 'sameOrigin', origin: PAGE } });
    expect((await reach(same.flow.state, 'failed')).failure).toEqual({ kind: 'sameOrigin', origin: PAGE });
    expect([...malformed.sent, ...same.sent]).toEqual([]);
  });

  it('should answer what came meanwhile with the same consent, each for its own key', async () => {
    const { flow, parts, sent, receive } = start();
    receive();
    await reach(flow.state, 'asking');
    receive({ sessionKey: Uint8Array.of(4) });
    flow.access.signIn('10000');
    await reach(flow.state, 'finishing');
    receive({ sessionKey: Uint8Array.of(5) });
    await reach(flow.state, 'done');
    expect(sent).toMatchObject([
      { sessionKey: REQUEST.sessionKey },
      { sessionKey: Uint8Array.of(4) },
      { sessionKey: Uint8Array.of(5) },
    ]);
    expect(parts.calls.filter((name) => name === 'openSession')).toHaveLength(1);
  });

  it('should ask anew for what comes after the answer', async () => {
    const { flow, parts, sent, receive } = start();
    receive();
    await reach(flow.state, 'asking');
    flow.access.signIn('10000');
    await reach(flow.state, 'done');
    receive({ sessionKey: Uint8Array.of(4) });
    await reach(flow.state, 'asking');
    await reach(flow.access.state, 'choosing');
    expect(sent).toHaveLength(1);
    flow.access.signIn('10000');
    await reach(flow.state, 'done');
    expect(sent).toHaveLength(2);
    expect(parts.calls.filter((name) => name === 'openSession')).toHaveLength(2);
  });

  it('should refuse a second derivation origin, and a flood', async () => {
    const { flow, sent, receive } = start();
    receive();
    receive({ derivationOrigin: OTHER });
    for (let i = 0; i < 20; i++) receive();
    await reach(flow.state, 'asking');
    expect(sent.slice(0, 2)).toEqual([
      'a request for another derivation origin is being answered',
      'too many requests are outstanding',
    ]);
    expect(sent).toHaveLength(1 + 20 - 7);
  });

  it('should tell the dapp that the person declined, and close the prompt', async () => {
    const { flow, parts, sent, receive } = start();
    parts.prompt = 'wait';
    receive();
    receive();
    await reach(flow.state, 'asking');
    flow.access.signIn('10000');
    await reach(flow.access.state, 'askingPasskey');
    flow.decline();
    expect((await reach(flow.state, 'failed')).failure).toEqual({ kind: 'declined' });
    expect(sent).toEqual(['declined', 'declined']);
    expect(parts.calls).toContain('cancel');
  });

  it('should stop asking when the dapp is closed, unless it has its answer', async () => {
    const { flow, sent, receive } = start();
    receive();
    await reach(flow.state, 'asking');
    flow.appClosed();
    expect((await reach(flow.state, 'failed')).failure).toEqual({ kind: 'appClosed' });
    expect(sent).toEqual([]);
    const answered = start();
    answered.receive();
    await reach(answered.flow.state, 'asking');
    answered.flow.access.signIn('10000');
    await reach(answered.flow.state, 'done');
    answered.flow.appClosed();
    await reach(answered.flow.state, 'done');
  });

  describe('from somebody who was there before', () => {
    const PRINCIPAL = 'principal-of-10001';
    const returning = async (request: Partial<AuthorizeRequest>) => {
      const run = start(request);
      for (const number of ['10000', '10001']) {
        run.parts.addIdentity(number, null);
        run.ports.remembered.use(number);
      }
      await run.ports.visited.note('10001', { origin: 'https://abc.ic0.app', principal: PRINCIPAL });
      await run.ports.visited.note('10000', { origin: 'https://abc.ic0.app', principal: 'another' });
      return run;
    };

    it('should take the identity that the dapp names by its principal, without a choice', async () => {
      const { flow, parts, receive } = await returning({ autoSelectionPrincipal: PRINCIPAL });
      receive();
      await reach(flow.state, 'done');
      expect(parts.orders).toMatchObject([{ session: { number: '10001' } }]);
    });

    it('should leave the choice to the person after a closed prompt', async () => {
      const { flow, parts, sent, receive } = await returning({ autoSelectionPrincipal: PRINCIPAL });
      parts.prompt = 'wait';
      receive();
      await reach(flow.access.state, 'askingPasskey');
      flow.access.back();
      expect((await reach(flow.access.state, 'choosing')).usual).toBe('10000');
      expect(sent).toEqual([]);
    });

    it.each([
      ['a principal that nobody has here', { autoSelectionPrincipal: '2vxsx-fae' }],
      ['a principal of another dapp', { autoSelectionPrincipal: PRINCIPAL, origin: OTHER }],
      ['no principal', {}],
    ])('should ask after %s', async (_name, request) => {
      const { flow, receive } = await returning(request);
      receive();
      await reach(flow.state, 'asking');
      await reach(flow.access.state, 'choosing');
    });

    it('should ask when the identity has been forgotten', async () => {
      const { flow, ports, receive } = await returning({ autoSelectionPrincipal: PRINCIPAL });
      ports.remembered.forget('10001');
      receive();
      await reach(flow.state, 'asking');
      await reach(flow.access.state, 'choosing');
    });

    it('should have the identity in front that was there last', async () => {
      const { flow, receive } = await returning({});
      receive();
      await reach(flow.state, 'asking');
      expect(await reach(flow.access.state, 'choosing')).toMatchObject({
        usual: '10000',
        identities: [{ number: '10000' }, { number: '10001' }],
      });
    });

    it('should be remembered before the app has its answer, with which it may close the window', async () => {
      const { flow, ports, sent, receive } = start();
      const { note } = ports.visited;
      const answeredWhenNoted = vi.fn();
      vi.spyOn(ports.visited, 'note').mockImplementation(async (number, visit) => {
        await note(number, visit);
        answeredWhenNoted(sent.length);
      });
      receive();
      await reach(flow.state, 'asking');
      flow.access.signIn('10000');
      await reach(flow.state, 'done');
      expect(answeredWhenNoted.mock.calls).toEqual([[0]]);
      expect(sent).toHaveLength(1);
      expect(await ports.visited.lastAt('https://abc.ic0.app')).toBe('10000');
    });
  });

  it('should tell the dapp that a PIN or a recovery opened the identity', async () => {
    const { flow, parts, sent, receive } = start();
    parts.pinOf.set('10000', '1');
    receive();
    await reach(flow.state, 'asking');
    flow.access.signIn('10000');
    await reach(flow.access.state, 'enteringPin');
    flow.access.submitPin('1');
    await reach(flow.state, 'done');
    expect(sent).toMatchObject([{ signedInBy: 'pin' }]);
  });

  it('should give up on a silent dapp, but not on one that has spoken', async () => {
    const silent = start();
    silent.flow.giveUpWaiting();
    expect((await reach(silent.flow.state, 'failed')).failure).toEqual({ kind: 'noRequest' });
    const spoken = start();
    spoken.receive();
    await reach(spoken.flow.state, 'asking');
    spoken.flow.giveUpWaiting();
    await reach(spoken.flow.state, 'asking');
  });
});

describe('authorizing as one of several accounts', () => {
  async function choosing(run = start()) {
    run.ports.settings.setAsksForAccount(true);
    run.receive();
    await reach(run.flow.state, 'asking');
    run.flow.access.signIn('10000');
    const { chooser } = await reach(run.flow.state, 'choosingAccount');
    return { ...run, chooser };
  }

  it('should ask which one, when that is switched on, and answer for it', async () => {
    const { flow, parts, sent, chooser } = await choosing();
    await reach(chooser.state, 'choosing');
    chooser.add();
    chooser.submitName('Work');
    const { accounts } = await reach(chooser.state, 'choosing');
    expect(sent).toEqual([]);
    chooser.choose(accounts[1]!);
    await reach(flow.state, 'done');
    expect(parts.orders).toMatchObject([{ order: { account: 1n } }]);
    expect(sent).toHaveLength(1);
  });

  it('should ask nothing otherwise, and answer for the first', async () => {
    const { flow, parts, receive } = start();
    receive();
    await reach(flow.state, 'asking');
    flow.access.signIn('10000');
    await reach(flow.state, 'done');
    expect(parts.orders).toMatchObject([{ order: { account: null } }]);
  });

  it('should ask the canister for queries only where the app does', async () => {
    const { flow, parts, receive } = start({ queriesOnly: true });
    receive();
    await reach(flow.state, 'asking');
    flow.access.signIn('10000');
    await reach(flow.state, 'done');
    expect(parts.orders).toMatchObject([{ order: { queriesOnly: true, account: null } }]);
  });

  it('should not ask again when only the delegation is missing', async () => {
    const { flow, parts, chooser } = await choosing();
    const { accounts } = await reach(chooser.state, 'choosing');
    parts.failures.set('issueDelegation', { kind: 'lostConnection' });
    chooser.choose(accounts[0]!);
    await reach(flow.state, 'interrupted');
    flow.retry();
    await reach(flow.state, 'done');
    expect(parts.orders).toHaveLength(1);
  });

  it('should go on where the script was not fetched', async () => {
    const run = start();
    run.parts.online = false;
    run.ports.settings.setAsksForAccount(true);
    vi.spyOn(console, 'error').mockReturnValueOnce();
    run.receive();
    await reach(run.flow.state, 'asking');
    run.flow.access.signIn('10000');
    expect(await reach(run.flow.state, 'interrupted')).toMatchObject({ notice: { kind: 'lostConnection' } });
    run.parts.online = true;
    run.flow.retry();
    await reach(run.flow.state, 'choosingAccount');
  });

  it('should ask for the passkey again when the session is over', async () => {
    const run = start();
    run.parts.appAccounts.failures.set('list', { kind: 'unauthorized' });
    run.ports.settings.setAsksForAccount(true);
    run.receive();
    await reach(run.flow.state, 'asking');
    run.flow.access.signIn('10000');
    await reach(run.flow.state, 'openingAccounts');
    expect(await reach(run.flow.state, 'asking')).toBeDefined();
    expect(await reach(run.flow.access.state, 'choosing')).toMatchObject({
      notice: { kind: 'passkeyRemoved', number: '10000' },
    });
  });

  it('should answer with no when the person declines instead', async () => {
    const { flow, sent, chooser } = await choosing();
    const { accounts } = await reach(chooser.state, 'choosing');
    flow.decline();
    chooser.choose(accounts[0]!);
    expect(sent).toEqual(['declined']);
    expect(await reach(flow.state, 'failed')).toMatchObject({ failure: { kind: 'declined' } });
  });
});
