import { Trap } from '../domain/trap.ts';
import type { Handler } from './handler.ts';

/** Methods of the interface that this version does not have yet; README lists them too. */
export const NOT_BUILT = [
  'create_challenge',
  'register',
  'lookup_device_key',
  'enter_device_registration_mode',
  'exit_device_registration_mode',
  'add_tentative_device',
  'verify_tentative_device',
  'check_captcha',
  'identity_metadata_replace',
  'identity_properties_replace',
  'authn_method_add',
  'authn_method_replace',
  'authn_method_metadata_replace',
  'authn_method_security_settings_replace',
  'authn_method_remove',
  'authn_method_registration_mode_enter',
  'authn_method_registration_mode_exit',
  'authn_method_register',
  'authn_method_confirm',
  'lookup_by_registration_mode_id',
  'prepare_id_alias',
  'get_id_alias',
  'openid_identity_registration_finish',
  'openid_credential_add',
  'openid_credential_remove',
  'openid_prepare_delegation',
  'openid_get_delegation',
  'get_accounts',
  'create_account',
  'update_account',
  'prepare_account_delegation',
  'get_account_delegation',
  'deploy_archive',
  'fetch_entries',
  'acknowledge_entries',
] as const;

/** Answers a method that is not built yet. */
export function notBuilt(method: (typeof NOT_BUILT)[number]): Handler {
  return () => {
    throw new Trap(`${method} is not built yet`);
  };
}
