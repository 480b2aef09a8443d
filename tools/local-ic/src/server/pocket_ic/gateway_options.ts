/** Settings of an HTTP gateway: `{ ip_addr?, port?, domains?, https_config? }`. */
import type { JsonValue } from '../../encoding/lossless_json.ts';
import { HttpError } from '../http/message.ts';
import { asArray, asObject, asSmallNatural, asText, optional } from './fields.ts';

export interface GatewayOptions {
  readonly host: string;
  /** 0 takes any free port. */
  readonly port: number;
  /** Domains below which `<canister id>.<domain>` is served. */
  readonly domains: readonly string[];
}

export function parseGatewayOptions(value: JsonValue | undefined): GatewayOptions {
  const config = asObject(value, 'http gateway config');
  if (optional(config, 'https_config', asObject) !== undefined) {
    throw new HttpError(400, 'local-ic does not support https_config');
  }
  const domains = optional(config, 'domains', asArray)?.map((domain) =>
    asText(domain, 'domain').toLowerCase(),
  );
  return {
    host: optional(config, 'ip_addr', asText) ?? '127.0.0.1',
    port: optional(config, 'port', asSmallNatural(65_535)) ?? 0,
    domains: domains === undefined || domains.length === 0 ? ['localhost'] : domains,
  };
}
