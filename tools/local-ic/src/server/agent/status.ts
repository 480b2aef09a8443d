/** GET /api/v2/status */
import { encodeCbor } from '../../encoding/cbor.ts';
import type { HostedInstance } from '../hosted_instance.ts';
import { cborReply, type HttpReply } from '../http/message.ts';

/** What clients of a local network ask first: the root key. */
export function status(hosted: HostedInstance): HttpReply {
  return cborReply(
    200,
    encodeCbor({
      root_key: hosted.certifier.rootKey,
      replica_health_status: 'healthy',
      impl_version: 'local-ic',
      ic_api_version: 'unknown',
    }),
  );
}
