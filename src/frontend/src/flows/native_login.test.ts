import { describe, expect, it } from 'vitest';
import type { NativeRequest } from '../canister/native_request.ts';
import { err, ok } from '../result.ts';
import { createNativeLoginFlow, type NativeLoginFlow } from './native_login.ts';
import { FakeParts, reach } from './testing/fake_parts.ts';

const REDIRECT_URI = 'http://127.0.0.1:8123/callback';
const ORIGIN = 'https://app.example';
const queryFor = (redirectUri: string) =>
  `?${new URLSearchParams({ client_id: 'cli', ic_origin: ORIGIN, redirect_uri: redirectUri }).toString()}`;
const QUERY = queryFor(REDIRECT_URI);
const ANSWER = `${REDIRECT_URI}?code=c&state=s`;

const APP: NativeRequest = {
  clientId: 'cli',
  name: 'A tool',
  origin: ORIGIN,
  isAutomatic: true,
  refusalUrl: `${REDIRECT_URI}?error=access_denied`,
};

/** A page that an app opened, and the addresses it went to. */
function open(app: NativeRequest = APP, query = QUERY) {
  const parts = new FakeParts();
  parts.addIdentity('10000', null);
  parts.nativeRequest = () => ok(app);
  parts.nativeAnswer = () => ok(ANSWER);
  const went: string[] = [];
  const start = (): NativeLoginFlow =>
    createNativeLoginFlow({ ...parts.ports(), query, goTo: (url) => void went.push(url) });
  return { parts, went, start };
}

async function agree(flow: NativeLoginFlow): Promise<void> {
  await reach(flow.state, 'asking');
  flow.allow();
  flow.access.signIn('10000');
}

describe('the page that native apps open', () => {
  it('should ask what the canister has checked, and go back to the app with the code', async () => {
    const { parts, went, start } = open();
    const flow = start();
    expect(await reach(flow.state, 'asking')).toEqual({ kind: 'asking', app: APP });
    expect(parts.calls).toEqual(['checkNativeRequest']);
    await agree(flow);
    expect(await reach(flow.state, 'leaving')).toEqual({ kind: 'leaving', outcome: 'letIn', app: 'A tool' });
    expect(parts.calls).toContain('authorizeNativeLogin 10000');
    expect(went).toEqual([ANSWER]);
  });

  it('should wait for a click where the answer goes to the scheme of an app', async () => {
    const uri = 'com.example.app:/callback';
    const { parts, went, start } = open({ ...APP, isAutomatic: false }, queryFor(uri));
    parts.nativeAnswer = () => ok(`${uri}?code=c`);
    const flow = start();
    await agree(flow);
    await reach(flow.state, 'leaving');
    expect(went).toEqual([]);
    flow.goBack();
    flow.goBack();
    expect(went).toEqual([`${uri}?code=c`, `${uri}?code=c`]);
  });

  it('should show an error and go nowhere when the app is not known', async () => {
    const { parts, went, start } = open();
    parts.nativeRequest = () => err({ kind: 'wrongRequest', text: 'The app is not registered here.' });
    const flow = start();
    const failed = { kind: 'failed', text: 'The app is not registered here.' };
    expect(await reach(flow.state, 'failed')).toEqual(failed);
    for (const act of [flow.allow, flow.decline, flow.retry, flow.goBack]) act();
    expect(await reach(flow.state, 'failed')).toEqual(failed);
    expect(went).toEqual([]);
  });

  it('should send the app its mistake', async () => {
    const { parts, went, start } = open();
    const url = `${REDIRECT_URI}?error=invalid_request`;
    parts.nativeRequest = () => err({ kind: 'sentBack', url, isAutomatic: true });
    const flow = start();
    expect(await reach(flow.state, 'leaving')).toEqual({ kind: 'leaving', outcome: 'faulty', app: null });
    expect(went).toEqual([url]);
  });

  it.each([{ clientId: 'another' }, { origin: 'https://bank.example' }])(
    'should not ask about another app than the address does, whatever a node answers: %j',
    async (change) => {
      const { went, start } = open({ ...APP, ...change });
      const flow = start();
      expect((await reach(flow.state, 'failed')).text).toMatch(/another request/);
      for (const act of [flow.allow, flow.decline, flow.retry, flow.goBack]) act();
      await reach(flow.state, 'failed');
      expect(went).toEqual([]);
    },
  );

  it.each([
    ['another place', 'https://evil.example/?code=c'],
    ['a place that only begins alike', `${REDIRECT_URI}.evil.example/?code=c`],
    ['another path', `${REDIRECT_URI}/more?code=c`],
    ['a script', 'javascript:alert(1)'],
  ])('should not go to %s, whatever a node answers', async (_name, url) => {
    const { parts, went, start } = open({ ...APP, refusalUrl: url });
    parts.nativeAnswer = () => ok(url);
    const agreed = start();
    await agree(agreed);
    expect((await reach(agreed.state, 'failed')).text).toMatch(/elsewhere/);
    const refused = start();
    await reach(refused.state, 'asking');
    refused.decline();
    await reach(refused.state, 'failed');
    parts.nativeRequest = () => err({ kind: 'sentBack', url, isAutomatic: true });
    await reach(start().state, 'failed');
    expect(went).toEqual([]);
  });

  it('should tell the app that the person refused, before and after they agreed', async () => {
    for (const agreesFirst of [false, true]) {
      const { parts, went, start } = open();
      const flow = start();
      await reach(flow.state, 'asking');
      if (agreesFirst) flow.allow();
      flow.decline();
      expect(await reach(flow.state, 'leaving')).toMatchObject({ outcome: 'refused', app: 'A tool' });
      expect(went).toEqual([APP.refusalUrl]);
      expect(parts.calls.join()).not.toContain('authorizeNativeLogin');
    }
  });

  it('should take the only identity of this browser at once', async () => {
    const { parts, went, start } = open();
    const ports = parts.ports();
    ports.remembered.use('10000');
    parts.ports = () => ports;
    const flow = start();
    await reach(flow.state, 'asking');
    flow.allow();
    await reach(flow.state, 'leaving');
    expect(went).toEqual([ANSWER]);
  });

  it('should go on where the connection was lost', async () => {
    const { parts, went, start } = open();
    parts.failures.set('checkNativeRequest', { kind: 'lostConnection' });
    const flow = start();
    await reach(flow.state, 'interrupted');
    flow.retry();
    parts.failures.set('authorizeNativeLogin', { kind: 'lostConnection' });
    await agree(flow);
    await reach(flow.state, 'interrupted');
    const prompts = parts.calls.filter((call) => call.startsWith('openSession')).length;
    flow.retry();
    await reach(flow.state, 'leaving');
    expect(parts.calls.filter((call) => call.startsWith('openSession'))).toHaveLength(prompts);
    expect(went).toEqual([ANSWER]);
  });

  it('should ask for the passkey again when the canister does not take the session', async () => {
    const { parts, went, start } = open();
    parts.failures.set('authorizeNativeLogin', { kind: 'unauthorized' });
    const flow = start();
    await agree(flow);
    await reach(flow.state, 'finishing');
    await reach(flow.state, 'identifying');
    const { notice } = await reach(flow.access.state, 'choosing');
    expect(notice).toEqual({ kind: 'passkeyRemoved', number: '10000' });
    flow.access.signIn('10000');
    await reach(flow.state, 'leaving');
    expect(went).toEqual([ANSWER]);
  });
});
