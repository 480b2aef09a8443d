import { describe } from 'vitest';
import { useStage } from '../support/stage.ts';
import { FIRST, itShouldTakeOneDevice } from '../support/tentative_rules.ts';

describe('add_tentative_device', () => {
  itShouldTakeOneDevice(useStage(), FIRST);
});
