import { describe } from 'vitest';
import { itShouldAskWhoCalls } from '../support/access_rules.ts';
import {
  type HandIn,
  itShouldHoldDevicesToTheRules,
  itShouldHoldIdentitiesToTheRules,
} from '../support/device_rules.ts';
import { useStage } from '../support/stage.ts';
import { FIRST, itShouldConfirmByCode, proposed } from '../support/tentative_rules.ts';

describe('verify_tentative_device', () => {
  const stage = useStage();
  /** Adds a device by a code. */
  const handIn: HandIn = async (owner, data) => {
    await FIRST.enter(owner.me, owner.anchor);
    const { code } = await proposed(stage, FIRST, owner, data);
    await FIRST.confirm(owner.me, owner.anchor, code).catch(async (error: unknown) => {
      await FIRST.exit(owner.me, owner.anchor);
      throw error;
    });
  };

  itShouldAskWhoCalls(stage, {
    call: (me, { anchor }) => me.verify_tentative_device(anchor, '000000'),
    refusal: 'trap',
    isUse: true,
  });
  itShouldConfirmByCode(stage, FIRST);
  itShouldHoldDevicesToTheRules(stage, handIn, 'failed to add device: ');
  itShouldHoldIdentitiesToTheRules(stage, handIn);
});
