import { describe, expect, it } from 'vitest';
import { authnMethodOf } from '../support/authn_method.ts';
import { device } from '../support/internet_identity.ts';
import { useStage } from '../support/stage.ts';
import { itShouldTakeOneDevice, SECOND } from '../support/tentative_rules.ts';

describe('authn_method_register', () => {
  const stage = useStage();
  itShouldTakeOneDevice(stage, SECOND);

  it('should refuse metadata that describes no device, before it looks for the mode', async () => {
    const { anchor } = await stage.owner();
    const method = authnMethodOf(device(stage.newcomer()));
    expect(
      await stage.anyone.authn_method_register(anchor, { ...method, metadata: [['alias', { Map: [] }]] }),
    ).toEqual({
      Err: { InvalidMetadata: "Invalid metadata type for key 'alias': expected string, got value Map({})" },
    });
  });
});
