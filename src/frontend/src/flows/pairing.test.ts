import { describe, expect, it } from 'vitest';
import { createJoinFlow } from './join.ts';
import type { Notice } from './notice.ts';
import { createPairingFlow } from './pairing.ts';
import { CODE, FakeParts, reach } from './testing/fake_parts.ts';
import { settle } from './testing/fake_clock.ts';

function start() {
  const parts = new FakeParts();
  parts.addIdentity('10000', null);
  const session = {
    number: '10000',
    openedBy: Uint8Array.of(0),
    signedInBy: 'passkey' as const,
    expiresAt: parts.now + 600_000,
  };
  const ends: (Notice | null)[] = [];
  const pairing = createPairingFlow(parts.ports(), session, (notice) => ends.push(notice));
  const join = createJoinFlow(parts.ports(), '10000');
  return { parts, pairing, join, ends };
}

async function untilCode({ parts, pairing, join }: ReturnType<typeof start>): Promise<void> {
  await reach(pairing.state, 'waiting');
  join.start();
  await reach(join.state, 'showingCode');
  await parts.clock.pass(2000);
  await reach(pairing.state, 'confirming');
}

describe('adding another device', () => {
  it('should bring both devices together by the code', async () => {
    const run = start();
    await untilCode(run);
    expect((await reach(run.join.state, 'showingCode')).code).toBe(CODE);
    expect(await reach(run.pairing.state, 'confirming')).toMatchObject({
      name: 'a passkey',
      triesLeft: null,
    });
    run.pairing.submitCode(' 012 345 ');
    await settle();
    expect(run.ends).toEqual([{ kind: 'added' }]);
    await run.parts.clock.pass(2000);
    expect(await reach(run.join.state, 'joined')).toEqual({ kind: 'joined', number: '10000' });
    expect(run.parts.identities.get('10000')).toHaveLength(2);
    expect(run.parts.clock.pending).toBe(0);
  });

  it('should count the tries down, and end with the last one', async () => {
    const run = start();
    await untilCode(run);
    const tries: unknown[] = [];
    for (let i = 0; i < 2; i++) {
      run.pairing.submitCode('000000');
      await settle();
      tries.push((await reach(run.pairing.state, 'confirming')).triesLeft);
    }
    run.pairing.submitCode('000000');
    expect((await reach(run.pairing.state, 'ended')).why).toBe('tries');
    expect(tries).toEqual([2, 1]);
    expect(run.ends).toEqual([]);
    run.pairing.restart();
    await reach(run.pairing.state, 'waiting');
  });

  it('should show how much time is left, on both devices, and end when none is', async () => {
    const run = start();
    const { secondsLeft } = await reach(run.pairing.state, 'waiting');
    run.join.start();
    const shown = await reach(run.join.state, 'showingCode');
    const seen: number[] = [];
    secondsLeft.subscribe((seconds) => seen.push(seconds));
    shown.secondsLeft.subscribe((seconds) => seen.push(seconds));
    // The session of the one who lets in ends before the canister's quarter of an hour.
    expect(seen).toEqual([600, 900]);
    await run.parts.clock.pass(1000);
    expect(seen.slice(2)).toEqual([599, 899]);
    await run.parts.clock.pass(599_000);
    expect((await reach(run.pairing.state, 'ended')).why).toBe('expired');
    await run.parts.clock.pass(300_000);
    expect((await reach(run.join.state, 'expired')).number).toBe('10000');
    expect(run.parts.clock.pending).toBe(0);
  });

  it('should outlive a lost connection', async () => {
    const run = start();
    await reach(run.pairing.state, 'waiting');
    run.parts.failures.set('identityInfo', { kind: 'lostConnection' });
    await run.parts.clock.pass(2000);
    await untilCode(run);
  });

  it('should close the identity to other devices when cancelled', async () => {
    const run = start();
    await reach(run.pairing.state, 'waiting');
    run.pairing.cancel();
    await settle();
    expect(run.ends).toEqual([null]);
    expect(run.parts.calls).toContain('stopPairing');
    expect(run.parts.clock.pending).toBe(0);
  });
});

describe('joining', () => {
  it('should say that nobody lets in, and use the same passkey for the next try', async () => {
    const run = start();
    await reach(run.pairing.state, 'waiting');
    run.parts.pairing = null;
    run.join.start();
    await reach(run.join.state, 'asking');
    expect((await reach(run.join.state, 'offering')).notice).toEqual({ kind: 'pairingOff' });
    run.pairing.restart();
    await reach(run.pairing.state, 'waiting');
    run.join.start();
    await reach(run.join.state, 'showingCode');
    expect(run.parts.calls.filter((name) => name === 'create')).toHaveLength(1);
  });

  it('should not make a passkey for an identity that does not exist', async () => {
    const { parts } = start();
    const join = createJoinFlow(parts.ports(), '777');
    join.start();
    await reach(join.state, 'creatingPasskey');
    expect((await reach(join.state, 'offering')).notice).toEqual({ kind: 'unknownIdentity', number: '777' });
    expect(parts.calls).not.toContain('create');
  });

  it.each(['', 'javascript:1', '-1'])('should ask for the number when the link says %j', async (number) => {
    const { parts } = start();
    const join = createJoinFlow(parts.ports(), number);
    await reach(join.state, 'enteringNumber');
    join.submitNumber('10 000');
    expect(await reach(join.state, 'offering')).toMatchObject({ number: '10000' });
  });
});
