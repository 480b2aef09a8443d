/**
 * Certificates of an instance. A state is signed when somebody reads it and the signature is kept as long as the state
 * stays the same. Certificates of subnets other than the root carry a delegation: a certificate of the root subnet for
 * their public key and canister ranges.
 */
import type { Instance, SubnetView } from '../ic/types.ts';
import { bytesKey, concatBytes } from '../encoding/bytes.ts';
import { encodeCbor } from '../encoding/cbor.ts';
import { domainSeparator } from '../encoding/sha256.ts';
import { digestOf } from './hash_tree.ts';
import { hashTreeToCbor } from './hash_tree_cbor.ts';
import { LABELS, type StateSnapshot, StateTree, type SubnetDescription } from './state_tree.ts';
import { deriveSubnetKeys, type SubnetKeys } from './subnet_keys.ts';
import { type Path, witness } from './witness.ts';

const STATE_ROOT_DOMAIN = domainSeparator('ic-state-root');
/** Agents refuse delegations older than 30 days; a day leaves room for a state that is reopened later. */
const MAX_DELEGATION_AGE = 24n * 3_600_000_000_000n;

interface Subnet {
  readonly view: SubnetView;
  readonly keys: SubnetKeys;
  readonly tree: StateTree;
  signed: { readonly snapshot: StateSnapshot; readonly signature: Uint8Array } | undefined;
  delegation:
    | { readonly time: bigint; readonly described: readonly SubnetDescription[]; readonly value: Delegation }
    | undefined;
}

interface Delegation {
  readonly subnet_id: Uint8Array;
  readonly certificate: Uint8Array;
}

export class Certifier {
  /**
   * Nanoseconds by which a certificate may be older than the state when nothing but the time has changed since it was
   * signed: while time follows the wall clock, a signature for every moment would be wasted.
   */
  maxAge = 0n;
  readonly #instance: Pick<Instance, 'subnets' | 'subnetOf'>;
  readonly #subnets = new Map<string, Subnet>();
  readonly #root: Subnet;
  #described: readonly SubnetDescription[] = [];

  constructor(instance: Pick<Instance, 'subnets' | 'subnetOf'>) {
    this.#instance = instance;
    const root = instance.subnets.find(({ info }) => info.kind === 'NNS') ?? instance.subnets[0];
    if (root === undefined) throw new Error('an instance needs a subnet');
    this.#describeSubnets();
    this.#root = this.#subnet(root);
  }

  /** DER public key against which all certificates verify: the NNS key, or that of the first subnet without an NNS. */
  get rootKey(): Uint8Array {
    return this.#root.keys.bls.derPublicKey;
  }

  /** Keys of a subnet. */
  keysOf(subnet: SubnetView): SubnetKeys {
    return this.#subnet(subnet).keys;
  }

  /** CBOR certificate that shows the given paths of the subnet's state, and always the time. */
  certificate(subnet: SubnetView, paths: readonly Path[]): Uint8Array {
    return this.#certificate(this.#subnet(subnet), paths);
  }

  /**
   * CBOR certificate of a canister's certified data.
   * @throws Error for a canister that no subnet can hold
   */
  dataCertificate(canisterId: Uint8Array): Uint8Array {
    const subnet = this.#instance.subnetOf(canisterId);
    if (subnet === undefined) throw new Error('data certificate of a canister without a subnet');
    return this.certificate(subnet, [[LABELS.canister, canisterId, LABELS.certifiedData]]);
  }

  #certificate(subnet: Subnet, paths: readonly Path[]): Uint8Array {
    const { snapshot, signature } = this.#sign(subnet);
    const tree = witness(snapshot.root, [[LABELS.time], ...paths]);
    const delegation = subnet === this.#root ? undefined : this.#delegation(subnet);
    return encodeCbor({
      tree: hashTreeToCbor(tree),
      signature,
      ...(delegation === undefined ? {} : { delegation }),
    });
  }

  #sign(subnet: Subnet): { readonly snapshot: StateSnapshot; readonly signature: Uint8Array } {
    this.#describeSubnets();
    const snapshot = subnet.tree.snapshot(this.#described);
    const signed = subnet.signed;
    if (signed !== undefined) {
      if (signed.snapshot === snapshot) return signed;
      const age = snapshot.time - signed.snapshot.time;
      if (age <= this.maxAge && sameContent(signed.snapshot, snapshot)) return signed;
    }
    const signature = subnet.keys.bls.sign(concatBytes(STATE_ROOT_DOMAIN, digestOf(snapshot.root)));
    subnet.signed = { snapshot, signature };
    return subnet.signed;
  }

  #delegation(subnet: Subnet): Delegation {
    const now = this.#root.view.time;
    const kept = subnet.delegation;
    if (kept !== undefined && kept.described === this.#described && now - kept.time <= MAX_DELEGATION_AGE) {
      return kept.value;
    }
    const id = subnet.view.info.id;
    const value = {
      subnet_id: id,
      certificate: this.#certificate(this.#root, [
        [LABELS.subnet, id, LABELS.publicKey],
        [LABELS.subnet, id, LABELS.canisterRanges],
        [LABELS.canisterRanges, id],
      ]),
    };
    subnet.delegation = { time: now, described: this.#described, value };
    return value;
  }

  #subnet(view: SubnetView): Subnet {
    const key = bytesKey(view.info.id);
    let subnet = this.#subnets.get(key);
    if (subnet === undefined) {
      const keys = deriveSubnetKeys(view.info.seed);
      const tree = new StateTree(view, keys.node);
      subnet = { view, keys, tree, signed: undefined, delegation: undefined };
      this.#subnets.set(key, subnet);
    }
    return subnet;
  }

  /** Keeps the list of subnets, as one array as long as none of them changed. */
  #describeSubnets(): void {
    const views = this.#instance.subnets;
    const known = this.#described;
    if (known.length === views.length && views.every((view, i) => view.info === known[i]?.info)) return;
    this.#described = views.map((view) => ({
      info: view.info,
      derPublicKey: this.#subnet(view).keys.bls.derPublicKey,
    }));
  }
}

function sameContent(a: StateSnapshot, b: StateSnapshot): boolean {
  return Buffer.compare(digestOf(a.content), digestOf(b.content)) === 0;
}
