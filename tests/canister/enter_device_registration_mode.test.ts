import { describe } from 'vitest';
import { itShouldAskWhoCalls } from '../support/access_rules.ts';
import { useStage } from '../support/stage.ts';
import { FIRST, itShouldEnterTheMode } from '../support/tentative_rules.ts';

describe('enter_device_registration_mode', () => {
  const stage = useStage();

  itShouldAskWhoCalls(stage, {
    call: (me, { anchor }) => me.enter_device_registration_mode(anchor),
    refusal: 'trap',
    isUse: true,
  });
  itShouldEnterTheMode(stage, FIRST);
});
