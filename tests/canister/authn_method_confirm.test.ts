import { describe } from 'vitest';
import { itShouldAskWhoCalls } from '../support/access_rules.ts';
import {
  type HandIn,
  itShouldHoldDevicesToTheRules,
  itShouldHoldIdentitiesToTheRules,
} from '../support/device_rules.ts';
import { useStage } from '../support/stage.ts';
import { SECOND, itShouldConfirmByCode, proposed } from '../support/tentative_rules.ts';

describe('authn_method_confirm', () => {
  const stage = useStage();
  /** Adds a device by a code. */
  const handIn: HandIn = async (owner, data) => {
    await SECOND.enter(owner.me, owner.anchor);
    const { code } = await proposed(stage, SECOND, owner, data);
    await SECOND.confirm(owner.me, owner.anchor, code).catch(async (error: unknown) => {
      await SECOND.exit(owner.me, owner.anchor);
      throw error;
    });
  };

  itShouldAskWhoCalls(stage, {
    call: (me, { anchor }) => me.authn_method_confirm(anchor, '000000'),
    refusal: 'trap',
    isUse: true,
  });
  itShouldConfirmByCode(stage, SECOND);
  itShouldHoldDevicesToTheRules(stage, handIn, 'failed to add device: ');
  itShouldHoldIdentitiesToTheRules(stage, handIn);
});
