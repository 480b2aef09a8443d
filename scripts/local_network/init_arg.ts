/** The argument with which Internet Identity is installed on the local network. */
import { IDL } from '@dfinity/candid';
import { init, type InternetIdentityInit } from '../../src/declarations/internet_identity.did.ts';

/** Every field unset: the canister's defaults, or what it has stored. */
export const RETAIN_ALL: InternetIdentityInit = {
  assigned_user_number_range: [],
  archive_config: [],
  canister_creation_cycles_cost: [],
  register_rate_limit: [],
  captcha_config: [],
  related_origins: [],
  new_flow_origins: [],
  openid_google: [],
  openid_configs: [],
  analytics_config: [],
  fetch_root_key: [],
  enable_dapps_explorer: [],
  is_production: [],
  dummy_auth: [],
  native_login: [],
};

/** No captcha: there are no robots on a local network. */
export const LOCAL_INIT: InternetIdentityInit = {
  ...RETAIN_ALL,
  captcha_config: [{ max_unsolved_captchas: 50n, captcha_trigger: { Static: { CaptchaDisabled: null } } }],
};

/** Candid of the init argument; `null` is a missing one. */
export function encodeInit(value: InternetIdentityInit | null): Uint8Array {
  return IDL.encode(init({ IDL }), [value === null ? [] : [value]]);
}
