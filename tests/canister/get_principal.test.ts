import { Principal } from '@icp-sdk/core/principal';
import { beforeAll, describe, expect, it } from 'vitest';
import { itShouldAskWhoCalls } from '../support/access_rules.ts';
import { useStage } from '../support/stage.ts';

const ORIGIN = 'https://dapp.example';

describe('get_principal', () => {
  const stage = useStage();

  it('should ask for the salt, after it has asked who calls', async () => {
    const { me, anchor } = await stage.owner();
    await expect(me.get_principal(anchor, ORIGIN)).rejects.toThrow(
      'Salt is not set. Try calling init_salt() to set it',
    );
    await expect(stage.anyone.get_principal(anchor, ORIGIN)).rejects.toThrow(/could not be authenticated/);
  });

  describe('with a salt', () => {
    beforeAll(() => stage.anyone.init_salt());

    itShouldAskWhoCalls(stage, {
      call: (me, { anchor }) => me.get_principal(anchor, ORIGIN),
      refusal: 'trap',
      isUse: false,
    });

    it('should be that of the key for which delegations are issued', async () => {
      const { me, anchor, pubkey } = await stage.owner();
      const [userKey] = await me.prepare_delegation(anchor, ORIGIN, pubkey, []);
      expect((await me.get_principal(anchor, ORIGIN)).toText()).toBe(
        Principal.selfAuthenticating(Uint8Array.from(userKey)).toText(),
      );
    });

    it('should differ by origin, to the letter, and by identity, and be the same for all devices', async () => {
      const [owner, other] = [await stage.owner(), await stage.owner()];
      const second = await stage.second(owner);
      const here = (await owner.me.get_principal(owner.anchor, ORIGIN)).toText();
      expect((await second.me.get_principal(owner.anchor, ORIGIN)).toText()).toBe(here);
      const others = [
        await other.me.get_principal(other.anchor, ORIGIN),
        ...(await Promise.all(
          ['', `${ORIGIN}/`, 'https://DAPP.example', 'https://x.icp0.io', 'https://x.ic0.app'].map((origin) =>
            owner.me.get_principal(owner.anchor, origin),
          ),
        )),
      ];
      expect(new Set([here, ...others.map((principal) => principal.toText())]).size).toBe(7);
    });

    it('should accept an origin of 255 bytes and refuse one of 256', async () => {
      const { me, anchor } = await stage.owner();
      await me.get_principal(anchor, `${'é'.repeat(127)}x`);
      await expect(me.get_principal(anchor, 'é'.repeat(128))).rejects.toThrow(
        "'frontend hostname 256 exceeds the limit of 255 bytes'",
      );
    });

    it('should be the same after an upgrade', async () => {
      const { me, anchor } = await stage.owner();
      const before = (await me.get_principal(anchor, ORIGIN)).toText();
      await stage.ii.upgrade();
      expect((await me.get_principal(anchor, ORIGIN)).toText()).toBe(before);
    });
  });
});
