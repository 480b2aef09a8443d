/**
 * The subnets of a new instance. Named subnets take the canister ranges that they have on mainnet, with a further range
 * for canisters created without an id; all other subnets get a range of their own.
 */
import { parsePrincipalText } from '../encoding/principal.ts';
import { domainSeparator, sha256 } from '../encoding/sha256.ts';
import { utf8 } from '../encoding/bytes.ts';
import { deriveSubnetKeys } from './subnet_keys.ts';
import type { CanisterRange, SubnetInfo, SubnetKind } from '../ic/types.ts';

/** Number of nodes that a subnet stands for, as on mainnet. */
const SIZES: Readonly<Record<SubnetKind, number>> = {
  Application: 13,
  Bitcoin: 13,
  Fiduciary: 34,
  II: 34,
  NNS: 40,
  SNS: 34,
  System: 13,
  VerifiedApplication: 13,
};

/** Mainnet ranges of named subnets. */
const MAINNET_RANGES: Readonly<Partial<Record<SubnetKind, readonly (readonly [string, string])[]>>> = {
  Bitcoin: [['g3wsl-eqaaa-aaaan-aaaaa-cai', '2qqia-xyaaa-aaaan-p777q-cai']],
  Fiduciary: [['mf7xa-laaaa-aaaar-qaaaa-cai', 'qoznl-yiaaa-aaaar-7777q-cai']],
  II: [
    ['rdmx6-jaaaa-aaaaa-aaadq-cai', 'rdmx6-jaaaa-aaaaa-aaadq-cai'],
    ['uc7f6-kaaaa-aaaaq-qaaaa-cai', 'ijz7v-ziaaa-aaaaq-7777q-cai'],
  ],
  NNS: [
    ['rwlgt-iiaaa-aaaaa-aaaaa-cai', 'renrk-eyaaa-aaaaa-aaada-cai'],
    ['qoctq-giaaa-aaaaa-aaaea-cai', 'n5n4y-3aaaa-aaaaa-p777q-cai'],
  ],
  SNS: [['ybpmr-kqaaa-aaaaq-aaaaa-cai', 'ekjw2-zyaaa-aaaaq-p777q-cai']],
};
/** Range of the NNS when there is no II subnet to hold the id in its middle. */
const WHOLE_NNS_RANGE = [['rwlgt-iiaaa-aaaaa-aaaaa-cai', 'n5n4y-3aaaa-aaaaa-p777q-cai']] as const;

const IDS_PER_RANGE = 2n ** 20n;
/** Created ranges start at the top of the 64-bit numbers, one range below the last, and go down. */
const FIRST_CREATED_RANGE = 2n ** 64n / IDS_PER_RANGE - 2n;

/** Subnets of the given kinds, in order, with their keys derived from their place. */
export function createTopology(kinds: readonly SubnetKind[]): SubnetInfo[] {
  const withIi = kinds.includes('II');
  return kinds.map((kind, index) => {
    const created = createdRange(index);
    const fixed = kind === 'NNS' && !withIi ? WHOLE_NNS_RANGE : (MAINNET_RANGES[kind] ?? []);
    const seed = sha256(domainSeparator('local-ic-subnet'), utf8(`${kind} ${index}`));
    return {
      id: deriveSubnetKeys(seed).subnetId,
      kind,
      seed,
      size: SIZES[kind],
      ranges: [...fixed.map(([start, end]) => ({ start: canisterId(start), end: canisterId(end) })), created],
    };
  });
}

/** Where canisters are created by default: an application subnet if there is one. */
export function defaultSubnet(subnets: readonly SubnetInfo[]): SubnetInfo | undefined {
  for (const kind of ['Application', 'VerifiedApplication', 'System'] as const) {
    const found = subnets.find((subnet) => subnet.kind === kind);
    if (found !== undefined) return found;
  }
  return subnets[0];
}

function createdRange(index: number): CanisterRange {
  const first = (FIRST_CREATED_RANGE - BigInt(index)) * IDS_PER_RANGE;
  return { start: numberedId(first), end: numberedId(first + IDS_PER_RANGE - 1n) };
}

/** Canister id with a number: eight bytes, big-endian, and the bytes 1, 1. */
function numberedId(number: bigint): Uint8Array {
  const id = new Uint8Array(10);
  new DataView(id.buffer).setBigUint64(0, number);
  id[8] = 1;
  id[9] = 1;
  return id;
}

function canisterId(text: string): Uint8Array {
  const id = parsePrincipalText(text);
  if (id === undefined) throw new Error(`'${text}' is not a canister id`);
  return id;
}
