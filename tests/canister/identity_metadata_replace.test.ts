import { describe, expect, it } from 'vitest';
import type { MetadataMapV2 } from '../../src/declarations/internet_identity.did.ts';
import { itShouldAskWhoCalls } from '../support/access_rules.ts';
import { texts } from '../support/authn_method.ts';
import { useStage, type Owner } from '../support/stage.ts';

/** Bytes that the first device takes: key, alias, credential id. */
const DEVICE_BYTES = 44 + 7 + 3;

describe('identity_metadata_replace', () => {
  const stage = useStage();

  itShouldAskWhoCalls(stage, {
    call: (me, { anchor }) => me.identity_metadata_replace(anchor, []),
    refusal: 'value',
    isUse: true,
  });

  const metadataOf = async ({ me, anchor }: Owner) => {
    const info = await me.identity_info(anchor);
    if ('Err' in info) throw new Error('refused');
    return info.Ok.metadata;
  };

  it('should overwrite the whole map, of any kind of value', async () => {
    const owner = await stage.owner();
    const metadata: MetadataMapV2 = [
      ['alias', { String: 'no name is reserved here' }],
      ['bytes', { Bytes: Uint8Array.of(0, 255) }],
      ['map', { Map: [['inner', { Map: [['é', { String: '' }]] }]] }],
    ];
    await owner.me.identity_metadata_replace(owner.anchor, texts({ old: 'gone' }));
    expect(await owner.me.identity_metadata_replace(owner.anchor, metadata)).toEqual({ Ok: null });
    expect(await metadataOf(owner)).toEqual(metadata);
    await owner.me.identity_metadata_replace(owner.anchor, []);
    expect(await metadataOf(owner)).toEqual([]);
  });

  it('should keep the last of entries with the same name', async () => {
    const owner = await stage.owner();
    const twice = [...texts({ a: 'first' }), ...texts({ b: 'b' }), ...texts({ a: 'last' })];
    await owner.me.identity_metadata_replace(owner.anchor, twice);
    expect(Object.fromEntries(await metadataOf(owner))).toEqual({
      a: { String: 'last' },
      b: { String: 'b' },
    });
  });

  it('should hold 2500 bytes with the devices and say what one more would need, noting the use', async () => {
    const owner = await stage.owner();
    const { me, anchor } = owner;
    const rest = 2500 - DEVICE_BYTES - 1;
    const sized = (length: number) => texts({ é: 'x'.repeat(length - 1) });
    expect(await me.identity_metadata_replace(anchor, sized(rest))).toEqual({ Ok: null });
    const before = await me.get_anchor_info(anchor);
    await stage.ii.advance(1_000_000_000n);
    expect(await me.identity_metadata_replace(anchor, sized(rest + 1))).toEqual({
      Err: { StorageSpaceExceeded: { space_available: 2500n, space_required: 2501n } },
    });
    expect(await metadataOf(owner)).toEqual(sized(rest));
    const credentialless = await me.get_anchor_info(anchor);
    expect(credentialless.devices[0]!.last_usage[0]).toBeGreaterThan(before.devices[0]!.last_usage[0]!);
  });

  it('should hold the record to 4096 bytes, after the size of its content', async () => {
    const owner = await stage.owner();
    // Names of two bytes with nothing behind them: small in content, large in a record.
    const names = (count: number) =>
      texts(
        Object.fromEntries(
          Array.from({ length: count }, (_, n) => [(36 + n).toString(36).padStart(2, '0'), '']),
        ),
      );
    const { me, anchor } = owner;
    expect(await me.identity_metadata_replace(anchor, names(500))).toEqual({ Ok: null });
    const outcome = await me.identity_metadata_replace(anchor, names(700));
    expect(outcome).toEqual({
      Err: { StorageSpaceExceeded: { space_available: 4096n, space_required: expect.any(BigInt) } },
    });
    const { space_required: required } = (
      outcome as { Err: { StorageSpaceExceeded: { space_required: bigint } } }
    ).Err.StorageSpaceExceeded;
    expect(required).toBeGreaterThan(4096n);
    expect(await metadataOf(owner)).toHaveLength(500);
    // Over both limits: the one on the content is named.
    expect(
      await me.identity_metadata_replace(anchor, [...names(700), ...texts({ n: 'x'.repeat(2500) })]),
    ).toEqual({
      Err: {
        StorageSpaceExceeded: {
          space_available: 2500n,
          space_required: 1400n + 2501n + BigInt(DEVICE_BYTES),
        },
      },
    });
  });

  it('should take sixteen levels of maps and trap at one more, changing nothing', async () => {
    const owner = await stage.owner();
    const nested = (levels: number): MetadataMapV2 =>
      levels === 1 ? [] : [['m', { Map: nested(levels - 1) }]];
    expect(await owner.me.identity_metadata_replace(owner.anchor, nested(16))).toEqual({ Ok: null });
    await expect(owner.me.identity_metadata_replace(owner.anchor, nested(17))).rejects.toThrow(
      "'metadata is nested too deeply'",
    );
    expect(await metadataOf(owner)).toEqual(nested(16));
  });
});
