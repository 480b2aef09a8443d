import { describe, expect, it } from 'vitest';
import { device } from '../support/internet_identity.ts';
import { useStage, type Owner } from '../support/stage.ts';

describe('lookup_device_key', () => {
  const stage = useStage();
  let drawn = 0;
  /** A credential id that nobody has yet. */
  const unused = () => new Uint8Array(32).fill(++drawn);
  const passkey = (credentialId: Uint8Array) => device(stage.newcomer(), { credential_id: [credentialId] });
  const find = (credentialId: Uint8Array) => stage.anyone.lookup_device_key(credentialId);
  const found = ({ anchor }: Owner, { pubkey }: { pubkey: Uint8Array | number[] }) => [
    { pubkey, anchor_number: anchor },
  ];

  it('should find the device and its identity, and nothing by an unknown id', async () => {
    const owner = await stage.owner();
    const [id, longest] = [unused(), new Uint8Array(350).fill(1)];
    const [short, long] = [passkey(id), passkey(longest)];
    await owner.me.add(owner.anchor, short);
    await owner.me.add(owner.anchor, long);
    expect(await find(id)).toEqual(found(owner, short));
    expect(await find(longest)).toEqual(found(owner, long));
    for (const unknown of [unused(), new Uint8Array(), id.subarray(1)])
      expect(await find(unknown)).toEqual([]);
  });

  it('should follow updates, replacements and removals', async () => {
    const owner = await stage.owner();
    const { me, anchor } = owner;
    const [first, second, third] = [unused(), unused(), unused()];
    const data = passkey(first);
    await me.add(anchor, data);
    await me.update(anchor, data.pubkey, { ...data, credential_id: [second] });
    expect([await find(first), await find(second)]).toEqual([[], found(owner, data)]);
    const next = passkey(third);
    await me.replace(anchor, data.pubkey, next);
    expect([await find(second), await find(third)]).toEqual([[], found(owner, next)]);
    await me.remove(anchor, next.pubkey);
    expect(await find(third)).toEqual([]);
  });

  it('should keep to the identity that had a credential first, until that loses it', async () => {
    const [early, late] = [await stage.owner(), await stage.owner()];
    const id = unused();
    const [first, second] = [passkey(id), passkey(id)];
    await early.me.add(early.anchor, first);
    await late.me.add(late.anchor, second);
    expect(await find(id)).toEqual(found(early, first));
    await early.me.remove(early.anchor, first.pubkey);
    expect(await find(id)).toEqual(found(late, second));
  });

  it('should find the device with the same credential after the first of two on one identity is gone', async () => {
    const owner = await stage.owner();
    const id = unused();
    const [first, second] = [passkey(id), passkey(id)];
    await owner.me.add(owner.anchor, first);
    await owner.me.add(owner.anchor, second);
    await owner.me.remove(owner.anchor, first.pubkey);
    expect(await find(id)).toEqual(found(owner, second));
  });

  it('should change nothing when an edit is refused, and last over an upgrade', async () => {
    const owner = await stage.owner();
    const id = unused();
    const data = passkey(id);
    await owner.me.add(owner.anchor, data);
    const refused = { ...data, credential_id: [unused()] as [Uint8Array], alias: 'a'.repeat(65) };
    await expect(owner.me.update(owner.anchor, data.pubkey, refused)).rejects.toThrow(/alias limit/);
    await stage.ii.upgrade();
    expect(await find(id)).toEqual(found(owner, data));
    expect(await find(refused.credential_id[0])).toEqual([]);
  });
});
