/** What operators and front ends ask about the canister itself. */
import {
  decode_config,
  decode_init_salt,
  decode_stats,
  encode_config,
  encode_init_salt,
  encode_stats,
} from '../../declarations/canister_codec.ts';
import { initSalt } from '../services/salt.ts';
import { statistics } from '../services/statistics.ts';
import type { Handler } from './handler.ts';

export const init_salt: Handler = async (canister, argument) => {
  decode_init_salt(argument);
  await initSalt(canister);
  return encode_init_salt();
};

export const config: Handler = (canister, argument) => {
  decode_config(argument);
  return encode_config(canister.settings.configuration());
};

export const stats: Handler = (canister, argument) => {
  decode_stats(argument);
  return encode_stats(statistics(canister));
};
