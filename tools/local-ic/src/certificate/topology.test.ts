import { describe, expect, it } from 'vitest';
import { principalToText, selfAuthenticating } from '../encoding/principal.ts';
import { rangesContain } from './canister_ranges.ts';
import { deriveSubnetKeys } from './subnet_keys.ts';
import { createTopology, defaultSubnet } from './topology.ts';

describe('topology', () => {
  it('should give the II subnet the mainnet id of Internet Identity, and take it out of the NNS', () => {
    const [nns, ii] = createTopology(['NNS', 'II']);
    const id = ii!.ranges[0]!.start;
    expect(principalToText(id)).toBe('rdmx6-jaaaa-aaaaa-aaadq-cai');
    expect(rangesContain(nns!.ranges, id)).toBe(false);
    const [alone] = createTopology(['NNS']);
    expect(rangesContain(alone!.ranges, id)).toBe(true);
  });

  it('should create ranges as the official server does', () => {
    const [first] = createTopology(['Application']);
    expect(principalToText(first!.ranges[0]!.start)).toBe('lxzze-o7777-77777-aaaaa-cai');
  });

  it('should never put an id into two subnets', () => {
    const subnets = createTopology([
      'NNS',
      'SNS',
      'II',
      'Fiduciary',
      'Bitcoin',
      'System',
      'Application',
      'Application',
    ]);
    for (const subnet of subnets) {
      for (const { start, end } of subnet.ranges) {
        for (const id of [start, end]) {
          expect(subnets.filter(({ ranges }) => rangesContain(ranges, id))).toEqual([subnet]);
        }
      }
    }
  });

  it('should derive ids from keys, and the same ones each time', () => {
    const subnets = createTopology(['NNS', 'Application', 'Application']);
    expect(createTopology(['NNS', 'Application', 'Application'])).toEqual(subnets);
    expect(new Set(subnets.map(({ id }) => principalToText(id))).size).toBe(3);
    for (const { id, seed } of subnets)
      expect(selfAuthenticating(deriveSubnetKeys(seed).bls.derPublicKey)).toEqual(id);
  });

  it('should prefer an application subnet for new canisters', () => {
    expect(defaultSubnet(createTopology(['NNS', 'System', 'Application']))?.kind).toBe('Application');
    expect(defaultSubnet(createTopology(['NNS', 'II']))?.kind).toBe('NNS');
  });
});
