import { describe, expect, it } from 'vitest';
import { createManageFlow } from './manage.ts';
import { FakeParts, fakeMethod, reach } from './testing/fake_parts.ts';
import { PHRASE, PHRASE_KEY } from './testing/fake_phrases.ts';

function start() {
  const parts = new FakeParts();
  parts.addIdentity('10000', null, 'https://id.example');
  const flow = createManageFlow(parts.ports(), () => 0.5);
  return { flow, parts };
}

describe('managing an identity', () => {
  it('should list the passkeys and mark the one that was used', async () => {
    const { flow } = start();
    flow.access.signIn('10000');
    const { identity } = await reach(flow.state, 'loaded');
    expect(identity.number).toBe('10000');
    expect(identity.methods.map(({ current }) => current)).toEqual([true, false]);
  });

  it('should end with the session', async () => {
    const { flow, parts } = start();
    flow.access.signIn('10000');
    await reach(flow.state, 'loaded');
    await parts.clock.pass(599_999);
    await reach(flow.state, 'loaded');
    await parts.clock.pass(1);
    await reach(flow.state, 'signedOut');
    expect((await reach(flow.access.state, 'choosing')).notice).toEqual({ kind: 'sessionExpired' });
  });

  it('should forget the session, and its end, on signing out', async () => {
    const { flow, parts } = start();
    flow.access.signIn('10000');
    await reach(flow.state, 'loaded');
    flow.signOut();
    await reach(flow.state, 'signedOut');
    expect(parts.clock.pending).toBe(0);
    const before = parts.calls.length;
    flow.reload();
    expect(parts.calls).toHaveLength(before);
  });

  it('should offer another try after a lost connection', async () => {
    const { flow, parts } = start();
    parts.failures.set('identityInfo', { kind: 'lostConnection' });
    flow.access.signIn('10000');
    expect((await reach(flow.state, 'interrupted')).notice).toEqual({ kind: 'lostConnection' });
    flow.reload();
    await reach(flow.state, 'loaded');
  });

  it('should send away whose passkey was removed', async () => {
    const { flow, parts } = start();
    parts.failures.set('identityInfo', { kind: 'unauthorized' });
    flow.access.signIn('10000');
    await reach(flow.state, 'loading');
    await reach(flow.state, 'signedOut');
    expect((await reach(flow.access.state, 'choosing')).notice).toEqual({
      kind: 'passkeyRemoved',
      number: '10000',
    });
  });

  it('should add a passkey, and none where there is one already', async () => {
    const { flow, parts } = start();
    flow.access.signIn('10000');
    await reach(flow.state, 'loaded');
    flow.addPasskey('passkey');
    await reach(flow.state, 'saving');
    await reach(flow.state, 'loading');
    const { identity, notice } = await reach(flow.state, 'loaded');
    expect(identity.methods).toHaveLength(3);
    expect(notice).toEqual({ kind: 'added' });
    parts.prompt = { kind: 'alreadyHere' };
    flow.addPasskey('recoveryDevice');
    await reach(flow.state, 'creatingPasskey');
    expect((await reach(flow.state, 'loaded')).notice).toEqual({ kind: 'alreadyHere' });
  });

  it('should rename, with a name that the canister can keep', async () => {
    const { flow } = start();
    flow.access.signIn('10000');
    const [method] = (await reach(flow.state, 'loaded')).identity.methods;
    flow.rename(method!);
    flow.submitName('  ');
    expect(await reach(flow.state, 'renaming')).toMatchObject({ notice: { kind: 'invalidName' } });
    flow.submitName('ü'.repeat(33));
    expect(await reach(flow.state, 'renaming')).toMatchObject({ notice: { kind: 'invalidName' } });
    flow.submitName(' My laptop ');
    await reach(flow.state, 'loading');
    expect((await reach(flow.state, 'loaded')).identity.methods[0]?.name).toBe('My laptop');
  });

  it('should remove another passkey and stay', async () => {
    const { flow } = start();
    flow.access.signIn('10000');
    const [, other] = (await reach(flow.state, 'loaded')).identity.methods;
    flow.remove(other!);
    expect(await reach(flow.state, 'removing')).toMatchObject({ isLast: false });
    flow.confirmRemoval();
    await reach(flow.state, 'loading');
    expect((await reach(flow.state, 'loaded')).identity.methods).toHaveLength(1);
  });

  it('should log out who removes what they came in with, and forget an identity without any way in', async () => {
    const { flow, parts } = start();
    parts.addIdentity('10000', null);
    flow.access.signIn('10000');
    const [method] = (await reach(flow.state, 'loaded')).identity.methods;
    flow.remove(method!);
    expect(await reach(flow.state, 'removing')).toMatchObject({ isLast: true });
    flow.confirmRemoval();
    await reach(flow.state, 'signedOut');
    const choosing = await reach(flow.access.state, 'choosing');
    expect(choosing.notice).toEqual({ kind: 'removedCurrent', number: '10000' });
    expect(choosing.identities).toEqual([]);
  });

  it('should lock the phrase, and unlock or remove it by the phrase alone', async () => {
    const { flow, parts } = start();
    parts.identities.get('10000')!.push(fakeMethod({ kind: 'recoveryPhrase', publicKey: PHRASE_KEY }));
    flow.access.signIn('10000');
    const phrase = async () => {
      const { identity } = await reach(flow.state, 'loaded');
      return identity.methods.find(({ kind }) => kind === 'recoveryPhrase')!;
    };
    flow.lockPhrase(await phrase());
    await reach(flow.state, 'loading');
    expect((await phrase()).locked).toBe(true);
    flow.unlockPhrase(await phrase());
    flow.submitPhrase('one two');
    await reach(flow.state, 'saving');
    expect((await reach(flow.state, 'typingPhrase')).notice).toEqual({ kind: 'phraseWordCount', count: 2 });
    flow.submitPhrase(PHRASE.join(' '));
    await reach(flow.state, 'loading');
    expect((await phrase()).locked).toBe(false);
    flow.lockPhrase(await phrase());
    await reach(flow.state, 'loading');
    flow.remove(await phrase());
    flow.confirmRemoval();
    expect(await reach(flow.state, 'typingPhrase')).toMatchObject({ change: 'remove' });
    flow.submitPhrase(PHRASE.join(' '));
    await reach(flow.state, 'loading');
    expect((await reach(flow.state, 'loaded')).identity.methods).toHaveLength(2);
  });

  it('should show a refusal above the list', async () => {
    const { flow, parts } = start();
    flow.access.signIn('10000');
    await reach(flow.state, 'loaded');
    parts.failures.set('addMethod', { kind: 'tooManyMethods' });
    flow.addPasskey('passkey');
    await reach(flow.state, 'saving');
    expect(await reach(flow.state, 'loaded')).toMatchObject({ notice: { kind: 'tooManyMethods' } });
  });
});
