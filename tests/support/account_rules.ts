/** What every method of an identity's accounts must do, whichever it is. */
import { expect, it } from 'vitest';
import { type OwnersMethod, itShouldAskWhoCalls } from './access_rules.ts';
import type { Methods, Owner, Stage } from './stage.ts';

export const ORIGIN = 'https://dapp.example';

/** An account's name after `create_account`, in the form that replies have. */
export const info = (number: bigint | null, name: string | null, origin = ORIGIN) => ({
  account_number: number === null ? [] : [number],
  origin,
  last_used: [],
  name: name === null ? [] : [name],
});

/** Adds an account. @returns its number */
export async function addAccount({ me, anchor }: Owner, name = 'Work', origin = ORIGIN): Promise<bigint> {
  const reply = await me.create_account(anchor, origin, name);
  const number = 'Ok' in reply ? reply.Ok.account_number[0] : undefined;
  if (number === undefined) throw new Error('no account was created');
  return number;
}

type PlacedCall = (me: Methods, anchor: bigint, origin: string) => Promise<unknown>;

/** {@link itShouldKnowItsPlace} for the methods that have a word for identities that do not exist. */
export function itShouldKnowAnchors(stage: Stage, call: PlacedCall): void {
  itShouldKnowItsPlace(stage, false, call, true);
}

/** Tests who may call a method, and how long the name of a front end may be. */
export function itShouldKnowItsPlace(
  stage: Stage,
  isUse: OwnersMethod['isUse'],
  call: PlacedCall,
  namesUnknown = false,
): void {
  itShouldAskWhoCalls(stage, {
    call: (me, { anchor }) => call(me, anchor, ORIGIN),
    refusal: 'value',
    isUse,
    namesUnknown,
  });

  it('should take origins of 255 bytes and trap for longer ones', async () => {
    const { me, anchor } = await stage.owner();
    expect(await call(me, anchor, 'é'.repeat(127) + 'x')).not.toHaveProperty('Err.Unauthorized');
    await expect(call(me, anchor, 'é'.repeat(128))).rejects.toThrow(
      'frontend hostname 256 exceeds the limit of 255 bytes',
    );
  });
}
