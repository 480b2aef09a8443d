/** What an upgrade keeps and what it forgets (contract, 2 and 5.1). */
import { gunzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { LOCAL_INIT } from '../../scripts/local_network/init_arg.ts';
import { texts } from '../support/authn_method.ts';
import { device, identity, InternetIdentity, publicKeyOf, wasm } from '../support/internet_identity.ts';
import { metricsOf } from '../support/metrics.ts';
import { upgradeAfterEachCall } from '../support/upgrades.ts';

const ORIGIN = 'https://dapp.example';
const ALICE = identity('alice');
const SESSION = publicKeyOf(identity('session'));

describe('an upgrade', () => {
  let ii: InternetIdentity;
  beforeEach(async () => {
    ii = await InternetIdentity.create({
      ...LOCAL_INIT,
      related_origins: [['https://a.example']],
      register_rate_limit: [{ time_per_token_ns: 1_000_000_000n, max_tokens: 4n }],
    });
  });
  afterEach(() => ii.tearDown());

  it('should have nothing to do before it: the module exports no pre_upgrade', () => {
    const names = WebAssembly.Module.exports(new WebAssembly.Module(new Uint8Array(gunzipSync(wasm())))).map(
      ({ name }) => name,
    );
    expect(names).toContain('canister_post_upgrade');
    expect(names).not.toContain('canister_pre_upgrade');
  });

  it('should lose nothing after any of twenty random calls', () => upgradeAfterEachCall(ii, 20));

  it('should keep everything that identities keep about themselves', async () => {
    const anchor = await ii.register(ALICE);
    const me = ii.as(ALICE);
    await me.identity_properties_replace(anchor, { name: ['Ada'] });
    await me.identity_metadata_replace(anchor, [['m', { Map: texts({ a: 'b' }) }]]);
    await me.add(
      anchor,
      device(identity('phone'), {
        purpose: { recovery: null },
        key_type: { cross_platform: null },
        origin: ['https://a.example'],
        metadata: [[['n', { bytes: Uint8Array.of(1) }]]],
      }),
    );
    const [before, info] = [await ii.as().lookup(anchor), await me.identity_info(anchor)];
    await ii.upgrade();
    // As it was shown, last uses included: nothing was called in between.
    expect(await ii.as().lookup(anchor)).toEqual(before);
    const after = await me.identity_info(anchor);
    const stamp = { last_authentication: [expect.any(BigInt)] };
    if (!('Ok' in info && 'Ok' in after)) throw new Error('refused');
    const [used, ...others] = info.Ok.authn_methods;
    expect(after.Ok).toEqual({ ...info.Ok, authn_methods: [{ ...used, ...stamp }, ...others] });
  });

  it('should forget signatures, temporary keys, flows, registration modes and spent tokens', async () => {
    const [temporary, waiting] = [identity('temporary'), identity('waiting')];
    const anchor = await ii.register(temporary, { pubkey: publicKeyOf(ALICE) });
    const me = ii.as(ALICE);
    await ii.as(waiting).identity_registration_start();
    await me.authn_method_registration_mode_enter(anchor, ['abc12']);
    const [, expiration] = await me.prepare_delegation(anchor, ORIGIN, SESSION, []);
    expect(await metricsOf(ii)).toMatchObject({
      internet_identity_signature_count: 1,
      internet_identity_temp_keys_count: 1,
      internet_identity_users_in_registration_mode: 1,
      internet_identity_register_rate_limit_current_tokens: 2,
      internet_identity_delegation_counter: 1,
    });

    await ii.upgrade();
    const metrics = await metricsOf(ii);
    expect(metrics).toMatchObject({
      internet_identity_signature_count: 0,
      internet_identity_temp_keys_count: 0,
      internet_identity_users_in_registration_mode: 0,
      internet_identity_delegation_counter: 0,
      internet_identity_user_count: 1,
    });
    expect(metrics).not.toHaveProperty('internet_identity_register_rate_limit_current_tokens');
    expect(await me.get_delegation(anchor, ORIGIN, SESSION, expiration)).toEqual({
      no_such_delegation: null,
    });
    await expect(ii.as(temporary).get_anchor_info(anchor)).rejects.toThrow(/could not be authenticated/);
    expect(await ii.as().lookup_by_registration_mode_id('abc12')).toEqual([]);
    const finished = await ii.as(waiting).identity_registration_finish({
      authn_method: {
        authn_method: { PubKey: { pubkey: publicKeyOf(waiting) } },
        security_settings: { protection: { Unprotected: null }, purpose: { Authentication: null } },
        metadata: [],
        last_authentication: [],
      },
      name: [],
    });
    expect(finished).toEqual({ Err: { NoRegistrationFlow: null } });
  });
});
