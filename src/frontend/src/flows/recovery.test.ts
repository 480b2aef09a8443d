import { describe, expect, it } from 'vitest';
import type { Session } from '../canister/canister.ts';
import { createRecoveryFlow } from './recovery.ts';
import { FakeParts, fakeMethod, reach } from './testing/fake_parts.ts';
import { PHRASE, PHRASE_KEY } from './testing/fake_phrases.ts';

const TYPED = PHRASE.join(' ');

function start() {
  const parts = new FakeParts();
  parts.identities.set('10000', [
    fakeMethod({ credentialId: Uint8Array.of(1) }),
    fakeMethod({ credentialId: Uint8Array.of(2), kind: 'recoveryDevice' }),
    fakeMethod({ publicKey: PHRASE_KEY, kind: 'recoveryPhrase' }),
  ]);
  const recovered: Session[] = [];
  let left = 0;
  const flow = createRecoveryFlow(parts.ports(), {
    recovered: (session) => recovered.push(session),
    left: () => left++,
  });
  return { flow, parts, recovered, left: () => left };
}

/** The notice that the form shows after a try. */
async function noticeAfter(
  flow: ReturnType<typeof start>['flow'],
  kind: 'enteringPhrase' | 'enteringNumber',
) {
  await reach(flow.state, 'checking');
  return (await reach(flow.state, kind)).notice;
}

describe('recovering', () => {
  it.each([
    [`10000 ${TYPED}`, ''],
    [TYPED, ' 10 000 '],
  ])('should open the identity by its phrase, then make a passkey (%#)', async (typed, number) => {
    const { flow, parts, recovered } = start();
    flow.choosePhrase();
    flow.submitPhrase(typed, number);
    expect(await reach(flow.state, 'recovered')).toMatchObject({ number: '10000', notice: null });
    expect(recovered).toEqual([]);
    flow.addPasskey();
    await reach(flow.state, 'savingPasskey');
    await new Promise((resolve) => setImmediate(resolve));
    expect(recovered).toMatchObject([{ number: '10000', openedBy: PHRASE_KEY }]);
    expect(parts.identities.get('10000')).toHaveLength(4);
  });

  it('should let somebody in who wants no passkey now', async () => {
    const { flow, recovered } = start();
    flow.submitPhrase(TYPED, '10000');
    await reach(flow.state, 'recovered');
    flow.skip();
    expect(recovered).toHaveLength(1);
  });

  it.each([
    ['one two', '10000', { kind: 'phraseWordCount', count: 2 }],
    [TYPED, '', { kind: 'phraseNumberNeeded' }],
    [TYPED, 'ten', { kind: 'invalidNumber' }],
    [`x ${PHRASE.slice(1).join(' ')}`, '10000', { kind: 'wrongPhrase', number: '10000' }],
    [TYPED, '10001', { kind: 'wrongPhrase', number: '10001' }],
  ])('should say why a phrase does not help, and keep what was typed (%#)', async (typed, number, notice) => {
    const { flow } = start();
    flow.choosePhrase();
    flow.submitPhrase(typed, number);
    expect(await noticeAfter(flow, 'enteringPhrase')).toEqual(notice);
    expect(await reach(flow.state, 'enteringPhrase')).toMatchObject({ typed, number });
  });

  it('should open the identity by its recovery device alone', async () => {
    const { flow, recovered } = start();
    flow.chooseDevice();
    flow.submitNumber('10000');
    await reach(flow.state, 'recovered');
    flow.skip();
    expect(recovered).toMatchObject([{ openedBy: Uint8Array.of(2) }]);
  });

  it('should say that there is no recovery device', async () => {
    const { flow, parts } = start();
    parts.addIdentity('10001', null);
    flow.chooseDevice();
    flow.submitNumber('10001');
    expect(await noticeAfter(flow, 'enteringNumber')).toEqual({ kind: 'noRecoveryDevice', number: '10001' });
  });

  it('should stay open when the passkey was not made', async () => {
    const { flow, parts } = start();
    flow.submitPhrase(TYPED, '10000');
    await reach(flow.state, 'recovered');
    parts.prompt = 'cancel';
    flow.addPasskey();
    await reach(flow.state, 'creatingPasskey');
    expect((await reach(flow.state, 'recovered')).notice).toEqual({ kind: 'cancelled', during: 'create' });
  });

  it('should go back step by step', () => {
    const { flow, left } = start();
    flow.choosePhrase();
    flow.back();
    expect(left()).toBe(0);
    flow.back();
    expect(left()).toBe(1);
  });
});
