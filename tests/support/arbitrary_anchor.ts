/** Identities and their devices for property tests: within the limits of single fields, whatever they are together. */
import fc from 'fast-check';
import type { Anchor } from '../../src/backend/domain/anchor.ts';
import type { Device } from '../../src/backend/domain/device.ts';
import { type Metadata, type MetadataValue, metadataOf } from '../../src/backend/domain/metadata.ts';

const text = (maxLength: number) => fc.string({ unit: 'grapheme', maxLength });

const { value: metadataValue } = fc.letrec<{ value: MetadataValue; map: Metadata }>((tie) => ({
  value: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    fc.record({ kind: fc.constant('string' as const), value: text(10) }),
    fc.record({ kind: fc.constant('bytes' as const), value: fc.uint8Array({ maxLength: 40 }) }),
    fc.record({ kind: fc.constant('map' as const), value: tie('map') }),
  ),
  map: fc
    .array(fc.tuple(text(4), tie('value')), { maxLength: 3 })
    .map((entries): Metadata => metadataOf(entries)),
}));

export const arbitraryMetadata: fc.Arbitrary<Metadata> = fc
  .array(fc.tuple(text(4), metadataValue), { maxLength: 3 })
  .map((entries) => metadataOf(entries));

export const arbitraryDevice: fc.Arbitrary<Device> = fc.record({
  pubkey: fc.uint8Array({ maxLength: 300 }),
  alias: text(12),
  credentialId: fc.option(fc.uint8Array({ maxLength: 350 })),
  purpose: fc.constantFrom('authentication', 'recovery'),
  keyType: fc.constantFrom('unknown', 'platform', 'cross_platform', 'seed_phrase', 'browser_storage_key'),
  protection: fc.constantFrom('unprotected', 'protected'),
  origin: fc.option(text(12)),
  metadata: fc.option(arbitraryMetadata),
  lastUsage: fc.option(fc.bigInt({ min: 1n, max: 2n ** 64n - 1n })),
});

export const arbitraryAnchor: fc.Arbitrary<Anchor> = fc.record({
  devices: fc.uniqueArray(arbitraryDevice, { maxLength: 10, selector: (device) => device.pubkey.join() }),
  name: fc.option(text(30)),
  metadata: arbitraryMetadata,
  createdAt: fc.bigInt({ min: 0n, max: 2n ** 64n - 1n }),
});
