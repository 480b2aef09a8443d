/** Verification of what a canister certifies of its HTTP responses, by the library that gateways use. */
import { createRequire } from 'node:module';
import type * as Verification from '@dfinity/response-verification';
import type { CanisterRequest, CanisterResponse } from './http_candid.ts';

export type VerifiedResponse =
  | {
      readonly ok: true;
      readonly status: number;
      readonly headers: readonly (readonly [string, string])[];
    }
  | { readonly ok: false; readonly reason: string };

/** The newest version of response certification. */
export const CERTIFICATE_VERSION = 2;
/** Nanoseconds that a certificate may be older than the network's time. */
const MAX_CERTIFICATE_AGE = 300_000_000_000n;
/** Headers that carry the certification itself and so cannot be certified. */
const CERTIFICATION_HEADERS = ['ic-certificate', 'ic-certificateexpression'];

let library: typeof Verification | undefined;

/** Loads the library (a wasm module) before the first request needs it. */
export function loadVerification(): typeof Verification {
  library ??= createRequire(import.meta.url)('@dfinity/response-verification') as typeof Verification;
  return library;
}

/**
 * Checks a response against its certificate.
 * @param now - the network's time, nanoseconds since the epoch
 * @param rootKey - DER, 133 bytes
 * @returns status and headers that may be passed on: with version 2 only what is certified
 */
export function verifyResponse(
  canisterId: Uint8Array,
  request: CanisterRequest,
  response: CanisterResponse,
  now: bigint,
  rootKey: Uint8Array,
): VerifiedResponse {
  try {
    const info = loadVerification().verifyRequestResponsePair(
      {
        method: request.method,
        url: request.url,
        headers: request.headers as [string, string][],
        body: request.body,
        certificate_version: [request.certificateVersion],
      },
      { status_code: response.status, headers: response.headers as [string, string][], body: response.body },
      canisterId,
      now,
      MAX_CERTIFICATE_AGE,
      rootKey,
      1,
    );
    const certified = info.response;
    // Without response certification in the expression, the canister asked for no verification of it.
    if (certified === undefined || info.verificationVersion < 2) return { ok: true, ...pick(response) };
    const present = new Set(certified.headers.map(([name]) => name.toLowerCase()));
    const extra = response.headers.filter(([name]) => {
      const key = name.toLowerCase();
      return CERTIFICATION_HEADERS.includes(key) && !present.has(key);
    });
    return {
      ok: true,
      status: certified.statusCode ?? response.status,
      headers: [...certified.headers, ...extra],
    };
  } catch (error) {
    return { ok: false, reason: reasonOf(error) };
  }
}

function pick({ status, headers }: CanisterResponse): Pick<CanisterResponse, 'status' | 'headers'> {
  return { status, headers };
}

/** The library throws objects of its own. */
function reasonOf(error: unknown): string {
  const { message } = error as { message?: unknown };
  return typeof message === 'string' ? message : String(error);
}
