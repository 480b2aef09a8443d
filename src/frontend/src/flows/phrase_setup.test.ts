import { describe, expect, it } from 'vitest';
import type { AccessMethod } from '../canister/canister.ts';
import type { Notice } from './notice.ts';
import { createPhraseSetup } from './phrase_setup.ts';
import { FakeParts, fakeMethod, reach } from './testing/fake_parts.ts';
import { PHRASE, PHRASE_KEY } from './testing/fake_phrases.ts';

function start(old: AccessMethod | null = null) {
  const parts = new FakeParts();
  const passkey = fakeMethod({ credentialId: Uint8Array.of(1) });
  parts.identities.set('10000', old === null ? [passkey] : [passkey, old]);
  const session = {
    number: '10000',
    openedBy: passkey.publicKey,
    signedInBy: 'passkey' as const,
    expiresAt: parts.now + 600_000,
  };
  let resolve: (notice: Notice | null) => void = () => undefined;
  const done = new Promise<Notice | null>((settled) => (resolve = settled));
  const draws = [0.99, 0.99, 0, 0.5];
  const random = (): number => draws.shift() ?? 0.25;
  const flow = createPhraseSetup({ ports: parts.ports(), session, old, random, done: resolve });
  return { flow, parts, done };
}

describe('setting up a recovery phrase', () => {
  it('should save only what was proved to be written down', async () => {
    const { flow, parts, done } = start();
    flow.begin();
    expect((await reach(flow.state, 'showing')).words).toEqual(PHRASE);
    flow.written();
    const { positions } = await reach(flow.state, 'confirming');
    expect(positions).toEqual([0, 12, 23]);
    flow.confirm(['word0', 'word12', 'word22']);
    expect(await reach(flow.state, 'confirming')).toMatchObject({ wrong: true, positions });
    expect(parts.identities.get('10000')).toHaveLength(1);
    flow.confirm(['word0', ' Word12', 'word23 ']);
    expect(await done).toEqual({ kind: 'phraseSaved' });
    expect(parts.identities.get('10000')?.[1]).toMatchObject({
      kind: 'recoveryPhrase',
      publicKey: PHRASE_KEY,
    });
  });

  it('should save the same words once more after a lost connection', async () => {
    const { flow, parts, done } = start();
    parts.failures.set('addMethod', { kind: 'lostConnection' });
    flow.begin();
    await reach(flow.state, 'showing');
    flow.written();
    flow.confirm(['word0', 'word12', 'word23']);
    await reach(flow.state, 'working');
    expect((await reach(flow.state, 'explaining')).notice).toEqual({ kind: 'lostConnection' });
    flow.begin();
    expect(await done).toEqual({ kind: 'phraseSaved' });
  });

  it('should leave everything as it is when cancelled', async () => {
    const { flow, parts, done } = start();
    flow.begin();
    await reach(flow.state, 'showing');
    flow.cancel();
    expect(await done).toBeNull();
    expect(parts.identities.get('10000')).toHaveLength(1);
  });

  it('should replace an unlocked phrase in one step', async () => {
    const { flow, parts, done } = start(fakeMethod({ kind: 'recoveryPhrase', publicKey: Uint8Array.of(9) }));
    flow.begin();
    await reach(flow.state, 'showing');
    flow.written();
    flow.confirm(['word0', 'word12', 'word23']);
    await done;
    expect(parts.calls).toEqual(['replaceMethod']);
    expect(parts.identities.get('10000')?.map(({ kind }) => kind)).toEqual(['passkey', 'recoveryPhrase']);
  });

  it('should ask for a locked phrase before it shows another one', async () => {
    const old = fakeMethod({ kind: 'recoveryPhrase', publicKey: PHRASE_KEY, locked: true });
    const { flow } = start(old);
    flow.begin();
    await reach(flow.state, 'typingOld');
    flow.submitOld(`other ${PHRASE.slice(1).join(' ')}`);
    await reach(flow.state, 'working');
    expect((await reach(flow.state, 'typingOld')).notice).toEqual({ kind: 'wrongPhrase', number: '10000' });
    flow.submitOld(PHRASE.join(' '));
    await reach(flow.state, 'showing');
  });
});
