import { describe } from 'vitest';
import { itShouldAskWhoCalls } from '../support/access_rules.ts';
import { useStage } from '../support/stage.ts';
import { SECOND, itShouldExitTheMode } from '../support/tentative_rules.ts';

describe('authn_method_registration_mode_exit', () => {
  const stage = useStage();

  itShouldAskWhoCalls(stage, {
    call: (me, { anchor }) => me.authn_method_registration_mode_exit(anchor),
    refusal: 'trap',
    isUse: true,
  });
  itShouldExitTheMode(stage, SECOND);
});
