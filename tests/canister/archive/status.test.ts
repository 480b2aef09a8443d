import { describe, expect, it } from 'vitest';
import { ALICE, useArchiveStage } from '../../support/archive_stage.ts';
import { archiveInit } from '../../support/archive.ts';
import { CANISTER_ID } from '../../support/internet_identity.ts';

describe('status of the archive', () => {
  const stage = useArchiveStage();

  it('should tell how it was installed, what it fetched last and what the system says of it', async () => {
    await stage.ii.register(ALICE);
    await stage.archive.poll();
    const { init, call_info: calls, canister_status: status } = await stage.archive.as().status();
    expect(init).toEqual(archiveInit());
    expect(calls.call_errors).toEqual([]);
    expect(calls.last_successful_fetch).toMatchObject([{ number_of_entries: 1 }]);
    expect(status.status).toEqual({ running: null });
    expect(status.memory_size).toBeGreaterThan(1_000_000n);
  });

  it('should keep the last twenty calls that failed, over its own upgrades too', async () => {
    const { pic } = stage.ii;
    await pic.stopCanister({ canisterId: CANISTER_ID });
    await stage.archive.poll(25);
    await pic.startCanister({ canisterId: CANISTER_ID });
    const { call_errors: errors } = (await stage.archive.as().status()).call_info;
    expect(errors).toHaveLength(20);
    for (const { canister, method, argument, message, rejection_code: code } of errors) {
      expect(canister.toText()).toBe(CANISTER_ID.toText());
      expect(method).toBe('fetch_entries');
      expect(new TextDecoder().decode(Uint8Array.from(argument).slice(0, 4))).toBe('DIDL');
      expect(message).toMatch(/stopped/i);
      expect(code).toBeGreaterThan(0);
    }
    await stage.archive.poll();
    const before = (await stage.archive.as().status()).call_info;
    expect(before.call_errors).toEqual(errors);
    await stage.archive.upgrade();
    expect((await stage.archive.as().status()).call_info).toEqual(before);
  });
});
