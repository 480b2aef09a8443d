/** Who may call what (contract, 2.1), as tests that every method of an identity's owner must pass. */
import { expect, it } from 'vitest';
import { ANONYMOUS } from './internet_identity.ts';
import type { Methods, Owner, Stage } from './stage.ts';

export interface OwnersMethod {
  /** Calls the method as the given caller, with arguments that its owner could send. */
  readonly call: (me: Methods, owner: Owner) => Promise<unknown>;
  /** How anyone else is refused. */
  readonly refusal: 'trap' | 'value';
  /** Whether a call counts as a use of the device: queries change nothing. */
  readonly isUse: boolean;
  /** Whether a number of no identity is refused by a value of its own. */
  readonly namesUnknown?: boolean;
}

/** Numbers of no identity under the default range, with what is said about them. */
export const UNKNOWN_NUMBERS: readonly (readonly [bigint, string])[] = [
  [9_999n, 'Identity Anchor 9999 is out of range [10000, 67116816)'],
  [67_116_816n, 'Identity Anchor 67116816 is out of range [10000, 67116816)'],
  [2n ** 64n - 1n, 'Identity Anchor 18446744073709551615 is out of range [10000, 67116816)'],
  [67_116_815n, 'bad Identity Anchor 67116815'],
];

/** Tests that only the identity's devices may call a method, and that their call is noted. */
export function itShouldAskWhoCalls(
  stage: Stage,
  { call, refusal, isUse, namesUnknown = false }: OwnersMethod,
): void {
  it('should refuse strangers, anonymous ones and owners of other identities', async () => {
    const owner = await stage.owner();
    const other = await stage.owner();
    for (const caller of [stage.newcomer().getPrincipal(), ANONYMOUS, other.key.getPrincipal()]) {
      const outcome = call(stage.ii.as(caller), owner);
      if (refusal === 'trap') {
        await expect(outcome).rejects.toThrow(`'${caller.toText()} could not be authenticated.'`);
      } else {
        const reply = (await outcome) as { Err: { Unauthorized: typeof caller } };
        expect(reply.Err.Unauthorized.toText()).toBe(caller.toText());
      }
    }
  });

  it.each(UNKNOWN_NUMBERS)('should refuse the number %s before it asks who calls', async (anchor, why) => {
    const nobody = { ...(await stage.owner()), anchor };
    if (namesUnknown) return expect(await call(nobody.me, nobody)).toEqual({ Err: { NoSuchAnchor: null } });
    await expect(call(nobody.me, nobody)).rejects.toThrow(
      `failed to read device data of user ${anchor}: ${why}`,
    );
  });

  it(`should ${isUse ? '' : 'not '}count as a use of the device that called`, async () => {
    const owner = await stage.owner();
    const { me } = await stage.second(owner);
    const usage = async () =>
      (await me.get_anchor_info(owner.anchor)).devices.find(({ alias }) => alias === 'Passkey')
        ?.last_usage[0];
    const before = (await usage())!;
    await stage.ii.advance(1_000_000_000n);
    await call(owner.me, owner);
    const after = await usage();
    // A call that takes the device away leaves nothing to note it on.
    if (after === undefined) return;
    if (isUse) expect(after).toBeGreaterThanOrEqual(before + 1_000_000_000n);
    else expect(after).toBe(before);
  });

  it('should accept the temporary key of a new device for ten minutes', async () => {
    const temporary = stage.newcomer();
    const owner = await stage.ownerThrough(temporary);
    await stage.ii.advance(599_000_000_000n);
    const before = await call(stage.ii.as(temporary), owner).then(() => 'accepted');
    expect(before).toBe('accepted');
    await stage.ii.advance(1_000_000_000n);
    const outcome = call(stage.ii.as(temporary), owner);
    if (refusal === 'trap') await expect(outcome).rejects.toThrow(/could not be authenticated/);
    else expect(await outcome).toHaveProperty('Err.Unauthorized');
  });
}
