/**
 * All that this canister certifies, under one root hash: signatures and HTTP responses. Each witness shows one of the
 * three branches and prunes the others (contract, 3.6):
 *
 *     fork( fork( http_assets, http_expr ), sig )
 */
import { concatBytes, utf8 } from '../encoding/bytes.ts';
import { base64Ascii } from '../encoding/base64.ts';
import { base64urlAscii } from '../encoding/base64url.ts';
import { CBOR_SELF_DESCRIBED, cborBytesHead } from '../encoding/cbor.ts';
import { canisterSignature } from './canister_signature.ts';
import {
  FORK_CBOR,
  FORK_PRUNED_CBOR,
  LABELED_CBOR,
  PRUNED_CBOR,
  forkHash,
  labeledHash,
  treeCbor,
} from './hash_tree.ts';
import { expressionLabels } from './http_certification.ts';
import { LabelTree } from './label_tree.ts';
import { LABEL_HTTP_ASSETS, LABEL_HTTP_EXPR, LABEL_SIG } from './labels.ts';
import { SignatureMap } from './signature_map.ts';
import type { SignatureLabels } from './signature_tree.ts';

const NOTHING = new Uint8Array(0);

const SIG_CBOR = labelCbor(LABEL_SIG);
const ASSETS_CBOR = labelCbor(LABEL_HTTP_ASSETS);
const EXPR_CBOR = labelCbor(LABEL_HTTP_EXPR);

/** What comes before a tree with this label. */
function labelCbor(label: Uint8Array): Uint8Array {
  return concatBytes(LABELED_CBOR, cborBytesHead(label.length), label);
}

/**
 * A witness of HTTP responses, encoded ahead but for its end: the hash of the signatures, which changes with each of
 * them.
 */
export interface HttpProof {
  /** Base64 of as many bytes as make whole groups of three. */
  readonly text: Uint8Array;
  /** The bytes between those and the hash. */
  readonly rest: Uint8Array;
}

export class CertifiedState {
  readonly signatures = new SignatureMap();
  /** Version 1: path to hash of the body. */
  readonly #assets = new LabelTree();
  /** Version 2: expression path to hash of the response. */
  readonly #expressions = new LabelTree();
  #httpHashKept: Uint8Array | null = null;
  #signaturesHash: Uint8Array | null = null;
  /** CBOR of a signature's tree before the part of the signatures. */
  #beforeSignatures: Uint8Array | null = null;

  /** Certifies the body served at a path, for version 1. */
  certifyBody(path: string, bodyHash: Uint8Array): void {
    this.#assets.insert([utf8(path)], bodyHash);
    this.#httpHashKept = this.#beforeSignatures = null;
  }

  /** Certifies what labels below the end of an expression path say, for version 2. */
  certifyExpression(path: readonly string[], labels: readonly Uint8Array[]): void {
    this.#expressions.insert(expressionLabels(path, labels), new Uint8Array(0));
    this.#httpHashKept = this.#beforeSignatures = null;
  }

  /** What is to be published, 32 bytes. */
  rootHash(): Uint8Array {
    this.#signaturesHash = labeledHash(LABEL_SIG, this.signatures.hash());
    // For queries: what they keep themselves is lost after them.
    this.#signatureStart();
    return forkHash(this.#httpHash(), this.#signaturesHash);
  }

  /** Signature over a message, or null when it was not added or its time is over and it was pruned. */
  signature(labels: SignatureLabels, certificate: Uint8Array): Uint8Array | null {
    const witness = this.signatures.witness(labels);
    return witness === null ? null : this.#signature(certificate, witness);
  }

  /**
   * What gives signatures under a certificate in base64url, as ASCII in two parts, or null as
   * {@link signature} does. All that they share, which is most of them, is encoded once.
   */
  signatureTexts(
    certificate: Uint8Array,
  ): (labels: SignatureLabels) => readonly [Uint8Array, Uint8Array] | null {
    const shared = this.#signature(certificate, NOTHING);
    const whole = shared.length - (shared.length % 3);
    const text = base64urlAscii(shared.subarray(0, whole));
    const rest = shared.subarray(whole);
    return (labels) => {
      const witness = this.signatures.witness(labels);
      return witness === null ? null : [text, base64urlAscii(concatBytes(rest, witness))];
    };
  }

  /** @param witness - CBOR of the signatures' tree, with which it ends */
  #signature(certificate: Uint8Array, witness: Uint8Array): Uint8Array {
    return canisterSignature(certificate, this.#signatureStart(), witness);
  }

  #signatureStart(): Uint8Array {
    this.#beforeSignatures ??= concatBytes(FORK_PRUNED_CBOR, this.#httpHash(), SIG_CBOR);
    return this.#beforeSignatures;
  }

  /** Proof of the body at a path, for version 1. */
  bodyProof(path: string): HttpProof {
    const expressions = labeledHash(LABEL_HTTP_EXPR, this.#expressions.hash());
    const below = this.#assets.pathCbor([utf8(path)]);
    return httpProof([FORK_CBOR, ASSETS_CBOR, ...below, PRUNED_CBOR, expressions]);
  }

  /** Proof of what is certified at an expression path, for version 2. */
  expressionProof(path: readonly string[]): HttpProof {
    return this.#expressionProof(this.#expressions.pathCbor(expressionLabels(path)));
  }

  /** Proof of what is certified at an expression path, and of the absence of others. */
  absenceProof(path: readonly string[], absent: readonly (readonly string[])[]): HttpProof {
    const paths = [path, ...absent].map((segments) => expressionLabels(segments));
    return this.#expressionProof([treeCbor(this.#expressions.witness(paths))]);
  }

  #expressionProof(below: readonly Uint8Array[]): HttpProof {
    const assets = labeledHash(LABEL_HTTP_ASSETS, this.#assets.hash());
    return httpProof([FORK_PRUNED_CBOR, assets, EXPR_CBOR, ...below]);
  }

  /** The proof's CBOR in base64 under the root that was published last: parts that follow each other. */
  proofText({ text, rest }: HttpProof): readonly Uint8Array[] {
    if (this.#signaturesHash === null) throw new Error('no root was published');
    return [text, base64Ascii(concatBytes(rest, this.#signaturesHash))];
  }

  #httpHash(): Uint8Array {
    this.#httpHashKept ??= forkHash(
      labeledHash(LABEL_HTTP_ASSETS, this.#assets.hash()),
      labeledHash(LABEL_HTTP_EXPR, this.#expressions.hash()),
    );
    return this.#httpHashKept;
  }
}

/** @param http - CBOR of the two HTTP branches, in parts */
function httpProof(http: readonly Uint8Array[]): HttpProof {
  const cbor = concatBytes(CBOR_SELF_DESCRIBED, FORK_CBOR, ...http, PRUNED_CBOR);
  const whole = cbor.length - (cbor.length % 3);
  return { text: base64Ascii(cbor.subarray(0, whole)), rest: cbor.slice(whole) };
}
