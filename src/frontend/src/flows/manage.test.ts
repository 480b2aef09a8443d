import { describe, expect, it } from 'vitest';
import { createManageFlow } from './manage.ts';
import { FakeParts, reach } from './testing/fake_parts.ts';

function start() {
  const parts = new FakeParts();
  parts.addIdentity('10000', null, 'https://id.example');
  const timers = new Set<{ milliseconds: number; call: () => void }>();
  const flow = createManageFlow(parts.ports(), (milliseconds, call) => {
    const timer = { milliseconds, call };
    timers.add(timer);
    return () => void timers.delete(timer);
  });
  return { flow, parts, timers };
}

describe('managing an identity', () => {
  it('should list the passkeys and mark the one that was used', async () => {
    const { flow } = start();
    flow.access.signIn('10000');
    const { identity } = await reach(flow.state, 'loaded');
    expect(identity.number).toBe('10000');
    expect(identity.passkeys.map(({ current }) => current)).toEqual([true, false]);
  });

  it('should end with the session', async () => {
    const { flow, timers } = start();
    flow.access.signIn('10000');
    await reach(flow.state, 'loaded');
    const [timer] = timers;
    expect(timer?.milliseconds).toBe(600_000);
    timer?.call();
    await reach(flow.state, 'signedOut');
    expect((await reach(flow.access.state, 'choosing')).notice).toEqual({ kind: 'sessionExpired' });
  });

  it('should forget the session, and its end, on signing out', async () => {
    const { flow, parts, timers } = start();
    flow.access.signIn('10000');
    await reach(flow.state, 'loaded');
    flow.signOut();
    await reach(flow.state, 'signedOut');
    expect(timers.size).toBe(0);
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
});
