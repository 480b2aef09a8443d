/**
 * All that this canister certifies, under one root hash: signatures and HTTP responses. Each witness shows one of the
 * three branches and prunes the others (contract, 3.6):
 *
 *     fork( fork( http_assets, http_expr ), sig )
 */
import { utf8 } from '../encoding/bytes.ts';
import { canisterSignature } from './canister_signature.ts';
import { type HashTree, fork, forkHash, labeled, labeledHash, pruned } from './hash_tree.ts';
import { expressionLabels } from './http_certification.ts';
import { LabelTree } from './label_tree.ts';
import { LABEL_HTTP_ASSETS, LABEL_HTTP_EXPR, LABEL_SIG } from './labels.ts';
import { SignatureMap, type SignedMessage } from './signature_map.ts';

export class CertifiedState {
  readonly signatures = new SignatureMap();
  /** Version 1: path to hash of the body. */
  readonly #assets = new LabelTree();
  /** Version 2: expression path to hash of the response. */
  readonly #expressions = new LabelTree();
  #assetsHash: Uint8Array | null = null;

  /** Certifies the body served at a path, for version 1. */
  certifyBody(path: string, bodyHash: Uint8Array): void {
    this.#assets.insert([utf8(path)], bodyHash);
  }

  /** Certifies what labels below the end of an expression path say, for version 2. */
  certifyExpression(path: readonly string[], labels: readonly Uint8Array[]): void {
    this.#expressions.insert(expressionLabels(path, labels), new Uint8Array(0));
  }

  /** What is to be published, 32 bytes. */
  rootHash(): Uint8Array {
    return forkHash(this.#httpHash(), labeledHash(LABEL_SIG, this.signatures.hash()));
  }

  /** Signature over a message, or null when it was not added or its time is over and it was pruned. */
  signature(signed: SignedMessage, certificate: Uint8Array): Uint8Array | null {
    const witness = this.signatures.witness(signed);
    if (witness === null) return null;
    return canisterSignature(certificate, fork(pruned(this.#httpHash()), labeled(LABEL_SIG, witness)));
  }

  /** Proof of the body at a path, for version 1. */
  bodyWitness(path: string): HashTree {
    const witness = labeled(LABEL_HTTP_ASSETS, this.#assets.witness([[utf8(path)]]));
    return this.#httpWitness(witness, pruned(labeledHash(LABEL_HTTP_EXPR, this.#expressions.hash())));
  }

  /** Proof of what is certified at expression paths, and of the absence of those that are not there. */
  expressionWitness(paths: readonly (readonly string[])[]): HashTree {
    const witness = this.#expressions.witness(paths.map((path) => expressionLabels(path)));
    return this.#httpWitness(
      pruned(labeledHash(LABEL_HTTP_ASSETS, this.#assets.hash())),
      labeled(LABEL_HTTP_EXPR, witness),
    );
  }

  #httpWitness(assets: HashTree, expressions: HashTree): HashTree {
    return fork(fork(assets, expressions), pruned(labeledHash(LABEL_SIG, this.signatures.hash())));
  }

  #httpHash(): Uint8Array {
    this.#assetsHash ??= forkHash(
      labeledHash(LABEL_HTTP_ASSETS, this.#assets.hash()),
      labeledHash(LABEL_HTTP_EXPR, this.#expressions.hash()),
    );
    return this.#assetsHash;
  }
}
