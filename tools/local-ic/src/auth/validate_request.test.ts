import { AnonymousIdentity, type Identity } from '@dfinity/agent';
import { DelegationChain, DelegationIdentity, ECDSAKeyIdentity, Ed25519KeyIdentity } from '@dfinity/identity';
import { Principal } from '@dfinity/principal';
import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { Certifier } from '../certificate/certifier.ts';
import { FakeNetwork } from '../certificate/fake_network.ts';
import { type CborMap, type CborValue, decodeCbor, encodeCbor } from '../encoding/cbor.ts';
import { parsePrincipalText } from '../encoding/principal.ts';
import { type Envelope, parseEnvelope } from './envelope.ts';
import { EcdsaIdentity, PasskeyIdentity, recordRequest, SigningCanister } from './test_identities.ts';
import { allowsTarget, validateRequest, type Validation } from './validate_request.ts';

const II = parsePrincipalText('rdmx6-jaaaa-aaaaa-aaadq-cai')!;
const LEDGER = parsePrincipalText('ryjl3-tyaaa-aaaaa-aaaba-cai')!;
const HOUR = 3_600_000;

let network: FakeNetwork;
let certifier: Certifier;
let signer: SigningCanister;

beforeAll(() => {
  network = new FakeNetwork(['NNS', 'II', 'Application'], nanosNow());
  certifier = new Certifier(network);
  signer = new SigningCanister(network, certifier, II);
});

function nanosNow(): bigint {
  return BigInt(Date.now()) * 1_000_000n;
}

function parse(bytes: Uint8Array): Envelope {
  const parsed = parseEnvelope(bytes);
  if (!parsed.ok) throw new Error(parsed.reason);
  return parsed.envelope;
}

function validate(bytes: Uint8Array, now = nanosNow(), rootKey = certifier.rootKey): Validation {
  return validateRequest(parse(bytes), { now, rootKey });
}

async function validateCallOf(identity: Identity, rootKey?: Uint8Array): Promise<Validation> {
  return validate(await recordRequest(identity, 'call', LEDGER), nanosNow(), rootKey);
}

function refusedWith(text: string | RegExp): unknown {
  return { ok: false, reason: expect.stringMatching(text) as string };
}

/** The envelope with some of its fields replaced (or removed with undefined). */
function withFields(bytes: Uint8Array, fields: Record<string, unknown>): Uint8Array {
  const decoded = decodeCbor(bytes);
  if (!decoded.ok) throw new Error(decoded.reason);
  const envelope = new Map<CborValue, unknown>(decoded.value as CborMap);
  for (const [name, value] of Object.entries(fields)) {
    if (value === undefined) envelope.delete(name);
    else envelope.set(name, value);
  }
  return encodeCbor(envelope);
}

function flipped(bytes: Uint8Array, at: number): Uint8Array {
  const changed = bytes.slice();
  changed[at]! ^= 1;
  return changed;
}

describe('signed requests', () => {
  it.each<[string, () => Identity | Promise<Identity>]>([
    ['Ed25519', () => Ed25519KeyIdentity.generate()],
    ['WebCrypto ECDSA', () => ECDSAKeyIdentity.generate()],
    ['P-256', () => new EcdsaIdentity('P-256')],
    ['secp256k1', () => new EcdsaIdentity('secp256k1')],
    ['a passkey, ES256', () => new PasskeyIdentity('ES256')],
    ['a passkey, RS256', () => new PasskeyIdentity('RS256')],
    ['a passkey, EdDSA', () => new PasskeyIdentity('EdDSA')],
  ])('should be accepted from %s, and refused with a changed signature', async (_, make) => {
    const identity = await make();
    for (const kind of ['call', 'query', 'read_state'] as const) {
      const bytes = await recordRequest(identity, kind, LEDGER);
      expect(validate(bytes)).toEqual({ ok: true, targets: undefined });
      const { signature } = parse(bytes);
      // Changes in the middle of the signature: in the key's own part, not in the wrapping of a passkey.
      const changed = withFields(bytes, { sender_sig: flipped(signature!, signature!.length - 10) });
      expect(validate(changed)).toEqual(
        refusedWith(
          /^Invalid signature: (Invalid basic signature|WebAuthn error|Invalid canister signature)/,
        ),
      );
    }
  });

  it('should be accepted without a signature from the anonymous sender only', async () => {
    const bytes = await recordRequest(new AnonymousIdentity(), 'call', LEDGER);
    expect(validate(bytes)).toEqual({ ok: true, targets: undefined });
    const signed = await recordRequest(Ed25519KeyIdentity.generate(), 'call', LEDGER);
    const { signature, senderKey } = parse(signed);
    expect(validate(withFields(bytes, { sender_sig: signature, sender_pubkey: senderKey }))).toEqual(
      refusedWith('Signature is not allowed for the anonymous user'),
    );
    expect(validate(withFields(signed, { sender_sig: undefined }))).toEqual(
      refusedWith('Missing signature from user'),
    );
  });

  it('should be refused with the key of another sender', async () => {
    const bytes = await recordRequest(Ed25519KeyIdentity.generate(), 'call', LEDGER);
    const other = parse(await recordRequest(Ed25519KeyIdentity.generate(), 'call', LEDGER));
    expect(validate(withFields(bytes, { sender_pubkey: other.senderKey }))).toEqual(
      refusedWith('does not match the public key'),
    );
  });

  it('should be refused when any part of the content was changed', async () => {
    const bytes = await recordRequest(Ed25519KeyIdentity.generate(), 'call', LEDGER);
    const decoded = decodeCbor(bytes);
    const content = decoded.ok ? ((decoded.value as CborMap).get('content') as CborMap) : new Map();
    for (const [name, value] of [
      ['arg', new Uint8Array(1)],
      ['method_name', 'steal'],
      ['canister_id', II],
      ['nonce', new Uint8Array(16)],
    ] as const) {
      const changed = withFields(bytes, { content: new Map([...content, [name, value]]) });
      expect(validate(changed)).toEqual(refusedWith('Invalid basic signature'));
    }
  });

  it('should be refused when expired or too far ahead, in the words that agents look for', async () => {
    const bytes = await recordRequest(Ed25519KeyIdentity.generate(), 'call', LEDGER);
    const { ingressExpiry } = parse(bytes).content;
    const words =
      /^Invalid request expiry: Specified ingress_expiry not within expected range: Minimum allowed expiry: \d{4}-\d\d-\d\d \d\d:\d\d:\d\d\.\d{9} UTC/;
    expect(validate(bytes, ingressExpiry).ok).toBe(true);
    expect(validate(bytes, ingressExpiry + 1n)).toEqual(refusedWith(words));
    expect(validate(bytes, ingressExpiry - 360_000_000_000n).ok).toBe(true);
    expect(validate(bytes, ingressExpiry - 360_000_000_001n)).toEqual(refusedWith(words));
  });
});

describe('delegations', () => {
  async function chained(
    length: number,
    options: { expires?: number; targets?: Uint8Array[] } = {},
  ): Promise<Identity> {
    const { expires = Date.now() + HOUR, targets } = options;
    const keys = Array.from({ length: length + 1 }, () => Ed25519KeyIdentity.generate());
    let chain: DelegationChain | undefined;
    for (let i = 0; i < length; i++) {
      chain = await DelegationChain.create(keys[i]!, keys[i + 1]!.getPublicKey(), new Date(expires), {
        ...(chain === undefined ? {} : { previous: chain }),
        ...(targets === undefined ? {} : { targets: targets.map((id) => Principal.fromUint8Array(id)) }),
      });
    }
    return DelegationIdentity.fromDelegation(keys[length]!, chain!);
  }

  it('should be accepted up to a chain of 20', async () => {
    expect((await validateCallOf(await chained(1))).ok).toBe(true);
    expect((await validateCallOf(await chained(20))).ok).toBe(true);
    expect(await validateCallOf(await chained(21))).toEqual(
      refusedWith('Chain of delegations is too long: got 21'),
    );
  });

  it('should be refused when expired', async () => {
    const identity = await chained(2, { expires: Date.now() - 1000 });
    expect(await validateCallOf(identity)).toEqual(
      refusedWith('^Invalid delegation expiry: Specified sender delegation has expired'),
    );
  });

  it('should limit the targets', async () => {
    const allowed = await validateCallOf(await chained(2, { targets: [LEDGER, II] }));
    if (!allowed.ok) throw new Error(allowed.reason);
    expect([II, LEDGER].map((id) => allowsTarget(allowed.targets, id))).toEqual([true, true]);
    expect(allowsTarget(allowed.targets, new Uint8Array([1]))).toBe(false);
    expect(await validateCallOf(await chained(1, { targets: [II] }))).toEqual(
      refusedWith("^Canister 'ryjl3-tyaaa-aaaaa-aaaba-cai' is not one of the delegation targets"),
    );
    const many = Array.from({ length: 1001 }, (_, i) => new Uint8Array([i >> 8, i & 255]));
    expect(await validateCallOf(await chained(1, { targets: many }))).toEqual(
      refusedWith('at most 1000 targets'),
    );
  });

  it('should be refused when a key comes twice', async () => {
    const key = Ed25519KeyIdentity.generate();
    const chain = await DelegationChain.create(key, key.getPublicKey(), new Date(Date.now() + HOUR));
    expect(await validateCallOf(DelegationIdentity.fromDelegation(key, chain))).toEqual(
      refusedWith('at least one cycle'),
    );
  });

  it('should be refused when the last key did not sign', async () => {
    const identity = await chained(1);
    const bytes = await recordRequest(identity, 'call', LEDGER);
    expect(validate(withFields(bytes, { sender_delegation: undefined }))).toEqual(
      refusedWith('Invalid signature'),
    );
  });
});

describe('delegations by canister signature', () => {
  const later = (): bigint => nanosNow() + 3_600_000_000_000n;

  it('should be accepted, the subnet delegation and ranges included', async () => {
    expect(await validateCallOf(signer.delegate({ expiration: later() }))).toEqual({
      ok: true,
      targets: undefined,
    });
  });

  it('should be refused with a changed byte anywhere in the signature', async () => {
    const identity = signer.delegate({ expiration: later() });
    const bytes = await recordRequest(identity, 'query', LEDGER);
    const [delegation] = parse(bytes).delegations;
    const signature = delegation!.signature;
    await fc.assert(
      fc.asyncProperty(fc.nat(signature.length - 1), fc.integer({ min: 1, max: 255 }), async (at, change) => {
        const changed = signature.slice();
        changed[at]! ^= change;
        const wire = [
          {
            delegation: { pubkey: delegation!.publicKey, expiration: delegation!.expiration },
            signature: changed,
          },
        ];
        expect(validate(withFields(bytes, { sender_delegation: wire })).ok).toBe(false);
      }),
      { numRuns: 25 },
    );
  });

  it('should be refused when expired', async () => {
    const identity = signer.delegate({ expiration: nanosNow() - 1n });
    expect(await validateCallOf(identity)).toEqual(refusedWith('^Invalid delegation expiry'));
  });

  it('should be refused with the certificate of another canister', async () => {
    const other = new SigningCanister(network, certifier, LEDGER);
    const foreign = signer.delegate({
      expiration: later(),
      alter: (own) => {
        const decoded = decodeCbor(own);
        const { tree } = Object.fromEntries(decoded.ok ? (decoded.value as CborMap) : []) as {
          tree: unknown;
        };
        const elsewhere = decodeCbor(other.sign(new Uint8Array(1)));
        const { certificate } = Object.fromEntries(elsewhere.ok ? (elsewhere.value as CborMap) : []) as {
          certificate: unknown;
        };
        return encodeCbor({ certificate, tree });
      },
    });
    expect(await validateCallOf(foreign)).toEqual(
      refusedWith('Invalid delegation: Invalid canister signature: the certificate does not show'),
    );
  });

  it('should be refused when a subnet signs for a canister outside of its ranges', async () => {
    // A canister id of the II subnet whose certificate comes from the application subnet.
    const claimed = new SigningCanister(network, certifier, II);
    const application = network.of('Application');
    const forged = claimed.delegate({
      expiration: later(),
      alter: (own) => {
        const decoded = decodeCbor(own);
        const { tree } = Object.fromEntries(decoded.ok ? (decoded.value as CborMap) : []) as {
          tree: unknown;
        };
        const certifiedData = network.of('II').canister(II)!.certifiedData;
        application.setCanister(II, { certifiedData });
        const paths = [[Buffer.from('canister'), II, Buffer.from('certified_data')]];
        const certificate = certifier.certificate(application, paths);
        application.removeCanister(II);
        return encodeCbor({ certificate, tree });
      },
    });
    expect(await validateCallOf(forged)).toEqual(refusedWith('not in the ranges delegated to the subnet'));
  });

  it('should be refused under another root key', async () => {
    const identity = signer.delegate({ expiration: later() });
    const otherRoot = certifier.keysOf(network.of('Application')).bls.derPublicKey;
    expect(await validateCallOf(identity, otherRoot)).toEqual(refusedWith('does not verify'));
  });

  it('should sign a request without a delegation too', async () => {
    expect(await validateCallOf(signer.identity())).toEqual({ ok: true, targets: undefined });
  });
});

describe('WebAuthn', () => {
  it('should take client data as bytes too', async () => {
    const identity = new PasskeyIdentity('ES256');
    identity.clientDataAsText = false;
    expect((await validateCallOf(identity)).ok).toBe(true);
  });

  it('should refuse an assertion that is a registration', async () => {
    const identity = new PasskeyIdentity('ES256');
    identity.type = 'webauthn.create';
    expect(await validateCallOf(identity)).toEqual(refusedWith('client data is malformed'));
  });

  it('should refuse an assertion made for another request', async () => {
    const identity = new PasskeyIdentity('ES256');
    const first = parse(await recordRequest(identity, 'call', LEDGER));
    const second = await recordRequest(identity, 'call', LEDGER);
    expect(validate(withFields(second, { sender_sig: first.signature }))).toEqual(
      refusedWith('challenge does not match'),
    );
  });
});

describe('envelopes', () => {
  it('should have the request id that the agent computes', async () => {
    const { requestIdOf } = await import('@dfinity/agent');
    const bytes = await recordRequest(Ed25519KeyIdentity.generate(), 'call', LEDGER);
    const decoded = decodeCbor(bytes);
    const content = Object.fromEntries(
      decoded.ok ? ((decoded.value as CborMap).get('content') as CborMap) : [],
    ) as Record<string, unknown>;
    expect(parse(bytes).requestId).toEqual(requestIdOf(content));
  });

  it('should be refused field by field, never with a throw', async () => {
    const bytes = await recordRequest(Ed25519KeyIdentity.generate(), 'call', LEDGER);
    for (let length = 0; length < bytes.length; length += 7) {
      expect(parseEnvelope(bytes.subarray(0, length)).ok).toBe(false);
    }
    const junk = fc.oneof(
      fc.constant(null),
      fc.integer(),
      fc.string(),
      fc.uint8Array(),
      fc.array(fc.integer()),
    );
    const names = fc.constantFrom('content', 'sender_pubkey', 'sender_sig', 'sender_delegation');
    fc.assert(
      fc.property(names, junk, (name, value) => {
        const parsed = parseEnvelope(withFields(bytes, { [name]: value }));
        if (parsed.ok)
          expect(
            typeof validateRequest(parsed.envelope, { now: nanosNow(), rootKey: certifier.rootKey }).ok,
          ).toBe('boolean');
        else expect(parsed.reason).toMatch(/is not|longer/);
      }),
    );
  });

  it('should name what is wrong', () => {
    expect(parseEnvelope(encodeCbor([]))).toEqual({ ok: false, reason: 'envelope is not a map' });
    expect(
      parseEnvelope(encodeCbor({ content: { request_type: 'call', sender: new Uint8Array(30) } })),
    ).toEqual({
      ok: false,
      reason: 'sender is longer than a principal',
    });
    const content = { request_type: 'delete', sender: new Uint8Array(1), ingress_expiry: 1 };
    expect(parseEnvelope(encodeCbor({ content }))).toEqual({
      ok: false,
      reason: "unknown request_type 'delete'",
    });
  });

  it('should be refused with a nonce over 32 bytes', async () => {
    const bytes = await recordRequest(new AnonymousIdentity(), 'call', LEDGER);
    const decoded = decodeCbor(bytes);
    const content = new Map(decoded.ok ? ((decoded.value as CborMap).get('content') as CborMap) : []);
    expect(validate(withFields(bytes, { content: content.set('nonce', new Uint8Array(33)) }))).toEqual(
      refusedWith('Nonce in request is too big: got 33 bytes'),
    );
  });
});
