import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { treeOfCbor } from '../../../tests/support/tree_of_cbor.ts';
import { domainSeparator } from '../encoding/domain_separator.ts';
import { hex } from '../encoding/hex.ts';
import { treeHash } from './hash_tree.ts';
import { PRUNED_PER_ADD, SIGNATURE_LIFETIME_NS, SignatureMap, signatureLabels } from './signature_map.ts';

const signed = (seed: number, message: number, domain = 'test') =>
  signatureLabels(Uint8Array.of(seed >> 8, seed & 0xff), domainSeparator(domain), Uint8Array.of(message));

describe('the signature map', () => {
  test('agrees with a plain list under any additions and removals as time goes on', () => {
    const addition = fc.record({
      seed: fc.nat(5),
      message: fc.nat(3),
      wait: fc.nat(40),
      lifetime: fc.integer({ min: 1, max: 90 }),
      removed: fc.option(fc.record({ seed: fc.nat(5), message: fc.nat(3) }), { nil: null, freq: 3 }),
    });
    fc.assert(
      fc.property(fc.array(addition, { maxLength: 100 }), (additions) => {
        const map = new SignatureMap();
        const model = new Map<string, bigint>();
        let now = 0n;
        for (const { seed, message, wait, lifetime, removed } of additions) {
          now += BigInt(wait);
          for (const [name, expiration] of model) if (expiration <= now) model.delete(name);
          const name = `${seed}/${message}`;
          const expiration = now + BigInt(lifetime);
          if ((model.get(name) ?? 0n) < expiration) model.set(name, expiration);
          map.add(signed(seed, message), now, BigInt(lifetime));
          if (removed !== null) {
            map.remove(signed(removed.seed, removed.message));
            model.delete(`${removed.seed}/${removed.message}`);
          }
          expect(map.size).toBe(model.size);
        }
        const rebuilt = new SignatureMap();
        for (const name of model.keys()) {
          const [seed, message] = name.split('/').map(Number) as [number, number];
          rebuilt.add(signed(seed, message), 0n);
        }
        expect(hex(map.hash())).toBe(hex(rebuilt.hash()));
        for (let seed = 0; seed <= 5; seed++) {
          for (let message = 0; message <= 3; message++) {
            const witness = map.witness(signed(seed, message));
            expect(witness !== null).toBe(model.has(`${seed}/${message}`));
            if (witness !== null) expect(hex(treeHash(treeOfCbor([witness])))).toBe(hex(map.hash()));
          }
        }
      }),
    );
  });

  test('keeps a signature for a minute and until the next addition after it', () => {
    const map = new SignatureMap();
    map.add(signed(1, 1), 100n);
    map.add(signed(2, 2), 100n + SIGNATURE_LIFETIME_NS - 1n);
    expect(map.witness(signed(1, 1))).not.toBeNull();
    map.add(signed(3, 3), 100n + SIGNATURE_LIFETIME_NS);
    expect(map.witness(signed(1, 1))).toBeNull();
    expect(map.witness(signed(2, 2))).not.toBeNull();
    expect(map.size).toBe(2);
  });

  test('removes at most fifty at once, from the queue and from the tree', () => {
    const map = new SignatureMap();
    for (let i = 0; i < 120; i++) map.add(signed(i, 0), 0n);
    const later = SIGNATURE_LIFETIME_NS + 1n;
    map.add(signed(1000, 0), later);
    expect(map.size).toBe(120 - PRUNED_PER_ADD + 1);
    const left = Array.from({ length: 120 }, (_, i) => map.witness(signed(i, 0))).filter(Boolean);
    expect(left).toHaveLength(120 - PRUNED_PER_ADD);
    map.add(signed(1001, 0), later);
    map.add(signed(1002, 0), later);
    expect(map.size).toBe(3);
  });

  test('lets a signature that is added again live to its later end, and counts it once', () => {
    const map = new SignatureMap();
    map.add(signed(1, 1), 0n);
    map.add(signed(1, 1), SIGNATURE_LIFETIME_NS / 2n);
    expect(map.size).toBe(1);
    map.add(signed(2, 2), SIGNATURE_LIFETIME_NS);
    expect(map.witness(signed(1, 1))).not.toBeNull();
    map.add(signed(3, 3), (SIGNATURE_LIFETIME_NS * 3n) / 2n);
    expect(map.witness(signed(1, 1))).toBeNull();
  });

  test('tells messages of different domains apart', () => {
    const map = new SignatureMap();
    map.add(signed(1, 1, 'one'), 0n);
    expect(map.witness(signed(1, 1, 'two'))).toBeNull();
  });
});
