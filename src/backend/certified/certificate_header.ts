/** Values of the certificate header (contract, 3.7). Pages have proofs that are made at start; a request adds the rest. */
import { utf8 } from '../encoding/bytes.ts';
import { PART, PartsFrame } from '../encoding/parts_frame.ts';

/** Name of the header. */
export const CERTIFICATE_HEADER = 'IC-Certificate';

/** Bytes of the hash of the signatures. */
export const HASH_LENGTH = 32;

/** What proves a response, all but the certificate and the hash of the signatures, which changes with each of them. */
export interface ResponseProof {
  /**
   * Base64 of the witness as far as it makes whole groups of three bytes, the bytes between those and the hash, room
   * for the hash, and what ends the header.
   */
  readonly bytes: Uint8Array;
  /** Bytes of the base64. */
  readonly textLength: number;
  /** Where the hash belongs. */
  readonly hashAt: number;
}

/** What the header of one response tells. */
export interface ResponseCertificate {
  readonly certificate: Uint8Array;
  readonly proof: ResponseProof;
  /** Ends the witness, 32 bytes. */
  readonly signaturesHash: Uint8Array;
}

/** The parts that a header's value is made of, with its length before it and what follows it. */
const PARTS = [
  { kind: PART.BEGIN },
  { kind: PART.BYTES, bytes: utf8('certificate=:') },
  { kind: PART.BASE64 },
  { kind: PART.BYTES, bytes: utf8(':, tree=:') },
  { kind: PART.BYTES },
  { kind: PART.BASE64 },
  { kind: PART.BYTES },
  { kind: PART.COUNTED },
  { kind: PART.BYTES },
];
const CERTIFICATE = 2;
const WITNESS = 4;
const WITNESS_END = 5;
const HEADER_END = 6;
const TAIL = 8;

/** Bytes that a page with a certificate of mainnet takes, twice. */
const KEPT_ROOM = 32 * 1024;
const kept = PartsFrame.of(PARTS, KEPT_ROOM);

/**
 * A header's value between two byte strings, with its length in unsigned LEB128 before it.
 * @param start - what comes before the length
 * @param tail - what follows the value
 */
export function withCertificate(
  start: Uint8Array,
  { certificate, proof, signaturesHash }: ResponseCertificate,
  tail: Uint8Array,
): Uint8Array {
  const { bytes: proven, textLength, hashAt } = proof;
  // Base64 is a third longer than its bytes.
  const room = start.length + 3 * (certificate.length + proven.length + tail.length) + kept.free;
  const frame = kept.withRoom(room);
  const { bytes, free } = frame;
  const witness = free + certificate.length;
  const witnessEnd = witness + textLength;
  const headerEnd = witness + hashAt + HASH_LENGTH;
  const tailAt = witness + proven.length;
  const startAt = tailAt + tail.length;
  bytes.set(certificate, free);
  bytes.set(proven, witness);
  bytes.set(signaturesHash, witness + hashAt);
  bytes.set(tail, tailAt);
  bytes.set(start, startAt);
  frame.setPart(CERTIFICATE, free, certificate.length);
  frame.setPart(WITNESS, witness, textLength);
  frame.setPart(WITNESS_END, witnessEnd, headerEnd - witnessEnd);
  frame.setPart(HEADER_END, headerEnd, tailAt - headerEnd);
  frame.setPart(TAIL, tailAt, tail.length);
  return frame.join(startAt, startAt + start.length);
}
