/** Requests from gateways, answers to them, and what certified answers have in common. */
import { CERTIFICATE_HEADER, PROOF_END_V1, certificateValue } from '../certified/http_certification.ts';
import { Trap } from '../domain/trap.ts';
import type { HeaderFields } from '../encoding/candid/header_fields.ts';
import type { Canister } from './canister.ts';
import { type ResponseProof, type SiteResponse, pathProof } from './site.ts';

export { CERTIFICATE_HEADER };

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
  /** Value of the certificate header in parts; null for a response that is not certified. */
  readonly certificate: readonly Uint8Array[] | null;
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
  const certificate = isV2
    ? provenV2(canister, data, site.proofs.get(path) ?? pathProof(certified, path))
    : certificateValue(data, certified.proofText(certified.bodyProof(path)), PROOF_END_V1);
  return { status, headers: isV2 ? headersV2 : headersV1, certificate, body: body(), upgrade: false };
}

/** Value of the certificate header where version 2 certifies, in parts. */
export function provenV2(
  { certified }: Canister,
  certificate: Uint8Array,
  { witness, end }: ResponseProof,
): readonly Uint8Array[] {
  return certificateValue(certificate, certified.proofText(witness), end);
}

/** Whether the gateway verifies version 2. */
export function verifiesResponses({ certificateVersion }: HttpRequest): boolean {
  return certificateVersion !== null && certificateVersion >= 2;
}
