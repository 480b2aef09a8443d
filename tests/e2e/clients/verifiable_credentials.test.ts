/** `@dfinity/verifiable-credentials` 1.2.0, unmodified, with an issuer of its own: from the question to the proof. */
import { IDL } from '@dfinity/candid';
import type * as AuthModule from '@dfinity/auth-client';
import { Principal } from '@dfinity/principal';
import { decodeJwt, decodeProtectedHeader, UnsecuredJWT } from 'jose';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { issuerWasm } from '../../support/issuer_canister.ts';
import { type AliasPayload, type Claims, verifyAliasJws, verifyJws } from '../../support/jws.ts';
import { valueOf } from './support/dapp_page.ts';
import { INTERNET_IDENTITY } from './support/identity_network.ts';
import { clickToClose } from '../support/closing.ts';
import { look } from '../support/look.ts';
import { answerAlternativeOrigins, update } from './support/told_canister.ts';
import { createWorld, type World } from './support/world.ts';

interface Client {
  readonly auth: typeof AuthModule;
  readonly credentials: {
    requestVerifiablePresentation(options: {
      onSuccess: (answer: unknown) => void;
      onError: (reason?: string) => void;
      credentialData: object;
      issuerData: object;
      identityProvider: URL;
      derivationOrigin?: string;
    }): void;
  };
  readonly principal: { readonly Principal: { fromText(text: string): unknown } };
}

interface Request {
  readonly identityProvider: string;
  readonly subject: string;
  readonly issuer: { readonly origin: string; readonly canisterId?: string };
  readonly derivationOrigin?: string;
}

type Answer = { readonly Ok: string } | { readonly Err: unknown };

/** Runs in the page. */
function ask({ credentials, principal }: Client, request: Request): Promise<Answer> {
  const { issuer, subject, identityProvider, ...options } = request;
  const { origin, canisterId } = issuer;
  return new Promise((resolve, reject) => {
    credentials.requestVerifiablePresentation({
      ...options,
      onSuccess: (answer) => resolve(answer as never),
      onError: (reason) => reject(new Error(reason)),
      credentialData: {
        credentialSpec: { credentialType: 'VerifiedAdult', arguments: { minAge: 18, country: 'CH' } },
        credentialSubject: principal.Principal.fromText(subject),
      },
      issuerData: {
        origin,
        canisterId: canisterId === undefined ? undefined : principal.Principal.fromText(canisterId),
      },
      identityProvider: new URL(identityProvider),
    });
  });
}

/** Runs in the page. @returns the principal */
async function logIn({ auth }: Client, identityProvider: string): Promise<string> {
  const client = await auth.AuthClient.create({ idleOptions: { disableIdle: true } });
  await new Promise<void>((resolve, reject) => {
    void client.login({
      identityProvider,
      onSuccess: () => resolve(),
      onError: (reason) => reject(new Error(reason)),
    });
  });
  return client.getIdentity().getPrincipal().toText();
}

interface Presentation {
  readonly iss: string;
  readonly vp: { readonly type: string; readonly verifiableCredential: [string, string] };
}

interface IssuedPayload extends Claims {
  readonly vc: { readonly type: string[]; readonly credentialSubject: Record<string, unknown> };
}

const ALLOW = '[data-page=vc-allow] [data-action=allow]';
const REFUSED = { Err: { version: '1', code: 'UNKNOWN' } };

describe('@dfinity/verifiable-credentials', () => {
  let world: World;
  let issuer: Principal;
  let subject: string;
  let number: string;
  const issuerOrigin = () => `http://${issuer.toText()}.localhost:${world.network.port}`;
  const identityProvider = () => world.network.identityOrigin;

  beforeAll(async () => {
    const client = {
      folder: 'verifiable-credentials',
      modules: {
        auth: '@dfinity/auth-client',
        credentials: '@dfinity/verifiable-credentials/request-verifiable-presentation',
        principal: '@icp-sdk/core/principal',
      },
    };
    world = await createWorld({ dapp: client, other: client });
    issuer = await world.network.newCanister(await issuerWasm());
    const dapp = await world.dapp('dapp');
    const { window, outcome } = await dapp.start(logIn, identityProvider());
    number = await window.register();
    subject = await valueOf(outcome);
    await dapp.page.close();
  });
  afterAll(() => world?.close());
  beforeEach(() => behave('honest'));

  const behave = (behaviour: string, origin = ''): Promise<void> =>
    update(
      world.network.agent,
      issuer,
      'behave',
      new Uint8Array(IDL.encode([IDL.Text, IDL.Text], [behaviour, origin])),
    );
  const request = (changes: Partial<Request> = {}): Request => ({
    identityProvider: identityProvider(),
    subject,
    issuer: { origin: issuerOrigin(), canisterId: issuer.toText() },
    ...changes,
  });

  async function start(changes: Partial<Request> = {}, name = 'dapp') {
    const dapp = await world.dapp(name);
    const { window, outcome } = await dapp.start(ask, request(changes));
    return { dapp, page: window.page, outcome };
  }
  type Started = Awaited<ReturnType<typeof start>>;

  async function allow({ page }: Started): Promise<void> {
    await page.locator(ALLOW).click();
  }

  /** Reads why there is no credential, and goes back to the dapp. */
  async function leave({ page, dapp, outcome }: Started, reason: string): Promise<string> {
    const message = page.locator(
      `[data-page=vc-aborted][data-abort-reason=${reason}] [data-message=noCredentials]`,
    );
    const text = await message.locator('p').first().textContent();
    await clickToClose(page, '[data-action=leave]');
    expect(await valueOf(outcome)).toEqual(REFUSED);
    await dapp.page.close();
    return text!;
  }

  /** Allows it, and the dapp closes the window with what it gets. */
  async function presentationOf({ page, outcome, dapp }: Started): Promise<string> {
    await clickToClose(page, ALLOW);
    const answer = await valueOf(outcome);
    if (!('Ok' in answer)) throw new Error(JSON.stringify(answer));
    await dapp.page.close();
    return answer.Ok;
  }

  /** Checks a presentation as a dapp has to. @returns the claims of the issuer */
  async function verify(jwt: string): Promise<{ alias: AliasPayload; issued: IssuedPayload }> {
    const { payload, header } = UnsecuredJWT.decode<Presentation>(jwt);
    expect(header).toEqual({ typ: 'JWT', alg: 'none' });
    expect(payload.iss).toBe(`did:icp:${issuer.toText()}`);
    expect(payload.vp.type).toBe('VerifiablePresentation');
    const [alias, issued] = payload.vp.verifiableCredential;
    const rootKey = world.network.agent.rootKey!;
    const now = Date.now() / 1000;
    const verified = {
      alias: await verifyAliasJws(alias, rootKey, Principal.fromText(INTERNET_IDENTITY), now + 5),
      issued: await verifyJws<IssuedPayload>(issued, rootKey, issuer, now + 5),
    };
    // The same by a parser that shares nothing with anything here.
    expect(decodeProtectedHeader(alias).kid).toBe(`did:icp:${INTERNET_IDENTITY}`);
    expect(decodeProtectedHeader(issued).kid).toBe(`did:icp:${issuer.toText()}`);
    expect(decodeJwt(alias)).toEqual(verified.alias);
    expect(decodeJwt(issued)).toEqual(verified.issued);
    return verified;
  }

  it('should get a presentation that holds, once the person allows it', async () => {
    const started = await start();
    const { page } = started;
    const app = new URL(world.dapps.origin('dapp')).host;
    await page.locator('[data-action=allow]').waitFor();
    expect(await page.locator('[data-role=relying-party]').textContent()).toBe(app);
    expect(await page.locator('[data-role=issuer]').textContent()).toBe(new URL(issuerOrigin()).host);
    expect(await page.locator('[data-role=consent-message]').innerText()).toContain(
      'This service will confirm VerifiedAdult.',
    );
    expect(await look(page, 'credential')).toEqual([]);
    const { alias, issued } = await verify(await presentationOf(started));
    expect(alias.sub).toBe(`did:icp:${subject}`);
    const { hasIdAlias, derivationOrigin } = alias.vc.credentialSubject.InternetIdentityIdAlias;
    expect(derivationOrigin).toBe(world.dapps.origin('dapp'));
    expect(issued.sub).toBe(`did:icp:${hasIdAlias}`);
    expect(issued.vc.credentialSubject).toEqual({ VerifiedAdult: { minAge: 18, country: 'CH' } });
  });

  it('should get another alias each time, also without naming the canister', async () => {
    const aliases = new Set<string>();
    for (let i = 0; i < 2; i++) {
      const started = await start({ issuer: { origin: issuerOrigin() } });
      aliases.add((await verify(await presentationOf(started))).issued.sub);
    }
    expect(aliases.size).toBe(2);
  });

  it('should hear nothing but that there is none, when the person declines', async () => {
    const { page, outcome, dapp } = await start();
    await clickToClose(page, '[data-page=vc-allow] [data-action=cancel]');
    expect(await valueOf(outcome)).toEqual(REFUSED);
    await dapp.page.close();
  });

  it('should hear that the person closed the window', async () => {
    const { page, outcome, dapp } = await start();
    await page.locator('[data-action=allow]').waitFor();
    await page.close();
    expect(await outcome).toEqual({ rejected: 'UserInterrupt' });
    await dapp.page.close();
  });

  it('should let the person read in their language, also in one chosen later', async () => {
    const { page, dapp } = await start();
    await page.locator('[data-action=allow]').waitFor();
    await page.locator('[data-role=language]').selectOption('de');
    await page.getByText('Dieser Dienst bestätigt').waitFor();
    expect(await page.locator('[data-role=consent-message]').getAttribute('lang')).toBe('de');
    await page.locator('[data-role=language]').selectOption('en');
    await page.getByText('This service will confirm').waitFor();
    await dapp.page.close();
  });

  it('should take another identity when the first is not the one at the dapp', async () => {
    const other = await start({}, 'other');
    await allow(other);
    await other.page.locator('[data-action=choose-again]').waitFor();
    expect(await look(other.page, 'credential-other-identity')).toEqual([]);
    expect(await leave(other, 'bad_principal_rp')).toContain('another identity');
    const again = await start({}, 'other');
    await allow(again);
    await again.page.locator('[data-action=choose-again]').click();
    await again.page.locator(`[data-anchor-id='${number}']`).waitFor();
    expect(await look(again.page, 'credential-identity')).toEqual([]);
    await clickToClose(again.page, '[data-action=decline]');
    expect(await valueOf(again.outcome)).toEqual(REFUSED);
    await again.dapp.page.close();
  });

  it.each([
    ['no_canister_id', () => ({ issuer: { origin: `http://issuer.localhost:${world.dapps.port}` } })],
    ['bad_canister_id', () => ({ issuer: { origin: issuerOrigin(), canisterId: INTERNET_IDENTITY } })],
    ['bad_derivation_origin_rp', () => ({ derivationOrigin: issuerOrigin() })],
    [
      'derivation_origin_issuer_error',
      () => ({ issuer: { origin: identityProvider(), canisterId: INTERNET_IDENTITY } }),
    ],
  ] as const)('should end in %s where the parties are not who they say', async (reason, changes) => {
    await leave(await start(changes()), reason);
  });

  it.each([
    ['no origin', 'derivation_origin_issuer_error', 'refused'],
    ['trapping', 'issuer_api_error', 'does not answer'],
    ['other types', 'issuer_api_error', 'cannot be read'],
    ['long consent', 'issuer_api_error', 'cannot be read'],
    ['countless nothings', 'issuer_api_error', 'cannot be read'],
    ['no consent', 'issuer_api_error', 'of this kind'],
  ])(
    'should end in a clear sentence before consent when the issuer has %s',
    async (behaviour, reason, text) => {
      await behave(behaviour);
      expect(await leave(await start(), reason)).toContain(text);
    },
  );

  it.each([
    ['knows nobody', 'no such credential for you'],
    ['somebody else', 'not a valid credential'],
    ['expired', 'not a valid credential'],
    ['forged', 'not a valid credential'],
    ['long credential', 'cannot be read'],
  ])(
    'should end in a clear sentence after consent when the issuer is like this: %s',
    async (behaviour, text) => {
      await behave(behaviour);
      const started = await start();
      await allow(started);
      expect(await leave(started, 'issuer_api_error')).toContain(text);
    },
  );

  it('should show markup of the issuer as the text that it is', async () => {
    await behave('markup consent');
    const { page, dapp } = await start();
    const consent = page.locator('[data-role=consent-message]');
    expect(await consent.textContent()).toContain('<img src=x onerror="parent.hacked=1"><h1>Hi</h1>');
    expect(await consent.locator('img, h1').count()).toBe(0);
    expect(await consent.getAttribute('lang')).toBeNull();
    await dapp.page.close();
  });

  it('should take a derivation origin of the issuer that lists the issuer, and no other', async () => {
    const canister = await world.network.newPuppet();
    const origin = `http://${canister.toText()}.localhost:${world.network.port}`;
    await behave('honest', origin);
    const listing = (...origins: string[]) =>
      answerAlternativeOrigins(world.network.agent, canister, {
        body: JSON.stringify({ alternativeOrigins: origins }),
      });
    await listing('https://somebody.example');
    await leave(await start(), 'invalid_derivation_origin_issuer');
    await listing(issuerOrigin());
    const started = await start();
    await verify(await presentationOf(started));
  });

  it('should hear of a request that cannot be read when the person has', async () => {
    const started = await start({ issuer: { origin: `${issuerOrigin()}/path` } });
    await leave(started, 'invalid_request');
  });

  it('should find a page that says so where nobody asks', async () => {
    const page = await world.context.newPage();
    await page.goto(`${identityProvider()}/vc-flow`);
    await page.locator('[data-message=openedDirectly]').waitFor();
    await page.close();
    expect(world.faults).toEqual([]);
  });
});
