import { createHash } from 'node:crypto';
import { Principal } from '@dfinity/principal';
import fc from 'fast-check';
import { expect } from 'vitest';
import {
  canisterKeyStart,
  canisterSignatureKey,
} from '../../../../src/backend/certified/canister_signature.ts';
import { aliasTokens } from '../../../../src/backend/domain/alias_tokens.ts';
import { anchorPrincipal, anchorSeed } from '../../../../src/backend/domain/anchor_seed.ts';
import { type FrontendHostname, parseFrontendHostname } from '../../../../src/backend/domain/delegation.ts';

const bytes = (length: number) => fc.uint8Array({ minLength: length, maxLength: length });
const nat64 = fc.bigInt({ min: 0n, max: 2n ** 64n - 1n });
const canisterId = fc.oneof({ weight: 9, arbitrary: bytes(10) }, fc.uint8Array({ maxLength: 29 }));
const time = fc.oneof(fc.constant(1_735_689_600_000_000_000n), nat64, fc.constantFrom(0n, 2n ** 64n - 1n));
const origin = fc
  .oneof(
    { weight: 4, arbitrary: fc.webUrl() },
    { weight: 4, arbitrary: fc.string({ unit: 'binary', maxLength: 70 }) },
    fc.string({ unit: 'binary-ascii', maxLength: 255 }),
    fc.constantFrom('', '\0'.repeat(255), '"'.repeat(255), 'x'.repeat(255), '\u{1F600}'.repeat(63)),
  )
  .filter((text) => parseFrontendHostname(text).ok) as fc.Arbitrary<FrontendHostname>;

const sha256 = (...parts: readonly (string | Uint8Array)[]) => {
  const hash = createHash('sha256');
  for (const part of parts) hash.update(part);
  return hash;
};
const base64url = (data: string | Uint8Array) => Buffer.from(data as Uint8Array).toString('base64url');
const textOf = (principal: Uint8Array) => Principal.fromUint8Array(principal).toText();

/** A token as it was written before it was written into a frame. */
function plainToken(
  canister: Uint8Array,
  key: Uint8Array,
  dapp: Uint8Array,
  from: string,
  now: bigint,
): string {
  const alias = Principal.selfAuthenticating(key).toText();
  const seconds = now / 1_000_000_000n;
  const hash = sha256(`id_dapp=${textOf(dapp)},id_alias=${alias}`).digest('hex');
  const jwk = `{"kty":"oct","alg":"IcCs","k":"${base64url(key)}"}`;
  const header = `{"alg":"IcCs","jwk":${jwk},"kid":"did:icp:${textOf(canister)}"}`;
  const subject = `"InternetIdentityIdAlias":{"hasIdAlias":"${alias}","derivationOrigin":${JSON.stringify(from)}}`;
  const payload = [
    `{"exp":${seconds + 900n},"iss":"https://identity.ic0.app/","nbf":${seconds}`,
    `"jti":"data:text/plain;charset=UTF-8,timestamp_ns:${now},alias_hash:${hash}"`,
    `"sub":"did:icp:${textOf(dapp)}","vc":{"@context":"https://www.w3.org/2018/credentials/v1"`,
    `"type":["VerifiableCredential","InternetIdentityIdAlias"],"credentialSubject":{${subject}}}}`,
  ].join(',');
  return `${base64url(header)}.${base64url(payload)}`;
}

/** Compares tokens that are written in one step, and what they are signed under, with those put together as text. */
export function expectTokensToAgree(cases: number): void {
  const claims = fc.array(fc.tuple(bytes(28), origin), { minLength: 1, maxLength: 2 });
  fc.assert(
    fc.property(canisterId, bytes(32), time, claims, (canister, seed, now, dapps) => {
      const key = canisterSignatureKey(canister, seed);
      const makeToken = aliasTokens(canister, key, seed, now);
      for (const [digest, from] of dapps) {
        const dapp = Uint8Array.of(...digest, 2);
        const { token, labels } = makeToken(dapp, from);
        const expected = plainToken(canister, key, dapp, from, now);
        expect(Buffer.from(token).toString()).toBe(expected);
        expect(Buffer.from(labels.seedHash)).toEqual(sha256(seed).digest());
        expect(Buffer.from(labels.messageHash)).toEqual(
          sha256('\x1aiccs_verifiable_credential', expected).digest(),
        );
      }
    }),
    { numRuns: cases },
  );
}

/** Compares seeds and principals of identities at front ends with those of the contract's bytes. */
export function expectPrincipalsToAgree(cases: number): void {
  fc.assert(
    fc.property(bytes(32), nat64, origin, canisterId, (salt, anchor, from, canister) => {
      const decimal = Buffer.from(anchor.toString());
      const name = Buffer.from(from);
      const seed = sha256(
        Uint8Array.of(32),
        salt,
        Uint8Array.of(decimal.length),
        decimal,
        Uint8Array.of(name.length),
        name,
      ).digest();
      expect(Buffer.from(anchorSeed(salt, anchor, from))).toEqual(seed);
      const key = canisterSignatureKey(canister, seed);
      expect(anchorPrincipal(salt, anchor, from, canisterKeyStart(canister))).toEqual(
        Principal.selfAuthenticating(key).toUint8Array(),
      );
    }),
    { numRuns: cases },
  );
}
