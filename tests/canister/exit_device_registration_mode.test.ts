import { describe } from 'vitest';
import { itShouldAskWhoCalls } from '../support/access_rules.ts';
import { useStage } from '../support/stage.ts';
import { FIRST, itShouldExitTheMode } from '../support/tentative_rules.ts';

describe('exit_device_registration_mode', () => {
  const stage = useStage();

  itShouldAskWhoCalls(stage, {
    call: (me, { anchor }) => me.exit_device_registration_mode(anchor),
    refusal: 'trap',
    isUse: true,
  });
  itShouldExitTheMode(stage, FIRST);
});
