import { describe, expect, it, vi } from 'vitest';
import type { Session } from '../canister/canister.ts';
import { createAccessFlow } from './access.ts';
import type { AccessPorts } from './access_ports.ts';
import { fakeMethod, FakeParts, HOSTNAME, PIN_KEY, reach } from './testing/fake_parts.ts';

function start(prepare: (parts: FakeParts) => void = () => undefined, overrides: Partial<AccessPorts> = {}) {
  const parts = new FakeParts();
  prepare(parts);
  const ports = parts.ports(overrides);
  const signedIn: Session[] = [];
  const flow = createAccessFlow(ports, (session) => signedIn.push(session));
  const kinds: string[] = [];
  flow.state.subscribe(({ kind }) => kinds.push(kind));
  return { parts, ports, flow, signedIn, kinds };
}

/** The notice with which the flow is back at the choice. */
async function noticeOf({ flow }: ReturnType<typeof start>) {
  return (await reach(flow.state, 'choosing')).notice;
}

describe('creating an identity', () => {
  it('should end signed in, after the number was shown, and remember the identity', async () => {
    const { flow, kinds, signedIn, ports } = start();
    flow.create();
    expect((await reach(flow.state, 'showingNumber')).session.number).toBe('10000');
    expect(signedIn).toEqual([]);
    flow.acknowledgeNumber();
    expect(kinds).toEqual([
      'choosing',
      'creatingPasskey',
      'savingIdentity',
      'savingIdentity',
      'showingNumber',
      'signedIn',
    ]);
    expect(signedIn).toHaveLength(1);
    expect(ports.remembered.list()).toMatchObject([{ number: '10000' }]);
  });

  it('should begin the registration beside the prompt, and reuse it after a closed one', async () => {
    const run = start((parts) => (parts.prompt = 'cancel'));
    run.flow.create();
    expect(await noticeOf(run)).toEqual({ kind: 'cancelled', during: 'create' });
    run.parts.prompt = 'yes';
    run.flow.create();
    await reach(run.flow.state, 'showingNumber');
    expect(run.parts.calls.filter((name) => name === 'startRegistration')).toHaveLength(1);
  });

  it('should begin another one when the first has expired', async () => {
    const run = start((parts) => (parts.prompt = 'cancel'));
    run.flow.create();
    await noticeOf(run);
    run.parts.now += 300_000;
    run.parts.prompt = 'yes';
    run.flow.create();
    await reach(run.flow.state, 'showingNumber');
    expect(run.parts.calls.filter((name) => name === 'startRegistration')).toHaveLength(2);
  });

  it.each([[{ kind: 'rateLimited' }], [{ kind: 'lostConnection' }]] as const)(
    'should close the prompt when the canister refuses to begin (%o)',
    async (error) => {
      const run = start((parts) => {
        parts.prompt = 'wait';
        parts.failures.set('startRegistration', error);
      });
      run.flow.create();
      expect(await noticeOf(run)).toEqual(error);
      expect(run.parts.calls).toContain('cancel');
      run.parts.prompt = 'yes';
      run.flow.create();
      await reach(run.flow.state, 'showingNumber');
    },
  );

  it('should use the passkey of a try that the canister refused, without another prompt', async () => {
    const run = start((parts) => parts.failures.set('startRegistration', { kind: 'lostConnection' }));
    run.flow.create();
    expect(await noticeOf(run)).toEqual({ kind: 'lostConnection' });
    run.flow.create();
    await reach(run.flow.state, 'showingNumber');
    expect(run.parts.calls.filter((name) => name === 'create')).toHaveLength(1);
  });

  it('should make no second passkey after a captcha that was left, and ask a new captcha', async () => {
    const { flow, parts } = start((parts) => (parts.captcha = 'k7mwp'));
    flow.create();
    await reach(flow.state, 'solvingCaptcha');
    flow.back();
    flow.create();
    await reach(flow.state, 'solvingCaptcha');
    flow.solveCaptcha('k7mwp');
    await reach(flow.state, 'showingNumber');
    expect(parts.calls.filter((name) => name === 'create')).toHaveLength(1);
    expect(parts.calls.filter((name) => name === 'startRegistration')).toHaveLength(2);
  });

  it('should ask the captcha until it is solved, then save with the same passkey', async () => {
    const { flow, parts } = start((parts) => (parts.captcha = 'k7mwp'));
    flow.create();
    expect(await reach(flow.state, 'solvingCaptcha')).toMatchObject({
      picture: 'data:,picture',
      wrong: false,
    });
    flow.solveCaptcha('wrong');
    await new Promise<void>((resolve) => {
      flow.state.subscribe(
        (state) => state.kind === 'solvingCaptcha' && state.wrong && !state.checking && resolve(),
      );
    });
    flow.solveCaptcha('k7mwp');
    await reach(flow.state, 'showingNumber');
    expect(parts.calls.filter((name) => name === 'create')).toHaveLength(1);
  });

  it('should say when the canister refuses to finish, and begin anew', async () => {
    const run = start((parts) => parts.failures.set('finishRegistration', { kind: 'registrationExpired' }));
    run.flow.create();
    expect(await noticeOf(run)).toEqual({ kind: 'registrationExpired' });
    run.flow.create();
    await reach(run.flow.state, 'showingNumber');
    expect(run.parts.calls.filter((name) => name === 'startRegistration')).toHaveLength(2);
  });

  it.each(['unsupported', 'unsuitableAuthenticator'] as const)(
    'should explain an %s authenticator',
    async (kind) => {
      const run = start((parts) => (parts.prompt = { kind }));
      run.flow.create();
      expect(await noticeOf(run)).toEqual({ kind: kind === 'unsupported' ? 'passkeysUnsupported' : kind });
    },
  );
});

describe('signing in', () => {
  it('should go from a remembered identity to the session with nothing but the passkey', async () => {
    const { flow, kinds, signedIn } = start((parts) => parts.addIdentity('10000', `https://${HOSTNAME}`));
    flow.signIn('10000');
    await reach(flow.state, 'signedIn');
    expect(kinds).toEqual(['choosing', 'lookingUp', 'askingPasskey', 'signedIn']);
    expect(signedIn).toMatchObject([{ number: '10000' }]);
  });

  it('should sign in by a typed number, however it is spaced', async () => {
    const { flow, signedIn } = start((parts) => parts.addIdentity('10000', null));
    flow.enterNumber();
    flow.submitNumber(' 010 000 ');
    await reach(flow.state, 'signedIn');
    expect(signedIn[0]?.number).toBe('10000');
  });

  it.each([
    ['', 'invalidNumber'],
    ['12x', 'invalidNumber'],
    ['99999999999999999999', 'invalidNumber'],
    ['777', 'unknownIdentity'],
  ])('should keep what was typed when %j does not lead on', async (typed, kind) => {
    const { flow } = start();
    flow.enterNumber();
    flow.submitNumber(typed);
    const state = await new Promise((resolve) => {
      flow.state.subscribe(
        (value) => value.kind === 'enteringNumber' && value.notice !== null && resolve(value),
      );
    });
    expect(state).toMatchObject({ typed, notice: { kind } });
  });

  it('should take a closed prompt for what it is', async () => {
    const run = start((parts) => {
      parts.addIdentity('10000', null);
      parts.prompt = 'cancel';
    });
    run.flow.signIn('10000');
    await reach(run.flow.state, 'askingPasskey');
    expect(await noticeOf(run)).toEqual({ kind: 'cancelled', during: 'signIn' });
    expect(run.signedIn).toEqual([]);
  });

  it('should name the addresses where the passkeys work, when none works here', async () => {
    const { flow, parts } = start((parts) => parts.addIdentity('10000', 'http://localhost:4943'));
    flow.signIn('10000');
    expect(await reach(flow.state, 'passkeysElsewhere')).toMatchObject({
      origins: ['http://localhost:4943'],
    });
    expect(parts.calls).not.toContain('openSession');
  });

  it('should drop what an abandoned attempt still brings', async () => {
    const { flow, parts, signedIn, kinds } = start((parts) => {
      parts.addIdentity('10000', null);
      parts.prompt = 'wait';
    });
    flow.signIn('10000');
    await reach(flow.state, 'askingPasskey');
    flow.back();
    expect(parts.calls).toContain('cancel');
    await new Promise((resolve) => setImmediate(resolve));
    expect(kinds.at(-1)).toBe('choosing');
    expect(await noticeOf({ flow } as never)).toBeNull();
    expect(signedIn).toEqual([]);
  });

  it('should say that the network is lost, whether for the libraries or for the canister', async () => {
    const noParts = start(undefined, { loadParts: () => Promise.reject(new TypeError('Failed to fetch')) });
    noParts.flow.signIn('10000');
    expect(await noticeOf(noParts)).toEqual({ kind: 'lostConnection' });
    const noCanister = start((parts) => parts.failures.set('passkeysOf', { kind: 'lostConnection' }));
    noCanister.flow.signIn('10000');
    expect(await noticeOf(noCanister)).toEqual({ kind: 'lostConnection' });
  });

  it('should find the identity by the passkey that the person picks', async () => {
    const { flow, parts, signedIn } = start((parts) => parts.addIdentity('10000', null, null));
    parts.picked = Uint8Array.of(1);
    flow.enterNumber();
    flow.usePasskey();
    await reach(flow.state, 'signedIn');
    expect(signedIn).toMatchObject([{ number: '10000', openedBy: parts.picked }]);
  });

  it('should say that the picked passkey belongs to nobody', async () => {
    const { flow } = start();
    flow.usePasskey();
    expect((await reach(flow.state, 'enteringNumber')).notice).toEqual({ kind: 'unknownPasskey' });
  });

  it('should offer passkeys of a related address after a closed prompt', async () => {
    const run = start((parts) => {
      parts.addIdentity('10000', null, 'https://related.example');
      parts.relatedHostnames.push('related.example');
      parts.prompt = 'cancel';
    });
    run.flow.signIn('10000');
    await reach(run.flow.state, 'askingPasskey');
    await noticeOf(run);
    run.parts.prompt = 'yes';
    run.flow.signIn('10000');
    await reach(run.flow.state, 'signedIn');
    expect(run.parts.calls).toContain('openSession related.example');
  });
});

describe('creating an identity where there are other ways', () => {
  const issuer = 'https://other.example';
  const provider = { name: 'Other', logo: '', issuer, clientId: 'x', authUri: `${issuer}/auth`, scopes: [] };
  const withProvider = (parts: FakeParts): void => {
    parts.providers = [provider];
  };

  it('should ask for which before anything is made', async () => {
    const { flow, parts } = start(withProvider);
    flow.create();
    expect((await reach(flow.state, 'choosingHow')).providers).toEqual([provider]);
    expect(parts.calls).toEqual([]);
    flow.createByPasskey();
    await reach(flow.state, 'showingNumber');
  });
});

describe('the choice', () => {
  const twoRemembered = (run: ReturnType<typeof start>): void => {
    for (const number of ['10000', '10001']) {
      run.ports.remembered.use(number);
      run.parts.now += 1000;
    }
  };

  it('should have the identity in front that was used last at the app', async () => {
    const run = start();
    twoRemembered(run);
    run.flow.back();
    expect(await reach(run.flow.state, 'choosing')).toMatchObject({
      identities: [{ number: '10001' }, { number: '10000' }],
      usual: null,
    });
    run.flow.adapt({ usual: '10000', allowPin: true, suggestedIssuer: null });
    expect(await reach(run.flow.state, 'choosing')).toMatchObject({
      identities: [{ number: '10000' }, { number: '10001' }],
      usual: '10000',
    });
  });

  it('should not offer one that this browser no longer lists', async () => {
    const run = start();
    twoRemembered(run);
    run.flow.adapt({ usual: '10002', allowPin: true, suggestedIssuer: null });
    expect(await reach(run.flow.state, 'choosing')).toMatchObject({ usual: null });
  });

  it('should forget an identity, and bring it back with its apps', async () => {
    const run = start();
    twoRemembered(run);
    const visit = { origin: 'https://a.example', principal: 'aaaaa-aa' };
    await run.ports.visited.note('10001', visit);
    run.flow.forget('10001');
    expect(await reach(run.flow.state, 'choosing')).toMatchObject({
      identities: [{ number: '10000' }],
      notice: { kind: 'forgotten', number: '10001' },
    });
    expect(await run.ports.visited.knownBy(visit)).toBe(null);
    run.flow.undoForget();
    expect(await reach(run.flow.state, 'choosing')).toMatchObject({
      identities: [{ number: '10001' }, { number: '10000' }],
      notice: null,
    });
    expect(await run.ports.visited.knownBy(visit)).toBe('10001');
  });
});

describe('signing in with a PIN', () => {
  const withPin = (parts: FakeParts): void => {
    parts.addIdentity('10000', null);
    parts.pinOf.set('10000', '123456');
  };

  it('should ask for the PIN until it is right, and for no passkey', async () => {
    const { flow, parts, signedIn } = start(withPin);
    flow.signIn('10000');
    expect(await reach(flow.state, 'enteringPin')).toMatchObject({ number: '10000', wrong: false });
    flow.submitPin('');
    flow.submitPin('000000');
    await vi.waitFor(async () =>
      expect(await reach(flow.state, 'enteringPin')).toMatchObject({ wrong: true, checking: false }),
    );
    flow.submitPin('123456');
    await reach(flow.state, 'signedIn');
    expect(signedIn).toMatchObject([{ number: '10000', openedBy: PIN_KEY, signedInBy: 'pin' }]);
    expect(parts.calls).not.toContain('openSession');
  });

  it('should use a passkey of the identity instead', async () => {
    const { flow, signedIn } = start(withPin);
    flow.signIn('10000');
    await reach(flow.state, 'enteringPin');
    flow.usePasskeyInstead();
    await reach(flow.state, 'signedIn');
    expect(signedIn).toMatchObject([{ signedInBy: 'passkey' }]);
  });

  it('should use passkeys where the app does not accept PINs, and say so where there are none', async () => {
    const run = start(withPin);
    run.flow.adapt({ usual: null, allowPin: false, suggestedIssuer: null });
    run.flow.signIn('10000');
    await reach(run.flow.state, 'signedIn');
    run.flow.back();
    run.parts.identities.set('10000', [fakeMethod({ kind: 'otherKey' })]);
    run.flow.signIn('10000');
    await vi.waitFor(async () =>
      expect(await noticeOf(run)).toEqual({ kind: 'pinRefused', number: '10000' }),
    );
  });
});
