/** Captchas before a registration, first generation (contract, 2.3). */
import { createCaptcha } from '../captcha/captcha.ts';
import { RandomStream } from '../captcha/random_stream.ts';
import { Trap } from '../domain/trap.ts';
import type { Canister } from './canister.ts';

/** A captcha to be answered within five minutes. */
export interface NewChallenge {
  readonly key: string;
  readonly pngBase64: string;
}

/** A new captcha for anyone, as long as not too many wait for their answers. */
export async function createChallenge(canister: Canister): Promise<NewChallenge> {
  const { ic, challenges } = canister;
  expectRoom(canister);
  const random = new RandomStream(await ic.rawRand());
  // Others may have asked for captchas while this one waited.
  expectRoom(canister);
  const { solution, pngBase64 } = createCaptcha(random);
  const key = challenges.add(solution, ic.now(), () => random.byte());
  if (key === null) throw new Trap('could not find an unused challenge key');
  return { key, pngBase64 };
}

function expectRoom({ ic, settings, challenges }: Canister): void {
  const { max_unsolved_captchas: most } = settings.configuration().captcha_config;
  if (BigInt(challenges.countLive(ic.now())) >= most) throw new Trap('too many inflight captchas');
}
