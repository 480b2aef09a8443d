/**
 * The canister's configuration: its init argument, kept over upgrades (contract, 4). It has the shape of the Candid
 * record, because `config` shows it and the page carries it in exactly that form.
 */
import type { CaptchaConfig, InternetIdentityInit } from '../../declarations/canister_types.ts';
import { DEFAULT_ANCHOR_RANGE, type AnchorRange } from './anchor_range.ts';
import { type NativeLoginSettings, checkNativeLogin, turnsOff } from './native_login/settings.ts';
import type { RateLimit } from './rate_limit.ts';
import { ok, type Result } from './result.ts';

/** What an installation or upgrade asks for; null in a field keeps what is there. */
export type InitArgument = InternetIdentityInit;

/** A configuration in force: fields with a default are always there. */
export interface Configuration extends InternetIdentityInit {
  readonly assigned_user_number_range: readonly [bigint, bigint];
  readonly canister_creation_cycles_cost: bigint;
  readonly register_rate_limit: NonNullable<InternetIdentityInit['register_rate_limit']>;
  readonly captcha_config: CaptchaConfig;
  readonly openid_google: NonNullable<InternetIdentityInit['openid_google']>;
  readonly analytics_config: NonNullable<InternetIdentityInit['analytics_config']>;
  readonly dummy_auth: NonNullable<InternetIdentityInit['dummy_auth']>;
}

export const DEFAULT_CONFIGURATION: Configuration = {
  assigned_user_number_range: [DEFAULT_ANCHOR_RANGE.lo, DEFAULT_ANCHOR_RANGE.hi],
  archive_config: null,
  canister_creation_cycles_cost: 0n,
  register_rate_limit: { time_per_token_ns: 10_000_000_000n, max_tokens: 20_000n },
  captcha_config: {
    max_unsolved_captchas: 500n,
    captcha_trigger: { tag: 'Static', value: { tag: 'CaptchaEnabled' } },
  },
  related_origins: null,
  new_flow_origins: null,
  openid_google: { some: null },
  openid_configs: null,
  analytics_config: { some: null },
  fetch_root_key: null,
  enable_dapps_explorer: null,
  is_production: null,
  dummy_auth: { some: null },
  native_login: null,
};

/**
 * The configuration after an argument was applied: what the argument leaves out stays, and a field that may be
 * cleared is cleared by its inner null.
 */
export function applyInitArgument(current: Configuration, argument: InitArgument | null): Configuration {
  if (argument === null) return current;
  return {
    assigned_user_number_range: argument.assigned_user_number_range ?? current.assigned_user_number_range,
    archive_config: argument.archive_config ?? current.archive_config,
    canister_creation_cycles_cost:
      argument.canister_creation_cycles_cost ?? current.canister_creation_cycles_cost,
    register_rate_limit: argument.register_rate_limit ?? current.register_rate_limit,
    captcha_config: argument.captcha_config ?? current.captcha_config,
    related_origins: argument.related_origins ?? current.related_origins,
    new_flow_origins: argument.new_flow_origins ?? current.new_flow_origins,
    openid_google: argument.openid_google ?? current.openid_google,
    openid_configs: argument.openid_configs ?? current.openid_configs,
    analytics_config: argument.analytics_config ?? current.analytics_config,
    fetch_root_key: argument.fetch_root_key ?? current.fetch_root_key,
    enable_dapps_explorer: argument.enable_dapps_explorer ?? current.enable_dapps_explorer,
    is_production: argument.is_production ?? current.is_production,
    dummy_auth: argument.dummy_auth ?? current.dummy_auth,
    native_login: nextNativeLogin(argument.native_login ?? current.native_login),
  };
}

/** Refused with the text that aborts the installation, when the configuration cannot be put into force. */
export function checkConfiguration({
  native_login: login,
  is_production: flag,
}: Configuration): Result<void, string> {
  return login === null ? ok(undefined) : checkNativeLogin(login, flag === true);
}

/** The numbers that identities get. */
export function anchorRange({ assigned_user_number_range: [lo, hi] }: Configuration): AnchorRange {
  return { lo, hi };
}

/** How often identities may be registered. */
export function registrationRateLimit({ register_rate_limit: limit }: Configuration): RateLimit {
  return { timePerTokenNs: limit.time_per_token_ns, maxTokens: limit.max_tokens };
}

function nextNativeLogin(settings: NativeLoginSettings | null): NativeLoginSettings | null {
  return settings === null || turnsOff(settings) ? null : settings;
}
