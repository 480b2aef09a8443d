/** POST /api/v{2,3}/{canister,subnet}/<id>/read_state */
import type { ReadStateContent, Envelope } from '../../auth/envelope.ts';
import { allowsTarget, type Targets } from '../../auth/validate_request.ts';
import { bytesKey, parseUtf8, toHex } from '../../encoding/bytes.ts';
import { principalToText, samePrincipal } from '../../encoding/principal.ts';
import { encodeCbor } from '../../encoding/cbor.ts';
import type { SubnetView } from '../../ic/types.ts';
import type { HostedInstance } from '../hosted_instance.ts';
import { cborReply, HttpError, type HttpReply } from '../http/message.ts';
import type { Path } from '../../certificate/witness.ts';

const REQUEST_STATUS_LEAVES = ['status', 'reply', 'reject_code', 'reject_message', 'error_code'];
const SUBNET_LEAVES = ['public_key', 'canister_ranges', 'node', 'type'];

/** Whose state is read: that of a canister's subnet, seen from the canister, or that of a subnet. */
export type StateReader =
  | { readonly kind: 'canister'; readonly id: Uint8Array }
  | { readonly kind: 'subnet'; readonly id: Uint8Array };

/** Answers a validated request with a certificate that shows the requested paths. */
export function readState(
  hosted: HostedInstance,
  subnet: SubnetView,
  reader: StateReader,
  envelope: Envelope<ReadStateContent>,
  targets: Targets,
): HttpReply {
  const { paths, sender } = envelope.content;
  let request: Uint8Array | undefined;
  for (const path of paths) {
    const requestId = checkPath(hosted, subnet, reader, path, sender, targets);
    if (requestId === undefined) continue;
    if (request !== undefined && bytesKey(request) !== bytesKey(requestId)) {
      throw new HttpError(
        400,
        `More than one non-unique request ID exists in request_status paths: 0x${toHex(request)} and 0x${toHex(requestId)}.`,
      );
    }
    request = requestId;
  }
  return cborReply(200, encodeCbor({ certificate: hosted.certificate(subnet, paths) }));
}

/**
 * Whether the sender may read a path.
 * @returns the request id when it is a path of a request
 */
function checkPath(
  hosted: HostedInstance,
  subnet: SubnetView,
  reader: StateReader,
  path: Path,
  sender: Uint8Array,
  targets: Targets,
): Uint8Array | undefined {
  const [first, second, third, ...rest] = path.map((label) => parseUtf8(label));
  const depth = path.length;
  if (first === 'time' && depth === 1) return undefined;
  if (first === 'subnet' && (depth <= 2 || isSubnetPath(third, rest))) return undefined;
  if (first === 'canister_ranges' && depth >= 2 && depth <= 3) return undefined;
  if (first === 'api_boundary_nodes' && depth <= 3) return undefined;
  if (first === 'subnet' && third === 'metrics' && depth === 3 && reader.kind === 'subnet') {
    checkEffectiveId(reader.id, path[1]!);
    return undefined;
  }
  if (reader.kind === 'canister') {
    if (first === 'canister' && depth >= 3) {
      checkCanisterPath(subnet, reader.id, path, sender);
      return undefined;
    }
    if (
      first === 'request_status' &&
      (depth === 2 || (depth === 3 && REQUEST_STATUS_LEAVES.includes(third ?? '')))
    ) {
      return checkRequestPath(hosted, path[1]!, sender, targets);
    }
  }
  throw new HttpError(
    404,
    `Invalid path requested: /${[first, second, third, ...rest]
      .map((label) => label ?? '?')
      .join('/')
      .slice(0, 200)}`,
  );
}

function isSubnetPath(third: string | undefined, rest: readonly (string | undefined)[]): boolean {
  if (!SUBNET_LEAVES.includes(third ?? '')) return false;
  if (rest.length === 0) return true;
  return third === 'node' && (rest.length === 1 || (rest.length === 2 && rest[1] === 'public_key'));
}

/** The id in a path must be the one in the URL. */
function checkEffectiveId(effectiveId: Uint8Array, requested: Uint8Array): void {
  if (samePrincipal(requested, effectiveId)) return;
  throw new HttpError(
    400,
    `Effective principal id in URL ${principalToText(effectiveId)} does not match requested principal id: ${principalToText(requested).slice(0, 80)}.`,
  );
}

function checkCanisterPath(
  subnet: SubnetView,
  effectiveId: Uint8Array,
  path: Path,
  sender: Uint8Array,
): void {
  checkEffectiveId(effectiveId, path[1]!);
  const leaf = parseUtf8(path[2]!);
  if (path.length === 3 && (leaf === 'controllers' || leaf === 'module_hash')) return;
  if (path.length !== 4 || leaf !== 'metadata') throw new HttpError(404, 'Invalid path requested.');
  const name = parseUtf8(path[3]!);
  if (name === undefined) throw new HttpError(400, 'Could not parse the custom section name.');
  const canister = subnet.canister(effectiveId);
  const section = canister?.metadata.get(name);
  if (section === undefined || section.isPublic) return;
  if (canister?.controllers.some((controller) => samePrincipal(controller, sender))) return;
  throw new HttpError(
    403,
    `Custom section ${name.slice(0, 100)} can only be requested by the controllers of the canister.`,
  );
}

function checkRequestPath(
  hosted: HostedInstance,
  requestId: Uint8Array,
  sender: Uint8Array,
  targets: Targets,
): Uint8Array {
  if (requestId.length !== 32) {
    throw new HttpError(
      400,
      'Invalid request id in paths. Maybe the request ID is not of 32 bytes in length?!',
    );
  }
  if (hosted.instance.ingressStatus(requestId) === undefined) return requestId;
  const author = hosted.instance.ingressAuthor(requestId);
  if (author === undefined || !samePrincipal(author.sender, sender)) {
    throw new HttpError(403, 'The user tries to access Request ID not signed by the caller.');
  }
  if (!allowsTarget(targets, author.receiver)) {
    throw new HttpError(
      403,
      'The user tries to access request IDs for canisters not belonging to sender delegation targets.',
    );
  }
  return requestId;
}
