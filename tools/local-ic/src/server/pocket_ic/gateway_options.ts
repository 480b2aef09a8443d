/** Settings of an HTTP gateway: `{ ip_addr?, port?, domains?, https_config?, domain_custom_provider_local_file? }`. */
import { readFileSync } from 'node:fs';
import type { JsonValue } from '../../encoding/lossless_json.ts';
import type { GatewaySettings } from '../gateway/gateway.ts';
import { HttpError } from '../http/message.ts';
import { asArray, asObject, asSmallNatural, asText, optional } from './fields.ts';

export interface GatewayOptions extends GatewaySettings {
  /** What the client gave, for the list of gateways. */
  readonly given: { readonly domains: JsonValue; readonly https_config: JsonValue };
}

/** @throws HttpError 400 for malformed settings, and for a certificate or key that cannot be read */
export function parseGatewayOptions(value: JsonValue | undefined): GatewayOptions {
  const config = asObject(value, 'http gateway config');
  const domains = optional(config, 'domains', asArray)?.map((domain) =>
    asText(domain, 'domain').toLowerCase(),
  );
  return {
    host: optional(config, 'ip_addr', asText) ?? '127.0.0.1',
    port: optional(config, 'port', asSmallNatural(65_535)) ?? 0,
    domains: domains === undefined || domains.length === 0 ? ['localhost'] : domains,
    namesFile: optional(config, 'domain_custom_provider_local_file', asText),
    tls: optional(config, 'https_config', parseTls),
    given: { domains: config['domains'] ?? null, https_config: config['https_config'] ?? null },
  };
}

/** `{ cert_path, key_path }`, both PEM. */
function parseTls(value: JsonValue | undefined): { cert: Buffer; key: Buffer } {
  const config = asObject(value, 'https_config');
  return {
    cert: readPem(asText(config['cert_path'], 'cert_path')),
    key: readPem(asText(config['key_path'], 'key_path')),
  };
}

function readPem(path: string): Buffer {
  try {
    return readFileSync(path);
  } catch (error) {
    throw new HttpError(400, `TLS config could not be created: ${(error as Error).message}`);
  }
}
