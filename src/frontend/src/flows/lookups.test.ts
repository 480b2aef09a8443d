import { describe, expect, it } from 'vitest';
import { createLookups } from './lookups.ts';
import { FakeParts } from './testing/fake_parts.ts';

function start() {
  const parts = new FakeParts();
  parts.addIdentity('10000', null);
  const lookups = createLookups(() => parts.now);
  const count = (): number => parts.calls.length;
  return { parts, lookups, count };
}

describe('createLookups', () => {
  it('should hand out what was looked up ahead, once', async () => {
    const { parts, lookups, count } = start();
    lookups.prefetch(parts.canister, '10000');
    expect(await lookups.get(parts.canister, '10000')).toMatchObject({ ok: true, value: [{ origin: null }] });
    expect(count()).toBe(1);
    await lookups.get(parts.canister, '10000');
    expect(count()).toBe(2);
  });

  it('should look again after a failure, and when the answer is old', async () => {
    const { parts, lookups, count } = start();
    parts.failures.set('passkeysOf', { kind: 'lostConnection' });
    lookups.prefetch(parts.canister, '10000');
    expect((await lookups.get(parts.canister, '10000')).ok).toBe(true);
    lookups.prefetch(parts.canister, '10000');
    parts.now += 600_000;
    await lookups.get(parts.canister, '10000');
    expect(count()).toBe(4);
  });
});
