/** Requests from gateways, answers to them, and what certified answers have in common. */
import {
  CERTIFICATE_HEADER,
  type ResponseCertificate,
  type ResponseProof,
  withCertificate,
} from '../certified/certificate_header.ts';
import { exactPath } from '../certified/http_certification.ts';
import { Trap } from '../domain/trap.ts';
import type { HeaderFields } from '../encoding/candid/header_fields.ts';
import type { Canister } from './canister.ts';
import type { SiteResponse } from './site.ts';

export { CERTIFICATE_HEADER, withCertificate };

export interface HttpRequest {
  readonly method: string;
  readonly url: string;
  readonly body: Uint8Array;
  /** Names and values in turn, read at the paths of native login alone; null elsewhere. */
  readonly headers: readonly string[] | null;
  /** The highest version of certification that the gateway verifies; null from gateways that know only the first. */
  readonly certificateVersion: number | null;
}

export interface HttpResponse {
  readonly status: number;
  readonly headers: HeaderFields;
  /** What the certificate header tells; null for a response that is not certified. */
  readonly certificate: ResponseCertificate | null;
  readonly body: Uint8Array;
  /** Asks the gateway to send the request again as an update call, whose answer needs no certification. */
  readonly upgrade: boolean;
}

/** A file or page, certified as the gateway wants it. */
export function serveFile(
  canister: Canister,
  request: HttpRequest,
  path: string,
  { status, headersV1, headersV2, body }: SiteResponse,
): HttpResponse {
  const { certified, site } = canister;
  const data = canister.ic.dataCertificate();
  if (data === null) throw new Trap('data certificate is only available in query calls');
  const isV2 = verifiesResponses(request);
  const proof = isV2
    ? (site.proofs.get(path) ?? certified.expressionProof(exactPath(path)))
    : certified.bodyProof(path);
  const headers = isV2 ? headersV2 : headersV1;
  return { status, headers, certificate: proven(canister, data, proof), body: body(), upgrade: false };
}

/** What the certificate header tells of a response. */
export function proven(
  { certified }: Canister,
  certificate: Uint8Array,
  proof: ResponseProof,
): ResponseCertificate {
  return { certificate, proof, signaturesHash: certified.signaturesHash };
}

/** Whether the gateway verifies version 2. */
export function verifiesResponses({ certificateVersion }: HttpRequest): boolean {
  return certificateVersion !== null && certificateVersion >= 2;
}
