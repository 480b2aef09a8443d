/** `/metrics` of the built canister (contract, 6.5). */
import { describe, expect, it } from 'vitest';
import { LOCAL_INIT } from '../../scripts/local_network/init_arg.ts';
import {
  ACCOUNTS_MEMORY,
  ANCHORS_MEMORY,
  CREDENTIALS_MEMORY,
  SETTINGS_MEMORY,
} from '../../src/backend/storage/memory_ids.ts';
import { onlyWithNativeCode } from '../support/build_under_test.ts';
import { CANISTER_ID } from '../support/internet_identity.ts';
import { metricsOf } from '../support/metrics.ts';
import { useStage } from '../support/stage.ts';

const PREFIX = 'internet_identity_';
const ALWAYS = [
  ...['user_count', 'min_user_number', 'max_user_number', 'signature_count', 'temp_keys_count'],
  ...['last_upgrade_timestamp', 'inflight_challenges', 'delegation_counter'],
  ...['users_in_registration_mode', 'users_in_registration_mode_v2'],
  ...['anchor_operations_counter', 'prepare_id_alias_counter', 'register_rate_limit_max_tokens'],
  ...[
    'register_rate_limit_time_per_tokens_seconds',
    'total_accounts_count',
    'total_account_references_count',
  ],
  'total_application_count',
  'account_counter_discrepancy_count',
];

describe('the metrics', () => {
  const stage = useStage();

  it('should have every gauge of what is built, and those of the rate limit after its first use', async () => {
    const before = await metricsOf(stage.ii);
    expect(Object.keys(before)).toEqual(expect.arrayContaining(ALWAYS.map((name) => PREFIX + name)));
    expect(before).not.toHaveProperty(`${PREFIX}register_rate_limit_current_tokens`);
    expect(before[`${PREFIX}last_upgrade_timestamp`]).toBe(0);
    await stage.owner();
    expect(await metricsOf(stage.ii)).toMatchObject({
      [`${PREFIX}user_count`]: 1,
      [`${PREFIX}temp_keys_count`]: 1,
      [`${PREFIX}register_rate_limit_current_tokens`]: 19_999,
    });
  });

  onlyWithNativeCode('Azle does not tell how large memories are', () => {
    it('should tell the sizes of both memories as they are', async () => {
      const metrics = await metricsOf(stage.ii);
      const stable = (await stage.ii.pic.getStableMemory(CANISTER_ID)).length;
      expect(metrics['stable_memory_bytes']).toBe(stable);
      expect(metrics[`${PREFIX}stable_memory_pages`]).toBe(stable / 65_536);
      expect(metrics['heap_memory_bytes']).toBe(metrics[`${PREFIX}heap_pages`]! * 65_536);
      expect(metrics['heap_memory_bytes']).toBeGreaterThan(1_000_000);
    });

    it('should tell the sizes of the parts of stable memory as its header has them', async () => {
      const { me, anchor } = await stage.owner();
      await me.create_account(anchor, 'https://dapp.example', 'Work');
      const stable = await stage.ii.pic.getStableMemory(CANISTER_ID);
      const header = new DataView(stable.buffer, stable.byteOffset);
      const pages = (id: number) => Number(header.getBigUint64(40 + id * 8, true));
      const metrics = await metricsOf(stage.ii);
      const told = (memory: string) => metrics[`${PREFIX}virtual_memory_size_pages{memory="${memory}"}`];
      expect(told('header')).toBe(1);
      expect(told('persistent_state')).toBe(pages(SETTINGS_MEMORY));
      expect(told('identities')).toBe(pages(ANCHORS_MEMORY));
      expect(told('lookup_anchor_with_device_credential')).toBe(pages(CREDENTIALS_MEMORY));
      expect(told('stable_accounts')).toBe(pages(ACCOUNTS_MEMORY));
      expect(told('stable_accounts')).toBeGreaterThan(0);
      expect(told('lookup_anchor_with_openid_credential')).toBeUndefined();
    });
  });

  it('should tell the rates under a trigger that compares them, and when the last upgrade was', async () => {
    const rates = ['reference_rate', 'current_rate', 'captcha_threshold_rate'];
    const names = rates.map((rate) => `${PREFIX}registrations_per_second{type="${rate}"}`);
    for (const name of names) expect(await metricsOf(stage.ii)).not.toHaveProperty([name]);
    const Dynamic = {
      threshold_pct: 20,
      current_rate_sampling_interval_s: 10n,
      reference_rate_sampling_interval_s: 100n,
    };
    await stage.ii.upgrade({
      ...LOCAL_INIT,
      captcha_config: [{ max_unsolved_captchas: 9n, captcha_trigger: { Dynamic } }],
    });
    await stage.owner();
    const metrics = await metricsOf(stage.ii);
    expect(names.map((name) => metrics[name])).toEqual([0.01, 0.1, 0.012]);
    expect(metrics[`${PREFIX}last_upgrade_timestamp`]).toBeGreaterThan(1.6e18);
  });
});
