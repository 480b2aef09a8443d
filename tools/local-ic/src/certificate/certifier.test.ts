import { Certificate as Certificate3 } from '@dfinity/agent';
import { Principal } from '@dfinity/principal';
import { Certificate as Certificate5 } from '@icp-sdk/core/agent';
import { Principal as Principal5 } from '@icp-sdk/core/principal';
import { beforeEach, describe, expect, it } from 'vitest';
import { utf8 } from '../encoding/bytes.ts';
import { decodeCbor, encodeCbor, type CborMap } from '../encoding/cbor.ts';
import { parsePrincipalText } from '../encoding/principal.ts';
import { Certifier } from './certifier.ts';
import { FakeNetwork } from './fake_network.ts';
import { lookupPath, lookupValue } from './lookup.ts';
import { LABELS } from './state_tree.ts';
import { verifyCertificate } from './verify_certificate.ts';

const II = parsePrincipalText('rdmx6-jaaaa-aaaaa-aaadq-cai')!;
const GOVERNANCE = parsePrincipalText('rrkah-fqaaa-aaaaa-aaaaq-cai')!;
const CERTIFIED_DATA = new Uint8Array(32).fill(7);
const REQUEST = new Uint8Array(32).fill(9);

let network: FakeNetwork;
let certifier: Certifier;
let application: Uint8Array;

beforeEach(() => {
  network = new FakeNetwork(['NNS', 'II', 'Application'], BigInt(Date.now()) * 1_000_000n);
  certifier = new Certifier(network);
  application = network.of('Application').info.ranges.at(-1)!.start;
  network.of('II').setCanister(II, {
    controllers: [GOVERNANCE],
    moduleHash: new Uint8Array(32).fill(1),
    metadata: new Map([['candid:service', { isPublic: true, content: utf8('service : {}') }]]),
    certifiedData: CERTIFIED_DATA,
  });
  network.of('NNS').setCanister(GOVERNANCE, { certifiedData: CERTIFIED_DATA });
  network.of('Application').setCanister(application, { certifiedData: CERTIFIED_DATA });
});

/** Shown value of a path in a certificate that our own verifier accepts. */
function shown(certificate: Uint8Array, canisterId: Uint8Array, path: Uint8Array[]): Uint8Array | undefined {
  const verified = verifyCertificate(certificate, certifier.rootKey, canisterId);
  if (!verified.ok) throw new Error(verified.reason);
  return lookupValue(verified.tree, path);
}

function fieldsOf(certificate: Uint8Array): Record<string, unknown> {
  const decoded = decodeCbor(certificate);
  if (!decoded.ok) throw new Error(decoded.reason);
  return Object.fromEntries(decoded.value as CborMap) as Record<string, unknown>;
}

describe('certificates', () => {
  it.each([
    ['the root subnet', () => GOVERNANCE],
    ['the II subnet, with a delegation', () => II],
    ['an application subnet, with a delegation', () => application],
  ])('should convince the agents, signed by %s', async (_, canister) => {
    const id = canister();
    const certificate = certifier.dataCertificate(id);
    const path = ['canister', id, 'certified_data'] as const;
    const old = await Certificate3.create({
      certificate,
      rootKey: certifier.rootKey,
      canisterId: Principal.fromUint8Array(id),
    });
    expect(old.lookup_path([...path])).toMatchObject({ value: CERTIFIED_DATA });
    const current = await Certificate5.create({
      certificate,
      rootKey: certifier.rootKey,
      principal: { canisterId: Principal5.fromUint8Array(id) },
    });
    expect(current.lookup_path([...path])).toMatchObject({ value: CERTIFIED_DATA });
    expect(shown(certificate, id, [LABELS.canister, id, LABELS.certifiedData])).toEqual(CERTIFIED_DATA);
  });

  it('should be refused for a canister of another subnet', async () => {
    const certificate = certifier.dataCertificate(II);
    const rootKey = certifier.rootKey;
    await expect(
      Certificate3.create({ certificate, rootKey, canisterId: Principal.fromUint8Array(application) }),
    ).rejects.toThrow(/range|not authorized/i);
    await expect(
      Certificate5.create({
        certificate,
        rootKey,
        principal: { canisterId: Principal5.fromUint8Array(application) },
      }),
    ).rejects.toThrow(/range|not authorized/i);
    expect(verifyCertificate(certificate, rootKey, application)).toMatchObject({
      ok: false,
      reason: expect.stringContaining('ranges') as string,
    });
  });

  it('should be refused under another root key', async () => {
    const certificate = certifier.dataCertificate(II);
    const rootKey = certifier.keysOf(network.of('Application')).bls.derPublicKey;
    await expect(
      Certificate3.create({ certificate, rootKey, canisterId: Principal.fromUint8Array(II) }),
    ).rejects.toThrow();
    expect(verifyCertificate(certificate, rootKey, II).ok).toBe(false);
  });

  it('should be refused with a changed byte in tree, signature or delegation', () => {
    const { tree, signature, delegation } = fieldsOf(certifier.dataCertificate(II)) as {
      tree: unknown;
      signature: Uint8Array;
      delegation: Map<string, Uint8Array>;
    };
    const otherSignature = signature.slice();
    otherSignature[20]! ^= 1;
    expect(
      verifyCertificate(encodeCbor({ tree, signature: otherSignature, delegation }), certifier.rootKey, II),
    ).toMatchObject({ ok: false });
    const whole = certifier.dataCertificate(II);
    const at = Buffer.from(whole).indexOf(Buffer.from(CERTIFIED_DATA));
    const changed = whole.slice();
    changed[at]! ^= 1;
    expect(verifyCertificate(changed, certifier.rootKey, II)).toMatchObject({ ok: false });
    const inner = delegation.get('certificate')!;
    const otherInner = inner.slice();
    otherInner[inner.length - 1]! ^= 1;
    const forged = encodeCbor({
      tree,
      signature,
      delegation: new Map([...delegation, ['certificate', otherInner]]),
    });
    expect(verifyCertificate(forged, certifier.rootKey, II)).toMatchObject({ ok: false });
  });

  it('should be refused when a delegated subnet delegates further', () => {
    const first = fieldsOf(certifier.dataCertificate(II));
    const nested = encodeCbor({
      ...first,
      delegation: { subnet_id: network.of('II').info.id, certificate: certifier.dataCertificate(II) },
    });
    expect(verifyCertificate(nested, certifier.rootKey, II)).toMatchObject({
      ok: false,
      reason: expect.stringContaining('delegation') as string,
    });
  });

  it('should show canister ranges in both forms in the delegation', () => {
    const { delegation } = fieldsOf(certifier.dataCertificate(II)) as { delegation: Map<string, Uint8Array> };
    const id = network.of('II').info.id;
    const verified = verifyCertificate(delegation.get('certificate')!, certifier.rootKey, GOVERNANCE);
    if (!verified.ok) throw new Error(verified.reason);
    const ranges = lookupValue(verified.tree, [LABELS.subnet, id, LABELS.canisterRanges]);
    expect(ranges).toBeDefined();
    expect(lookupValue(verified.tree, [LABELS.canisterRanges, id, II])).toEqual(ranges);
  });

  it('should show node keys of the own subnet and keys of all', () => {
    const subnet = network.of('Application');
    const certificate = certifier.certificate(subnet, [[LABELS.subnet]]);
    const node = certifier.keysOf(subnet).node;
    const path = [LABELS.subnet, subnet.info.id, LABELS.node, node.id, LABELS.publicKey];
    expect(shown(certificate, application, path)).toEqual(node.derPublicKey);
    for (const other of network.subnets) {
      const key = certifier.keysOf(other).bls.derPublicKey;
      expect(shown(certificate, application, [LABELS.subnet, other.info.id, LABELS.publicKey])).toEqual(key);
    }
  });

  it('should show a request as it goes on, and prove that there is none', () => {
    const subnet = network.of('Application');
    const path = [LABELS.requestStatus, REQUEST];
    const read = (leaf: Uint8Array): Uint8Array | undefined =>
      shown(certifier.certificate(subnet, [path]), application, [...path, leaf]);
    const verified = verifyCertificate(certifier.certificate(subnet, [path]), certifier.rootKey, application);
    expect(verified.ok && lookupPath(verified.tree, path).kind).toBe('absent');
    subnet.setIngress(REQUEST, { kind: 'received' });
    expect(read(LABELS.status)).toEqual(utf8('received'));
    subnet.setIngress(REQUEST, { kind: 'replied', bytes: utf8('answer') });
    expect(read(LABELS.status)).toEqual(utf8('replied'));
    expect(read(LABELS.reply)).toEqual(utf8('answer'));
    subnet.setIngress(REQUEST, undefined);
    expect(read(LABELS.status)).toBe(undefined);
    const reject = { code: 5, message: 'no', errorCode: 'IC0503' };
    subnet.setIngress(REQUEST, { kind: 'rejected', reject });
    expect(read(LABELS.rejectCode)).toEqual(new Uint8Array([5]));
    expect(read(LABELS.rejectMessage)).toEqual(utf8('no'));
    expect(read(LABELS.errorCode)).toEqual(utf8('IC0503'));
  });

  it('should follow canisters that change and go', () => {
    const subnet = network.of('II');
    const path = [LABELS.canister, II, LABELS.certifiedData];
    certifier.certificate(subnet, [path]);
    subnet.setCanister(II, { certifiedData: new Uint8Array(32).fill(8) });
    expect(shown(certifier.certificate(subnet, [path]), II, path)).toEqual(new Uint8Array(32).fill(8));
    const metadata = [LABELS.canister, II, LABELS.metadata, utf8('candid:service')];
    expect(shown(certifier.certificate(subnet, [metadata]), II, metadata)).toEqual(utf8('service : {}'));
    subnet.removeCanister(II);
    expect(shown(certifier.certificate(subnet, [path]), II, path)).toBe(undefined);
  });

  it('should sign once per state, and not again for the time alone within the permitted age', () => {
    const subnet = network.of('NNS');
    const signatureNow = (): unknown => fieldsOf(certifier.certificate(subnet, []))['signature'];
    const first = signatureNow();
    expect(signatureNow()).toEqual(first);
    subnet.setTime(subnet.time + 1n);
    const second = signatureNow();
    expect(second).not.toEqual(first);
    certifier.maxAge = 2_000_000_000n;
    subnet.setTime(subnet.time + 1_000_000_000n);
    expect(signatureNow()).toEqual(second);
    subnet.setCanister(GOVERNANCE, { certifiedData: new Uint8Array(1) });
    const third = signatureNow();
    expect(third).not.toEqual(second);
    subnet.setTime(subnet.time + 2_000_000_001n);
    expect(signatureNow()).not.toEqual(third);
  });

  it('should renew delegations when the time has moved on', async () => {
    certifier.dataCertificate(II);
    for (const subnet of network.subnets) subnet.setTime(subnet.time - 1n);
    const before = fieldsOf(certifier.dataCertificate(II))['delegation'];
    for (const subnet of network.subnets) subnet.setTime(subnet.time + 3_600_000_000_000n);
    expect(fieldsOf(certifier.dataCertificate(II))['delegation']).toEqual(before);
    for (const subnet of network.subnets) subnet.setTime(subnet.time + 40n * 86_400_000_000_000n);
    expect(fieldsOf(certifier.dataCertificate(II))['delegation']).not.toEqual(before);
  });

  it('should take the first subnet for the root when there is no NNS', () => {
    const flat = new FakeNetwork(['Application', 'Application'], 1n);
    const single = new Certifier(flat);
    expect(single.rootKey).toEqual(single.keysOf(flat.subnets[0]!).bls.derPublicKey);
    const canister = flat.subnets[1]!.info.ranges[0]!.start;
    const certificate = single.certificate(flat.subnets[1]!, []);
    expect(verifyCertificate(certificate, single.rootKey, canister).ok).toBe(true);
  });
});
