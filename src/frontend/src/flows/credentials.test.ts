import { UnsecuredJWT } from 'jose';
import { describe, expect, it } from 'vitest';
import type { PendingCredential } from '../credentials/channel.ts';
import type { CredentialRequest } from '../credentials/request.ts';
import { err, ok } from '../result.ts';
import { createCredentialsFlow } from './credentials.ts';
import { FakeIssuers } from './testing/fake_issuers.ts';
import { FakeParts, HOSTNAME, reach } from './testing/fake_parts.ts';

const APP = 'https://app.example';
const CANISTER = 'rrkah-fqaaa-aaaaa-aaaaq-cai';
const ISSUER = `https://${CANISTER}.icp0.io`;
/** Canisters answer under two domains; principals are derived for the older one. */
const ISSUER_EFFECTIVE = `https://${CANISTER}.ic0.app`;
const NUMBER = '10000';

const REQUEST: CredentialRequest = {
  origin: APP,
  derivationOrigin: null,
  subject: `${NUMBER}-at-app`,
  issuer: { origin: ISSUER, canisterId: CANISTER },
  spec: { type: 'VerifiedAdult', arguments: [['minAge', 18]] },
};

function start(changes: Partial<CredentialRequest> = {}, language = 'en') {
  const parts = new FakeParts();
  parts.addIdentity(NUMBER, `https://${HOSTNAME}`);
  const issuers = new FakeIssuers(CANISTER);
  const answers: string[] = [];
  const fetched: string[] = [];
  let canLoad = true;
  const ports = {
    ...parts.ports(),
    pageOrigin: `https://${HOSTNAME}`,
    // No origin lists another one, and no gateway tells of a canister.
    fetchUrl: (async (url: string) => {
      fetched.push(url);
      return new Response('{"alternativeOrigins":[]}');
    }) as typeof fetch,
    loadIssuers: async () => {
      if (!canLoad) throw new Error('offline');
      return issuers;
    },
  };
  const flow = createCredentialsFlow(ports, language);
  const pending: PendingCredential = {
    origin: APP,
    request: ok({ ...REQUEST, ...changes }),
    succeed: (presentation) => answers.push(presentation),
    refuse: () => answers.push('refused'),
  };
  const setOnline = (online: boolean) => (canLoad = online);
  return { parts, ports, issuers, flow, pending, answers, fetched, setOnline };
}

/** Up to the question whether to allow it. */
async function asking(run: ReturnType<typeof start>) {
  run.flow.receive(run.pending);
  return (await reach(run.flow.state, 'asking')).asked;
}

async function abortion(run: ReturnType<typeof start>) {
  const { abortion } = await reach(run.flow.state, 'aborted');
  expect(run.answers).toEqual([]);
  run.flow.leave();
  run.flow.leave();
  expect(run.answers).toEqual(['refused']);
  expect(await reach(run.flow.state, 'answered')).toMatchObject({ given: false });
  return abortion;
}

describe('a request for a credential', () => {
  it('should end in a presentation, after consent and the passkey', async () => {
    const run = start();
    expect(await asking(run)).toEqual({
      app: APP,
      sharedWith: null,
      issuer: ISSUER,
      consent: [{ kind: 'paragraph', spans: [{ text: 'I will tell.', strong: false }] }],
      language: 'en',
    });
    expect(run.parts.calls).toEqual([]);
    run.flow.allow();
    await reach(run.flow.state, 'identifying');
    run.flow.access.signIn(NUMBER);
    expect(await reach(run.flow.state, 'answered')).toEqual({ kind: 'answered', app: APP, given: true });

    expect(run.parts.aliasOrders).toEqual([{ relyingParty: APP, issuer: ISSUER_EFFECTIVE }]);
    expect(run.parts.orders).toMatchObject([
      { order: { effectiveOrigin: ISSUER_EFFECTIVE, maxTimeToLive: 300_000_000_000n } },
    ]);
    expect(run.issuers.orders).toMatchObject([
      { spec: REQUEST.spec, idAlias: 'alias.at.issuer', alias: 'alias', delegation: { expiration: 7n } },
    ]);
    expect(run.answers).toHaveLength(1);
    expect(UnsecuredJWT.decode(run.answers[0]!).payload).toMatchObject({
      iss: `did:icp:${CANISTER}`,
      vp: { verifiableCredential: ['alias.at.app', 'credential.of.issuer'] },
    });
    run.flow.leave();
    run.flow.appClosed();
    expect(run.answers).toHaveLength(1);
    expect(run.flow.state).toHaveProperty('value.kind', 'answered');
  });

  it('should take the one identity of this browser at once', async () => {
    const run = start();
    run.ports.remembered.use(NUMBER);
    await asking(run);
    run.flow.allow();
    expect(await reach(run.flow.state, 'answered')).toMatchObject({ given: true });
  });

  it('should take the identity that the app means, among several', async () => {
    const run = start();
    run.ports.remembered.use(NUMBER);
    run.ports.remembered.use('10001');
    await run.ports.visited.note(NUMBER, { origin: APP, principal: REQUEST.subject });
    await asking(run);
    run.flow.allow();
    expect(await reach(run.flow.state, 'answered')).toMatchObject({ given: true });
  });

  it('should let the person choose among several', async () => {
    const run = start();
    run.ports.remembered.use('10001');
    run.ports.remembered.use(NUMBER);
    await asking(run);
    run.flow.allow();
    expect(await reach(run.flow.access.state, 'choosing')).toMatchObject({ identities: [{}, {}] });
  });

  it('should be answered with no when the person declines, before or after consent', async () => {
    for (const allowed of [false, true]) {
      const run = start();
      await asking(run);
      if (allowed) run.flow.allow();
      run.flow.decline();
      expect(run.answers).toEqual(['refused']);
      expect(run.parts.aliasOrders).toEqual([]);
    }
  });

  it('should not be answered for somebody else, who may choose again', async () => {
    const run = start({ subject: 'another' });
    run.ports.remembered.use(NUMBER);
    await asking(run);
    run.flow.allow();
    await reach(run.flow.state, 'aborted');
    expect(run.issuers.orders).toEqual([]);
    run.flow.chooseAgain();
    await reach(run.flow.state, 'identifying');
    expect(await reach(run.flow.access.state, 'choosing')).toMatchObject({ notice: null });
    run.flow.access.signIn(NUMBER);
    expect(await abortion(run)).toMatchObject({ reason: 'bad_principal_rp', app: APP, issuer: ISSUER });
  });

  it('should ask the issuer anew when the person reads another language', async () => {
    const run = start({}, 'de');
    expect(await asking(run)).toMatchObject({ language: 'de' });
    run.flow.speak('de');
    run.flow.speak('fr');
    await new Promise<void>((resolve) =>
      run.flow.state.subscribe(
        (state) => state.kind === 'asking' && state.asked.language === 'fr' && resolve(),
      ),
    );
    expect(run.issuers.languages).toEqual(['de', 'fr']);
  });

  it('should say what cannot be read', async () => {
    const run = start();
    run.flow.receive({ ...run.pending, request: err('issuer') });
    expect(await abortion(run)).toEqual({
      reason: 'invalid_request',
      app: APP,
      issuer: null,
      fault: null,
      details: 'issuer',
    });
  });

  it.each([
    ['no_canister_id', { issuer: { origin: 'https://issuer.example', canisterId: null } }],
    ['no_canister_id', { issuer: { origin: 'https://aaaaa-aa.icp0.io', canisterId: null } }],
    ['bad_canister_id', { issuer: { origin: ISSUER, canisterId: 'aaaaa-aa' } }],
    ['bad_derivation_origin_rp', { derivationOrigin: ISSUER }],
  ])('should end in %s where the parties are not who they say', async (reason, changes) => {
    const run = start(changes);
    run.flow.receive(run.pending);
    expect(await abortion(run)).toMatchObject({ reason, fault: null });
  });

  it.each(['https://rdmx6-jaaaa-aaaaa-aaadq-cai.icp0.io', 'nowhere', `https://${CANISTER}.icp0.io/path`])(
    'should not take the derivation origin %s from the issuer',
    async (origin) => {
      const run = start();
      run.issuers.origin = origin;
      run.flow.receive(run.pending);
      expect(await abortion(run)).toMatchObject({ reason: 'invalid_derivation_origin_issuer' });
      expect(run.issuers.languages).toEqual([]);
    },
  );

  it.each([
    ['derivationOrigin', 'derivation_origin_issuer_error'],
    ['consentMessage', 'issuer_api_error'],
    ['issue', 'issuer_api_error'],
  ] as const)('should tell how %s of the issuer failed', async (call, reason) => {
    const run = start();
    run.ports.remembered.use(NUMBER);
    run.issuers.failures.set(call, { kind: 'refused', text: 'no' });
    run.flow.receive(run.pending);
    await reach(run.flow.state, 'asking', 'aborted');
    run.flow.allow();
    expect(await abortion(run)).toMatchObject({ reason, fault: 'refused', details: 'no' });
  });

  it.each([
    ['newIdAlias', 'internal_error'],
    ['issueDelegation', 'auth_failed_issuer'],
  ] as const)('should tell that %s failed', async (call, reason) => {
    const run = start();
    run.ports.remembered.use(NUMBER);
    run.parts.failures.set(call, { kind: 'refused', text: 'no' });
    await asking(run);
    run.flow.allow();
    expect(await abortion(run)).toMatchObject({ reason, details: 'no' });
  });
});

describe('a lost connection', () => {
  it('should go on with the check', async () => {
    const run = start();
    run.setOnline(false);
    run.flow.receive(run.pending);
    await reach(run.flow.state, 'interrupted');
    run.setOnline(true);
    run.issuers.failures.set('derivationOrigin', { kind: 'lostConnection' });
    run.flow.retry();
    await reach(run.flow.state, 'interrupted');
    run.issuers.failures.set('consentMessage', { kind: 'lostConnection' });
    run.flow.retry();
    await reach(run.flow.state, 'interrupted');
    run.flow.retry();
    await reach(run.flow.state, 'asking');
  });

  it.each(['newIdAlias', 'issueDelegation'] as const)(
    'should go on at %s without another passkey',
    async (call) => {
      const run = start();
      run.ports.remembered.use(NUMBER);
      run.parts.failures.set(call, { kind: 'lostConnection' });
      await asking(run);
      run.flow.allow();
      await reach(run.flow.state, 'interrupted');
      run.flow.retry();
      expect(await reach(run.flow.state, 'answered')).toMatchObject({ given: true });
      expect(run.parts.calls.filter((name) => name === 'openSession')).toHaveLength(1);
    },
  );

  it('should ask for the passkey again when the session is over', async () => {
    const run = start();
    run.ports.remembered.use(NUMBER);
    run.parts.failures.set('newIdAlias', { kind: 'lostConnection' });
    await asking(run);
    run.flow.allow();
    await reach(run.flow.state, 'interrupted');
    run.parts.now += 600_000;
    run.parts.failures.set('newIdAlias', { kind: 'unauthorized' });
    run.flow.retry();
    await reach(run.flow.state, 'identifying');
    expect(await reach(run.flow.access.state, 'choosing')).toMatchObject({
      notice: { kind: 'sessionExpired' },
    });
  });
});

describe('a window that nobody waits for', () => {
  it('should say so', async () => {
    const direct = start();
    direct.flow.openedDirectly();
    expect(await reach(direct.flow.state, 'failed')).toMatchObject({ failure: 'openedDirectly' });

    const silent = start();
    silent.flow.giveUpWaiting();
    expect(await reach(silent.flow.state, 'failed')).toMatchObject({ failure: 'noRequest' });

    const closed = start();
    await asking(closed);
    closed.flow.giveUpWaiting();
    closed.flow.appClosed();
    expect(await reach(closed.flow.state, 'failed')).toMatchObject({ failure: 'appClosed' });
    closed.flow.decline();
    expect(closed.answers).toEqual([]);
  });
});
