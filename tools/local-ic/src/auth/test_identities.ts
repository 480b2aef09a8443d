/** Senders for tests of request checks: identities of the agent's own and stand-ins for those that need a browser. */
import { createHash, generateKeyPairSync, type KeyObject, sign } from 'node:crypto';
import {
  Cbor,
  DER_COSE_OID,
  HttpAgent,
  type Identity,
  type PublicKey,
  SignIdentity,
  type Signature,
  wrapDER,
} from '@dfinity/agent';
import { Delegation, DelegationChain, DelegationIdentity, Ed25519KeyIdentity } from '@dfinity/identity';
import { Principal } from '@dfinity/principal';
import { encode } from 'cborg';
import type { Certifier } from '../certificate/certifier.ts';
import type { FakeNetwork } from '../certificate/fake_network.ts';
import { digestOf, leaf } from '../certificate/hash_tree.ts';
import { hashTreeToCbor } from '../certificate/hash_tree_cbor.ts';
import { labelMap } from '../certificate/label_map.ts';
import { concatBytes, utf8 } from '../encoding/bytes.ts';
import { encodeCbor } from '../encoding/cbor.ts';
import { sha256 } from '../encoding/sha256.ts';
import { delegationToSign } from './delegation.ts';

/** The bytes that the agent sends for a call, a query or a read_state request. */
export async function recordRequest(
  identity: Identity,
  kind: 'call' | 'query' | 'read_state',
  canisterId: Uint8Array,
): Promise<Uint8Array> {
  let sent: Uint8Array | undefined;
  const agent = HttpAgent.createSync({
    identity,
    host: 'http://127.0.0.1',
    verifyQuerySignatures: false,
    retryTimes: 0,
    rootKey: new Uint8Array(133),
    fetch: (_url, init) => {
      sent = init?.body as Uint8Array;
      return Promise.resolve(new Response('recorded', { status: kind === 'call' ? 202 : 400 }));
    },
  });
  const canister = Principal.fromUint8Array(canisterId);
  const fields = { methodName: 'greet', arg: utf8('arg'), effectiveCanisterId: canister };
  const answer =
    kind === 'call'
      ? agent.call(canister, fields)
      : kind === 'query'
        ? agent.query(canister, fields)
        : agent.readState(canister, { paths: [[utf8('time')]] });
  await answer.catch(() => undefined);
  if (sent === undefined) throw new Error('the agent sent nothing');
  return new Uint8Array(sent);
}

/** Signs with a key of node:crypto; the IC wants ECDSA signatures as r and s, 32 bytes each. */
export class EcdsaIdentity extends SignIdentity {
  readonly #key: KeyObject;
  readonly #der: Uint8Array;

  constructor(curve: 'P-256' | 'secp256k1') {
    super();
    const pair = generateKeyPairSync('ec', { namedCurve: curve });
    this.#key = pair.privateKey;
    this.#der = new Uint8Array(pair.publicKey.export({ format: 'der', type: 'spki' }));
  }

  getPublicKey(): PublicKey {
    return { toDer: () => this.#der } as PublicKey;
  }

  sign(blob: Uint8Array): Promise<Signature> {
    const signature = sign('sha256', blob, { key: this.#key, dsaEncoding: 'ieee-p1363' });
    return Promise.resolve(new Uint8Array(signature) as Signature);
  }
}

/** A passkey without an authenticator: makes the assertion that a browser would hand out. */
export class PasskeyIdentity extends SignIdentity {
  readonly #key: KeyObject;
  readonly #cose: Uint8Array;
  readonly #hash: string | null;
  /** What the client data claims to be. */
  type = 'webauthn.get';
  /** Whether the client data is a text, as agents send it, or a byte string. */
  clientDataAsText = true;

  constructor(algorithm: 'ES256' | 'RS256' | 'EdDSA') {
    super();
    const pair =
      algorithm === 'ES256'
        ? generateKeyPairSync('ec', { namedCurve: 'P-256' })
        : algorithm === 'RS256'
          ? generateKeyPairSync('rsa', { modulusLength: 2048 })
          : generateKeyPairSync('ed25519');
    const jwk = pair.publicKey.export({ format: 'jwk' });
    const bytes = (text: string | undefined): Uint8Array =>
      new Uint8Array(Buffer.from(text ?? '', 'base64url'));
    const fields: [number, number | Uint8Array][] =
      algorithm === 'ES256'
        ? [
            [1, 2],
            [3, -7],
            [-1, 1],
            [-2, bytes(jwk.x)],
            [-3, bytes(jwk.y)],
          ]
        : algorithm === 'RS256'
          ? [
              [1, 3],
              [3, -257],
              [-1, bytes(jwk.n)],
              [-2, bytes(jwk.e)],
            ]
          : [
              [1, 1],
              [3, -8],
              [-1, 6],
              [-2, bytes(jwk.x)],
            ];
    this.#key = pair.privateKey;
    this.#cose = encode(new Map(fields));
    this.#hash = algorithm === 'EdDSA' ? null : 'sha256';
  }

  getPublicKey(): PublicKey {
    return { toDer: () => wrapDER(this.#cose, DER_COSE_OID) } as PublicKey;
  }

  sign(blob: Uint8Array): Promise<Signature> {
    const clientData = JSON.stringify({
      type: this.type,
      challenge: Buffer.from(blob).toString('base64url'),
      origin: 'http://localhost',
    });
    const authenticatorData = new Uint8Array(37).fill(3);
    const signed = concatBytes(authenticatorData, createHash('sha256').update(clientData).digest());
    const signature = Cbor.encode({
      authenticator_data: authenticatorData,
      client_data_json: this.clientDataAsText ? clientData : utf8(clientData),
      signature: new Uint8Array(sign(this.#hash, signed, this.#key)),
    });
    return Promise.resolve(signature as Signature);
  }
}

/** A canister that issues delegations as Internet Identity does, on a network without an execution core. */
export class SigningCanister {
  readonly id: Uint8Array;
  readonly seed = utf8('seed of a person at a dapp');
  readonly #network: FakeNetwork;
  readonly #certifier: Certifier;

  constructor(network: FakeNetwork, certifier: Certifier, id: Uint8Array) {
    this.#network = network;
    this.#certifier = certifier;
    this.id = id;
  }

  /** DER key of the canister's signatures with its seed. */
  get derPublicKey(): Uint8Array {
    const key = concatBytes(new Uint8Array([this.id.length]), this.id, this.seed);
    const algorithm = Buffer.from('300c060a2b0601040183b8430102', 'hex');
    const bits = concatBytes(new Uint8Array([0x03, key.length + 1, 0]), key);
    return concatBytes(new Uint8Array([0x30, algorithm.length + bits.length]), algorithm, bits);
  }

  /** Canister signature of a message, domain included. */
  sign(message: Uint8Array): Uint8Array {
    const bySeed = labelMap([[sha256(message), leaf(new Uint8Array(0))]]);
    const tree = labelMap([[utf8('sig'), labelMap([[sha256(this.seed), bySeed]])]]);
    this.#network.subnetOf(this.id)!.setCanister(this.id, { certifiedData: digestOf(tree) });
    return encodeCbor({ certificate: this.#certifier.dataCertificate(this.id), tree: hashTreeToCbor(tree) });
  }

  /** The canister as the sender itself. */
  identity(): SignIdentity {
    return new CanisterIdentity(this);
  }

  /** An identity that signs with a session key to which the canister delegates. */
  delegate(options: {
    expiration: bigint;
    targets?: readonly Uint8Array[];
    alter?: (signature: Uint8Array) => Uint8Array;
  }): DelegationIdentity {
    const session = Ed25519KeyIdentity.generate();
    const publicKey = new Uint8Array(session.getPublicKey().toDer());
    const { expiration, targets } = options;
    const signature = this.sign(delegationToSign({ publicKey, expiration, targets, permissions: undefined }));
    const delegation = new Delegation(
      publicKey,
      expiration,
      targets?.map((id) => Principal.fromUint8Array(id)),
    );
    const chain = DelegationChain.fromDelegations(
      [{ delegation, signature: (options.alter?.(signature) ?? signature) as Signature }],
      this.derPublicKey as ReturnType<PublicKey['toDer']>,
    );
    return DelegationIdentity.fromDelegation(session, chain);
  }
}

class CanisterIdentity extends SignIdentity {
  readonly #canister: SigningCanister;

  constructor(canister: SigningCanister) {
    super();
    this.#canister = canister;
  }

  getPublicKey(): PublicKey {
    return { toDer: () => this.#canister.derPublicKey } as PublicKey;
  }

  sign(blob: Uint8Array): Promise<Signature> {
    return Promise.resolve(this.#canister.sign(blob) as Signature);
  }
}
