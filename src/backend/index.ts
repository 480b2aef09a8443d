/** The canister as Azle sees it: one method for each of the interface, in its order. */
import { init, postUpgrade, query, update } from 'azle';
import { decode_init } from '../declarations/canister_codec.ts';
import * as accountMethods from './api/account_methods.ts';
import * as archiveMethods from './api/archive_methods.ts';
import * as authnMethodMethods from './api/authn_method_methods.ts';
import * as delegationMethods from './api/delegation_methods.ts';
import * as deviceMethods from './api/device_methods.ts';
import * as httpMethods from './api/http_methods.ts';
import * as idAliasMethods from './api/id_alias_methods.ts';
import * as identityMethods from './api/identity_methods.ts';
import * as openIdMethods from './api/openid_methods.ts';
import * as nativeLoginMethods from './api/native_login_methods.ts';
import * as operationMethods from './api/operation_methods.ts';
import * as registrationMethods from './api/registration_methods.ts';
import * as tentativeDeviceMethods from './api/tentative_device_methods.ts';
import { prepareReplies } from './api/prepared_replies.ts';
import { trapText } from './api/trap_text.ts';
import { ASSETS } from './assets/generated/assets.ts';
import { azleMessages } from './ic/azle_messages.ts';
import type { Ic } from './ic/ic.ts';
import type { Canister } from './services/canister.ts';
import { install, upgrade } from './services/install.ts';

const { start, answer } = azleMessages<Canister>(trapText);

/** How an installation or upgrade starts the canister. */
const starting =
  (how: typeof install) =>
  (ic: Ic, bytes: Uint8Array): Canister => {
    // Some installers send no bytes at all where there is nothing to say.
    const [argument] = bytes.length === 0 ? [null] : decode_init(bytes);
    const canister = how(ic, ASSETS, argument);
    prepareReplies(canister);
    return canister;
  };

export default class {
  @init([], { manual: true })
  init(): void {
    start(starting(install));
  }

  @postUpgrade([], { manual: true })
  post_upgrade(): void {
    start(starting(upgrade));
  }

  @update([], undefined, { manual: true })
  create_challenge(): void | Promise<void> {
    return answer(registrationMethods.create_challenge);
  }

  @update([], undefined, { manual: true })
  register(): void | Promise<void> {
    return answer(registrationMethods.register);
  }

  @update([], undefined, { manual: true })
  add(): void | Promise<void> {
    return answer(deviceMethods.add);
  }

  @update([], undefined, { manual: true })
  update(): void | Promise<void> {
    return answer(deviceMethods.update);
  }

  @update([], undefined, { manual: true })
  replace(): void | Promise<void> {
    return answer(deviceMethods.replace);
  }

  @update([], undefined, { manual: true })
  remove(): void | Promise<void> {
    return answer(deviceMethods.remove);
  }

  @query([], undefined, { manual: true })
  lookup(): void | Promise<void> {
    return answer(deviceMethods.lookup);
  }

  @query([], undefined, { manual: true })
  get_anchor_credentials(): void | Promise<void> {
    return answer(deviceMethods.get_anchor_credentials);
  }

  @update([], undefined, { manual: true })
  get_anchor_info(): void | Promise<void> {
    return answer(deviceMethods.get_anchor_info);
  }

  @query([], undefined, { manual: true })
  get_principal(): void | Promise<void> {
    return answer(delegationMethods.get_principal);
  }

  @query([], undefined, { manual: true })
  lookup_device_key(): void | Promise<void> {
    return answer(deviceMethods.lookup_device_key);
  }

  @update([], undefined, { manual: true })
  enter_device_registration_mode(): void | Promise<void> {
    return answer(tentativeDeviceMethods.enter_device_registration_mode);
  }

  @update([], undefined, { manual: true })
  exit_device_registration_mode(): void | Promise<void> {
    return answer(tentativeDeviceMethods.exit_device_registration_mode);
  }

  @update([], undefined, { manual: true })
  add_tentative_device(): void | Promise<void> {
    return answer(tentativeDeviceMethods.add_tentative_device);
  }

  @update([], undefined, { manual: true })
  verify_tentative_device(): void | Promise<void> {
    return answer(tentativeDeviceMethods.verify_tentative_device);
  }

  @update([], undefined, { manual: true })
  identity_registration_start(): void | Promise<void> {
    return answer(registrationMethods.identity_registration_start);
  }

  @update([], undefined, { manual: true })
  check_captcha(): void | Promise<void> {
    return answer(registrationMethods.check_captcha);
  }

  @update([], undefined, { manual: true })
  identity_registration_finish(): void | Promise<void> {
    return answer(registrationMethods.identity_registration_finish);
  }

  @query([], undefined, { manual: true })
  identity_authn_info(): void | Promise<void> {
    return answer(identityMethods.identity_authn_info);
  }

  @update([], undefined, { manual: true })
  identity_info(): void | Promise<void> {
    return answer(identityMethods.identity_info);
  }

  @update([], undefined, { manual: true })
  identity_metadata_replace(): void | Promise<void> {
    return answer(identityMethods.identity_metadata_replace);
  }

  @update([], undefined, { manual: true })
  identity_properties_replace(): void | Promise<void> {
    return answer(identityMethods.identity_properties_replace);
  }

  @update([], undefined, { manual: true })
  authn_method_add(): void | Promise<void> {
    return answer(authnMethodMethods.authn_method_add);
  }

  @update([], undefined, { manual: true })
  authn_method_replace(): void | Promise<void> {
    return answer(authnMethodMethods.authn_method_replace);
  }

  @update([], undefined, { manual: true })
  authn_method_metadata_replace(): void | Promise<void> {
    return answer(authnMethodMethods.authn_method_metadata_replace);
  }

  @update([], undefined, { manual: true })
  authn_method_security_settings_replace(): void | Promise<void> {
    return answer(authnMethodMethods.authn_method_security_settings_replace);
  }

  @update([], undefined, { manual: true })
  authn_method_remove(): void | Promise<void> {
    return answer(authnMethodMethods.authn_method_remove);
  }

  @update([], undefined, { manual: true })
  authn_method_registration_mode_enter(): void | Promise<void> {
    return answer(tentativeDeviceMethods.authn_method_registration_mode_enter);
  }

  @update([], undefined, { manual: true })
  authn_method_registration_mode_exit(): void | Promise<void> {
    return answer(tentativeDeviceMethods.authn_method_registration_mode_exit);
  }

  @update([], undefined, { manual: true })
  authn_method_register(): void | Promise<void> {
    return answer(tentativeDeviceMethods.authn_method_register);
  }

  @update([], undefined, { manual: true })
  authn_method_confirm(): void | Promise<void> {
    return answer(tentativeDeviceMethods.authn_method_confirm);
  }

  @query([], undefined, { manual: true })
  lookup_by_registration_mode_id(): void | Promise<void> {
    return answer(tentativeDeviceMethods.lookup_by_registration_mode_id);
  }

  @update([], undefined, { manual: true })
  prepare_delegation(): void | Promise<void> {
    return answer(delegationMethods.prepare_delegation);
  }

  @query([], undefined, { manual: true })
  get_delegation(): void | Promise<void> {
    return answer(delegationMethods.get_delegation);
  }

  @update([], undefined, { manual: true })
  prepare_id_alias(): void | Promise<void> {
    return answer(idAliasMethods.prepare_id_alias);
  }

  @query([], undefined, { manual: true })
  get_id_alias(): void | Promise<void> {
    return answer(idAliasMethods.get_id_alias);
  }

  @update([], undefined, { manual: true })
  openid_identity_registration_finish(): void | Promise<void> {
    return answer(registrationMethods.openid_identity_registration_finish);
  }

  @update([], undefined, { manual: true })
  openid_credential_add(): void | Promise<void> {
    return answer(openIdMethods.openid_credential_add);
  }

  @update([], undefined, { manual: true })
  openid_credential_remove(): void | Promise<void> {
    return answer(openIdMethods.openid_credential_remove);
  }

  @update([], undefined, { manual: true })
  openid_prepare_delegation(): void | Promise<void> {
    return answer(openIdMethods.openid_prepare_delegation);
  }

  @query([], undefined, { manual: true })
  openid_get_delegation(): void | Promise<void> {
    return answer(openIdMethods.openid_get_delegation);
  }

  @query([], undefined, { manual: true })
  openid_keys_transform(): void | Promise<void> {
    return answer(openIdMethods.openid_keys_transform);
  }

  @query([], undefined, { manual: true })
  get_accounts(): void | Promise<void> {
    return answer(accountMethods.get_accounts);
  }

  @update([], undefined, { manual: true })
  create_account(): void | Promise<void> {
    return answer(accountMethods.create_account);
  }

  @update([], undefined, { manual: true })
  update_account(): void | Promise<void> {
    return answer(accountMethods.update_account);
  }

  @update([], undefined, { manual: true })
  prepare_account_delegation(): void | Promise<void> {
    return answer(accountMethods.prepare_account_delegation);
  }

  @query([], undefined, { manual: true })
  get_account_delegation(): void | Promise<void> {
    return answer(accountMethods.get_account_delegation);
  }

  @query([], undefined, { manual: true })
  get_default_account(): void | Promise<void> {
    return answer(accountMethods.get_default_account);
  }

  @update([], undefined, { manual: true })
  set_default_account(): void | Promise<void> {
    return answer(accountMethods.set_default_account);
  }

  @query([], undefined, { manual: true })
  native_login_request(): void | Promise<void> {
    return answer(nativeLoginMethods.native_login_request);
  }

  @update([], undefined, { manual: true })
  native_login_authorize(): void | Promise<void> {
    return answer(nativeLoginMethods.native_login_authorize);
  }

  @query([], undefined, { manual: true })
  http_request(): void | Promise<void> {
    return answer(httpMethods.http_request);
  }

  @update([], undefined, { manual: true })
  http_request_update(): void | Promise<void> {
    return answer(httpMethods.http_request_update);
  }

  @update([], undefined, { manual: true })
  init_salt(): void | Promise<void> {
    return answer(operationMethods.init_salt);
  }

  @query([], undefined, { manual: true })
  stats(): void | Promise<void> {
    return answer(operationMethods.stats);
  }

  @query([], undefined, { manual: true })
  config(): void | Promise<void> {
    return answer(operationMethods.config);
  }

  @update([], undefined, { manual: true })
  deploy_archive(): void | Promise<void> {
    return answer(archiveMethods.deploy_archive);
  }

  @update([], undefined, { manual: true })
  fetch_entries(): void | Promise<void> {
    return answer(archiveMethods.fetch_entries);
  }

  @update([], undefined, { manual: true })
  acknowledge_entries(): void | Promise<void> {
    return answer(archiveMethods.acknowledge_entries);
  }
}
