/** Certification version 2 of one response, as canisters do it: all headers, no request. */
import { hashOfMap } from '../../../tools/local-ic/src/auth/request_hash.ts';
import { digestOf, leaf } from '../../../tools/local-ic/src/certificate/hash_tree.ts';
import { hashTreeToCbor } from '../../../tools/local-ic/src/certificate/hash_tree_cbor.ts';
import { labelMap } from '../../../tools/local-ic/src/certificate/label_map.ts';
import { utf8 } from '../../../tools/local-ic/src/encoding/bytes.ts';
import { encodeCbor } from '../../../tools/local-ic/src/encoding/cbor.ts';
import { sha256 } from '../../../tools/local-ic/src/encoding/sha256.ts';

const EXPRESSION =
  'default_certification(ValidationArgs{certification:Certification{no_request_certification: Empty{},' +
  'response_certification:ResponseCertification{response_header_exclusions:ResponseHeaderList{headers:[]}}}})';

export interface CertifiedResponse {
  /** Root hash of the tree, 32 bytes. */
  readonly certifiedData: Uint8Array;
  /** The headers with those of the certification. */
  headersWith(certificate: Uint8Array): [string, string][];
}

export function certifyResponse(
  path: string,
  status: number,
  headers: readonly (readonly [string, string])[],
  body: string,
): CertifiedResponse {
  const all = [...headers, ['IC-CertificateExpression', EXPRESSION] as const];
  const fields = Object.fromEntries(all.map(([name, value]) => [name.toLowerCase(), value]));
  const headerHash = hashOfMap({ ...fields, ':ic-cert-status': BigInt(status) });
  const responseHash = sha256(headerHash, sha256(utf8(body)));
  const segments = ['http_expr', ...path.split('/').slice(1), '<$>'];
  let tree = labelMap([[responseHash, leaf(new Uint8Array(0))]]);
  tree = labelMap([[new Uint8Array(0), tree]]);
  tree = labelMap([[sha256(utf8(EXPRESSION)), tree]]);
  for (const segment of [...segments].reverse()) tree = labelMap([[utf8(segment), tree]]);
  const base64 = (value: unknown): string => Buffer.from(encodeCbor(value)).toString('base64');
  return {
    certifiedData: digestOf(tree),
    headersWith(certificate) {
      const parts = [
        `certificate=:${Buffer.from(certificate).toString('base64')}:`,
        `tree=:${base64(hashTreeToCbor(tree))}:`,
        `expr_path=:${base64(segments)}:`,
        'version=2',
      ];
      return [
        ...all.map(([name, value]): [string, string] => [name, value]),
        ['IC-Certificate', parts.join(', ')],
      ];
    },
  };
}
