import { expect, test } from 'vitest';
import { A_MOMENT, SECOND } from '../../../tests/support/fake_ic.ts';
import { registerIdentity } from '../../../tests/support/registered_identity.ts';
import { TestCanister, testKey, testPrincipal } from '../../../tests/support/test_canister.ts';
import { utf8Text } from '../encoding/bytes.ts';
import { metricsBody } from './metrics.ts';

/** Samples by name and labels, after checking the form of every line. */
function samples(canister: TestCanister): Map<string, string> {
  const found = new Map<string, string>();
  let type = '';
  for (const line of utf8Text(metricsBody(canister.inside)).trimEnd().split('\n')) {
    const declared = /^# (?:HELP|TYPE) (\w+) \S/.exec(line)?.[1];
    if (declared !== undefined) type = declared;
    const sample = /^((\w+)(?:\{(?:type|memory)="\w+"\})?) ([0-9.]+) ([0-9]+)$/.exec(line);
    if (declared === undefined) {
      expect(sample?.[2]).toBe(type);
      expect(sample?.[4]).toBe((canister.ic.now() / 1_000_000n).toString());
      expect(found.has(sample?.[1] ?? '')).toBe(false);
      found.set((sample?.[1] ?? '').replace('internet_identity_', ''), sample?.[3] ?? '');
    }
  }
  return found;
}

test('the metrics count what happened', async () => {
  const canister = new TestCanister({
    register_rate_limit: [{ time_per_token_ns: 1_500_000_000n, max_tokens: 9n }],
    captcha_config: [
      {
        max_unsolved_captchas: 1n,
        captcha_trigger: {
          Dynamic: {
            threshold_pct: 1000,
            current_rate_sampling_interval_s: 10n,
            reference_rate_sampling_interval_s: 100n,
          },
        },
      },
    ],
  });
  expect(samples(canister).has('register_rate_limit_current_tokens')).toBe(false);
  canister.ic.advance(SECOND);
  canister.upgrade();
  await canister.update('create_challenge');
  const anchor = await registerIdentity(canister, 1);
  await registerIdentity(canister, 1);
  canister.ic.as(testPrincipal(1));
  await canister.update('prepare_delegation', anchor, 'https://a.example', testKey(5), []);
  await canister.update('create_account', anchor, 'https://a.example', 'Work');
  await canister.update('create_account', anchor, 'https://a.example', 'Play');
  await canister.update('prepare_id_alias', {
    identity_number: anchor,
    relying_party: 'https://a.example',
    issuer: 'https://b.example',
  });
  await canister.update('enter_device_registration_mode', anchor);
  await canister.update('remove', anchor, testKey(1));
  expect(Object.fromEntries(samples(canister))).toEqual({
    user_count: '2',
    min_user_number: '10000',
    max_user_number: '67116815',
    total_accounts_count: '2',
    total_account_references_count: '3',
    total_application_count: '1',
    account_counter_discrepancy_count: '0',
    signature_count: '3',
    temp_keys_count: '1',
    inflight_challenges: '1',
    'virtual_memory_size_pages{memory="header"}': '1',
    'virtual_memory_size_pages{memory="persistent_state"}': '1',
    'virtual_memory_size_pages{memory="identities"}': '2',
    'virtual_memory_size_pages{memory="stable_accounts"}': '3',
    stable_memory_pages: '257',
    stable_memory_bytes: '16842752',
    heap_pages: '64',
    heap_memory_bytes: '4194304',
    users_in_registration_mode: '1',
    users_in_registration_mode_v2: '0',
    last_upgrade_timestamp: `${A_MOMENT + SECOND}`,
    delegation_counter: '1',
    anchor_operations_counter: '5',
    event_data_count: '1',
    event_aggregations_count: '4',
    prepare_id_alias_counter: '1',
    register_rate_limit_max_tokens: '9',
    register_rate_limit_time_per_tokens_seconds: '1.5',
    register_rate_limit_current_tokens: '7',
    'registrations_per_second{type="reference_rate"}': '0.02',
    'registrations_per_second{type="current_rate"}': '0.2',
    'registrations_per_second{type="captcha_threshold_rate"}': '0.22',
  });
});
