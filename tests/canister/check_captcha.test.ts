import { afterEach, describe, expect, it } from 'vitest';
import { LOCAL_INIT } from '../../scripts/local_network/init_arg.ts';
import { DUMMY_CAPTCHA } from '../../src/backend/captcha/dummy_captcha.ts';
import type { AuthnMethodData } from '../../src/declarations/internet_identity.did.ts';
import {
  identity,
  InternetIdentity,
  MINUTE_NS,
  publicKeyOf,
  testWasm,
  wasm,
} from '../support/internet_identity.ts';

const ALICE = identity('alice');
const FINISH = { next_step: { Finish: null } };
const SHOWN = { next_step: { CheckCaptcha: { captcha_png_base64: DUMMY_CAPTCHA.pngBase64 } } };
const NO_FLOW = { Err: { NoRegistrationFlow: null } };
const METHOD: AuthnMethodData = {
  authn_method: { PubKey: { pubkey: publicKeyOf(ALICE) } },
  security_settings: { protection: { Unprotected: null }, purpose: { Authentication: null } },
  metadata: [],
  last_authentication: [],
};

type Trigger = Parameters<typeof captchaConfig>[0];
const captchaConfig = (
  captcha_trigger:
    | { Static: { CaptchaEnabled: null } }
    | {
        Dynamic: {
          threshold_pct: number;
          current_rate_sampling_interval_s: bigint;
          reference_rate_sampling_interval_s: bigint;
        };
      },
): typeof LOCAL_INIT => ({ ...LOCAL_INIT, captcha_config: [{ max_unsolved_captchas: 1n, captcha_trigger }] });

describe('check_captcha', () => {
  let ii: InternetIdentity;
  afterEach(() => ii.tearDown());

  const create = async (trigger: Trigger = { Static: { CaptchaEnabled: null } }, module = testWasm()) => {
    ii = await InternetIdentity.create(captchaConfig(trigger), module);
  };
  const start = () => ii.as(ALICE).identity_registration_start();
  const check = (solution: string, caller = ALICE) => ii.as(caller).check_captcha({ solution });
  const finish = () => ii.as(ALICE).identity_registration_finish({ authn_method: METHOD, name: [] });

  it('should lead from the start to the finish', async () => {
    await create();
    expect(await start()).toEqual({ Ok: SHOWN });
    expect(await finish()).toEqual({ Err: { UnexpectedCall: SHOWN } });
    expect(await check('a')).toEqual({ Ok: FINISH });
    expect(await check('a')).toEqual({ Err: { UnexpectedCall: FINISH } });
    expect(await finish()).toEqual({ Ok: { identity_number: 10_000n } });
    expect(await check('a')).toEqual(NO_FLOW);
  });

  it('should refuse callers without a registration', async () => {
    await create();
    await start();
    expect(await check('a', identity('bob'))).toEqual(NO_FLOW);
  });

  it('should answer wrong attempts with another captcha, until the time is over', async () => {
    await create();
    await start();
    for (let i = 0; i < 5; i++) {
      expect(await check('wrong')).toEqual({
        Err: { WrongSolution: { new_captcha_png_base64: DUMMY_CAPTCHA.pngBase64 } },
      });
    }
    await ii.advance(5n * MINUTE_NS);
    expect(await check('a')).toEqual(NO_FLOW);
    expect(await start()).toEqual({ Ok: SHOWN });
  });

  it('should draw every captcha of the release anew', async () => {
    await create({ Static: { CaptchaEnabled: null } }, wasm());
    const started = await start();
    const first = await check('a');
    const second = await check('a');
    const pictures = [started, first, second].map(
      (reply) => /png_base64":"([^"]+)"/.exec(JSON.stringify(reply))?.[1],
    );
    expect(new Set(pictures).size).toBe(3);
    for (const picture of pictures) expect(picture).toMatch(/^iVBORw0KGgo/);
  });

  it('should know nothing of registrations from before an upgrade', async () => {
    await create();
    await start();
    await ii.upgrade();
    expect(await check('a')).toEqual(NO_FLOW);
  });

  it('should be needed when there are more registrations than usual', async () => {
    await create({
      Dynamic: {
        threshold_pct: 10,
        current_rate_sampling_interval_s: 600n,
        reference_rate_sampling_interval_s: 6000n,
      },
    });
    expect(await start()).toEqual({ Ok: FINISH });
    expect(await finish()).toEqual({ Ok: { identity_number: 10_000n } });
    // One in 600 seconds, against one in 6000.
    expect(await start()).toEqual({ Ok: SHOWN });
    expect(await check('a')).toEqual({ Ok: FINISH });
    expect(await finish()).toEqual({ Ok: { identity_number: 10_001n } });
    await ii.upgrade();
    expect(await start()).toEqual({ Ok: SHOWN });
  });
});
