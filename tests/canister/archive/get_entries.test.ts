import { describe, expect, it } from 'vitest';
import { ALICE, useArchiveStage } from '../../support/archive_stage.ts';
import { device, identity, publicKeyOf } from '../../support/internet_identity.ts';

describe('get_entries of the archive', () => {
  const stage = useArchiveStage();

  it('should tell what people did, in their order and without their words', async () => {
    const anchor = await stage.ii.register(ALICE);
    const me = stage.ii.as(ALICE);
    const phone = device(identity('phone'), {
      alias: 'A private name',
      origin: ['https://identity.ic0.app'],
    });
    await me.add(anchor, phone);
    await me.identity_properties_replace(anchor, { name: ['Ada'] });
    await me.create_account(anchor, 'https://dapp.example', 'Another private name');
    await me.remove(anchor, phone.pubkey);
    await stage.archive.poll();
    const entries = await stage.archive.entries();
    const caller = ALICE.getPrincipal().toText();
    expect(entries.map((entry) => [entry.anchor, entry.sequence_number, entry.caller.toText()])).toEqual(
      [0n, 1n, 2n, 3n, 4n].map((number) => [anchor, number, caller]),
    );
    const [registered, added, named, opened, removed] = entries.map(({ operation }) => operation);
    const archived = {
      pubkey: phone.pubkey,
      credential_id: [Uint8Array.of(1, 2, 3)],
      purpose: { authentication: null },
      key_type: { unknown: null },
      protection: { unprotected: null },
      origin: ['https://identity.ic0.app'],
      metadata_keys: [],
    };
    expect(registered).toMatchObject({
      register_anchor: { device: { pubkey: publicKeyOf(ALICE), metadata_keys: [[]] } },
    });
    expect(added).toEqual({ add_device: { device: archived } });
    expect(named).toEqual({ add_name: null });
    expect(opened).toEqual({ create_account: { name: { redacted: null } } });
    expect(removed).toEqual({ remove_device: { device: phone.pubkey } });
  });

  it('should give the latest without an index, and limits as asked', async () => {
    const numbers = async (index: [] | [bigint], limit: [] | [number]) =>
      (await stage.archive.as().get_entries(index, limit)).entries.map(([entry]) => entry!.sequence_number);
    expect(await numbers([], [2])).toEqual([3n, 4n]);
    expect(await numbers([1n], [2])).toEqual([1n, 2n]);
    expect(await numbers([5n], [])).toEqual([]);
  });
});
