import { drawRandomness } from '../random.ts';
import { RawRandResult, replyWith } from './candid.ts';
import { finished, subnetMethod } from './method.ts';

/** 32 bytes of randomness, drawn from the subnet's seed. */
export const rawRand = subnetMethod<undefined>({
  name: 'raw_rand',
  fromUsers: false,
  execute(call) {
    call.net.changedSubnets.add(call.subnet);
    return finished(call, replyWith(RawRandResult, drawRandomness(call.subnet)));
  },
});
